using NodaTime;

namespace Frontdesk.Scheduling;

/// <summary>An instant as the clock at a location shows it.</summary>
internal static class LocationTime
{
    public static DateTimeOffset In(this DateTimeOffset at, DateTimeZone zone) => Instant.FromDateTimeOffset(at).InZone(zone).ToDateTimeOffset();

    public static DateTimeOffset In(this DateTimeOffset at, string timeZone) => at.In(DateTimeZoneProviders.Tzdb[timeZone]);
}
