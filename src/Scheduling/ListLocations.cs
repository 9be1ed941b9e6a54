using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.Scheduling;

/// <summary>The places patients come to.</summary>
internal static class ListLocations
{
    /// <param name="TimeZone">IANA id; all hours of the place are by its clock.</param>
    public sealed record Location(Guid LocationId, string Name, string Address, string TimeZone);

    public sealed record Response(IReadOnlyList<Location> Locations);

    public static void Map(IEndpointRouteBuilder scheduling) => scheduling
        .MapGet("/locations", Handle)
        .WithName(nameof(ListLocations))
        .Requires<FindFreeTimes>()
        .Audited("locations.seen")
        .RateLimited(RateClass.Read);

    internal static async Task<Ok<Response>> Handle(TenantDb db, CancellationToken ct) =>
        TypedResults.Ok(new Response(await db.Query<Location>(Sql, null, ct)));

    internal const string Sql =
        """
        select id as "LocationId", name as "Name", address as "Address", time_zone as "TimeZone"
        from   scheduling.locations
        where  active
        order  by name, id
        """;
}
