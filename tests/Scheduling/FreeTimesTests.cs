using Frontdesk.Scheduling;
using NodaTime;
using static Frontdesk.Scheduling.FreeTimes;

namespace Frontdesk.Tests.Scheduling;

public sealed class FreeTimesTests
{
    private static readonly DateTimeZone Chicago = DateTimeZoneProviders.Tzdb["America/Chicago"];
    private static readonly Visit HalfHour = new(30, 0, 0, 30);

    [Fact]
    public void An_hour_the_clock_skips_is_never_offered()
    {
        // 8 March 2026: 02:00 becomes 03:00.
        var times = OnDay(Chicago, new LocalDate(2026, 3, 8), [Block(7, "01:00", "04:00")], HalfHour);

        Assert.Equal(["01:00-06", "01:30-06", "03:00-05", "03:30-05"], times);
    }

    [Fact]
    public void An_hour_that_occurs_twice_is_offered_twice_with_its_offset()
    {
        // 1 November 2026: 02:00 becomes 01:00.
        var times = OnDay(Chicago, new LocalDate(2026, 11, 1), [Block(7, "00:30", "02:30")], HalfHour);

        Assert.Equal(["00:30-05", "01:00-05", "01:30-05", "01:00-06", "01:30-06", "02:00-06"], times);
    }

    [Fact]
    public void A_visit_over_a_clock_change_lasts_as_long_as_it_says()
    {
        var ninety = new Visit(90, 0, 0, 30);
        var spring = OnDay(Chicago, new LocalDate(2026, 3, 8), [Block(7, "01:00", "04:00")], ninety);
        var autumn = OnDay(Chicago, new LocalDate(2026, 11, 1), [Block(7, "01:00", "02:30")], ninety);

        // Spring has two elapsed hours between 01:00 and 04:00; autumn two and a half between 01:00 and 02:30.
        Assert.Equal(["01:00-06", "01:30-06"], spring);
        Assert.Equal(["01:00-05", "01:30-05", "01:00-06"], autumn);
    }

    [Fact]
    public void Buffers_keep_their_distance_from_other_visits_and_may_leave_the_hours()
    {
        var visit = new Visit(30, 10, 10, 10);
        var day = new LocalDate(2026, 6, 1);
        var busy = At(Chicago, day, "10:00", "10:30");

        var times = OnDay(Chicago, day, [Block(1, "09:00", "11:30")], visit, busy: [busy]);

        Assert.Equal(["09:00-05", "09:10-05", "09:20-05", "10:40-05", "10:50-05", "11:00-05"], times);
    }

    [Fact]
    public void Away_takes_hours_and_extra_gives_hours()
    {
        var day = new LocalDate(2026, 6, 1);
        HoursException[] exceptions = [
            new(ExceptionKind.Away, Minute(day, "09:30"), Minute(day, "10:30")),
            new(ExceptionKind.Extra, Minute(day, "18:15"), Minute(day, "19:15"))];

        var times = OnDay(Chicago, day, [Block(1, "09:00", "11:00")], HalfHour, exceptions);

        Assert.Equal(["09:00-05", "10:30-05", "18:15-05", "18:45-05"], times);
    }

    [Fact]
    public void A_place_that_opens_later_clips_the_hours_and_they_begin_when_it_opens()
    {
        var day = new LocalDate(2026, 6, 1);
        HoursException[] extra = [new(ExceptionKind.Extra, Minute(day, "20:00"), Minute(day, "20:30"))];

        var times = OnDay(Chicago, day, [Block(1, "08:00", "18:00")], new Visit(60, 0, 0, 60), extra, open: [Block(1, "09:15", "12:00"), Block(1, "16:30", "19:00"), Block(2, "00:00", "24:00")]);

        Assert.Equal(["09:15-05", "10:15-05", "16:30-05"], times);
        Assert.Equal(["20:00-05"], OnDay(Chicago, day, [Block(1, "08:00", "18:00")], HalfHour, extra, open: [Block(2, "00:00", "24:00")]));
    }

