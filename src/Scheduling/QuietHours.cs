using Frontdesk.Platform;
using NodaTime;

namespace Frontdesk.Scheduling;

/// <summary>
/// Nobody is texted or offered anything unasked from nine in the evening to eight in the morning, by the clock of the place they come to (47 CFR 64.1200(c)(1)).
/// Who plans asks here, and who sends asks again: what was planned by day may come to be sent at night.
/// </summary>
public sealed class QuietHours(QuietHoursSettings settings)
{
    private static readonly LocalTime From = new(21, 0);
    private static readonly LocalTime Until = new(8, 0);

    /// <summary>The first moment from this one on at which people there may be disturbed.</summary>
    public Instant After(Instant at, DateTimeZone zone)
    {
        var local = at.InZone(zone).LocalDateTime;
        if (settings.Hours == OnOff.Off || (local.TimeOfDay >= Until && local.TimeOfDay < From))
            return at;
        var day = local.TimeOfDay < Until ? local.Date : local.Date.PlusDays(1);
        return zone.AtLeniently(day.At(Until)).ToInstant();
    }

    /// <inheritdoc cref="After(Instant, DateTimeZone)"/>
    /// <param name="timeZone">IANA id.</param>
    public DateTimeOffset After(DateTimeOffset at, string timeZone) =>
        After(Instant.FromDateTimeOffset(at), DateTimeZoneProviders.Tzdb[timeZone]).ToDateTimeOffset();

    /// <summary>Whether people there are to be left in peace at this moment.</summary>
    public bool At(Instant now, DateTimeZone zone) => After(now, zone) != now;

    /// <inheritdoc cref="At(Instant, DateTimeZone)"/>
    /// <param name="timeZone">IANA id.</param>
    public bool At(DateTimeOffset now, string timeZone) => At(Instant.FromDateTimeOffset(now), DateTimeZoneProviders.Tzdb[timeZone]);
}
