using System.Runtime.InteropServices;
using NodaTime;

namespace Frontdesk.Scheduling;

internal static partial class FreeTimes
{
    /// <summary>The first rule that keeps a time from being offered, the most lasting one first.</summary>
    public enum Obstacle
    {
        None,

        /// <summary>No hours on that weekday.</summary>
        NoHoursThatWeekday,

        /// <summary>There are hours on that weekday, but none that hold on that day.</summary>
        HoursDoNotHold,

        /// <summary>Away during the visit.</summary>
        Away,

        /// <summary>Works that day, but not then.</summary>
        OutsideHours,

        /// <summary>Begins within the hours and ends after them.</summary>
        EndsAfterHours,

        /// <summary>Visits begin at other minutes.</summary>
        OffGrid,

        /// <summary>The visit itself would meet another, with what is kept free around that one.</summary>
        Taken,

        /// <summary>Only what is kept free around the visit would meet another.</summary>
        TooCloseToAnother,
    }

    /// <param name="From">Where the obstacle begins, or the last start before; elapsed minutes since 1970.</param>
    /// <param name="To">Where it ends, or the next start after.</param>
    [StructLayout(LayoutKind.Auto)]
    public readonly record struct Reason(Obstacle Obstacle, long? From = null, long? To = null);

    /// <summary>Why a visit may not start at this minute; <see cref="Obstacle.None"/> exactly when <see cref="Find"/> yields it.</summary>
    /// <param name="start">Elapsed minutes since 1970.</param>
    public static Reason Explain(
        DateTimeZone zone, IReadOnlyList<WeeklyHours> hours, IReadOnlyList<HoursException> exceptions, IReadOnlyList<Stretch> busy, Visit visit, long start)
    {
        var at = Instant.FromUnixTimeSeconds(start * 60);
        if (Find(zone, hours, exceptions, busy, visit, at, at + Duration.FromMinutes(1)).Any())
            return new Reason(Obstacle.None);

        var offset = zone.GetUtcOffset(at).Seconds / 60;
        var wall = start + offset;
        var day = Day(wall);
        // A day around, so that blocks that run over midnight or a clock change are whole.
        var offsets = Offsets(zone, start - 1440, start + visit.Minutes + 1440);
        var blocks = Open(offsets, hours, [.. exceptions.Where(static e => !e.Away)]);
        if (!blocks.Exists(block => block.To > start && block.From < start + visit.Minutes))
        {
            if (!hours.Any(h => Holds(h, day)) && !exceptions.Any(e => !e.Away && Day(e.Starts) <= day && day <= Day(e.Ends - 1)))
                return new Reason(hours.Any(h => h.Weekday == Weekday(day)) ? Obstacle.HoursDoNotHold : Obstacle.NoHoursThatWeekday);
            return new Reason(Obstacle.OutsideHours);
        }

        foreach (var away in Merge(Elapsed(offsets, exceptions)))
        {
            if (away.From < start + visit.Minutes && start < away.To)
                return new Reason(Obstacle.Away, away.From, away.To);
        }

        var within = blocks.FindIndex(block => block.From <= start && start < block.To);
        if (within < 0)
            return new Reason(Obstacle.OutsideHours);
        if (blocks[within].To < start + visit.Minutes)
            return new Reason(Obstacle.EndsAfterHours, blocks[within].From, blocks[within].To);

        var starts = Starts(hours, exceptions, visit.Every, wall - 1440, wall + 1441).ToList();
        if (!starts.Contains(wall))
            return new Reason(Obstacle.OffGrid, Before(starts, wall) - offset, After(starts, wall) - offset);

        var taken = Merge([.. busy]);
        var met = taken.FindIndex(b => b.From < start + visit.Minutes && start < b.To);
        if (met >= 0)
            return new Reason(Obstacle.Taken, taken[met].From, taken[met].To);
        var near = taken.Find(b => b.From < start + visit.Minutes + visit.After && start - visit.Before < b.To);
        return new Reason(Obstacle.TooCloseToAnother, near.From, near.To);
    }

    private static List<Stretch> Elapsed(List<ConstantOffset> offsets, IReadOnlyList<HoursException> exceptions)
    {
        var away = new List<Stretch>();
        foreach (var (elapsed, offset) in offsets)
        {
            foreach (var e in exceptions.Where(static e => e.Away))
                Add(away, e.Starts - offset, e.Ends - offset, elapsed.From, elapsed.To);
        }
        return away;
    }

    private static long? Before(List<long> starts, long wall) => starts.FindLastIndex(s => s < wall) is >= 0 and var i ? starts[i] : null;

    private static long? After(List<long> starts, long wall) => starts.FindIndex(s => s > wall) is >= 0 and var i ? starts[i] : null;
}
