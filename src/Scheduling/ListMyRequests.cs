using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.Scheduling;

/// <summary>What a patient, and those they act for, asked the clinic for, latest first, at most 50: open, done or declined.</summary>
internal static class ListMyRequests
{
    /// <param name="State"><c>open</c>, <c>done</c> or <c>declined</c>.</param>
    public sealed record VisitRequest(Guid RequestId, Guid PatientId, string VisitTypeEn, string VisitTypeEs, DateTimeOffset AskedAt, string State);

    public sealed record Response(IReadOnlyList<VisitRequest> Requests);

    public static void Map(IEndpointRouteBuilder scheduling) => scheduling
        .MapGet("/my-requests", Handle)
        .WithName(nameof(ListMyRequests))
        .Requires<FollowRequests>()
        .Audited("requests.seen")
        .RateLimited(RateClass.Read);

    internal static async Task<Ok<Response>> Handle(TenantDb db, CancellationToken ct) =>
        TypedResults.Ok(new Response(await db.Disclose<VisitRequest>(Purpose.PatientRequest, Sql, new { Me = db.Actor.Id }, ct)));

    // "= any" over an array, so that the index by patient serves.
    internal const string Sql =
        """
        select i.item_id as "RequestId", i.patient_id as "PatientId", i.details ->> 'visitTypeEn' as "VisitTypeEn", i.details ->> 'visitTypeEs' as "VisitTypeEs",
               i.created_at as "AskedAt", case i.state when 'open' then 'open' when 'done' then 'done' else 'declined' end as "State"
        from   worklist.states i
        where  i.patient_id = any (@Me::uuid || patients.proxied())
        and    i.kind = 'visit_request'
        order  by i.created_at desc, i.item_id
        limit  50
        """;
}
