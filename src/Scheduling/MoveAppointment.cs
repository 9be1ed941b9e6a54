using System.ComponentModel.DataAnnotations;
using Frontdesk.Patients;
using Frontdesk.Platform;
using Frontdesk.Worklist;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.Scheduling;

/// <summary>
/// Moves a booked visit to a time that is held. The old time is kept until the new one is the visit's, in one statement; the visit keeps its id, so what was
/// said about it (a reminder, a calendar entry) can be corrected. Staff need the patient's chart open; a patient may until the visit starts,
/// for self and those they act for.
/// </summary>
internal static class MoveAppointment
{
    /// <param name="HoldId">From <see cref="HoldTime"/>, for the same kind of visit; any practitioner, place and channel.</param>
    public sealed record Request(Guid HoldId);

    public sealed record Response(Guid AppointmentId, DateTimeOffset StartsAt, DateTimeOffset EndsAt, Guid PractitionerId, Guid LocationId);

    public static void Map(IEndpointRouteBuilder scheduling) => scheduling
        .MapPost("/appointments/{id:guid}/move", Handle)
        .WithName(nameof(MoveAppointment))
        .Requires<BookAppointments>()
        .Audited("appointment.moved")
        .AnswersAgain()
        .RateLimited(RateClass.Write)
        .ProducesProblem(StatusCodes.Status409Conflict);

    internal static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(Guid id, Request request, TenantDb db, CancellationToken ct)
    {
        var args = new { Id = id, request.HoldId, ActorId = db.Actor.Id, ByPatient = db.Actor.Kind == ActorKind.Patient };
        if (await Clash.Retried(() => db.QueryOne<Row>(Sql, args, ct), ct) is { } moved)
        {
            db.Announce(SchedulingContracts.AppointmentsTopic, id, moved.Audience);
            if (moved.Fill is not null)
                db.WakeWorkers();
            if (moved.WorkItems > 0)
                db.Announce(WorklistContracts.ItemsTopic, id);
            return Moved(moved);
        }

        return await db.QueryOne<WhyNot>(WhyNotSql, args, ct) switch
        {
            null => Problems.NotFound("appointment"),
            { ChartIsOpen: false } row => await Charts.WhyNot(db, row.PatientId, ct),
            { MovedBefore: true } row => Moved(row.Now),
            { Status: not "booked" } row => NotMovable(row.Status),
            { HasStarted: true } when args.ByPatient => AlreadyStarted(),
            { HoldIsMine: false } => Problems.NotFound("hold"),
            { IsEngaged: true } => Problems.Conflict("already_engaged", "You have another visit at that time."),
            { IsInGroup: true } => Problems.Conflict("already_in_group", "The patient has a place in this group already."),
            { SameType: false } => throw ClinicRules.Invalid("holdId", "other_visit_type", "The held time is for another kind of visit."),
            _ => Problems.Conflict("hold_expired", "The time is no longer held: its five minutes are over, or hours changed. Your visit is where it was; please choose again."),
        };
    }

    /// <summary>For those who look for a time to move it to: where it is, if it could be moved, by the rules of <see cref="Handle"/>.</summary>
    /// <exception cref="ProblemException">It could not, or is not for the actor to ask about.</exception>
    public static async Task<Movable> RequireMovable(TenantDb db, Guid id, Guid visitTypeId, CancellationToken ct)
    {
        var there = await db.QueryOne<Movable>(MovableSql, new { Id = id }, ct);
        var refusal = there switch
        {
            null => Problems.NotFound("appointment"),
            { ChartIsOpen: false } visit => await Charts.WhyNot(db, visit.PatientId, ct),
            { Status: not "booked" } visit => NotMovable(visit.Status),
            { HasStarted: true } when db.Actor.Kind == ActorKind.Patient => AlreadyStarted(),
            var visit when visit.VisitTypeId != visitTypeId => Problems.Invalid("movesAppointmentId", "other_visit_type", "The visit that is moved is of another kind."),
            _ => null,
        };
        return refusal is null ? there! : throw new ProblemException(refusal);
    }

