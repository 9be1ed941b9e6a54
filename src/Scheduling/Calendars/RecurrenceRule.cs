using System.Globalization;
using System.Runtime.InteropServices;
using NodaTime;
using NodaTime.Calendars;

namespace Frontdesk.Scheduling;

/// <summary>
/// A recurrence rule, RFC 5545 section 3.3.10 with errata 1913 and 3747 to 3779, and its instances by the clock of the series, soonest first. Whether the clock skips or repeats an instance is its caller's matter.
/// </summary>
/// <remarks>
/// Every period of the rule (a year, month, week, day, hour, …) is a list of days; a day stays when it passes each BYxxx part, and each day that stays gets its times. "Expand" and "limit" of the RFC's table are
/// then the same thing, and what no part decides is as DTSTART has it. Where the RFC leaves a choice we do as the engines that agree with it do:
/// BYWEEKNO counts the years of weeks, so a period may begin in the December before; it takes DTSTART's weekday when no other part names days. BYMONTHDAY in a year without a month means DTSTART's month.
/// DTSTART is an instance only if it fits the rule; BYSETPOS counts the whole period, also what lies before DTSTART.
/// </remarks>
internal sealed class RecurrenceRule
{
    private enum Unit
    {
        Yearly,
        Monthly,
        Weekly,
        Daily,
        Hourly,
        Minutely,
        Secondly,
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct WeekdayNumber(int Ordinal, IsoDayOfWeek Day);

    private static readonly string[] Weekdays = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

    private Unit unit;
    private long interval = 1;
    private int? count;
    private IsoDayOfWeek weekStart = IsoDayOfWeek.Monday;
    private int[]? seconds, minutes, hours, monthDays, yearDays, weekNumbers, months, positions;
    private WeekdayNumber[]? days;

    private RecurrenceRule()
    {
    }

    /// <summary>UNTIL as it is written; the last moment that may be an instance.</summary>
    public IcsTime? Until { get; private set; }

    /// <summary>Whether instances come more often than daily: when the clock repeats an hour they come in both.</summary>
    public bool WithinDays => unit >= Unit.Hourly;

