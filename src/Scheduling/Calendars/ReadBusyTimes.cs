using NodaTime;
using NodaTime.TimeZones;

namespace Frontdesk.Scheduling;

/// <summary>
/// When a person is busy, by an iCalendar file (RFC 5545): its VEVENTs with all their repetitions and changes, and its FREEBUSY lines. A pure function of the bytes; what an entry is about is never kept.
/// </summary>
/// <remarks>
/// Not busy: TRANSP:TRANSPARENT, STATUS:CANCELLED, Outlook's FREE, to-dos, journals, alarms, and entries without length. Tentative is busy.
/// Where a calendar is wrong or leaves a choice, the person is rather busy than free: DTSTART counts although its rule leaves it out, a changed instance stands although its series is gone or cancelled,
/// a time in a zone nobody knows is taken by the practitioner's clock. Each entry that could not be read wholly is named in <see cref="Result.Faults"/>.
/// Bounded: 20 MB, 50,000 entries, 100,000 listed dates, 100,000 instances, 10,000,000 steps of rules and 500,000 of any one, 20 seconds. A calendar beyond a bound is refused as a whole:
/// half of a series would leave its other half free. Only an EXRULE may end early, which leaves the person busy.
/// </remarks>
internal static class ReadBusyTimes
{
    private const int MostEvents = 50_000;
    private const int MostDates = 100_000;
    private const int MostInstances = 100_000;
    private const int MostSteps = 10_000_000;
    private const int MostStepsOfOneRule = 500_000;
    private const int MostFaults = 100;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    /// <param name="Busy">Inside the window, in order, neither overlapping nor touching.</param>
    /// <param name="Faults">At most a hundred.</param>
    public sealed record Result(IReadOnlyList<Interval> Busy, IReadOnlyList<IcsFault> Faults);

