using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.Scheduling;

/// <summary>Ends the address at which a practitioner's visits are read; without one there is nothing to end, 404.</summary>
internal static class RevokeCalendarFeed
{
    public static void Map(IEndpointRouteBuilder scheduling) => scheduling
        .MapDelete("/practitioners/{id:guid}/calendar-feed", Handle)
        .WithName(nameof(RevokeCalendarFeed))
        .Requires<SetUpSchedule>()
        .Audited("calendar_feed.revoked")
        .RateLimited(RateClass.Write);

    internal static async Task<Results<NoContent, ProblemHttpResult>> Handle(Guid id, TenantDb db, CancellationToken ct) =>
        await db.Execute(Sql, new { ResourceId = id }, ct) > 0 ? TypedResults.NoContent() : Problems.NotFound("calendar feed");

    internal const string Sql =
        """
        update scheduling.calendar_feeds
        set    revoked_at = now()
        where  resource_id = @ResourceId
        and    revoked_at is null
        """;
}
