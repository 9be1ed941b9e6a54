using Frontdesk.Platform;

namespace Frontdesk.Scheduling;

/// <summary>What a booked visit stands on at one moment: the clinic's hours, and which rooms and equipment are there.</summary>
internal sealed class VisitRules
{
    private readonly ClinicRules clinic;
    private readonly Dictionary<(Guid Id, Guid LocationId), ClinicRules.Room> rooms;

    private VisitRules(ClinicRules clinic) => (this.clinic, rooms) = (clinic, clinic.Rooms.ToDictionary(static r => (r.Id, r.Location.Id)));

    /// <summary>A visit to come, or a time that is held for one.</summary>
    /// <param name="HasItem">It is stranded and waits on the worklist.</param>
    public sealed record Booked(
        Guid AppointmentId, string Status, DateTimeOffset StartsAt, DateTimeOffset EndsAt, Guid PractitionerId, Guid LocationId, string TimeZone,
        Guid VisitTypeId, Guid? PatientId, Guid? RoomId, Guid? EquipmentId, bool HasItem);

    /// <summary>As this transaction sees them, its own changes included.</summary>
    public static async Task<VisitRules> Read(TenantTransaction tx, CancellationToken ct) =>
        new(await ClinicRulesCache.Read(tx, ct));

    /// <summary>
    /// The visits that do not fit, each with the first reason: <c>location_closed</c>, <c>practitioner_gone</c> (from the clinic or from this place), <c>outside_hours</c>,
    /// <c>room_closed</c> (or the equipment is away).
    /// </summary>
    public Dictionary<Guid, string> Misfits(IReadOnlyList<Booked> visits)
    {
        var misfits = new Dictionary<Guid, string>();
        foreach (var there in visits.GroupBy(static v => (v.PractitionerId, v.LocationId)))
        {
            var group = there.ToList();
            var place = clinic.Places.FirstOrDefault(p => (p.Practitioner.Id, p.Location.Id) == there.Key);
            var within = place is null ? [] : FreeTimes.Cover(place.Location.Zone, place.Hours, [.. group.Select(static v => new FreeTimes.Stretch(Minute(v.StartsAt), Minute(v.EndsAt)))]);
            for (var i = 0; i < group.Count; i++)
            {
                if (Reason(place, place is not null && within[i], group[i]) is { } reason)
                    misfits[group[i].AppointmentId] = reason;
            }
        }
        return misfits;
    }

    private string? Reason(ClinicRules.Place? place, bool within, Booked visit) =>
        !clinic.Locations.ContainsKey(visit.LocationId) ? "location_closed"
        : place is null ? "practitioner_gone"
        : !within ? "outside_hours"
        : IsClosed(visit.RoomId, visit) || IsClosed(visit.EquipmentId, visit) ? "room_closed"
        : null;

    // By the clock that offers times, and not the database's, whose zones may be of another edition.
    private bool IsClosed(Guid? id, Booked visit) => id is { } taken && (!rooms.TryGetValue((taken, visit.LocationId), out var room)
        || FreeTimes.IsClosed(room.Location.Zone, room.Hours, Minute(visit.StartsAt), (int)(visit.EndsAt - visit.StartsAt).TotalMinutes));

    private static long Minute(DateTimeOffset at) => at.ToUnixTimeSeconds() / 60;
}