    [Fact]
    public void On_a_holiday_nobody_works_extra_hours_or_not()
    {
        var day = new LocalDate(2026, 6, 1);
        HoursException[] exceptions = [
            new(ExceptionKind.Extra, Minute(day, "20:00"), Minute(day, "21:00")),
            new(ExceptionKind.Holiday, Minute(day, "00:00"), Minute(day.PlusDays(1), "00:00"))];

        Assert.Empty(OnDay(Chicago, day, [Block(1, "09:00", "11:00")], HalfHour, exceptions));
    }

    [Fact]
    public void Hours_hold_from_their_first_day_to_their_last()
    {
        var monday = new LocalDate(2026, 6, 1);
        var hours = Block(1, "09:00", "09:30") with { FromDay = DayNumber(monday.PlusWeeks(1)), UntilDay = DayNumber(monday.PlusWeeks(2)) };

        var times = Find(Chicago, new Timetable([hours], []), [], HalfHour, Chicago.AtStartOfDay(monday).ToInstant(), Chicago.AtStartOfDay(monday.PlusWeeks(5)).ToInstant());

        Assert.Equal([monday.PlusWeeks(1), monday.PlusWeeks(2)], times.Select(t => LocalDate.FromDateTime(t.At.DateTime)));
    }

    [Fact]
    public void A_visit_may_run_from_one_block_of_hours_into_the_next_over_midnight()
    {
        var monday = new LocalDate(2026, 6, 1);
        var times = Find(Chicago, new Timetable([Block(1, "23:00", "24:00"), Block(2, "00:00", "01:00")], []), [], new Visit(60, 0, 0, 30),
            Chicago.AtStartOfDay(monday).ToInstant(), Chicago.AtStartOfDay(monday.PlusDays(2)).ToInstant());

        Assert.Equal(["23:00", "23:30", "00:00"], times.Select(t => $"{t.At:HH:mm}"));
    }

    [Theory]
    [InlineData("09:00", true)]
    [InlineData("09:10", false)]
    [InlineData("11:30", false)]
    [InlineData("08:30", false)]
    public void Only_times_on_the_grid_of_the_hours_are_on_offer(string time, bool offered)
    {
        var start = Instant.FromUnixTimeSeconds(At(Chicago, new LocalDate(2026, 6, 1), time, time).From * 60);

        Assert.Equal(offered, Offers(Chicago, new Timetable([Block(1, "09:00", "11:30")], []), HalfHour, start));
    }

    private static List<string> OnDay(
        DateTimeZone zone, LocalDate day, WeeklyHours[] hours, Visit visit, HoursException[]? exceptions = null, Stretch[]? busy = null, WeeklyHours[]? open = null) =>
        [.. Find(zone, Timetable.Within(open ?? [], hours, exceptions ?? []), Clashes(busy ?? [], visit), visit, zone.AtStartOfDay(day).ToInstant(), zone.AtStartOfDay(day.PlusDays(1)).ToInstant())
            .Select(t => $"{t.At:HH:mm}{t.At.Offset.Hours:+00;-00}")];

    private static WeeklyHours Block(int weekday, string starts, string ends) => new(weekday, MinuteOfDay(starts), MinuteOfDay(ends));

    private static int MinuteOfDay(string time) => (int.Parse(time[..2]) * 60) + int.Parse(time[3..]);

    private static int DayNumber(LocalDate day) => Period.DaysBetween(new LocalDate(1970, 1, 1), day);

    private static long Minute(LocalDate day, string time) => (DayNumber(day) * 1440L) + MinuteOfDay(time);

    private static Stretch At(DateTimeZone zone, LocalDate day, string starts, string ends)
    {
        long Elapsed(string time) => zone.AtStrictly(day.AtMidnight().PlusMinutes(MinuteOfDay(time))).ToInstant().ToUnixTimeSeconds() / 60;
        return new Stretch(Elapsed(starts), Elapsed(ends));
    }
}
