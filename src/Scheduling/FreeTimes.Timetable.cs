namespace Frontdesk.Scheduling;

internal static partial class FreeTimes
{
    /// <param name="Weekday">ISO: Monday is 1.</param>
    /// <param name="StartsMinute">Of the day on the wall clock, 0–1439.</param>
    /// <param name="EndsMinute">Exclusive, up to 1440.</param>
    /// <param name="FromDay">First day the hours hold, in days since 1970.</param>
    /// <param name="UntilDay">Last day they hold.</param>
    public sealed record WeeklyHours(int Weekday, int StartsMinute, int EndsMinute, int FromDay = int.MinValue, int UntilDay = int.MaxValue)
    {
        public bool Holds(int day) => FromDay <= day && day <= UntilDay;
    }

    public enum ExceptionKind
    {
        /// <summary>Hours added to the weekly ones.</summary>
        Extra,

        /// <summary>Hours taken away, also from extra ones; so are those that follow.</summary>
        Away,
        Blocked,
        Holiday,
    }

    /// <param name="Starts">Wall-clock minutes since 1970.</param>
    /// <param name="Ends">Exclusive.</param>
    public sealed record HoursException(ExceptionKind Kind, long Starts, long Ends);

    /// <summary>When a resource works at one place, by the clock on the wall: made once, searched often.</summary>
    public sealed class Timetable
    {
        private readonly WeeklyHours[][] week;
        private readonly HoursException[] extra;
        private readonly HoursException[] closed;

        public Timetable(IEnumerable<WeeklyHours> hours, IEnumerable<HoursException> exceptions)
        {
            var byWeekday = hours.ToLookup(static h => h.Weekday);
            week = [.. Enumerable.Range(0, 8).Select(weekday => byWeekday[weekday].OrderBy(static h => h.StartsMinute).ToArray())];
            var byKind = exceptions.OrderBy(static e => e.Starts).ToLookup(static e => e.Kind == ExceptionKind.Extra);
            extra = [.. byKind[true]];
            closed = [.. byKind[false]];
            IsEmpty = extra.Length == 0 && week.All(static day => day.Length == 0);
        }

        /// <summary>The same with the hours of a place that opens only then; extra hours are not clipped. Where both begin, the later beginning counts.</summary>
        /// <param name="open">When the place is open; none: always.</param>
        public static Timetable Within(IReadOnlyCollection<WeeklyHours> open, IReadOnlyCollection<WeeklyHours> hours, IReadOnlyCollection<HoursException> exceptions) =>
            open.Count == 0
                ? new Timetable(hours, exceptions)
                : new Timetable(
                    from h in hours
                    from o in open
                    where o.Weekday == h.Weekday && o.StartsMinute < h.EndsMinute && h.StartsMinute < o.EndsMinute
                    select h with { StartsMinute = Math.Max(h.StartsMinute, o.StartsMinute), EndsMinute = Math.Min(h.EndsMinute, o.EndsMinute) },
                    exceptions)
                { WhereverOpen = new Timetable(hours, exceptions) };

        /// <summary>When the resource would work if the place were open; null when the place never keeps it from working.</summary>
        public Timetable? WhereverOpen { get; private init; }

        /// <summary>Never works.</summary>
        public bool IsEmpty { get; }

        /// <summary>Weekly blocks, extra hours and closed times: what it costs to keep.</summary>
        public int Size => week.Sum(static day => day.Length) + extra.Length + closed.Length + (WhereverOpen?.Size ?? 0);

        /// <summary>What is closed in these wall-clock minutes, by the first reason that holds; null when nothing is.</summary>
        public HoursException? ClosedBy(ExceptionKind kind, long from, long to) => Array.Find(closed, e => e.Kind == kind && e.Starts < to && e.Ends > from);

        internal bool HasHoursOn(int day) =>
            Array.Exists(week[Weekday(day)], h => h.Holds(day)) || Array.Exists(extra, e => Day(e.Starts) <= day && day <= Day(e.Ends - 1));

        internal bool HasHoursOnWeekdayOf(int day) => week[Weekday(day)].Length > 0;

        /// <summary>Adds the stretches of [from, to) in which it works, were nothing closed.</summary>
        internal void Works(long from, long to, List<Stretch> works)
        {
            for (var day = Day(from); day * 1440L < to; day++)
            {
                foreach (var h in week[Weekday(day)])
                {
                    if (h.Holds(day))
                        Add(works, (day * 1440L) + h.StartsMinute, (day * 1440L) + h.EndsMinute, from, to);
                }
            }
            foreach (var e in extra)
                Add(works, e.Starts, e.Ends, from, to);
        }

        /// <summary>Adds the stretches of [from, to) that are closed.</summary>
        internal void Closed(long from, long to, List<Stretch> stretches)
        {
            foreach (var e in closed)
                Add(stretches, e.Starts, e.Ends, from, to);
        }

        /// <summary>Fills the list with every wall-clock minute of the day, in [from, to), on which a visit could start: in order, each once.</summary>
        internal void StartsOn(int day, int every, long from, long to, List<long> starts)
        {
            starts.Clear();
            var midnight = day * 1440L;
            from = Math.Max(from, midnight);
            to = Math.Min(to, midnight + 1440);
            foreach (var h in week[Weekday(day)])
            {
                if (h.Holds(day))
                    AddGrid(starts, midnight + h.StartsMinute, midnight + h.EndsMinute, every, from, to);
            }
            foreach (var e in extra)
                AddGrid(starts, e.Starts, e.Ends, every, from, to);

            for (var i = 1; i < starts.Count; i++)
            {
                if (starts[i] <= starts[i - 1])
                {
                    starts.Sort();
                    OnlyOnce(starts);
                    break;
                }
            }
        }

        private static void AddGrid(List<long> starts, long blockStarts, long blockEnds, int every, long from, long to)
        {
            var skipped = Math.Max(0, (from - blockStarts + every - 1) / every);
            to = Math.Min(blockEnds, to);
            for (var start = blockStarts + (skipped * every); start < to; start += every)
                starts.Add(start);
        }

        private static void OnlyOnce(List<long> sorted)
        {
            var kept = 1;
            for (var i = 1; i < sorted.Count; i++)
            {
                if (sorted[i] != sorted[kept - 1])
                    sorted[kept++] = sorted[i];
            }
            sorted.RemoveRange(kept, sorted.Count - kept);
        }

        private static void Add(List<Stretch> stretches, long starts, long ends, long from, long to)
        {
            if (starts < to && ends > from)
                stretches.Add(new Stretch(Math.Max(starts, from), Math.Min(ends, to)));
        }
    }
}
