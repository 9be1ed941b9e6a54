using System.Runtime.InteropServices;
using NodaTime;

namespace Frontdesk.Scheduling;

/// <summary>
/// Which times a resource is free at one place: a pure function of its timetable there, the starts at which a visit would meet another, and the length of the visit.
/// </summary>
/// <remarks>
/// Hours are written in the wall-clock time of the place, visits happen in elapsed time, and only the place's zone joins the two. Between two clock changes
/// the zone's offset is constant, so the search walks from one clock change to the next and turns wall-clock into elapsed time by one subtraction.
/// What follows is what people expect: an hour the clock skips is never offered, an hour it repeats is offered twice (the offsets differ), and a visit over a
/// clock change is as long as it says. Everything is counted in whole minutes since 1970, as elapsed time or as the clock on the wall shows it.
/// </remarks>
internal static partial class FreeTimes
{
    /// <param name="Minutes">What the patient is told.</param>
    /// <param name="Before">Minutes kept free before the visit; they may lie outside of the hours.</param>
    /// <param name="After">Minutes kept free after it; likewise.</param>
    /// <param name="Every">Visits start every so many minutes, counted from the start of each block of hours.</param>
    public sealed record Visit(int Minutes, int Before, int After, int Every);

    /// <summary>A stretch of elapsed or wall-clock minutes; the end is exclusive.</summary>
    [StructLayout(LayoutKind.Auto)]
    public readonly record struct Stretch(long From, long To);

    /// <summary>A time a visit may start.</summary>
    /// <param name="Minute">Elapsed minutes since 1970.</param>
    /// <param name="Offset">Of the place's clock then, in minutes.</param>
    [StructLayout(LayoutKind.Auto)]
    public readonly record struct Start(long Minute, int Offset)
    {
        public DateTimeOffset At => new((Minute + Offset) * TimeSpan.TicksPerMinute + DateTime.UnixEpoch.Ticks, TimeSpan.FromMinutes(Offset));

        /// <summary>Of the day, on the wall.</summary>
        public int MinuteOfDay => (int)(Minute + Offset - (Day(Minute + Offset) * 1440L));
    }

    /// <summary>The starts in [from, to), soonest first, found as they are asked for.</summary>
    /// <param name="never">Starts that are out of the question, such as <see cref="Clashes"/> finds; sorted and merged.</param>
    public static IEnumerable<Start> Find(DateTimeZone zone, Timetable timetable, List<Stretch> never, Visit visit, Instant from, Instant to)
    {
        var first = CeilingMinute(from);
        var last = CeilingMinute(to);
        if (first >= last || timetable.IsEmpty)
            yield break;

        var offsets = Offsets(zone, first, last + visit.Minutes);
        var open = Open(offsets, timetable);
        var starts = new List<long>();
        int o = 0, n = 0;

        foreach (var offset in offsets)
        {
            long wallFrom = offset.Elapsed.From + offset.Minutes, wallTo = Math.Min(offset.Elapsed.To, last) + offset.Minutes;
            for (var day = Day(wallFrom); day * 1440L < wallTo; day++)
            {
                timetable.StartsOn(day, visit.Every, wallFrom, wallTo, starts);
                foreach (var wall in starts)
                {
                    var start = wall - offset.Minutes;
                    while (o < open.Count && open[o].To <= start)
                        o++;
                    if (o == open.Count)
                        yield break;
                    while (n < never.Count && never[n].To <= start)
                        n++;
                    if (open[o].From <= start && start + visit.Minutes <= open[o].To && (n == never.Count || start < never[n].From))
                        yield return new Start(start, offset.Minutes);
                }
            }
        }
    }

    /// <summary>Whether a visit may start at this instant, were nothing else booked.</summary>
    public static bool Offers(DateTimeZone zone, Timetable timetable, Visit visit, Instant start) =>
        start.ToUnixTimeTicks() % NodaConstants.TicksPerMinute == 0
        && Find(zone, timetable, [], visit, start, start + Duration.FromMinutes(1)).Any();

    /// <summary>The starts at which the visit, with what is kept free around it, would meet what is busy; sorted and merged.</summary>
    public static List<Stretch> Clashes(IReadOnlyList<Stretch> busy, Visit visit)
    {
        var clashes = new List<Stretch>(busy.Count);
        for (var i = 0; i < busy.Count; i++)
            clashes.Add(new Stretch(busy[i].From - visit.Minutes - visit.After + 1, busy[i].To + visit.Before));
        return Merge(clashes);
    }

    /// <summary>Whatever lies in one of the lists at least; sorted and merged.</summary>
    public static List<Stretch> Either(List<Stretch> one, List<Stretch> other) => one.Count == 0 ? other : other.Count == 0 ? one : Merge([.. one, .. other]);

    /// <summary>What lies in both lists, each sorted and merged.</summary>
    public static List<Stretch> Both(List<Stretch> one, List<Stretch> other)
    {
        var both = new List<Stretch>();
        for (int i = 0, j = 0; i < one.Count && j < other.Count;)
        {
            long from = Math.Max(one[i].From, other[j].From), to = Math.Min(one[i].To, other[j].To);
            if (from < to)
                both.Add(new Stretch(from, to));
            if (one[i].To < other[j].To)
                i++;
            else
                j++;
        }
        return both;
    }

