using NodaTime;

namespace Frontdesk.Scheduling;

/// <summary>When a person at the desk should have done what came in.</summary>
internal static class BusinessDay
{
    /// <summary>17:00 of the next weekday after today, by the clinic's clock: what comes in on a Friday is due on Monday.</summary>
    public static DateTimeOffset EndOfNext(DateTimeOffset now, DateTimeZone zone)
    {
        var day = Instant.FromDateTimeOffset(now).InZone(zone).Date.PlusDays(1);
        while (day.DayOfWeek is IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday)
            day = day.PlusDays(1);
        return day.At(new LocalTime(17, 0)).InZoneLeniently(zone).ToDateTimeOffset();
    }
}
