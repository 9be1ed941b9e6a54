using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Frontdesk.Scheduling;
using Frontdesk.Tests.Patients;
using NodaTime;

namespace Frontdesk.Tests.Scheduling.Calendars;

/// <summary>Rules and their instances as other people's engines have them (libical, Ical.Net, python-dateutil).</summary>
public sealed class RecurrenceRuleTests
{
    /// <param name="Dateutil"><c>agrees</c> where a third engine finds the same.</param>
    /// <param name="StartAt">Instances before it are not asked for.</param>
    internal sealed record Vector(
        string Note, string Rrule, string? Dtstart, string[]? Instances, string Dateutil, string? Exception,
        [property: JsonPropertyName("start-at")] string? StartAt, [property: JsonPropertyName("exception-step")] string? ExceptionStep, string? Duration);

    [Fact]
    public void The_170_rules_on_which_three_engines_agree_give_exactly_their_instances()
    {
        var agreed = Vectors().Where(static v => v.Dateutil == "agrees").ToList();
        Assert.Equal(170, agreed.Count);
        var wrong = agreed.Where(static v => !v.Instances!.SequenceEqual(Instances(v), StringComparer.Ordinal)).Select(Say).ToList();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void Every_other_rule_is_decided_and_comes_out_as_decided()
    {
        var others = Vectors().Where(static v => v.Dateutil != "agrees").ToList();
        Assert.Empty(others.Select(Key).Except(Decided.Keys, StringComparer.Ordinal));
        Assert.Empty(Decided.Keys.Except(others.Select(Key), StringComparer.Ordinal));
        var wrong = others.Where(static v => Decided[Key(v)].Ours != Ours(v)).Select(v => $"{Decided[Key(v)].Ours} was decided, {Ours(v)} it is: {Say(v)}").ToList();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    internal enum As
    {
        /// <summary>Exactly the instances of the vector (from <c>start-at</c> on, where it has one).</summary>
        TheVector,

        /// <summary>The rule is refused as unreadable.</summary>
        Refused,

        /// <summary>The instances end, or there are none, where the vector's engine throws.</summary>
        AnEnd,

        /// <summary>It goes on for as long as one asks.</summary>
        NoEnd,
    }

    internal sealed record Decision(As Ours, string Because);

    private const string WholePeriod = "BYSETPOS counts the whole week (RFC 5545 3.3.10: \"the set of recurrence instances\" of the interval), not what is left of it after DTSTART; dateutil begins the first week at DTSTART.";
    private const string WeekdayOfStart = "\"Information, not contained in the rule, is derived from DTSTART\": BYWEEKNO alone takes DTSTART's weekday; dateutil takes all seven days.";
    private const string WeekYears = "BYWEEKNO counts years of weeks (ISO 8601, with WKST), so DTSTART's period is the week-year it lies in; dateutil takes calendar years.";
    private const string MonthOfStart = "BYMONTHDAY in a year without BYMONTH takes DTSTART's month, as libical and Ical.Net do; dateutil takes every month.";
    private const string NothingZeroth = "There is no zeroth weekday: the entry names no day and the others stand; dateutil refuses the rule.";
    private const string Forbidden = "RFC 5545 3.3.10 says MUST NOT; Ical.Net throws too.";
    private const string StartAt = "Only asks for the instances from start-at on; they count from DTSTART all the same.";
    private const string PastTheCalendar = "The calendar ends with the year 9999: the instances until then stand, and no window reaches further; Ical.Net throws.";
    private const string UntilInUtc = "dateutil wants UNTIL in UTC only with a zoned DTSTART; with DTSTART in UTC they are the same clock.";

    private static readonly Dictionary<string, Decision> Decided = new(StringComparer.Ordinal)
    {
        ["FREQ=YEARLY;UNTIL=20140301T115959Z from 20120229T120000Z"] = new(As.TheVector, UntilInUtc),
        ["FREQ=DAILY;UNTIL=20141206T000000Z;BYMONTH=11,12,1,2,3,4,10 from 20141030T000000Z"] = new(As.TheVector, UntilInUtc),
        ["FREQ=YEARLY;BYWEEKNO=1,2;UNTIL=20170101T000000Z from 20130101T000000"] = new(As.TheVector, WeekdayOfStart),
        ["FREQ=YEARLY;INTERVAL=2;UNTIL=20211231T140000Z;BYMONTH=2;BYDAY=WE from 20170201T090000"] = new(As.TheVector, StartAt),
        ["FREQ=MONTHLY;UNTIL=20171229T000000Z;BYDAY=1FR from 20170901T090000"] = new(As.TheVector, StartAt),
        ["FREQ=WEEKLY;UNTIL=20170127T000000Z;WKST=MO;BYDAY=SU,TU,TH;INTERVAL=2 from 20161229T090000"] = new(As.TheVector, StartAt),
        ["FREQ=DAILY;UNTIL=20170131T140000Z;BYMONTH=1;INTERVAL=3 from 20170101T090000"] = new(As.TheVector, StartAt),
        ["FREQ=HOURLY;INTERVAL=3;UNTIL=20170903T170000Z from 20170902T090000"] = new(As.TheVector, StartAt),
        ["FREQ=HOURLY;UNTIL=20210303T000000Z from 20210301T142000"] = new(As.TheVector, StartAt),
        ["FREQ=YEARLY;BYMONTHDAY=29;COUNT=3 from 20240229"] = new(As.TheVector, MonthOfStart),
        ["FREQ=YEARLY;BYMONTHDAY=-29,-1;COUNT=4 from 20240201"] = new(As.TheVector, MonthOfStart),
        ["FREQ=DAILY;BYMINUTE=1,2,3,4;INTERVAL=2;COUNT=3 from 20241018"] = new(As.TheVector, "Whole days have no time: BYHOUR, BYMINUTE and BYSECOND are ignored (section 3.3.10: \"MUST be ignored\"); dateutil expands them."),
        ["FREQ=YEARLY;BYWEEKNO=1,2;UNTIL=20170101T000000Z from 20130108T000000"] = new(As.TheVector, WeekdayOfStart),
        ["FREQ=YEARLY;BYWEEKNO=1,2;WKST=FR;UNTIL=20170101T000000Z from 20130108T000000"] = new(As.TheVector, WeekdayOfStart),
        ["FREQ=YEARLY;BYWEEKNO=1,2;UNTIL=20170101T000000Z from 20130107T000000"] = new(As.TheVector, WeekdayOfStart),
        ["FREQ=YEARLY;BYWEEKNO=1,2;WKST=TU;UNTIL=20170101T000000Z from 20130107T000000"] = new(As.TheVector, WeekdayOfStart),
        ["FREQ=YEARLY;BYWEEKNO=1,2;WKST=WE;UNTIL=20170101T000000Z from 20130107T000000"] = new(As.TheVector, WeekdayOfStart),
        ["FREQ=YEARLY;BYWEEKNO=1,2;WKST=TH;UNTIL=20170101T000000Z from 20130107T000000"] = new(As.TheVector, WeekdayOfStart),
        ["FREQ=YEARLY;BYWEEKNO=1,2;UNTIL=20170101T000000Z from 20140111T000000"] = new(As.TheVector, WeekdayOfStart),
        ["FREQ=YEARLY;BYWEEKNO=1,2;WKST=TU;UNTIL=20180101T000000Z from 20140111T000000"] = new(As.TheVector, WeekdayOfStart),
        ["FREQ=YEARLY;BYWEEKNO=1,2;WKST=SU;UNTIL=20180101T000000Z from 20140111T000000"] = new(As.TheVector, WeekdayOfStart),
        ["FREQ=YEARLY;BYWEEKNO=-1,-2;COUNT=2 from 20131224T000000"] = new(As.TheVector, WeekdayOfStart),
        ["FREQ=WEEKLY;BYDAY=MO,TU,SU,SA,TH;BYSETPOS=3,2;COUNT=4 from 20240102T120000"] = new(As.TheVector, WholePeriod),
        ["FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1,3;COUNT=3 from 20241023"] = new(As.TheVector, WholePeriod),
        ["FREQ=YEARLY;BYWEEKNO=53;COUNT=1 from 20230101T000000Z"] = new(As.TheVector, WeekdayOfStart),
        ["FREQ=YEARLY;BYWEEKNO=-1,-2;COUNT=5 from 20270102"] = new(As.TheVector, WeekdayOfStart),
        ["FREQ=YEARLY;BYWEEKNO=53;BYDAY=TU,SA;INTERVAL=6;UNTIL=20170101T000000Z from 20100102T000000"] = new(As.TheVector, WeekYears),
        ["FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO,TU;INTERVAL=3;UNTIL=20320101 from 20241231"] = new(As.TheVector, WeekYears),
        ["FREQ=WEEKLY;BYDAY=MO=;COUNT=3 from "] = new(As.Refused, "BYDAY=MO= is no rule part; Ical.Net throws too."),
        ["FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=2,31;BYWEEKNO=52;UNTIL=20390102 from 20280102"] = new(As.TheVector, WeekYears),
        ["FREQ=YEARLY;BYYEARDAY=2;BYWEEKNO=52;UNTIL=20390102 from 20280102"] = new(As.TheVector, WeekYears),
        ["FREQ=YEARLY from 20240101"] = new(As.NoEnd, "Without COUNT or UNTIL it goes on for ever; ours is asked for a window and Ical.Net, asked without one, throws."),
        ["FREQ=YEARLY;COUNT=3 from 99980101"] = new(As.AnEnd, PastTheCalendar),
        ["FREQ=YEARLY;COUNT=1 from 99990101"] = new(As.AnEnd, PastTheCalendar),
        ["FREQ=YEARLY;INTERVAL=10000000;COUNT=2 from 20240101"] = new(As.AnEnd, PastTheCalendar),
        ["FREQ=WEEKLY;INTERVAL=2000000000;COUNT=2 from 20240101"] = new(As.AnEnd, PastTheCalendar),
        ["FREQ=YEARLY;BYWEEKNO=-1;BYDAY=SU;COUNT=3 from 99971228"] = new(As.AnEnd, PastTheCalendar),
        ["FREQ=YEARLY;BYMONTH=3;BYDAY=1MO;UNTIL=20270101T000000Z from 20240304T090000"] = new(As.TheVector, StartAt),
        ["FREQ=YEARLY;BYMONTH=3;BYDAY=6MO from 20240101T090000"] = new(As.AnEnd, "There is no such day in any year: no instances. Steps bound the search; Ical.Net throws at the end of its calendar."),
        ["FREQ=YEARLY;BYWEEKNO=10;BYDAY=1MO;COUNT=3 from 20240304T090000"] = new(As.TheVector, "The RFC forbids an ordinal beside BYWEEKNO. A week has one Monday: the first is it, as in Ical.Net; dateutil looks for the first Monday of the year."),
        ["FREQ=YEARLY;BYWEEKNO=10;BYDAY=2MO from 20240101T090000"] = new(As.AnEnd, "There is no such day in any year: no instances. Steps bound the search; Ical.Net throws at the end of its calendar."),
        ["FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=MO;UNTIL=20271231T235959Z from 20250913T090000"] = new(As.TheVector, StartAt),
        ["FREQ=YEARLY;BYMONTHDAY=8,9;BYDAY=WE,TH;UNTIL=20280101 from 20250409"] = new(As.TheVector, MonthOfStart),
        ["FREQ=YEARLY;BYMONTHDAY=1,8;BYDAY=22MO,23TU,25MO,36TU;UNTIL=20350101T000000 from 20260601"] = new(As.TheVector, MonthOfStart),
        ["FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1,2;COUNT=3 from 20260106"] = new(As.TheVector, WholePeriod),
        ["FREQ=MONTHLY;BYDAY=MO,2TU;COUNT=4 from 20250106"] = new(As.TheVector, "Weekdays with and without an ordinal in one list are a union; dateutil keeps the ordinal ones only."),
        ["FREQ=YEARLY;BYWEEKNO=1,-52;COUNT=2 from 20250101"] = new(As.TheVector, WeekdayOfStart),
        ["FREQ=YEARLY;BYMONTHDAY=1,-31;COUNT=2 from 20250101"] = new(As.TheVector, MonthOfStart),
        ["FREQ=SECONDLY;UNTIL=20250402T000000 from 20250401T235858"] = new(As.TheVector, StartAt),
        ["FREQ=DAILY;BYDAY=1MO from 20240101"] = new(As.Refused, Forbidden),
        ["FREQ=MONTHLY;COUNT=3;BYMONTHDAY=13;BYDAY=0MO,SA from 20260613"] = new(As.TheVector, NothingZeroth),
        ["FREQ=YEARLY;COUNT=3;BYDAY=MO,0SA;BYYEARDAY=1,8 from 20290108"] = new(As.TheVector, NothingZeroth),
        ["FREQ=YEARLY;BYDAY=4TH,0MO;BYMONTH=11;COUNT=3 from 20251127"] = new(As.TheVector, NothingZeroth),
        ["FREQ=MONTHLY;BYWEEKNO=10 from 20260101"] = new(As.Refused, Forbidden),
        ["FREQ=MONTHLY;BYYEARDAY=14;COUNT=3 from 20260101"] = new(As.Refused, Forbidden),
        ["FREQ=WEEKLY;BYMONTHDAY=20;COUNT=3 from 20260101"] = new(As.Refused, Forbidden),
        ["FREQ=YEARLY;BYMONTH=2;BYWEEKNO=9;COUNT=3 from 20260226"] = new(As.TheVector, WeekYears),
    };

    [Theory]
    [InlineData("FREQ=SECONDLY", 100, false)]
    [InlineData("FREQ=SECONDLY;BYSETPOS={0}", 13, true)]
    [InlineData("FREQ=DAILY;BYHOUR=0,12", 300, false)]
    [InlineData("FREQ=DAILY;BYHOUR=0,12;BYMINUTE={1};BYSECOND={1}", 0, true)]
    public void Every_position_and_time_of_a_day_is_paid_for(string text, int most, bool tooLong)
    {
        var positions = string.Join(',', Enumerable.Range(1, 366).SelectMany(static i => new[] { i, -i }));
        var rule = RecurrenceRule.Parse(string.Format(null, text, positions, string.Join(',', Enumerable.Range(0, 60))), out _)!;
        var start = new LocalDateTime(2026, 3, 1, 0, 0);
        var to = text.Contains("SECONDLY", StringComparison.Ordinal) ? start.PlusSeconds(99) : start.PlusDays(149).PlusHours(23);
        var exhausted = false;
        var found = rule.Instances(start, isDate: false, null, start, to, new IcsSteps(text.Contains("BYMINUTE", StringComparison.Ordinal) ? 7_000 : 10_000, default), () => exhausted = true).Count();
        Assert.Equal((most, tooLong), (found, exhausted));
    }

    [Fact]
    public void The_times_of_a_day_that_never_comes_are_never_made()
    {
        var numbers = string.Join(',', Enumerable.Range(0, 60));
        var rule = RecurrenceRule.Parse($"FREQ=DAILY;INTERVAL=10000;BYMONTH=2;BYMONTHDAY=30;BYHOUR={string.Join(',', Enumerable.Range(0, 24))};BYMINUTE={numbers};BYSECOND={numbers}", out _)!;
        var start = new LocalDateTime(2026, 3, 1, 0, 0);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Empty(rule.Instances(start, isDate: false, null, start, start.PlusDays(400), new IcsSteps(500_000, default), static () => { }));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    private static As? Ours(Vector v)
    {
        if (RecurrenceRule.Parse(v.Rrule, out _) is null)
            return As.Refused;
        var ours = Instances(v);
        if (v.Instances is not null)
            return v.Instances.Where(i => v.StartAt is null || string.CompareOrdinal(i, v.StartAt) >= 0).SequenceEqual(ours, StringComparer.Ordinal) ? As.TheVector : null;
        return ours.Count < Enough ? As.AnEnd : As.NoEnd;
    }

    private const int Enough = 5000;

    private static string Key(Vector v) => $"{v.Rrule} from {v.Dtstart}";

    private static string Say(Vector v) => $"{Key(v)} ({v.Note}): {string.Join(' ', Instances(v).Take(12))} instead of {string.Join(' ', (v.Instances ?? []).Take(12))}";

    private static List<string> Instances(Vector v)
    {
        var rule = RecurrenceRule.Parse(v.Rrule, out _) ?? throw new InvalidOperationException(v.Rrule);
        var start = IcsValues.Time(v.Dtstart!, null, null)!.Value;
        LocalDateTime? until = rule.Until is { } u ? u.IsDate ? u.Local.Date + LocalTime.MaxValue : u.Local : null;
        var from = v.StartAt is null ? start.Local : IcsValues.Time(v.StartAt, null, null)!.Value.Local;
        var end = LocalDate.MaxIsoValue + LocalTime.MaxValue;
        return [.. rule.Instances(start.Local, start.IsDate, until, start.Local, end, new IcsSteps(5_000_000, default), static () => { })
            .Where(i => i >= from).Take(Enough).Select(i => Written(i, start))];
    }

    private static string Written(LocalDateTime at, IcsTime start) =>
        at.ToString(start.IsDate ? "uuuuMMdd" : "uuuuMMdd'T'HHmmss", CultureInfo.InvariantCulture) + (start.IsUtc ? "Z" : "");

    private static List<Vector> Vectors() =>
        JsonSerializer.Deserialize<List<Vector>>(File.ReadAllText(SharedData.Path("ical/rrule-vectors.json")), JsonSerializerOptions.Web)!;
}