    /// <summary>As <see cref="Clashes"/>, of a room or equipment that is also closed at times; what is kept free around the visit may lie in those.</summary>
    public static List<Stretch> ClashesInRoom(DateTimeZone zone, Timetable timetable, IReadOnlyList<Stretch> busy, Visit visit, Instant from, Instant to)
    {
        var closed = new List<Stretch>();
        var wall = new List<Stretch>();
        foreach (var (elapsed, offset) in Offsets(zone, CeilingMinute(from), CeilingMinute(to) + visit.Minutes))
        {
            wall.Clear();
            timetable.Closed(elapsed.From + offset, elapsed.To + offset, wall);
            foreach (var stretch in wall)
                closed.Add(new Stretch(stretch.From - offset, stretch.To - offset));
        }
        return Either(Clashes(closed, visit with { Before = 0, After = 0 }), Clashes(busy, visit));
    }

    /// <summary>Whether a room or equipment is closed during a visit that starts at this elapsed minute.</summary>
    public static bool IsClosed(DateTimeZone zone, Timetable timetable, long start, int minutes)
    {
        var at = Instant.FromUnixTimeSeconds(start * 60);
        return Contains(ClashesInRoom(zone, timetable, [], new Visit(minutes, 0, 0, 1), at, at + Duration.FromMinutes(1)), start);
    }

    /// <summary>The stretches without these minutes, which are in order.</summary>
    public static List<Stretch> Without(List<Stretch> stretches, IReadOnlyList<long> minutes)
    {
        if (minutes.Count == 0)
            return stretches;
        var rest = new List<Stretch>(stretches.Count + minutes.Count);
        Subtract(stretches, [.. minutes.Select(static m => new Stretch(m, m + 1))], 0, rest);
        return rest;
    }

    /// <param name="stretches">Sorted and merged.</param>
    public static bool Contains(List<Stretch> stretches, long minute)
    {
        int first = 0, after = stretches.Count;
        while (first < after)
        {
            var middle = (first + after) / 2;
            if (stretches[middle].To <= minute)
                first = middle + 1;
            else
                after = middle;
        }
        return first < stretches.Count && stretches[first].From <= minute;
    }

    /// <summary>A stretch of elapsed time in which the zone's offset does not change.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct ConstantOffset(Stretch Elapsed, int Minutes);

    private static List<ConstantOffset> Offsets(DateTimeZone zone, long from, long to)
    {
        var offsets = new List<ConstantOffset>(2);
        for (var at = from; at < to;)
        {
            var interval = zone.GetZoneInterval(Instant.FromUnixTimeSeconds(at * 60));
            var until = interval.HasEnd ? Math.Min(to, CeilingMinute(interval.End)) : to;
            offsets.Add(new ConstantOffset(new Stretch(at, until), interval.WallOffset.Seconds / 60));
            at = until;
        }
        return offsets;
    }

    /// <summary>When the resource works, in elapsed minutes, sorted and merged: a visit may run from one block into the next when they touch.</summary>
    private static List<Stretch> Open(List<ConstantOffset> offsets, Timetable timetable)
    {
        var open = new List<Stretch>();
        List<Stretch> working = [], closed = [];
        foreach (var (elapsed, offset) in offsets)
        {
            working.Clear();
            closed.Clear();
            timetable.Works(elapsed.From + offset, elapsed.To + offset, working);
            timetable.Closed(elapsed.From + offset, elapsed.To + offset, closed);
            Subtract(Merge(working), Merge(closed), offset, open);
        }
        return Merge(open);
    }

    private static List<Stretch> Merge(List<Stretch> stretches)
    {
        for (var i = 1; i < stretches.Count; i++)
        {
            if (stretches[i].From < stretches[i - 1].From)
            {
                stretches.Sort(static (a, b) => a.From.CompareTo(b.From));
                break;
            }
        }
        var kept = 0;
        for (var i = 0; i < stretches.Count; i++)
        {
            if (kept > 0 && stretches[i].From <= stretches[kept - 1].To)
                stretches[kept - 1] = stretches[kept - 1] with { To = Math.Max(stretches[kept - 1].To, stretches[i].To) };
            else
                stretches[kept++] = stretches[i];
        }
        stretches.RemoveRange(kept, stretches.Count - kept);
        return stretches;
    }

    private static void Subtract(List<Stretch> from, List<Stretch> away, int offset, List<Stretch> rest)
    {
        var a = 0;
        foreach (var stretch in from)
        {
            var at = stretch.From;
            while (a < away.Count && away[a].To <= at)
                a++;
            for (var i = a; i < away.Count && away[i].From < stretch.To; i++)
            {
                if (away[i].From > at)
                    rest.Add(new Stretch(at - offset, away[i].From - offset));
                at = Math.Max(at, away[i].To);
            }
            if (at < stretch.To)
                rest.Add(new Stretch(at - offset, stretch.To - offset));
        }
    }

    private static int Day(long localMinute) => (int)Math.Floor(localMinute / 1440.0);

    // Day 0, the first of January 1970, was a Thursday.
    private static int Weekday(int day) => ((((day + 3) % 7) + 7) % 7) + 1;

    private static long CeilingMinute(Instant instant)
    {
        var ticks = instant.ToUnixTimeTicks();
        var minutes = ticks / NodaConstants.TicksPerMinute;
        return ticks % NodaConstants.TicksPerMinute > 0 ? minutes + 1 : minutes;
    }
}
