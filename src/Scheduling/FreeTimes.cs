using System.Runtime.InteropServices;
using NodaTime;

namespace Frontdesk.Scheduling;

/// <summary>
/// Which times a resource is free at one place: a pure function of its hours there, the exceptions, what is already taken and the length of the visit.
/// </summary>
/// <remarks>
/// Hours are written in the wall-clock time of the place, visits happen in elapsed time, and only the place's zone joins the two. Between two clock changes
/// the zone's offset is constant, so the search walks from one clock change to the next and turns wall-clock into elapsed time by one subtraction.
/// What follows is what people expect: an hour the clock skips is never offered, an hour it repeats is offered twice (the offsets differ), and a visit over a
/// clock change is as long as it says. Everything is counted in whole minutes since 1970, as elapsed time or as the clock on the wall shows it.
/// </remarks>
internal static partial class FreeTimes
{
    /// <param name="Weekday">ISO: Monday is 1.</param>
    /// <param name="StartsMinute">Of the day on the wall clock, 0–1439.</param>
    /// <param name="EndsMinute">Exclusive, up to 1440.</param>
    /// <param name="FromDay">First day the hours hold, in days since 1970.</param>
    /// <param name="UntilDay">Last day they hold.</param>
    public sealed record WeeklyHours(int Weekday, int StartsMinute, int EndsMinute, int FromDay = int.MinValue, int UntilDay = int.MaxValue);

    /// <param name="Away">True takes time away, false adds hours.</param>
    /// <param name="Starts">Wall-clock minutes since 1970.</param>
    /// <param name="Ends">Exclusive.</param>
    public sealed record HoursException(bool Away, long Starts, long Ends);

    /// <param name="Minutes">What the patient is told.</param>
    /// <param name="Before">Minutes kept free before the visit; they may lie outside of the hours.</param>
    /// <param name="After">Minutes kept free after it; likewise.</param>
    /// <param name="Every">Visits start every so many minutes, counted from the start of each block of hours.</param>
    public sealed record Visit(int Minutes, int Before, int After, int Every);

    /// <summary>A stretch of elapsed or wall-clock minutes; the end is exclusive.</summary>
    [StructLayout(LayoutKind.Auto)]
    public readonly record struct Stretch(long From, long To);

    /// <summary>The starts in [from, to), soonest first, found as they are asked for.</summary>
    public static IEnumerable<OffsetDateTime> Find(
        DateTimeZone zone, IReadOnlyList<WeeklyHours> hours, IReadOnlyList<HoursException> exceptions, IReadOnlyList<Stretch> busy, Visit visit, Instant from, Instant to)
    {
        var first = CeilingMinute(from);
        var last = CeilingMinute(to);
        if (first >= last)
            yield break;

        var offsets = Offsets(zone, first, last + visit.Minutes);
        var open = Open(offsets, hours, exceptions);
        var taken = Merge([.. busy]);
        int o = 0, t = 0;

        foreach (var offset in offsets)
        {
            foreach (var local in Starts(hours, exceptions, visit.Every, offset.Elapsed.From + offset.Minutes, offset.Elapsed.To + offset.Minutes))
            {
                var start = local - offset.Minutes;
                if (start < first)
                    continue;
                if (start >= last)
                    yield break;

                while (o < open.Count && open[o].To <= start)
                    o++;
                while (t < taken.Count && taken[t].To <= start - visit.Before)
                    t++;
                var withinHours = o < open.Count && open[o].From <= start && start + visit.Minutes <= open[o].To;
                var clashes = t < taken.Count && taken[t].From < start + visit.Minutes + visit.After;
                if (withinHours && !clashes)
                    yield return Instant.FromUnixTimeSeconds(start * 60).WithOffset(Offset.FromSeconds(offset.Minutes * 60));
            }
        }
    }

