using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.Scheduling;

/// <summary>Gives a held time back before it expires. Only whoever holds it can; for all others there is no such hold.</summary>
internal static class ReleaseHold
{
    public static void Map(IEndpointRouteBuilder scheduling) => scheduling
        .MapDelete("/holds/{id:guid}", Handle)
        .WithName(nameof(ReleaseHold))
        .Requires<BookAppointments>()
        .Audited("hold.released")
        .RateLimited(RateClass.Write);

    internal static async Task<Results<NoContent, ProblemHttpResult>> Handle(Guid id, TenantDb db, CancellationToken ct)
    {
        if (await db.Execute(Sql, new { Id = id, ActorId = db.Actor.Id }, ct) == 0)
            return Problems.NotFound("hold");
        db.Announce(SchedulingContracts.AppointmentsTopic, id);
        return TypedResults.NoContent();
    }

    internal const string Sql =
        """
        delete from scheduling.appointments
        where  id = @Id
        and    status = 'pending'
        and    held_by = @ActorId
        and    held_by_kind = platform.actor_kind()
        returning scheduling.fill_from_waitlist()
        """;
}
