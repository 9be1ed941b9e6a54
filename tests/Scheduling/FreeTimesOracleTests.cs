using Frontdesk.Scheduling;
using NodaTime;
using static Frontdesk.Scheduling.FreeTimes;

namespace Frontdesk.Tests.Scheduling;

/// <summary>
/// The fast search against a slow one that asks each minute one by one, around every clock change of the zones in the independent table of transitions.
/// The zones are built from that table, so both of its editions count, whatever edition the library ships.
/// </summary>
public sealed class FreeTimesOracleTests
{
    public static TheoryData<string> Editions => ClockChanges.Editions;

    [Theory, MemberData(nameof(Editions))]
    public void Around_every_clock_change_the_fast_search_finds_what_the_slow_one_finds(string edition)
    {
        var random = new Random(20261122);
        var rows = ClockChanges.Rows(edition);
        foreach (var zone in ClockChanges.Zones(rows))
        {
            foreach (var row in rows.Where(r => r.Zone == zone.Id))
                Agree(zone, random, row.At, $"{edition} {row.Zone} {row.At}");
        }
    }

    [Theory, MemberData(nameof(Editions))]
    public void Around_every_clock_change_each_hour_is_offered_as_often_as_the_clock_shows_it(string edition)
    {
        var rows = ClockChanges.Rows(edition);
        foreach (var zone in ClockChanges.Zones(rows))
        {
            foreach (var row in rows.Where(r => r.Zone == zone.Id))
            {
                // Open round the clock on all days, a quarter of an hour, from a day before to a day after.
                var hours = Enumerable.Range(1, 7).Select(day => new WeeklyHours(day, 0, 1440)).ToArray();
                var times = Find(zone, new Timetable(hours, []), [], new Visit(15, 0, 0, 15), row.At - Duration.FromDays(1), row.At + Duration.FromDays(1)).Select(Show).ToList();

                var inWindow = times.Where(t => t.LocalDateTime >= row.WindowStart && t.LocalDateTime < row.WindowEnd).ToList();
                var quarters = (int)(Period.Between(row.WindowStart, row.WindowEnd, PeriodUnits.Minutes).Minutes / 15);
                Assert.Equal(row.Gap ? 0 : 2 * quarters, inWindow.Count);
                Assert.Equal(row.Gap ? 0 : 2, inWindow.Select(t => t.Offset).Distinct().Count());
                Assert.Equal(192, times.Count);
                Assert.Equal(times.Order(OffsetDateTime.Comparer.Instant), times);
                Assert.All(times.Zip(times.Skip(1)), pair => Assert.Equal(Duration.FromMinutes(15), pair.Second.ToInstant() - pair.First.ToInstant()));
            }
        }
    }

