using System.ComponentModel.DataAnnotations;
using Frontdesk.Patients;
using Frontdesk.Platform;
using Frontdesk.Worklist;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.Scheduling;

/// <summary>Cancels what is still to come of a series, from a day on. Staff need the patient's chart open. What was cancelled or has begun stays as it is.</summary>
internal static class CancelSeries
{
    /// <param name="Reason">In the words of who cancels; FHIR R4 <c>cancelationReason</c>. <c>patient</c>: they asked for it, and no longer wait for another time in its place.</param>
    /// <param name="From">By the clock of each visit's location; left out: from now on.</param>
    public sealed record Request([property: Required, StringLength(200, MinimumLength = 1)] string Reason, DateOnly? From = null);

    /// <param name="Cancelled">How many were.</param>
    public sealed record Response(int Cancelled);

    public static void Map(IEndpointRouteBuilder scheduling) => scheduling
        .MapPost("/series/{id:guid}/cancel", Handle)
        .WithName(nameof(CancelSeries))
        .Requires<BookSeries>()
        .Audited("series.cancelled")
        .RateLimited(RateClass.Write);

    internal static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(Guid id, Request request, TenantDb db, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(request.Reason))
            throw ClinicRules.Invalid("reason", "reason_required", "Say why it is cancelled.");
        var cancelled = await db.Query<Row>(Sql, new { Id = id, Reason = request.Reason.Trim(), From = request.From?.ToString("O"), ActorId = db.Actor.Id }, ct);
        if (cancelled.Count == 0)
        {
            switch (await db.QueryOne<Series>(SeriesSql, new { Id = id }, ct))
            {
                case null:
                    return Problems.NotFound("series");
                case { ChartIsOpen: false } series:
                    return await Charts.WhyNot(db, series.PatientId, ct);
            }
        }

        foreach (var visit in cancelled)
        {
            db.Announce(SchedulingContracts.AppointmentsTopic, visit.AppointmentId, visit.Audience);
            if (visit.WorkItems > 0)
                db.Announce(WorklistContracts.ItemsTopic, visit.AppointmentId);
        }
        if (cancelled.Any(static c => c.Fill is not null))
            db.WakeWorkers();
        return TypedResults.Ok(new Response(cancelled.Count));
    }

    private sealed record Row(Guid AppointmentId, Guid[] Audience, Guid? Fill, long WorkItems);

    private sealed record Series(Guid PatientId, bool ChartIsOpen);

    // Of the waitlist's job one is enough: it is the same for all that one transaction cancels.
    internal const string Sql =
        """
        update scheduling.appointments a
        set    status = 'cancelled', cancelation_reason = @Reason, cancelled_at = now(), cancelled_by = @ActorId, cancelled_by_kind = platform.actor_kind(), version = a.version + 1
        from   scheduling.locations l
        where  a.series_id = @Id
        and    a.status = 'booked'
        and    a.starts_at > now()
        and    l.id = a.location_id
        and    (@From::text is null or a.starts_at >= @From::text::date::timestamp at time zone l.time_zone)
        and    patients.chart_is_open(a.patient_id)
        returning a.id as "AppointmentId", patients.audience(a.patient_id) as "Audience", scheduling.fill_from_waitlist() as "Fill",
                  worklist.close('stranded_visit', a.id, 'done') as "WorkItems"
        """;

    internal const string SeriesSql =
        """
        select patient_id as "PatientId", patients.chart_is_open(patient_id) as "ChartIsOpen"
        from   scheduling.series
        where  id = @Id
        """;
}
