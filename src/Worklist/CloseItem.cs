using System.ComponentModel.DataAnnotations;
using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.Worklist;

/// <summary>
/// Closes an item for good: it was done, or it is not going to be. Who took it may, anyone for what nobody took, and a supervisor or admin for others;
/// else 409 <c>item_taken</c>. 409 <c>already_closed</c> says with which outcome.
/// </summary>
internal static class CloseItem
{
    /// <param name="Outcome"><c>done</c> or <c>declined</c>; the patient who asked sees which.</param>
    /// <param name="Note">For staff.</param>
    public sealed record Request([property: Required] string Outcome, [property: StringLength(500)] string? Note = null);

    public sealed record Response(Guid ItemId, string Outcome);

    public static void Map(IEndpointRouteBuilder worklist) => worklist
        .MapPost("/items/{id:guid}/close", Handle)
        .WithName(nameof(CloseItem))
        .Requires<WorkTheWorklist>()
        .Audited("work_item.closed")
        .RateLimited(RateClass.Write)
        .ProducesProblem(StatusCodes.Status409Conflict);

    internal static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(Guid id, Request request, TenantDb db, CancellationToken ct)
    {
        if (request.Outcome is not ("done" or "declined"))
            return Problems.Invalid("outcome", "outcome_unknown", "The outcome is done or declined.");
        var args = new { Id = id, request.Outcome, Note = request.Note?.Trim() is { Length: > 0 } note ? note : null, Me = db.Actor.Id, ForOthers = ReleaseItem.MayActForOthers(db.Actor) };
        if (await db.QueryOne<Row>(Sql, args, ct) is not { } closed)
            return await TakeItem.WhyNot(db, id, ct);
        db.Announce(WorklistContracts.ItemsTopic, id, closed.Audience);
        return TypedResults.Ok(new Response(id, request.Outcome));
    }

    private sealed record Row(Guid[] Audience);

    internal const string Sql =
        """
        update worklist.items
        set    closed_at = now(), closed_by = @Me, outcome = @Outcome, note = @Note
        where  id = @Id
        and    closed_at is null
        and    (owner_id is null or owner_id = @Me or @ForOthers)
        returning case when patient_id is null then '{}' else patients.audience(patient_id) end as "Audience"
        """;
}
