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
        await Chart.Read(db, id, clock, ct) is { } chart ? TypedResults.Ok(chart) : await WhyNot(db, id, ct);

    /// <summary>403 <c>chart_locked</c> for staff when there is such a patient, which they could find by searching; else 404.</summary>
    internal static async Task<ProblemHttpResult> WhyNot(TenantDb db, Guid id, CancellationToken ct) =>
        db.Actor.Kind == ActorKind.Staff && await db.QueryOne<bool>("select true from patients.patients where id = @id", new { id }, ct)
            ? Problems.Forbidden("chart_locked", "This chart is locked. Verify the caller, or open it for a stated reason.")
            : Problems.NotFound("patient");
}