    private static ProblemHttpResult NotMovable(string status) =>
        Problems.Conflict("not_movable", $"This visit cannot be moved: it is {status}.", new Dictionary<string, object?>(StringComparer.Ordinal) { ["status"] = status });

    private static ProblemHttpResult AlreadyStarted() => Problems.Conflict("already_started", "This visit has started. Please call the clinic.");

    private static Ok<Response> Moved(Row row) => TypedResults.Ok(new Response(row.AppointmentId, row.StartsAt.In(row.TimeZone), row.EndsAt.In(row.TimeZone), row.PractitionerId, row.LocationId));

    internal sealed record Row(Guid AppointmentId, DateTimeOffset StartsAt, DateTimeOffset EndsAt, Guid PractitionerId, Guid LocationId, string TimeZone, Guid[] Audience, Guid? Fill, long WorkItems);

    private sealed record WhyNot(
        Guid AppointmentId, DateTimeOffset StartsAt, DateTimeOffset EndsAt, Guid PractitionerId, Guid LocationId, string TimeZone,
        string Status, bool HasStarted, bool MovedBefore, bool HoldIsMine, bool SameType, bool IsInGroup, bool IsEngaged,
        Guid PatientId, bool ChartIsOpen)
    {
        public Row Now => new(AppointmentId, StartsAt, EndsAt, PractitionerId, LocationId, TimeZone, [], null, 0);
    }

    internal sealed record Movable(
        string Status, bool HasStarted, Guid VisitTypeId, Guid PatientId, bool ChartIsOpen, DateTimeOffset StartsAt, DateTimeOffset EndsAt,
        Guid PractitionerId, Guid LocationId, string Channel, bool Overbooked, Guid? RoomId, Guid? EquipmentId)
    {
        /// <summary>Whether moving it there would leave all as it is. A visit whose room has closed can keep its time in another, and one that was overbooked can become like any other.</summary>
        public bool WouldStay(ClinicRules rules, FindTimes.Wanted wanted, Guid practitionerId, Guid locationId, DateTimeOffset startsAt)
        {
            if ((StartsAt, PractitionerId, LocationId, Channel) != (startsAt, practitionerId, locationId, wanted.Channel) || Overbooked)
                return false;
            var place = rules.PlaceOf(practitionerId, locationId);
            if (place.Practitioner.Visit(wanted.Type) is not { } visit)
                return false;
            bool Keeps(string kind, string? category, Guid? id) =>
                category is null || (id is { } own && rules.OpenRooms(kind, category, place.Location, startsAt, visit).Contains(own));
            return EndsAt == startsAt.AddMinutes(visit.Minutes) && Keeps("room", wanted.Room, RoomId) && Keeps("equipment", wanted.Equipment, EquipmentId);
        }
    }

