using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.Scheduling;

/// <summary>Takes no more busy times from a calendar elsewhere. What it had taken is free again at once.</summary>
internal static class UnsubscribeCalendar
{
    public static void Map(IEndpointRouteBuilder scheduling) => scheduling
        .MapDelete("/calendars/{id:guid}", Handle)
        .WithName(nameof(UnsubscribeCalendar))
        .Requires<SetUpSchedule>()
        .Audited("calendar.unsubscribed")
        .RateLimited(RateClass.Write);

    internal static async Task<Results<NoContent, ProblemHttpResult>> Handle(Guid id, TenantDb db, CancellationToken ct) =>
        await db.Execute(Sql, new { Id = id }, ct) > 0 ? TypedResults.NoContent() : Problems.NotFound("calendar");

    internal const string Sql =
        """
        delete from scheduling.calendar_subscriptions
        where  id = @Id
        """;
}
