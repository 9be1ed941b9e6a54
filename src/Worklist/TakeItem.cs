using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.Worklist;

/// <summary>
/// Takes an item, so that nobody else works on it. Of all who take it at once one has it, the others get 409 <c>item_taken</c> with the owner's name;
/// taking one's own again is no fault. 409 <c>already_closed</c> when there is nothing left to do.
/// </summary>
internal static class TakeItem
{
    public sealed record Response(Guid ItemId, Guid OwnerId, DateTimeOffset OwnedAt);

    public static void Map(IEndpointRouteBuilder worklist) => worklist
        .MapPost("/items/{id:guid}/take", Handle)
        .WithName(nameof(TakeItem))
        .Requires<WorkTheWorklist>()
        .Audited("work_item.taken")
        .AnswersAgain()
        .RateLimited(RateClass.Write)
        .ProducesProblem(StatusCodes.Status409Conflict);

    internal static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(Guid id, TenantDb db, CancellationToken ct)
    {
        if (await db.QueryOne<Response>(Sql, new { Id = id, Me = db.Actor.Id }, ct) is not { } taken)
            return await WhyNot(db, id, ct);
        db.Announce(WorklistContracts.ItemsTopic, id);
        return TypedResults.Ok(taken);
    }

    /// <summary>Why an item cannot be taken, released or closed by who asks.</summary>
    internal static async Task<ProblemHttpResult> WhyNot(TenantDb db, Guid id, CancellationToken ct) => await db.QueryOne<Now>(NowSql, new { Id = id }, ct) switch
    {
        null => Problems.NotFound("item"),
        { IsClosed: true } closed => Problems.Conflict("already_closed", "This was done before.", new Dictionary<string, object?>(StringComparer.Ordinal) { ["outcome"] = closed.Outcome }),
        var taken => Problems.Conflict("item_taken", taken.OwnerName is null ? "Nobody has taken this." : $"{taken.OwnerName} is working on this.",
            new Dictionary<string, object?>(StringComparer.Ordinal) { ["ownerName"] = taken.OwnerName }),
    };

    private sealed record Now(bool IsClosed, string? Outcome, string? OwnerName);

    internal const string Sql =
        """
        update worklist.items
        set    owner_id = @Me, owned_at = coalesce(owned_at, now())
        where  id = @Id
        and    closed_at is null
        and    (owner_id is null or owner_id = @Me)
        returning id as "ItemId", owner_id as "OwnerId", owned_at as "OwnedAt"
        """;

    internal const string NowSql =
        """
        select i.closed_at is not null as "IsClosed", i.outcome as "Outcome", s.name as "OwnerName"
        from   worklist.items i
        left join platform.staff_accounts s on s.id = i.owner_id
        where  i.id = @Id
        """;
}
