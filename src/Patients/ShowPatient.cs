using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.Patients;

/// <summary>
/// Shows a chart. Staff see it while it is open to them (a verified call, or <see cref="OpenChart"/>), else 403 <c>chart_locked</c>;
/// patients see their own and those of whom they act for, else 404.
/// </summary>
internal static class ShowPatient
{
    public static void Map(IEndpointRouteBuilder patients) => patients
        .MapGet("/{id:guid}", Handle)
        .WithName(nameof(ShowPatient))
        .Requires<ReadPatients>()
        .Audited("patient.shown")
        .RateLimited(RateClass.Read);

    internal static async Task<Results<Ok<Chart>, ProblemHttpResult>> Handle(Guid id, TenantDb db, TimeProvider clock, CancellationToken ct) =>
        await Chart.Read(db, id, clock, ct) is { } chart ? TypedResults.Ok(chart) : await Charts.WhyNot(db, id, ct);
}