    // The update reads what the delete returned, so the hold is gone before the visit takes its time; the constraint looks at rows as this statement leaves them.
    // The visit is locked before the hold is deleted: a visit that cannot be moved costs nobody the hold.
    internal const string Sql =
        """
        with visit as (
            select id, visit_type_id, patient_id, resource_id, location_id, starts_at, ends_at, version
            from   scheduling.appointments
            where  id = @Id
            and    status = 'booked'
            and    patients.chart_is_open(patient_id)
            and    (starts_at > now() or not @ByPatient)
            for    update
        ),
        hold as (
            delete from scheduling.appointments h
            using  visit v
            where  h.id = @HoldId
            and    h.visit_type_id = v.visit_type_id
            and    h.status = 'pending'
            and    h.expires_at > now()
            and    h.held_by = @ActorId
            and    h.held_by_kind = platform.actor_kind()
            and    (h.moves_id is null or h.moves_id = v.id)
            and    (h.group_id is null or not scheduling.sits_in(h.group_id, v.patient_id))
            and    (not @ByPatient or not scheduling.is_engaged(v.patient_id, h.starts_at, h.ends_at, v.id))
            returning h.resource_id, h.location_id, h.starts_at, h.ends_at, h.busy_from, h.busy_until, h.channel, h.room_id, h.equipment_id,
                      case when h.moves_id is null then h.group_id end as group_id, h.seat
        ),
        left_behind as (
            insert into scheduling.left_calendars (resource_id, appointment_id, location_id, starts_at, ends_at, version)
            select v.resource_id, v.id, v.location_id, v.starts_at, v.ends_at, v.version + 1
            from   visit v, hold
            where  v.resource_id <> hold.resource_id
            on conflict (tenant_id, resource_id, appointment_id) do update
            set    location_id = excluded.location_id, starts_at = excluded.starts_at, ends_at = excluded.ends_at, version = excluded.version, left_at = now()
        )
        update scheduling.appointments a
        set    resource_id = hold.resource_id, location_id = hold.location_id, starts_at = hold.starts_at, ends_at = hold.ends_at,
               busy_from = hold.busy_from, busy_until = hold.busy_until, overbooked = false, overbook_reason = null,
               channel = hold.channel, room_id = hold.room_id, equipment_id = hold.equipment_id, group_id = hold.group_id, seat = hold.seat,
               hold_id = @HoldId, moved_at = now(), confirmed_at = null, version = a.version + 1
        from   hold, scheduling.locations l
        where  a.id = @Id
        and    l.id = hold.location_id
        returning a.id as "AppointmentId", a.starts_at as "StartsAt", a.ends_at as "EndsAt", a.resource_id as "PractitionerId", a.location_id as "LocationId", l.time_zone as "TimeZone",
                  patients.audience(a.patient_id) as "Audience", scheduling.fill_from_waitlist() as "Fill", worklist.close('stranded_visit', a.id, 'done') as "WorkItems"
        """;

    internal const string MovableSql =
        """
        select status as "Status", starts_at <= now() as "HasStarted", visit_type_id as "VisitTypeId", patient_id as "PatientId", patients.chart_is_open(patient_id) as "ChartIsOpen",
               starts_at as "StartsAt", ends_at as "EndsAt", resource_id as "PractitionerId", location_id as "LocationId", channel as "Channel",
               overbooked as "Overbooked", room_id as "RoomId", equipment_id as "EquipmentId"
        from   scheduling.appointments
        where  id = @Id
        and    booked_at is not null
        and    patients.acts_for(patient_id)
        """;

    internal const string WhyNotSql =
        """
        select a.id as "AppointmentId", a.starts_at as "StartsAt", a.ends_at as "EndsAt", a.resource_id as "PractitionerId", a.location_id as "LocationId",
               l.time_zone as "TimeZone", a.status as "Status", a.starts_at <= now() as "HasStarted",
               a.status = 'booked' and a.hold_id is not distinct from @HoldId as "MovedBefore",
               h.id is not null as "HoldIsMine", coalesce(h.visit_type_id = a.visit_type_id, false) as "SameType", scheduling.sits_in(h.group_id, a.patient_id) as "IsInGroup",
               @ByPatient and h.id is not null and scheduling.is_engaged(a.patient_id, h.starts_at, h.ends_at, a.id) as "IsEngaged",
               a.patient_id as "PatientId", patients.chart_is_open(a.patient_id) as "ChartIsOpen"
        from   scheduling.appointments a
        join   scheduling.locations l on l.id = a.location_id
        left join scheduling.appointments h on h.id = @HoldId and h.booked_at is null and h.held_by = @ActorId and h.held_by_kind = platform.actor_kind()
                                              and (h.moves_id is null or h.moves_id = a.id)
        where  a.id = @Id
        and    a.booked_at is not null
        and    patients.acts_for(a.patient_id)
        """;
}
