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

        /// <summary>Would work, but the place is not open.</summary>
        LocationClosed,

        /// <summary>Nobody works there that day.</summary>
        Holiday,

        /// <summary>Away during the visit.</summary>
        Away,

        /// <summary>There, but not for visits.</summary>
        Blocked,

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

    private static readonly (ExceptionKind Kind, Obstacle Obstacle)[] Closings =
        [(ExceptionKind.Holiday, Obstacle.Holiday), (ExceptionKind.Away, Obstacle.Away), (ExceptionKind.Blocked, Obstacle.Blocked)];

    /// <summary>Why a visit may not start at this minute; <see cref="Obstacle.None"/> exactly when <see cref="Find"/> yields it.</summary>
    /// <param name="start">Elapsed minutes since 1970.</param>
    public static Reason Explain(DateTimeZone zone, Timetable timetable, IReadOnlyList<Stretch> busy, Visit visit, long start)
    {
        var at = Instant.FromUnixTimeSeconds(start * 60);
        if (Find(zone, timetable, Clashes(busy, visit), visit, at, at + Duration.FromMinutes(1)).Any())
            return new Reason(Obstacle.None);

        var hours = ExplainHours(zone, timetable, visit, start);
        if (IsOfHours(hours.Obstacle) && timetable.WhereverOpen is { } own)
        {
            var unclipped = ExplainHours(zone, own, visit, start);
            return IsOfHours(unclipped.Obstacle) ? unclipped : hours with { Obstacle = Obstacle.LocationClosed };
        }
        if (hours.Obstacle != Obstacle.None)
            return hours;

        var taken = Merge([.. busy]);
        var met = taken.FindIndex(b => b.From < start + visit.Minutes && start < b.To);
        if (met >= 0)
            return new Reason(Obstacle.Taken, taken[met].From, taken[met].To);
        var near = taken.Find(b => b.From < start + visit.Minutes + visit.After && start - visit.Before < b.To);
        return new Reason(Obstacle.TooCloseToAnother, near.From, near.To);
    }

    private static bool IsOfHours(Obstacle obstacle) => obstacle is Obstacle.NoHoursThatWeekday or Obstacle.HoursDoNotHold or Obstacle.OutsideHours or Obstacle.EndsAfterHours;

    private static Reason ExplainHours(DateTimeZone zone, Timetable timetable, Visit visit, long start)
    {
        var offset = zone.GetUtcOffset(Instant.FromUnixTimeSeconds(start * 60)).Seconds / 60;
        var wall = start + offset;
        // A day around, so that blocks that run over midnight or a clock change are whole.
        var offsets = Offsets(zone, start - 1440, start + visit.Minutes + 1440);
        var blocks = Works(offsets, timetable);
        if (!blocks.Exists(block => block.To > start && block.From < start + visit.Minutes))
        {
            if (timetable.HasHoursOn(Day(wall)))
                return new Reason(Obstacle.OutsideHours);
            return new Reason(timetable.HasHoursOnWeekdayOf(Day(wall)) ? Obstacle.HoursDoNotHold : Obstacle.NoHoursThatWeekday);
        }

        foreach (var (kind, obstacle) in Closings)
        {
            foreach (var (elapsed, minutes) in offsets)
            {
                long from = Math.Max(elapsed.From, start), to = Math.Min(elapsed.To, start + visit.Minutes);
                if (from < to && timetable.ClosedBy(kind, from + minutes, to + minutes) is { } closed)
                    return new Reason(obstacle, closed.Starts - minutes, closed.Ends - minutes);
            }
        }

        var within = blocks.FindIndex(block => block.From <= start && start < block.To);
        if (within < 0)
            return new Reason(Obstacle.OutsideHours);
        if (blocks[within].To < start + visit.Minutes)
            return new Reason(Obstacle.EndsAfterHours, blocks[within].From, blocks[within].To);

        var starts = new List<long>();
        var around = new List<long>();
        for (var day = Day(wall) - 1; day <= Day(wall) + 1; day++)
        {
            timetable.StartsOn(day, visit.Every, wall - 1440, wall + 1441, starts);
            around.AddRange(starts);
        }
        return around.Contains(wall)
            ? new Reason(Obstacle.None)
            : new Reason(Obstacle.OffGrid, around.FindLastIndex(s => s < wall) is >= 0 and var b ? around[b] - offset : null, around.FindIndex(s => s > wall) is >= 0 and var a ? around[a] - offset : null);
    }

    private static List<Stretch> Works(List<ConstantOffset> offsets, Timetable timetable)
    {
        var works = new List<Stretch>();
        var wall = new List<Stretch>();
        foreach (var (elapsed, offset) in offsets)
        {
            wall.Clear();
            timetable.Works(elapsed.From + offset, elapsed.To + offset, wall);
            works.AddRange(wall.Select(w => new Stretch(w.From - offset, w.To - offset)));
        }
        return Merge(works);
    }
}
