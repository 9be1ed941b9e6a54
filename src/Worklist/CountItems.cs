using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.Worklist;

/// <summary>
/// How many items are open: the number that stands on every screen. <see cref="ListItems"/> would do, but each of its answers is a look at every patient named in it,
/// and nobody looked.
/// </summary>
internal static class CountItems
{
    /// <param name="Open">Of all kinds, whoever has them.</param>
    public sealed record Response(long Open);

    public static void Map(IEndpointRouteBuilder worklist) => worklist
        .MapGet("/count", Handle)
        .WithName(nameof(CountItems))
        .Requires<WorkTheWorklist>()
        .Audited("worklist.counted")
        .RateLimited(RateClass.Read);

    internal static async Task<Ok<Response>> Handle(TenantDb db, CancellationToken ct) =>
        TypedResults.Ok((await db.Query<Response>(Sql, null, ct))[0]);

    internal const string Sql =
        """
        select count(*) as "Open"
        from   worklist.items
        where  closed_at is null
        """;
}
