using Frontdesk.Scheduling;
using NodaTime;
using static Frontdesk.Scheduling.FreeTimes;

namespace Frontdesk.Tests.Scheduling;

/// <summary>Whether a booked visit lies within the hours, against the search that is itself proven minute by minute: with a start every minute it finds exactly what fits.</summary>
public sealed class FreeTimesCoverTests
{
    [Theory]
    [InlineData("America/Chicago")]
    [InlineData("Australia/Lord_Howe")]
    [InlineData("Asia/Kathmandu")]
    public void A_visit_lies_within_the_hours_exactly_when_it_could_start_there(string id)
    {
        var zone = DateTimeZoneProviders.Tzdb[id];
        var random = new Random(11);
        for (var i = 0; i < 1000; i++)
        {
            // Two days around a clock change of the zone, where it has any.
            var around = zone.GetZoneInterval(Instant.FromUtc(2026, 1 + random.Next(12), 10, 0, 0)) is { HasEnd: true } interval ? interval.End : Instant.FromUtc(2026, 3, 8, 0, 0);
            var local = Minutes(around.InZone(zone).LocalDateTime);
            WeeklyHours[] hours = [.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => Hours(random))];
            HoursException[] exceptions = [.. Enumerable.Range(0, random.Next(0, 4)).Select(_ => Exception(random, local))];
            Stretch[] visits = [.. Enumerable.Range(0, 30).Select(_ => Visit(random, around.ToUnixTimeSeconds() / 60))];

            var timetable = new Timetable(hours, exceptions);

            var within = Cover(zone, timetable, visits);

            for (var v = 0; v < visits.Length; v++)
            {
                var start = Instant.FromUnixTimeSeconds(visits[v].From * 60);
                var fits = Find(zone, timetable, [], new Visit((int)(visits[v].To - visits[v].From), 0, 0, 1), start, start + Duration.FromMinutes(1)).Any();
                Assert.True(fits == within[v], $"{id} case {i}: {start.InZone(zone)} for {visits[v].To - visits[v].From} minutes");
            }
        }
    }

    private static WeeklyHours Hours(Random random)
    {
        var starts = random.Next(0, 280) * 5;
        return new WeeklyHours(random.Next(1, 8), starts, Math.Min(1440, starts + (random.Next(1, 130) * 5)));
    }

    private static HoursException Exception(Random random, long around)
    {
        var starts = around + (random.Next(-300, 300) * 5);
        return new HoursException((ExceptionKind)random.Next(4), starts, starts + (random.Next(1, 400) * 5));
    }

    private static Stretch Visit(Random random, long around)
    {
        var starts = around + (random.Next(-288, 288) * 5);
        return new Stretch(starts, starts + (random.Next(1, 25) * 5));
    }

    private static long Minutes(LocalDateTime local) => (Period.DaysBetween(new LocalDate(1970, 1, 1), local.Date) * 1440L) + (local.Hour * 60) + local.Minute;
}