    /// <param name="zone">The practitioner's: all-day entries and times without a zone are by its clock.</param>
    /// <exception cref="IcsException">The calendar is no use as a whole; its code says why.</exception>
    public static Result From(Stream ics, Interval window, DateTimeZone zone, TimeProvider clock, CancellationToken ct)
    {
        // Steps say how much is done; should one cost more than was thought, the clock ends it wherever steps are counted.
        using var late = new CancellationTokenSource(Longest, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, late.Token);
        try
        {
            return From(ics, window, zone, either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw IcsException.TooMuchWork();
        }
    }

    private static Result From(Stream ics, Interval window, DateTimeZone zone, CancellationToken ct)
    {
        var file = ReadIcs.From(ics, MostEvents, MostDates, ct);
        var steps = new IcsSteps(MostSteps, ct);
        var reading = new Reading(window, zone, new IcsTimeZones(file.Zones, window.End + Duration.FromDays(800), steps), steps, ct);
        foreach (var line in file.FreeBusy)
            reading.FreeBusy(line);
        foreach (var series in file.Events.GroupBy(static e => e.Uid ?? $"\n{e.Line}", StringComparer.Ordinal))
            reading.Series([.. series]);
        return new Result(Merged(reading.Busy), reading.Faults);
    }

    private static List<Interval> Merged(List<Interval> busy)
    {
        var merged = new List<Interval>();
        foreach (var next in busy.OrderBy(static b => b.Start))
        {
            if (merged.Count > 0 && next.Start <= merged[^1].End)
                merged[^1] = new Interval(merged[^1].Start, Instant.Max(merged[^1].End, next.End));
            else
                merged.Add(next);
        }
        return merged;
    }

    private sealed class Reading(Interval window, DateTimeZone practitioner, IcsTimeZones zones, IcsSteps steps, CancellationToken ct)
    {
        public List<Interval> Busy { get; } = [];

        public List<IcsFault> Faults { get; } = [];

        private int instances;

        public void FreeBusy(IcsLine line)
        {
            if (string.Equals(line.Parameter("FBTYPE"), "FREE", StringComparison.OrdinalIgnoreCase))
                return;
            if (line.Cut)
                Fault(line.Number, "line_too_long");
            foreach (var period in line.Value.Split(',', StringSplitOptions.RemoveEmptyEntries))
                if (!TryPeriod(period, null, out var start, out var end))
                    Fault(line.Number, "date_unreadable");
                else
                    Add(At(start, practitioner), end);
        }

        /// <summary>All entries of one UID: the series, its changed instances, and older revisions of both.</summary>
        public void Series(List<IcsEvent> entries)
        {
            ct.ThrowIfCancellationRequested();
            var masters = Newest(entries.Where(static e => e.RecurrenceId is null));
            var changes = entries.Where(static e => e.RecurrenceId is not null).GroupBy(static e => (e.RecurrenceId!.Value, e.RecurrenceId.Parameter("TZID")))
                .SelectMany(static same => Newest(same)).Select(e => new Change(e, IcsValues.Time(e.RecurrenceId!))).ToList();
            foreach (var change in changes.Where(static c => c.Of is null))
                Fault(change.Event.Line, "date_unreadable");

            Length? length = null;
            foreach (var master in masters)
                length = Master(master, changes) ?? length;
            foreach (var change in changes)
                if (change.Event.IsBusy && Start(change.Event) is { } start)
                    Add(start.Instant, (LengthOf(change.Event, start) ?? length ?? Length.Default(start)).EndOf(start));
        }

        private static List<IcsEvent> Newest(IEnumerable<IcsEvent> revisions)
        {
            var all = revisions.ToList();
            var newest = all.Count == 0 ? 0 : all.Max(static e => e.Sequence);
            // Several with one number are no revisions but a program that repeats its UIDs: each counts.
            return [.. all.Where(e => e.Sequence == newest)];
        }

        private Length? Master(IcsEvent master, List<Change> changes)
        {
            // Entries that share one UID a thousand times are worked out against each other's changes, which costs more than a day of a rule.
            steps.Spend(1 + (20 * (changes.Count + master.ExDates.Count)));
            if (!master.IsBusy && !changes.Exists(static c => c.AndFuture && c.Event.IsBusy))
                return null;
            if (Start(master) is not { } start)
                return null;
            var length = LengthOf(master, start) ?? Length.Default(start);
            if (!master.Repeats && changes.Count == 0)
            {
                Add(start.Instant, length.EndOf(start));
                return length;
            }

            var excluded = new Excluded();
            foreach (var line in master.ExDates)
                foreach (var date in Dates(line))
                    Exclude(excluded, date, start);
            foreach (var change in changes)
                if (change.Of is { } of)
                    Exclude(excluded, of, start);
            var onwards = changes.Where(static c => c.AndFuture && c.Of is not null)
                .Select(c => Onwards(c, start, length)).OfType<Onward>().OrderBy(static o => o.From).ToList();

            var at = new SortedDictionary<LocalDateTime, Length?> { [start.Time.Local] = null };
            foreach (var line in master.RDates)
                AddDates(at, line, start);

            // A shift can bring an instance from outside of the window into it, and a long one reaches in from before.
            var shift = onwards.Select(static o => o.Shift < Duration.Zero ? -o.Shift : o.Shift).Append(Duration.Zero).Max() + Duration.FromDays(2);
            var longest = onwards.Select(static o => o.Length.AtMost).Concat(at.Values.OfType<Length>().Select(static own => own.AtMost)).Append(length.AtMost).Max();
            var from = Local(Clamp(window.Start, -(shift + longest)), start.Zone);
            var to = Local(Clamp(window.End, shift), start.Zone);

            foreach (var text in master.Rules)
                foreach (var instance in Instances(master, text, start, from, to, static () => throw IcsException.RuleTooLong()))
                    at.TryAdd(instance, null);
            foreach (var text in master.ExRules)
                foreach (var instance in Instances(master, text, start, from, to, () => Fault(master.Line, "rule_too_long")))
                    at.Remove(instance);

            var withinDays = master.Rules.Exists(static text => RecurrenceRule.Parse(text, out _)?.WithinDays == true);
            foreach (var (local, own) in at)
            {
                if (local < from || local > to || excluded.Days.Contains(local.Date))
                    continue;
                foreach (var moment in Moments(local, start, withinDays))
                {
                    if (excluded.Moments.Contains(moment))
                        continue;
                    var shifted = InForce(onwards, moment);
                    if (shifted is null && master.IsBusy)
                        Add(moment, (own ?? length).EndOf(start with { Time = start.Time with { Local = local }, Instant = moment }));
                    else if (shifted is { IsBusy: true })
                        AddShifted(local, shifted, start);
                }
            }
            return length;
        }

        private static Onward? InForce(List<Onward> onwards, Instant moment)
        {
            int low = 0, high = onwards.Count;
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (onwards[middle].From <= moment)
                    low = middle + 1;
                else
                    high = middle;
            }
            return low == 0 ? null : onwards[low - 1];
        }

        private void AddShifted(LocalDateTime local, Onward by, Begin start)
        {
            // To where the calendar ends, and every window has.
            if (Period.DaysBetween(local.Date, LocalDate.MaxIsoValue) < by.Moved.Days + 3)
                return;
            var moved = local.Plus(by.Moved);
            var begin = start with { Time = start.Time with { Local = moved, IsDate = by.IsDate }, Zone = by.Zone };
            begin = begin with { Instant = InstantOf(begin.Time, begin.Zone) };
            Add(begin.Instant, by.Length.EndOf(begin));
        }

        private Onward? Onwards(Change change, Begin start, Length length)
        {
            var from = InstantOf(change.Of!.Value, start.Zone);
            if (!change.Event.IsBusy)
                return new Onward(from, false, Duration.Zero, Period.Zero, length, start.Zone, start.Time.IsDate);
            if (Start(change.Event) is not { } begins)
                return null;
            var was = from.InZone(begins.Zone).LocalDateTime;
            return new Onward(from, true, begins.Instant - from, Period.Between(was, begins.Time.Local, PeriodUnits.Days | PeriodUnits.AllTimeUnits), LengthOf(change.Event, begins) ?? length, begins.Zone, begins.Time.IsDate);
        }

        // An hourly meeting takes place in both hours when the clock repeats one; a daily one in the first (section 3.3.5).
        private static Instant[] Moments(LocalDateTime local, Begin start, bool withinDays)
        {
            if (withinDays && !start.Time.IsDate && start.Zone.MapLocal(local) is { Count: 2 } twice)
                return [twice.First().ToInstant(), twice.Last().ToInstant()];
            return [InstantOf(start.Time with { Local = local }, start.Zone)];
        }

        private IEnumerable<LocalDateTime> Instances(IcsEvent entry, string text, Begin start, LocalDateTime from, LocalDateTime to, Action tooLong)
        {
            if (RecurrenceRule.Parse(text, out var fault) is not { } rule || (start.Time.IsDate && rule.WithinDays))
            {
                Fault(entry.Line, fault ?? "rule_unreadable");
                return [];
            }
            var own = new IcsSteps(MostStepsOfOneRule, ct, steps);
            return rule.Instances(start.Time.Local, start.Time.IsDate, Until(rule, start), from, to, own, tooLong);
        }

        // UNTIL in UTC is a moment, whatever DTSTART's zone; a date is the whole of that day.
        private static LocalDateTime? Until(RecurrenceRule rule, Begin start) => rule.Until switch
        {
            null => null,
            { IsDate: true } day => day.Local.Date + LocalTime.MaxValue,
            { IsUtc: true } moment when !start.Time.IsDate => moment.Local.InUtc().ToInstant().InZone(start.Zone).LocalDateTime,
            { } moment => start.Time.IsDate ? moment.Local.Date + LocalTime.MaxValue : moment.Local,
        };

        private void AddDates(SortedDictionary<LocalDateTime, Length?> at, IcsLine line, Begin start)
        {
            if (string.Equals(line.Parameter("VALUE"), "PERIOD", StringComparison.OrdinalIgnoreCase))
            {
                var zone = line.Parameter("TZID");
                foreach (var period in line.Value.Split(',', StringSplitOptions.RemoveEmptyEntries))
                    if (TryPeriod(period, zone, out var from, out var end))
                        at[Local(At(from, start.Zone), start.Zone)] = Length.Exactly(end - At(from, start.Zone));
                    else
                        Fault(line.Number, "date_unreadable");
                return;
            }
            foreach (var date in Dates(line))
                at.TryAdd(start.Time.IsDate ? date.Local.Date.AtMidnight() : date.IsDate ? date.Local.Date + start.Time.Local.TimeOfDay : Local(At(date, start.Zone), start.Zone), null);
        }

        private List<IcsTime> Dates(IcsLine line)
        {
            if (line.Cut)
                Fault(line.Number, "line_too_long");
            var dates = new List<IcsTime>();
            var (zone, kind) = (line.Parameter("TZID"), line.Parameter("VALUE"));
            foreach (var text in line.Value.Split(',', StringSplitOptions.RemoveEmptyEntries))
                if (IcsValues.Time(text, zone, kind) is { } date)
                    dates.Add(date);
                else
                    Fault(line.Number, "date_unreadable");
            return dates;
        }

        private void Exclude(Excluded excluded, IcsTime time, Begin start)
        {
            if (time.IsDate || start.Time.IsDate)
                excluded.Days.Add(time.Local.Date);
            else
                excluded.Moments.Add(At(time, start.Zone));
        }

        private bool TryPeriod(string text, string? zone, out IcsTime start, out Instant end)
        {
            (start, end) = (default, default);
            var slash = text.IndexOf('/', StringComparison.Ordinal);
            if (slash < 0 || IcsValues.Time(text[..slash], zone, null) is not { IsDate: false } from)
                return false;
            start = from;
            if (IcsValues.Duration(text[(slash + 1)..]) is { IsNegative: false } duration)
                end = Length.Of(duration).EndOf(new Begin(from, At(from, practitioner), from.IsUtc ? DateTimeZone.Utc : practitioner));
            else if (IcsValues.Time(text[(slash + 1)..], zone, null) is { } until)
                end = At(until, practitioner);
            else
                return false;
            return true;
        }

        private Begin? Start(IcsEvent entry)
        {
            if (entry.Start is null || IcsValues.Time(entry.Start) is not { } time)
            {
                Fault(entry.Line, "start_unreadable");
                return null;
            }
            var zone = ZoneOf(time, practitioner, entry.Line);
            return new Begin(time, InstantOf(time, zone), zone);
        }

        private Length? LengthOf(IcsEvent entry, Begin start)
        {
            if (entry.Duration is { } text)
            {
                if (IcsValues.Duration(text.Value) is { IsNegative: false } duration)
                    return Length.Of(duration);
                Fault(entry.Line, "end_unreadable");
                return Length.Default(start);
            }
            if (entry.End is null)
                return null;
            if (IcsValues.Time(entry.End) is not { } end)
            {
                Fault(entry.Line, "end_unreadable");
                return Length.Default(start);
            }
            if (start.Time.IsDate)
            {
                var days = Period.DaysBetween(start.Time.Local.Date, end.Local.Date) + (end.IsDate || end.Local.TimeOfDay == LocalTime.Midnight ? 0 : 1);
                if (days < 0)
                    Fault(entry.Line, "ends_before_start");
                // Some programs write the last day and not the day after it.
                return Length.Of(new IcsDuration(Math.Max(1, days), 0));
            }
            var length = At(end, start.Zone) - start.Instant;
            if (length < Duration.Zero)
            {
                Fault(entry.Line, "ends_before_start");
                return Length.Default(start);
            }
            return Length.Exactly(length);
        }

        private Instant At(IcsTime time, DateTimeZone floating) => InstantOf(time, ZoneOf(time, floating, 0));

        private DateTimeZone ZoneOf(IcsTime time, DateTimeZone floating, int line)
        {
            if (time.IsDate)
                return practitioner;
            if (time.IsUtc)
                return DateTimeZone.Utc;
            if (time.Zone is null)
                return floating;
            if (zones.Find(time.Zone) is { } zone)
                return zone;
            if (line > 0)
                Fault(line, "time_zone_unknown");
            return floating;
        }

        private static LocalDateTime Local(Instant instant, DateTimeZone zone) => instant.InZone(zone).LocalDateTime;

        private void Add(Instant start, Instant end)
        {
            var (from, to) = (Instant.Max(start, window.Start), Instant.Min(end, window.End));
            if (from >= to)
                return;
            if (++instances > MostInstances)
                throw IcsException.TooManyInstances();
            Busy.Add(new Interval(from, to));
        }

        private void Fault(int line, string code)
        {
            if (Faults.Count < MostFaults && !Faults.Exists(f => f.Line == line && f.Code == code))
                Faults.Add(new IcsFault(line, code));
        }
    }

