using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.Worklist;

/// <summary>
/// Gives an item back to all. Who took it may, and a supervisor or admin for whoever went home with it; others get 409 <c>item_taken</c>. Releasing what nobody has
/// is no fault.
/// </summary>
internal static class ReleaseItem
{
    public sealed record Response(Guid ItemId);

    public static void Map(IEndpointRouteBuilder worklist) => worklist
        .MapPost("/items/{id:guid}/release", Handle)
        .WithName(nameof(ReleaseItem))
        .Requires<WorkTheWorklist>()
        .Audited("work_item.released")
        .AnswersAgain()
        .RateLimited(RateClass.Write)
        .ProducesProblem(StatusCodes.Status409Conflict);

    internal static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(Guid id, TenantDb db, CancellationToken ct)
    {
        if (await db.QueryOne<Response>(Sql, new { Id = id, Me = db.Actor.Id, ForOthers = MayActForOthers(db.Actor) }, ct) is not { } released)
            return await TakeItem.WhyNot(db, id, ct);
        db.Announce(WorklistContracts.ItemsTopic, id);
        return TypedResults.Ok(released);
    }

    /// <summary>Whether the actor may put an end to what another took.</summary>
    internal static bool MayActForOthers(Actor actor) => actor.Role is Role.Supervisor or Role.Admin;

    internal const string Sql =
        """
        update worklist.items
        set    owner_id = null, owned_at = null
        where  id = @Id
        and    closed_at is null
        and    (owner_id is null or owner_id = @Me or @ForOthers)
        returning id as "ItemId"
        """;
}
