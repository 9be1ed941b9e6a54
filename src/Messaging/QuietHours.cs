using NodaTime;

namespace Frontdesk.Messaging;

/// <summary>Nobody is texted unasked from nine in the evening to eight in the morning, by the clock of the place they come to (47 CFR 64.1200(c)(1)).</summary>
internal static class QuietHours
{
    private static readonly LocalTime From = new(21, 0);
    private static readonly LocalTime Until = new(8, 0);

    /// <summary>The first moment from this one on at which somebody may be texted.</summary>
    internal static DateTimeOffset After(DateTimeOffset at, string timeZone)
    {
        var zone = DateTimeZoneProviders.Tzdb[timeZone];
        var local = Instant.FromDateTimeOffset(at).InZone(zone).LocalDateTime;
        if (local.TimeOfDay >= Until && local.TimeOfDay < From)
            return at;
        var day = local.TimeOfDay < Until ? local.Date : local.Date.PlusDays(1);
        return zone.AtLeniently(day.At(Until)).ToDateTimeOffset();
    }
}
