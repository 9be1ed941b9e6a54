using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.Scheduling;

/// <summary>Who sees patients, in which languages and where.</summary>
internal static class ListPractitioners
{
    /// <param name="Languages">BCP 47.</param>
    public sealed record Practitioner(Guid PractitionerId, string Name, string[] Languages, Guid[] LocationIds);

    public sealed record Response(IReadOnlyList<Practitioner> Practitioners);

    public static void Map(IEndpointRouteBuilder scheduling) => scheduling
        .MapGet("/practitioners", Handle)
        .WithName(nameof(ListPractitioners))
        .Requires<FindFreeTimes>()
        .Audited("practitioners.seen")
        .RateLimited(RateClass.Read);

    internal static async Task<Ok<Response>> Handle(TenantDb db, CancellationToken ct) =>
        TypedResults.Ok(new Response(await db.Query<Practitioner>(Sql, null, ct)));

    internal const string Sql =
        """
        select r.id as "PractitionerId", r.name as "Name", p.languages as "Languages",
               array(select rl.location_id from scheduling.resource_locations rl where rl.resource_id = r.id and rl.active order by rl.location_id) as "LocationIds"
        from   scheduling.resources r
        join   scheduling.practitioners p on p.id = r.id
        where  r.active
        order  by r.name, r.id
        """;
}
