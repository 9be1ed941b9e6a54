using System.ComponentModel.DataAnnotations;
using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.Patients;

/// <summary>Opens a chart to the member of staff who asks, for 15 minutes and for a stated reason. The reason stays on the record.</summary>
internal static class OpenChart
{
    public sealed record Request([property: Required, StringLength(300, MinimumLength = 3)] string Reason);

    public static void Map(IEndpointRouteBuilder patients) => patients
        .MapPost("/{id:guid}/open", Handle)
        .WithName(nameof(OpenChart))
        .Requires<OpenCharts>()
        .Audited("chart.opened")
        .AnswersAgain()
        .RateLimited(RateClass.Write);

    internal static async Task<Results<NoContent, ProblemHttpResult>> Handle(Guid id, Request request, TenantDb db, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(request.Reason) || request.Reason.Any(char.IsControl))
            return Problems.Invalid("reason", "reason_missing", "Say in a few words why you open this chart.");
        var opened = await db.Execute(Sql, new { Id = Guid.CreateVersion7(), PatientId = id, Reason = request.Reason.Trim(), ActorId = db.Actor.Id }, ct);
        return opened > 0 ? TypedResults.NoContent() : Problems.NotFound("patient");
    }

    internal const string Sql =
        """
        with opened as (
            insert into patients.chart_unlocks (id, actor_id, patient_id, reason, expires_at)
            select @Id, @ActorId, p.id, @Reason, now() + interval '15 minutes'
            from   patients.patients p
            where  p.id = @PatientId
            returning id, patient_id
        )
        insert into audit.events (kind, patient_id, detail)
        select 'chart.opened', patient_id, jsonb_build_object('unlock', id)
        from   opened
        """;
}
