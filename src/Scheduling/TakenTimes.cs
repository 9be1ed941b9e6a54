using System.Buffers.Binary;
using NodaTime;

namespace Frontdesk.Scheduling;

/// <summary>
/// At which minutes a kind of visit cannot start with a practitioner at a place because of what is taken: the practitioner is, or every room that would do, or all equipment.
/// A group that meets is joined where it meets: its room, equipment and practitioner are its own.
/// </summary>
internal sealed class TakenTimes
{
    private const long MicrosecondsPerMinute = 60_000_000;
    private const long MicrosecondsFrom1970To2000 = 946_684_800_000_000;
    private static readonly FreeTimes.Stretch[] Nothing = [];

    private readonly ClinicRules rules;
    private readonly FindTimes.Wanted wanted;
    private readonly Interval span;
    private readonly Dictionary<Guid, FreeTimes.Stretch[]> busy = [];
    private readonly ILookup<Guid, Group> groups;
    private readonly Dictionary<(string, Guid, FreeTimes.Visit), List<FreeTimes.Stretch>> noneFree = [];

    private sealed record Group(Guid LocationId, long Start, FreeTimes.Stretch[] Busy, int SeatsLeft, bool HasRoom, bool HasEquipment);

    /// <param name="span">The starts that are looked for.</param>
    public TakenTimes(ClinicRules rules, FindTimes.Wanted wanted, IReadOnlyList<FindTimes.Row> rows, Interval span)
    {
        (this.rules, this.wanted, this.span) = (rules, wanted, span);
        List<(Guid, Group)> meeting = [];
        foreach (var row in rows)
        {
            if (row.ResourceId is not { } resource)
                continue;
            if (row.StartsAt is { } startsAt)
                meeting.Add((resource, new Group(row.LocationId!.Value, startsAt.ToUnixTimeSeconds() / 60, Stretches(row), wanted.Type.Capacity - row.Seats!.Value, row.HasRoom, row.HasEquipment)));
            else
                busy[resource] = Stretches(row);
        }
        groups = meeting.ToLookup(static m => m.Item1, static m => m.Item2);
    }

    /// <summary>The starts that are out of the question, and the groups that can be joined with the seats they have left.</summary>
    public (List<FreeTimes.Stretch> Never, IReadOnlyDictionary<long, int>? Seats) Of(ClinicRules.Place place, FreeTimes.Visit visit)
    {
        var practitioner = FreeTimes.Clashes(busy.GetValueOrDefault(place.Practitioner.Id, Nothing), visit);
        var rooms = wanted.Room is { } room ? NoneFree("room", room, place.Location, visit) : [];
        var equipment = wanted.Equipment is { } device ? NoneFree("equipment", device, place.Location, visit) : [];
        var never = FreeTimes.Either(FreeTimes.Either(practitioner, rooms), equipment);
        if (!wanted.Type.IsGroup)
            return (never, null);

        var joined = new SortedDictionary<long, int>();
        foreach (var group in groups[place.Practitioner.Id])
        {
            if (group.LocationId == place.Location.Id && group.SeatsLeft > 0
                && !FreeTimes.Contains(practitioner, group.Start) && !groups[place.Practitioner.Id].Any(other => other != group && Meets(other, group.Start, visit))
                && (group.HasRoom || !FreeTimes.Contains(rooms, group.Start)) && (group.HasEquipment || !FreeTimes.Contains(equipment, group.Start)))
                joined.Add(group.Start, group.SeatsLeft);
        }
        var meeting = FreeTimes.Clashes([.. groups[place.Practitioner.Id].SelectMany(static g => g.Busy)], visit);
        return (FreeTimes.Without(FreeTimes.Either(never, meeting), [.. joined.Keys]), joined);
    }

    /// <summary>Null for a visit that is no group's.</summary>
    public int? SeatsLeft(IReadOnlyDictionary<long, int>? joined, long start) => joined is null ? null : joined.GetValueOrDefault(start, wanted.Type.Capacity);

    private static bool Meets(Group group, long start, FreeTimes.Visit visit) =>
        Array.Exists(group.Busy, b => b.From < start + visit.Minutes + visit.After && start - visit.Before < b.To);

    private List<FreeTimes.Stretch> NoneFree(string kind, string category, ClinicRules.Location location, FreeTimes.Visit visit)
    {
        if (noneFree.TryGetValue((kind, location.Id, visit), out var known))
            return known;
        // Without any room there is none at any time.
        List<FreeTimes.Stretch> none = [new(long.MinValue, long.MaxValue)];
        foreach (var room in rules.RoomsOf(kind, category, location.Id))
            none = FreeTimes.Both(none, FreeTimes.ClashesInRoom(location.Zone, room.Hours, busy.GetValueOrDefault(room.Id, Nothing), visit, span.Start, span.End));
        noneFree.Add((kind, location.Id, visit), none);
        return none;
    }

    private static FreeTimes.Stretch[] Stretches(FindTimes.Row row)
    {
        if (row is not { Froms: { } froms, Untils: { } untils })
            return Nothing;
        var stretches = new FreeTimes.Stretch[froms.Length / sizeof(long)];
        for (var i = 0; i < stretches.Length; i++)
            stretches[i] = new FreeTimes.Stretch(Microseconds(froms, i) / MicrosecondsPerMinute, (Microseconds(untils, i) + MicrosecondsPerMinute - 1) / MicrosecondsPerMinute);
        return stretches;
    }

    // PostgreSQL counts from 2000.
    private static long Microseconds(byte[] times, int i) => BinaryPrimitives.ReadInt64BigEndian(times.AsSpan(i * sizeof(long))) + MicrosecondsFrom1970To2000;
}