    /// <param name="fault"><c>rule_unreadable</c> or <c>rule_unsupported</c> when the result is null.</param>
    public static RecurrenceRule? Parse(string text, out string? fault)
    {
        fault = "rule_unreadable";
        var rule = new RecurrenceRule();
        var hasUnit = false;
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1 || part.LastIndexOf('=') != equals)
                return null;
            var value = part[(equals + 1)..].Trim().ToUpperInvariant();
            switch (part[..equals].Trim().ToUpperInvariant())
            {
                case "FREQ":
                    if (!Enum.TryParse(value, ignoreCase: true, out rule.unit) || !Enum.IsDefined(rule.unit) || char.IsAsciiDigit(value[0]))
                        return null;
                    hasUnit = true;
                    break;
                case "INTERVAL" when long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out rule.interval) && rule.interval is > 0 and <= int.MaxValue:
                    break;
                case "COUNT" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var most) && most > 0:
                    rule.count = most;
                    break;
                case "UNTIL" when IcsValues.Time(value, null, null) is { } until:
                    rule.Until = until;
                    break;
                case "WKST" when Array.IndexOf(Weekdays, value) is >= 0 and var first:
                    rule.weekStart = (IsoDayOfWeek)(first + 1);
                    break;
                case "BYSECOND" when Numbers(value, 0, 60, out rule.seconds):
                case "BYMINUTE" when Numbers(value, 0, 59, out rule.minutes):
                case "BYHOUR" when Numbers(value, 0, 23, out rule.hours):
                case "BYMONTHDAY" when SignedNumbers(value, 31, out rule.monthDays):
                case "BYYEARDAY" when SignedNumbers(value, 366, out rule.yearDays):
                case "BYWEEKNO" when SignedNumbers(value, 53, out rule.weekNumbers):
                case "BYMONTH" when Numbers(value, 1, 12, out rule.months):
                case "BYSETPOS" when SignedNumbers(value, 366, out rule.positions):
                case "BYDAY" when rule.ReadDays(value):
                    break;
                case "INTERVAL" or "COUNT" or "UNTIL" or "WKST" or "BYSECOND" or "BYMINUTE" or "BYHOUR" or "BYMONTHDAY" or "BYYEARDAY" or "BYWEEKNO" or "BYMONTH" or "BYSETPOS" or "BYDAY":
                    return null;
                // RFC 7529: other calendars, and moving an instance that falls on no day.
                case "RSCALE" when value != "GREGORIAN":
                case "SKIP" when value != "OMIT":
                    fault = "rule_unsupported";
                    return null;
            }
        }
        if (!hasUnit || !rule.IsAllowed())
            return null;
        fault = null;
        return rule;
    }

    // What section 3.3.10 says MUST NOT be.
    private bool IsAllowed() =>
        (weekNumbers is null || unit == Unit.Yearly)
        && (yearDays is null || unit is not (Unit.Monthly or Unit.Weekly or Unit.Daily))
        && (monthDays is null || unit != Unit.Weekly)
        && (days is null || unit is Unit.Yearly or Unit.Monthly || Array.TrueForAll(days, static d => d.Ordinal == 0));

    /// <summary>The instances from DTSTART on, up to <paramref name="to"/>; those long before <paramref name="from"/> are left out where counting does not need them.</summary>
    /// <param name="start">DTSTART by its own clock.</param>
    /// <param name="isDate">The series is of whole days: parts of the rule within a day mean nothing.</param>
    /// <param name="until">The last moment, by the clock of the series; null for none.</param>
    /// <param name="steps">One for each day, hour, minute or second looked at, each time of a day that fits and each position. When they are used up the enumeration ends; see <paramref name="exhausted"/>.</param>
    public IEnumerable<LocalDateTime> Instances(LocalDateTime start, bool isDate, LocalDateTime? until, LocalDateTime from, LocalDateTime to, IcsSteps steps, Action exhausted)
    {
        if (isDate && WithinDays)
            yield break;
        var found = 0;
        foreach (var period in Periods(start, isDate, from, to, steps, exhausted))
        {
            if (positions is not null && period.Count > 0 && !steps.Take(positions.Length))
            {
                exhausted();
                yield break;
            }
            foreach (var instance in InPosition(period))
            {
                if (instance < start)
                    continue;
                if (instance > to || instance > until || found == count)
                    yield break;
                found++;
                yield return instance;
            }
            if (found == count)
                yield break;
        }
    }

    private IEnumerable<LocalDateTime> InPosition(List<LocalDateTime> period) => positions is null
        ? period
        : positions.Select(p => p > 0 ? p - 1 : period.Count + p).Where(i => i >= 0 && i < period.Count).Distinct().Order().Select(i => period[i]);

    private IEnumerable<List<LocalDateTime>> Periods(LocalDateTime start, bool isDate, LocalDateTime from, LocalDateTime to, IcsSteps steps, Action exhausted) =>
        WithinDays ? PeriodsWithinDays(start, from, to, steps, exhausted) : PeriodsOfDays(start, isDate, from, to, steps, exhausted);

    private IEnumerable<List<LocalDateTime>> PeriodsOfDays(LocalDateTime start, bool isDate, LocalDateTime from, LocalDateTime to, IcsSteps steps, Action exhausted)
    {
        var weeks = WeekYearRules.ForMinDaysInFirstWeek(4, weekStart);
        // A rule of a few kilobytes names up to 86,400 times of a day: they are paid for before they are made, and made only if a day fits.
        var timesADay = isDate ? 1 : (hours?.Length ?? 1) * (minutes?.Length ?? 1) * (seconds?.Length ?? 1);
        LocalTime[]? times = null;
        var byWeek = weekNumbers is not null;
        // The place of DTSTART's period in the row of all periods, and how many of them may be left out.
        long first = unit switch
        {
            // Counting every second year and more begins in the week-year of DTSTART, but only if DTSTART is an instance: so libical and dateutil have it.
            Unit.Yearly => byWeek && (interval == 1 || Fits(start.Date, start.Date, weeks)) ? weeks.GetWeekYear(start.Date) : start.Year,
            Unit.Monthly => (start.Year * 12L) + start.Month - 1,
            Unit.Weekly => Day(start.Date) - DaysIntoWeek(start.Date),
            _ => Day(start.Date),
        };
        long step = interval * (unit == Unit.Weekly ? 7 : 1);
        var skipped = 0L;
        if (count is null && from > start)
        {
            var behind = unit switch
            {
                Unit.Yearly => from.Year - first - 1,
                Unit.Monthly => (from.Year * 12L) + from.Month - 1 - first - 1,
                _ => Day(from.Date) - first - 7,
            };
            skipped = Math.Max(0, behind / step);
        }

        for (var at = first + (skipped * step); ; at += step)
        {
            if (Span(at, byWeek ? weeks : null) is not { } span || span.First > to.Date)
                yield break;
            var period = new List<LocalDateTime>();
            for (var date = span.First; ; date = date.PlusDays(1))
            {
                var fits = Fits(date, start.Date, weeks);
                if (!steps.Take(fits ? 1 + timesADay : 1))
                {
                    exhausted();
                    yield break;
                }
                if (fits)
                    foreach (var time in times ??= isDate ? [LocalTime.Midnight] : TimesOfDay(start.TimeOfDay))
                        period.Add(date + time);
                if (date >= span.Last)
                    break;
            }
            yield return period;
        }
    }

    /// <summary>The first and last day of a period; null past the calendar's end.</summary>
    private (LocalDate First, LocalDate Last)? Span(long at, IWeekYearRule? weeks)
    {
        switch (unit)
        {
            case Unit.Yearly when at is < 1 or > 9999:
            case Unit.Monthly when at is < 12 or >= 10_000 * 12:
                return null;
            case Unit.Yearly when weeks is null:
                return (new LocalDate((int)at, 1, 1), new LocalDate((int)at, 12, 31));
            case Unit.Yearly:
                var beginning = weeks.GetLocalDate((int)at, 1, weekStart);
                var length = (weeks.GetWeeksInWeekYear((int)at) * 7) - 1;
                return (beginning, at == 9999 ? new LocalDate(9999, 12, 31) : beginning.PlusDays(length));
            case Unit.Monthly:
                var month = new LocalDate((int)(at / 12), (int)(at % 12) + 1, 1);
                return (month, month.With(DateAdjusters.EndOfMonth));
            default:
                if (at > LastDay || at < FirstDay)
                    return null;
                var day = Date(at);
                return (day, unit == Unit.Weekly ? Date(Math.Min(at + 6, LastDay)) : day);
        }
    }

    private IEnumerable<List<LocalDateTime>> PeriodsWithinDays(LocalDateTime start, LocalDateTime from, LocalDateTime to, IcsSteps steps, Action exhausted)
    {
        long length = unit switch { Unit.Hourly => 3600, Unit.Minutely => 60, _ => 1 };
        var step = length * interval;
        var first = Seconds(start) / length * length;
        var at = first;
        if (count is null && from > start)
            at += Math.Max(0, (Seconds(from) - first - 86_400) / step) * step;
        var end = Seconds(to);
        while (at <= end)
        {
            if (!steps.Take())
            {
                exhausted();
                yield break;
            }
            var moment = Moment(at);
            // A day, hour or minute that does not fit is left as a whole: a rule that fits no day costs one step a day.
            long? next = !Fits(moment.Date, null, null) ? (at / 86_400 * 86_400) + 86_400
                : !Has(hours, moment.Hour) ? (at / 3600 * 3600) + 3600
                : unit != Unit.Hourly && !Has(minutes, moment.Minute) ? (at / 60 * 60) + 60
                : unit == Unit.Secondly && !Has(seconds, moment.Second) ? at + 1
                : null;
            if (next is { } later)
            {
                at += (later - at + step - 1) / step * step;
                continue;
            }
            var period = new List<LocalDateTime>();
            foreach (var minute in unit == Unit.Hourly ? minutes ?? [start.Minute] : [moment.Minute])
                foreach (var second in unit == Unit.Secondly ? [moment.Second] : seconds ?? [start.Second])
                    period.Add(moment.Date + new LocalTime(moment.Hour, minute, Math.Min(second, 59)));
            if (!steps.Take(period.Count))
            {
                exhausted();
                yield break;
            }
            yield return period;
            at += step;
        }
    }

    private LocalTime[] TimesOfDay(LocalTime start) =>
        [.. from hour in hours ?? [start.Hour]
            from minute in minutes ?? [start.Minute]
            from second in seconds ?? [start.Second]
            select new LocalTime(hour, minute, Math.Min(second, 59))];

    /// <summary>Whether a day passes every part; <paramref name="start"/> decides what no part does, and is null where nothing is left to decide.</summary>
    private bool Fits(LocalDate date, LocalDate? start, IWeekYearRule? weeks)
    {
        var named = monthDays is not null || yearDays is not null || days is not null;
        if (months is not null ? !months.Contains(date.Month)
            : start is not null && unit == Unit.Yearly && weekNumbers is null && yearDays is null && (monthDays is not null || days is null) && date.Month != start.Value.Month)
            return false;
        if (weekNumbers is not null)
        {
            int week = weeks!.GetWeekOfWeekYear(date), last = weeks.GetWeeksInWeekYear(weeks.GetWeekYear(date));
            if (!weekNumbers.Contains(week) && !weekNumbers.Contains(week - last - 1))
                return false;
            if (!named && date.DayOfWeek != start!.Value.DayOfWeek)
                return false;
        }
        var inYear = CalendarSystem.Iso.GetDaysInYear(date.Year);
        if (yearDays is not null && !yearDays.Contains(date.DayOfYear) && !yearDays.Contains(date.DayOfYear - inYear - 1))
            return false;
        var inMonth = CalendarSystem.Iso.GetDaysInMonth(date.Year, date.Month);
        if (monthDays is not null && !monthDays.Contains(date.Day) && !monthDays.Contains(date.Day - inMonth - 1))
            return false;
        if (days is not null)
            return Array.Exists(days, d => d.Day == date.DayOfWeek && (d.Ordinal == 0 || HasOrdinal(d.Ordinal, date, inYear, inMonth)));
        return named || weekNumbers is not null || start is not { } s || unit switch
        {
            Unit.Yearly or Unit.Monthly => date.Day == s.Day,
            Unit.Weekly => date.DayOfWeek == s.DayOfWeek,
            _ => true,
        };
    }

    // 2MO is the second Monday of the month where the rule names months, else of the year; a week has one Monday.
    private bool HasOrdinal(int ordinal, LocalDate date, int inYear, int inMonth)
    {
        if (weekNumbers is not null)
            return ordinal is 1 or -1;
        var (day, length) = unit == Unit.Monthly || months is not null ? (date.Day, inMonth) : (date.DayOfYear, inYear);
        return ordinal > 0 ? ((day - 1) / 7) + 1 == ordinal : -(((length - day) / 7) + 1) == ordinal;
    }

    private int DaysIntoWeek(LocalDate date) => ((int)date.DayOfWeek - (int)weekStart + 7) % 7;

    private static bool Has(int[]? part, int value) => part is null || Array.IndexOf(part, value) >= 0;

    // Before the two below: they are counted from it.
    private static readonly LocalDate Epoch = new(1970, 1, 1);

    private static readonly long FirstDay = Day(new LocalDate(1, 1, 1));

    private static readonly long LastDay = Day(new LocalDate(9999, 12, 31));

    private static long Day(LocalDate date) => Period.DaysBetween(Epoch, date);

    private static LocalDate Date(long day) => Epoch.PlusDays((int)day);

    // Counted from the year 1, so that division rounds the same way for all.
    private static long Seconds(LocalDateTime at) => ((Day(at.Date) - FirstDay) * 86_400) + (at.TimeOfDay.TickOfDay / NodaConstants.TicksPerSecond);

    private static LocalDateTime Moment(long seconds) => Date((seconds / 86_400) + FirstDay) + LocalTime.FromSecondsSinceMidnight((int)(seconds % 86_400));

    private bool ReadDays(string value)
    {
        var read = new List<WeekdayNumber>();
        foreach (var text in value.Split(','))
        {
            var entry = text.Trim();
            if (entry.Length < 2 || Array.IndexOf(Weekdays, entry[^2..]) is not (>= 0 and var day))
                return false;
            var ordinal = 0;
            if (entry.Length > 2 && (!int.TryParse(entry[..^2], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out ordinal) || Math.Abs(ordinal) > 53))
                return false;
            // There is no zeroth Monday: such an entry names no day, the others stand.
            if (entry.Length == 2 || ordinal != 0)
                read.Add(new WeekdayNumber(ordinal, (IsoDayOfWeek)(day + 1)));
        }
        days = read.Count > 0 ? [.. read.Distinct()] : days;
        return read.Count > 0;
    }

    private static bool SignedNumbers(string value, int most, out int[]? numbers) => Numbers(value, -most, most, out numbers) && Array.IndexOf(numbers!, 0) < 0;

    private static bool Numbers(string value, int least, int most, out int[]? numbers)
    {
        var read = new SortedSet<int>();
        foreach (var text in value.Split(','))
        {
            if (!int.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) || number < least || number > most)
            {
                numbers = null;
                return false;
            }
            read.Add(number);
        }
        numbers = [.. read];
        return true;
    }
}
