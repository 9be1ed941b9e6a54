using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.Scheduling;

/// <summary>
/// Gives a held time back before it expires. Only whoever holds it can; for all others there is no such hold. 409 <c>already_booked</c> with <c>appointmentId</c> and <c>startsAt</c> when they
/// have booked it: whoever did not get that answer learns it here.
/// </summary>
internal static class ReleaseHold
{
    public static void Map(IEndpointRouteBuilder scheduling) => scheduling
        .MapDelete("/holds/{id:guid}", Handle)
        .WithName(nameof(ReleaseHold))
        .Requires<BookAppointments>()
        .Audited("hold.released")
        .RateLimited(RateClass.Write)
        .ProducesProblem(StatusCodes.Status409Conflict);

    internal static async Task<Results<NoContent, ProblemHttpResult>> Handle(Guid id, TenantDb db, CancellationToken ct)
    {
        var args = new { Id = id, ActorId = db.Actor.Id };
        if (await db.Execute(Sql, args, ct) == 0)
            return await db.QueryOne<Booked>(BookedSql, args, ct) is { } booked
                ? Problems.Conflict("already_booked", "The time is booked: it is a visit by now.",
                    new Dictionary<string, object?>(StringComparer.Ordinal) { ["appointmentId"] = id, ["startsAt"] = booked.StartsAt.In(booked.TimeZone) })
                : Problems.NotFound("hold");
        db.Announce(SchedulingContracts.AppointmentsTopic, id);
        return TypedResults.NoContent();
    }

    private sealed record Booked(DateTimeOffset StartsAt, string TimeZone);

    internal const string Sql =
        """
        delete from scheduling.appointments
        where  id = @Id
        and    status = 'pending'
        and    held_by = @ActorId
        and    held_by_kind = platform.actor_kind()
        returning scheduling.fill_from_waitlist()
        """;

    internal const string BookedSql =
        """
        select a.starts_at as "StartsAt", l.time_zone as "TimeZone"
        from   scheduling.appointments a
        join   scheduling.locations l on l.id = a.location_id
        where  a.id = @Id
        and    a.status = 'booked'
        and    a.held_by = @ActorId
        and    a.held_by_kind = platform.actor_kind()
        and    a.booked_by = @ActorId
        """;
}
