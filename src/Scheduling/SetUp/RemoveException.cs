using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.Scheduling;

/// <summary>Takes an exception back, of a practitioner, a room or equipment: the weekly hours hold again. Taking extra hours back may strand visits.</summary>
internal static class RemoveException
{
    public static void Map(IEndpointRouteBuilder scheduling) => scheduling
        .MapDelete("/exceptions/{id:guid}", Handle)
        .WithName(nameof(RemoveException))
        .Requires<SetUpSchedule>()
        .Audited("exception.removed")
        .RateLimited(RateClass.Write);

    /// <param name="preview">Changes nothing; the answer is what would be stranded.</param>
    internal static async Task<Ok<RuleChange.Effect>> Handle(Guid id, bool? preview, TenantDb db, CancellationToken ct) =>
        TypedResults.Ok(await RuleChange.Apply(db, preview is true, async tx =>
        {
            if (await tx.Execute("delete from scheduling.exceptions where id = @Id", new { Id = id }, ct) == 0)
                throw new ProblemException(Problems.NotFound("exception"));
        }, ct));
}