    [Fact]
    public void On_ordinary_days_the_fast_search_finds_what_the_slow_one_finds()
    {
        var random = new Random(7);
        string[] zones = ["America/Chicago", "America/Los_Angeles", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia", "UTC", "America/St_Johns"];
        for (var i = 0; i < 10_000; i++)
        {
            var zone = DateTimeZoneProviders.Tzdb[zones[random.Next(zones.Length)]];
            Agree(zone, random, Instant.FromUtc(2026, 1, 1, 0, 0) + Duration.FromMinutes(random.Next(0, 60 * 24 * 700)), $"case {i}");
        }
    }

    private static void Agree(DateTimeZone zone, Random random, Instant around, string name)
    {
        var from = around - Duration.FromMinutes(random.Next(0, 2000));
        var to = around + Duration.FromMinutes(random.Next(1, 2000));
        var local = Minutes(around.InZone(zone).LocalDateTime);
        var hours = Enumerable.Range(0, random.Next(0, 12)).Select(_ => RandomHours(random, (int)(local / 1440))).ToArray();
        var open = Enumerable.Range(0, Math.Max(0, random.Next(-8, 8))).Select(_ => RandomHours(random, (int)(local / 1440)) with { FromDay = int.MinValue, UntilDay = int.MaxValue }).ToArray();
        var exceptions = Enumerable.Range(0, random.Next(0, 4)).Select(_ => RandomException(random, local)).ToArray();
        var busy = Enumerable.Range(0, random.Next(0, 8)).Select(_ => RandomBusy(random, around.ToUnixTimeSeconds() / 60)).ToArray();
        var visit = new Visit(random.Next(1, 25) * 5, random.Next(0, 3) * 5, random.Next(0, 3) * 5, random.Next(1, 13) * 5);

        var timetable = Timetable.Within(open, hours, exceptions);
        var fast = Find(zone, timetable, Clashes(busy, visit), visit, from, to).Select(Show).ToList();
        var slow = MinuteByMinute(zone, open, hours, exceptions, busy, visit, from, to);

        Assert.True(slow.SequenceEqual(fast), $"{name}: slow [{string.Join(", ", slow)}], fast [{string.Join(", ", fast)}]");
        Assert.All(fast, t => Assert.True(Offers(zone, timetable, visit, t.ToInstant()), $"{name}: found but not offered at {t}"));
        Explained(zone, timetable, busy, visit, from, to, [.. fast.Select(t => t.ToInstant().ToUnixTimeSeconds() / 60)], random, name);
    }

    /// <summary>A time has no obstacle exactly when it is offered; sampled, since there are thousands of minutes.</summary>
    private static void Explained(
        DateTimeZone zone, Timetable timetable, Stretch[] busy, Visit visit, Instant from, Instant to, HashSet<long> offered, Random random, string name)
    {
        long first = from.ToUnixTimeSeconds() / 60, last = to.ToUnixTimeSeconds() / 60;
        foreach (var start in offered.Take(3).Concat(Enumerable.Range(0, 10).Select(_ => random.NextInt64(first, last))))
        {
            var reason = Explain(zone, timetable, busy, visit, start);
            Assert.True(offered.Contains(start) == (reason.Obstacle == Obstacle.None), $"{name}: {Instant.FromUnixTimeSeconds(start * 60).InZone(zone)} is explained as {reason}");
            if (reason.Obstacle == Obstacle.TooCloseToAnother)
                Assert.Contains(busy, b => b.From < start + visit.Minutes + visit.After && start - visit.Before < b.To);
        }
    }

    /// <summary>Every minute is asked by itself.</summary>
    internal static List<OffsetDateTime> MinuteByMinute(
        DateTimeZone zone, WeeklyHours[] open, WeeklyHours[] hours, HoursException[] exceptions, Stretch[] busy, Visit visit, Instant from, Instant to)
    {
        // Each minute is asked once and remembered: what it shows on the wall, whether the resource works, whether it is taken.
        long first = (from.ToUnixTimeSeconds() / 60) - visit.Before, last = (to.ToUnixTimeSeconds() / 60) + visit.Minutes + visit.After;
        var walls = Range(first, last).Select(minute => Minutes(Instant.FromUnixTimeSeconds(minute * 60).InZone(zone).LocalDateTime)).ToArray();
        var blocks = walls.Select(wall => Blocks(wall, open, hours, exceptions).ToArray()).ToArray();
        var works = walls.Select((wall, i) => blocks[i].Length > 0 && !exceptions.Any(e => e.Kind != ExceptionKind.Extra && e.Starts <= wall && wall < e.Ends)).ToArray();
        var taken = Range(first, last).Select(minute => busy.Any(b => b.From <= minute && minute < b.To)).ToArray();

        var found = new List<OffsetDateTime>();
        for (var start = visit.Before; start < walls.Length - visit.Minutes - visit.After; start++)
        {
            var onGrid = blocks[start].Any(blockStart => (walls[start] - blockStart) % visit.Every == 0);
            if (onGrid
                && works.AsSpan(start, visit.Minutes).IndexOf(false) < 0
                && taken.AsSpan(start - visit.Before, visit.Before + visit.Minutes + visit.After).IndexOf(true) < 0)
                found.Add(Instant.FromUnixTimeSeconds((first + start) * 60).InZone(zone).ToOffsetDateTime());
        }
        return found;
    }

    /// <summary>Where the blocks of hours begin that this wall-clock minute lies in.</summary>
    private static IEnumerable<long> Blocks(long wall, WeeklyHours[] open, WeeklyHours[] hours, HoursException[] exceptions)
    {
        var day = (int)(wall / 1440);
        var weekday = (int)new LocalDate(1970, 1, 1).PlusDays(day).DayOfWeek;
        bool Covers(WeeklyHours h) => h.Weekday == weekday && h.FromDay <= day && day <= h.UntilDay && h.StartsMinute <= wall % 1440 && wall % 1440 < h.EndsMinute;
        foreach (var h in hours.Where(Covers))
        {
            foreach (var opens in open.Length == 0 ? [0] : open.Where(Covers).Select(o => o.StartsMinute))
                yield return (day * 1440L) + Math.Max(h.StartsMinute, opens);
        }
        foreach (var e in exceptions.Where(e => e.Kind == ExceptionKind.Extra && e.Starts <= wall && wall < e.Ends))
            yield return e.Starts;
    }

    private static IEnumerable<long> Range(long from, long to)
    {
        for (var minute = from; minute < to; minute++)
            yield return minute;
    }

    internal static WeeklyHours RandomHours(Random random, int today)
    {
        var starts = random.Next(0, 280) * 5;
        var ends = Math.Min(1440, starts + (random.Next(1, 130) * 5));
        return random.Next(4) == 0
            ? new WeeklyHours(random.Next(1, 8), starts, ends, today - random.Next(0, 3), today + random.Next(0, 3))
            : new WeeklyHours(random.Next(1, 8), starts, ends);
    }

    internal static HoursException RandomException(Random random, long around)
    {
        var starts = around + (random.Next(-300, 300) * 5);
        var kind = (ExceptionKind)random.Next(4);
        return kind == ExceptionKind.Holiday
            ? new HoursException(kind, starts - (starts % 1440), starts - (starts % 1440) + 1440)
            : new HoursException(kind, starts, starts + (random.Next(1, 400) * 5));
    }

    private static Stretch RandomBusy(Random random, long around)
    {
        var starts = around + random.Next(-2000, 2000);
        return new Stretch(starts, starts + random.Next(1, 240));
    }

    internal static OffsetDateTime Show(Start start) => OffsetDateTime.FromDateTimeOffset(start.At);

    internal static long Minutes(LocalDateTime local) => (Period.DaysBetween(new LocalDate(1970, 1, 1), local.Date) * 1440L) + (local.Hour * 60) + local.Minute;
}