    /// <summary>Whether a visit may start at this instant, were nothing else booked.</summary>
    public static bool Offers(DateTimeZone zone, IReadOnlyList<WeeklyHours> hours, IReadOnlyList<HoursException> exceptions, Visit visit, Instant start) =>
        start.ToUnixTimeTicks() % NodaConstants.TicksPerMinute == 0
        && Find(zone, hours, exceptions, [], visit, start, start + Duration.FromMinutes(1)).Any();

    /// <summary>A stretch of elapsed time in which the zone's offset does not change.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct ConstantOffset(Stretch Elapsed, int Minutes);

    private static List<ConstantOffset> Offsets(DateTimeZone zone, long from, long to)
    {
        var offsets = new List<ConstantOffset>();
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
    private static List<Stretch> Open(List<ConstantOffset> offsets, IReadOnlyList<WeeklyHours> hours, IReadOnlyList<HoursException> exceptions)
    {
        var open = new List<Stretch>();
        foreach (var (elapsed, offset) in offsets)
        {
            long from = elapsed.From + offset, to = elapsed.To + offset;
            var working = new List<Stretch>();
            for (var day = Day(from); day <= Day(to - 1); day++)
            {
                foreach (var h in hours)
                {
                    if (Holds(h, day))
                        Add(working, (day * 1440L) + h.StartsMinute, (day * 1440L) + h.EndsMinute, from, to);
                }
            }

            var away = new List<Stretch>();
            foreach (var e in exceptions)
                Add(e.Away ? away : working, e.Starts, e.Ends, from, to);

            foreach (var stretch in Subtract(Merge(working), Merge(away)))
                open.Add(new Stretch(stretch.From - offset, stretch.To - offset));
        }
        return Merge(open);
    }

    /// <summary>Every wall-clock minute in [from, to) on which a visit could start, in order.</summary>
    private static IEnumerable<long> Starts(IReadOnlyList<WeeklyHours> hours, IReadOnlyList<HoursException> exceptions, int every, long from, long to)
    {
        var starts = new List<long>();
        for (var day = Day(from); day <= Day(to - 1); day++)
        {
            starts.Clear();
            long midnight = day * 1440L, dayFrom = Math.Max(from, midnight), dayTo = Math.Min(to, midnight + 1440);
            foreach (var h in hours)
            {
                if (Holds(h, day))
                    AddGrid(starts, midnight + h.StartsMinute, midnight + h.EndsMinute, every, dayFrom, dayTo);
            }
            foreach (var e in exceptions)
            {
                if (!e.Away)
                    AddGrid(starts, e.Starts, e.Ends, every, dayFrom, dayTo);
            }

            starts.Sort();
            var before = long.MinValue;
            foreach (var start in starts)
            {
                if (start != before)
                    yield return start;
                before = start;
            }
        }
    }

    private static void AddGrid(List<long> starts, long blockStarts, long blockEnds, int every, long from, long to)
    {
        var skipped = Math.Max(0, (from - blockStarts + every - 1) / every);
        for (var start = blockStarts + (skipped * every); start < Math.Min(blockEnds, to); start += every)
            starts.Add(start);
    }

    private static void Add(List<Stretch> stretches, long starts, long ends, long from, long to)
    {
        if (starts < to && ends > from)
            stretches.Add(new Stretch(Math.Max(starts, from), Math.Min(ends, to)));
    }

    private static List<Stretch> Merge(List<Stretch> stretches)
    {
        stretches.Sort(static (a, b) => a.From.CompareTo(b.From));
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

    private static IEnumerable<Stretch> Subtract(List<Stretch> from, List<Stretch> away)
    {
        foreach (var stretch in from)
        {
            var at = stretch.From;
            foreach (var hole in away)
            {
                if (hole.To <= at || hole.From >= stretch.To)
                    continue;
                if (hole.From > at)
                    yield return new Stretch(at, hole.From);
                at = hole.To;
            }
            if (at < stretch.To)
                yield return new Stretch(at, stretch.To);
        }
    }

    private static bool Holds(WeeklyHours hours, int day) => hours.Weekday == Weekday(day) && hours.FromDay <= day && day <= hours.UntilDay;

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
