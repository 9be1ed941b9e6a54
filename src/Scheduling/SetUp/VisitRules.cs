using Frontdesk.Platform;

namespace Frontdesk.Scheduling;

/// <summary>What a booked visit stands on at one moment: the clinic's hours, and which rooms and equipment are there.</summary>
internal sealed class VisitRules
{
    private readonly ClinicRules clinic;
    private readonly IReadOnlySet<Guid> withoutRoom;

    private VisitRules(ClinicRules clinic, IReadOnlySet<Guid> withoutRoom) => (this.clinic, this.withoutRoom) = (clinic, withoutRoom);

    /// <summary>A visit to come, or a time that is held for one.</summary>
    /// <param name="HasItem">It is stranded and waits on the worklist.</param>
    public sealed record Booked(
        Guid AppointmentId, string Status, DateTimeOffset StartsAt, DateTimeOffset EndsAt, Guid PractitionerId, Guid LocationId, string TimeZone,
        Guid VisitTypeId, Guid? PatientId, bool HasItem);

    /// <summary>As this transaction sees them, its own changes included.</summary>
    public static async Task<VisitRules> Read(TenantTransaction tx, CancellationToken ct) =>
        new(await ClinicRulesCache.Read(tx, ct), (await tx.Query<Guid>(WithoutRoomSql, null, ct)).ToHashSet());

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
                if (Reason(place, there.Key.LocationId, place is not null && within[i], group[i].AppointmentId) is { } reason)
                    misfits[group[i].AppointmentId] = reason;
            }
        }
        return misfits;
    }

    private string? Reason(ClinicRules.Place? place, Guid locationId, bool within, Guid appointmentId) =>
        !clinic.Locations.ContainsKey(locationId) ? "location_closed"
        : place is null ? "practitioner_gone"
        : !within ? "outside_hours"
        : withoutRoom.Contains(appointmentId) ? "room_closed"
        : null;

    private static long Minute(DateTimeOffset at) => at.ToUnixTimeSeconds() / 60;

    // Of visits to come that have a room or equipment: those of which it was closed, or is away or blocked meanwhile.
    internal const string WithoutRoomSql =
        """
        select a.id
        from   scheduling.appointments a
        join   scheduling.locations l on l.id = a.location_id
        where  a.starts_at > now()
        and    (a.room_id is not null or a.equipment_id is not null)
        and    a.status in ('booked', 'pending')
        and    exists (
                   select
                   from   scheduling.resources r
                   where  r.id in (a.room_id, a.equipment_id)
                   and    (not r.active or exists (
                               select
                               from   scheduling.exceptions e
                               where  e.resource_id = r.id
                               and    e.kind <> 'extra'
                               and    e.starts < a.ends_at at time zone l.time_zone
                               and    e.ends > a.starts_at at time zone l.time_zone)))
        """;
}
