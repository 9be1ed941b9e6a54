using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.Scheduling;

/// <summary>Takes a holiday back: the day is as any other of its weekday. Visits it had stranded fit again.</summary>
internal static class RemoveHoliday
{
    public static void Map(IEndpointRouteBuilder scheduling) => scheduling
        .MapDelete("/holidays/{id:guid}", Handle)
        .WithName(nameof(RemoveHoliday))
        .Requires<SetUpSchedule>()
        .Audited("holiday.removed")
        .RateLimited(RateClass.Write);

    /// <param name="preview">Changes nothing; the answer is what would be stranded.</param>
    internal static async Task<Ok<RuleChange.Effect>> Handle(Guid id, bool? preview, TenantDb db, CancellationToken ct) =>
        TypedResults.Ok(await RuleChange.Apply(db, preview is true, async tx =>
        {
            if (await tx.Execute("delete from scheduling.holidays where id = @Id", new { Id = id }, ct) == 0)
                throw new ProblemException(Problems.NotFound("holiday"));
        }, ct));
}