    private static readonly Instant Earliest = Instant.FromUtc(1, 2, 1, 0, 0);

    private static readonly Instant Latest = Instant.FromUtc(9999, 11, 30, 0, 0);

    private static Instant Clamp(Instant instant, Duration by) =>
        by > Duration.Zero ? (Latest - instant < by ? Latest : instant + by) : instant - Earliest < -by ? Earliest : instant + by;

    // As AtStartOfDay, but a day that a zone left out (Samoa's 30 December 2011) begins where it would have.
    private static readonly ZoneLocalMappingResolver StartOfDay = Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnStartOfIntervalAfter);

    private static Instant InstantOf(IcsTime time, DateTimeZone zone) =>
        (time.IsDate ? zone.ResolveLocal(time.Local.Date.AtMidnight(), StartOfDay) : zone.ResolveLocal(time.Local, Resolvers.LenientResolver)).ToInstant();

    private sealed record Begin(IcsTime Time, Instant Instant, DateTimeZone Zone);

    private sealed record Change(IcsEvent Event, IcsTime? Of)
    {
        public bool AndFuture { get; } = string.Equals(Event.RecurrenceId!.Parameter("RANGE"), "THISANDFUTURE", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>What RANGE=THISANDFUTURE does with the instances after its own: moves them by as much by the clock, gives them its length, or takes them away.</summary>
    private sealed record Onward(Instant From, bool IsBusy, Duration Shift, Period Moved, Length Length, DateTimeZone Zone, bool IsDate);

    private sealed class Excluded
    {
        public HashSet<Instant> Moments { get; } = [];

        public HashSet<LocalDate> Days { get; } = [];
    }

    /// <summary>DTEND makes every instance equally long in elapsed time; DURATION's days are days of the clock (section 3.8.5.3).</summary>
    private sealed record Length(int Days, Duration Exact)
    {
        public static Length Of(IcsDuration duration) => new(duration.Days, Duration.FromSeconds(duration.Seconds));

        public static Length Exactly(Duration duration) => new(0, duration);

        public static Length Default(Begin start) => new(start.Time.IsDate ? 1 : 0, Duration.Zero);

        public Duration AtMost => Duration.FromDays(Days + 1) + Exact;

        public Instant EndOf(Begin start)
        {
            if (Days == 0)
                return Clamp(start.Instant, Exact);
            if (Period.DaysBetween(start.Time.Local.Date, LocalDate.MaxIsoValue) <= Days)
                return Latest;
            return Clamp(InstantOf(start.Time with { Local = start.Time.Local.PlusDays(Days) }, start.Zone), Exact);
        }
    }
}
