using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.Scheduling;

/// <summary>Who sees patients, in which languages, where and for what.</summary>
internal static class ListPractitioners
{
    /// <param name="Languages">BCP 47.</param>
    /// <param name="VisitTypeIds">What they do, of what can be booked.</param>
    public sealed record Practitioner(Guid PractitionerId, string Name, string[] Languages, Guid[] LocationIds, Guid[] VisitTypeIds);

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
               array(select rl.location_id from scheduling.resource_locations rl where rl.resource_id = r.id and rl.active order by rl.location_id) as "LocationIds",
               array(select v.id
                     from   scheduling.visit_types v
                     where  v.active
                     and    (v.every_practitioner or exists (select from scheduling.practitioner_visit_types o where o.practitioner_id = r.id and o.visit_type_id = v.id))
                     and    (v.needs_skill is null or v.needs_skill = any (p.skills))
                     order  by v.id) as "VisitTypeIds"
        from   scheduling.resources r
        join   scheduling.practitioners p on p.id = r.id
        where  r.active
        order  by r.name, r.id
        """;
}
