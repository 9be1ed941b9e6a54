using System.ComponentModel.DataAnnotations;
using Frontdesk.Platform;
using Frontdesk.Worklist;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace Frontdesk.Scheduling;

/// <summary>
/// Says what became of a booked visit at the clinic, in FHIR R4's words; each step back undoes a slip. Cancelling is <see cref="CancelAppointment"/>.
/// A stranded visit that takes place, or is missed, waits for nobody any more: its work item is closed as obsolete, and stays closed when that was a slip.
/// </summary>
/// <remarks>
/// <code>
/// booked ⇄ arrived ⇄ checked-in ⇄ fulfilled       arrived → fulfilled      a small clinic has no check-in
///    ⇅        ↑
///  noshow ────┘                                    came after all: the time, the room, the equipment and a seat must still be free
/// </code>
/// Nobody arrives before the day of the visit, and nobody is missed before it began. Who came after all where another has the time is 409 <c>time_taken</c>, or
/// <c>room_taken</c>, <c>equipment_taken</c>, <c>group_full</c> when that is all that is gone; the visit stays missed.
/// </remarks>
internal static class SetAppointmentStatus
{
    /// <param name="Status">FHIR R4 AppointmentStatus: <c>booked</c>, <c>arrived</c>, <c>checked-in</c>, <c>fulfilled</c> or <c>noshow</c>.</param>
    public sealed record Request([property: Required] string Status);

    /// <param name="Before">What it was.</param>
    public sealed record Response(Guid AppointmentId, string Status, string Before);

    private static readonly Dictionary<string, string[]> Froms = new(StringComparer.Ordinal)
    {
        ["booked"] = ["arrived", "noshow"],
        ["arrived"] = ["booked", "checked-in", "noshow"],
        ["checked-in"] = ["arrived", "fulfilled"],
        ["fulfilled"] = ["checked-in", "arrived"],
        ["noshow"] = ["booked"],
    };

    public static void Map(IEndpointRouteBuilder scheduling) => scheduling
        .MapPut("/appointments/{id:guid}/status", Handle)
        .WithName(nameof(SetAppointmentStatus))
        .Requires<ReceivePatients>()
        .Audited("appointment.status_set")
        .RateLimited(RateClass.Write)
        .ProducesProblem(StatusCodes.Status409Conflict);

    internal static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(Guid id, Request request, TenantDb db, CancellationToken ct)
    {
        if (!Froms.TryGetValue(request.Status, out var froms))
            throw ClinicRules.Invalid("status", "status_unknown", $"The status is one of {string.Join(", ", Froms.Keys)}.");

        Row? row;
        try
        {
            row = await Set(db, new Change(id, request.Status, froms), ct);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.ExclusionViolation or PostgresErrorCodes.UniqueViolation)
        {
            return e.ConstraintName switch
            {
                "rooms_are_never_shared" or "group_meets_in_one_room" => Problems.Conflict("room_taken", "The room was given to another visit meanwhile. Book or overbook another time."),
                "equipment_is_never_shared" or "group_has_one_piece_of_equipment" => Problems.Conflict("equipment_taken", "The equipment was given to another visit meanwhile. Book or overbook another time."),
                "group_seat_is_taken" => Problems.Conflict("group_full", "All seats of the group were taken meanwhile. Book or overbook another time."),
                _ => Problems.Conflict("time_taken", "The time was given to another patient meanwhile. Book or overbook another one."),
            };
        }

        switch (row)
        {
            case null:
                return Problems.NotFound("appointment");
            case { Changed: true }:
                db.Announce(SchedulingContracts.AppointmentsTopic, id, row.Audience);
                if (row.Fill is not null)
                    db.WakeWorkers();
                if (row.WorkItems > 0)
                    db.Announce(WorklistContracts.ItemsTopic, id);
                return TypedResults.Ok(new Response(id, request.Status, row.Before));
            case { } when row.Before == request.Status:
                return TypedResults.Ok(new Response(id, request.Status, row.Before));
            case { InTime: false }:
                return Problems.Conflict("too_early", request.Status == "noshow" ? "The visit has not begun." : "The visit is not today.", Now(row));
            default:
                return Problems.Conflict("status_does_not_follow", $"A visit that is {row.Before} does not become {request.Status}.", Now(row));
        }
    }

    private sealed record Change(Guid Id, string Status, string[] Froms);

    private static async Task<Row?> Set(TenantDb db, Change change, CancellationToken ct)
    {
        try
        {
            return await db.QueryOne<Row>(Sql, change, ct);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.ExclusionViolation or PostgresErrorCodes.UniqueViolation)
        {
            // A hold that expired is in nobody's way, but the constraints see it until somebody ends it.
            if (await db.Execute(EndExpiredSql, change, ct) == 0)
                throw;
            return await db.QueryOne<Row>(Sql, change, ct);
        }
    }

    private static Dictionary<string, object?> Now(Row row) => new(StringComparer.Ordinal) { ["status"] = row.Before };

    private sealed record Row(string Before, bool InTime, bool Changed, Guid[] Audience, Guid? Fill, long WorkItems);

    // Which day it is, the location's clock says. Who did not come gives the time free; who came after all takes it again, if the constraints let them: in a group, any seat.
    internal const string Sql =
        """
        with visit as (
            select a.id, a.status as before, a.patient_id, t.capacity,
                   case @Status
                       when 'noshow' then a.starts_at <= now()
                       when 'booked' then true
                       else (a.starts_at at time zone l.time_zone)::date <= (now() at time zone l.time_zone)::date
                   end as in_time
            from   scheduling.appointments a
            join   scheduling.locations l on l.id = a.location_id
            join   scheduling.visit_types t on t.id = a.visit_type_id
            where  a.id = @Id
            and    a.booked_at is not null
            for    update of a
        ),
        changed as (
            update scheduling.appointments a
            set    status = @Status, version = a.version + 1,
                   arrived_at = case when @Status in ('booked', 'noshow') then null else coalesce(a.arrived_at, now()) end,
                   seat = case
                       when v.before <> 'noshow' or a.group_id is null or a.overbooked then a.seat
                       else coalesce((select s
                                      from   generate_series(1, v.capacity) s
                                      where  not exists (select from scheduling.appointments o where o.group_id = a.group_id and o.seat = s and o.occupies and not o.overbooked)
                                      order  by s <> a.seat, s
                                      limit  1), a.seat)
                   end
            from   visit v
            where  a.id = v.id
            and    v.before = any (@Froms)
            and    v.in_time
            returning a.id, case when @Status <> 'booked' then worklist.close('stranded_visit', a.id, 'obsolete') end as items
        )
        select v.before as "Before", v.in_time as "InTime", c.id is not null as "Changed", patients.audience(v.patient_id) as "Audience",
               case when c.id is not null and @Status = 'noshow' then scheduling.fill_from_waitlist() end as "Fill",
               coalesce(c.items, 0) as "WorkItems"
        from   visit v
        left join changed c on c.id = v.id
        """;

    internal const string EndExpiredSql =
        $"""
        update scheduling.appointments o
        {TakeTime.Expired}
        from   scheduling.appointments a
        where  a.id = @Id
        and    (o.resource_id = a.resource_id or o.room_id = a.room_id or o.equipment_id = a.equipment_id)
        and    o.busy_from > a.busy_from - interval '1 day'
        and    o.busy_from < a.busy_until
        and    o.busy_until > a.busy_from
        and    o.occupies
        and    o.expires_at <= now()
        """;
}
