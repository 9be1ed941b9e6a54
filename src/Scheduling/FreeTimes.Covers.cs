using NodaTime;

namespace Frontdesk.Scheduling;

internal static partial class FreeTimes
{
    /// <summary>Of some visits at one place, whether each lies within the hours from its start to its end. On which minutes visits start is nothing to one that is booked.</summary>
    /// <param name="visits">In elapsed minutes since 1970.</param>
    public static bool[] Cover(DateTimeZone zone, Timetable timetable, IReadOnlyList<Stretch> visits)
    {
        if (visits.Count == 0)
            return [];
        // A day around, so that blocks that run over midnight or a clock change are whole.
        var open = Open(Offsets(zone, visits.Min(static v => v.From) - 1440, visits.Max(static v => v.To) + 1440), timetable);
        return [.. visits.Select(visit => Cover(open, visit))];
    }

    // The stretches are sorted and merged: only the last that begins before the visit can hold it.
    private static bool Cover(List<Stretch> open, Stretch visit)
    {
        int first = 0, after = open.Count;
        while (first < after)
        {
            var middle = (first + after) / 2;
            if (open[middle].From <= visit.From)
                first = middle + 1;
            else
                after = middle;
        }
        return first > 0 && visit.To <= open[first - 1].To;
    }
}
