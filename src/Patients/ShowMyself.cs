using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.Patients;

/// <summary>The signed-in patient's own chart, with the people they act for.</summary>
internal static class ShowMyself
{
    public static void Map(IEndpointRouteBuilder patients) => patients
        .MapGet("/me", Handle)
        .WithName(nameof(ShowMyself))
        .Requires<UsePatientApp>()
        .Audited("patient.shown")
        .RateLimited(RateClass.Read);

    internal static async Task<Results<Ok<Chart>, ProblemHttpResult>> Handle(TenantDb db, TimeProvider clock, CancellationToken ct) =>
        await Chart.Read(db, db.Actor.Id, clock, ct) is { } chart ? TypedResults.Ok(chart) : Problems.NotFound("patient");
}
