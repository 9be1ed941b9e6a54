using System.ComponentModel.DataAnnotations;
using Frontdesk.Patients;
using Frontdesk.Platform;
using Frontdesk.Worklist;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.Scheduling;

/// <summary>Cancels a booked visit and frees its time at once. Staff need the patient's chart open; a patient may until the visit starts, for self and those they act for.</summary>
internal static class CancelAppointment
{
    /// <param name="Reason">In the words of who cancels; FHIR R4 <c>cancelationReason</c>. <c>patient</c>: they asked for it, and no longer wait for another time in its place.</param>
    public sealed record Request([property: Required, StringLength(200, MinimumLength = 1)] string Reason);

    /// <param name="CancelledBy"><c>staff</c> or <c>patient</c>.</param>
    public sealed record Response(Guid AppointmentId, string Status, string CancelledBy);

    public static void Map(IEndpointRouteBuilder scheduling) => scheduling
        .MapPost("/appointments/{id:guid}/cancel", Handle)
        .WithName(nameof(CancelAppointment))
        .Requires<CancelAppointments>()
        .Audited("appointment.cancelled")
        .AnswersAgain()
        .RateLimited(RateClass.Write)
        .ProducesProblem(StatusCodes.Status409Conflict);

    internal static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(Guid id, Request request, TenantDb db, CancellationToken ct)
    {
        var args = new { Id = id, Reason = request.Reason.Trim(), ActorId = db.Actor.Id, ByPatient = db.Actor.Kind == ActorKind.Patient, StartsAt = (DateTimeOffset?)null };
        if (await db.QueryOne<Row>(Sql, args, ct) is { } cancelled)
        {
            db.Announce(SchedulingContracts.AppointmentsTopic, id, cancelled.Audience);
            if (cancelled.Fill is not null)
                db.WakeWorkers();
            if (cancelled.WorkItems > 0)
                db.Announce(WorklistContracts.ItemsTopic, id);
            return TypedResults.Ok(new Response(id, cancelled.Status, cancelled.CancelledBy));
        }

        var now = await db.QueryOne<Now>(StatusSql, args, ct);
        return now?.Status switch
        {
            null => Problems.NotFound("appointment"),
            _ when !now.ChartIsOpen => await Charts.WhyNot(db, now.PatientId, ct),
            "cancelled" => Problems.Conflict("already_cancelled", "This visit was cancelled before."),
            "booked" => Problems.Conflict("already_started", "This visit has started. Please call the clinic."),
            var status => Problems.Conflict("not_cancellable", $"This visit cannot be cancelled: it is {status}.", new Dictionary<string, object?>(StringComparer.Ordinal) { ["status"] = status }),
        };
    }

    internal sealed record Row(string Status, string CancelledBy, Guid[] Audience, Guid? Fill, long WorkItems);

    private sealed record Now(string Status, Guid PatientId, bool ChartIsOpen);

    // @ByPatient: one at the app, or by text, where the program acts; @StartsAt: the time that text named, see VisitReplies.
    internal const string Sql =
        """
        update scheduling.appointments
        set    status = 'cancelled', cancelation_reason = @Reason, cancelled_at = now(), cancelled_by = @ActorId,
               cancelled_by_kind = case when @ByPatient then 'patient' else platform.actor_kind() end, version = version + 1
        where  id = @Id
        and    status = 'booked'
        and    patients.chart_is_open(patient_id)
        and    (starts_at > now() or not @ByPatient)
        and    starts_at = coalesce(@StartsAt::timestamptz, starts_at)
        returning status as "Status", cancelled_by_kind as "CancelledBy", patients.audience(patient_id) as "Audience",
                  scheduling.fill_from_waitlist() as "Fill", worklist.close('stranded_visit', id, 'done') as "WorkItems"
        """;

    // A hold that was never booked is no appointment to anyone but its holder.
    internal const string StatusSql =
        """
        select status as "Status", patient_id as "PatientId", patients.chart_is_open(patient_id) as "ChartIsOpen"
        from   scheduling.appointments
        where  id = @Id
        and    booked_at is not null
        and    patients.acts_for(patient_id)
        """;
}
