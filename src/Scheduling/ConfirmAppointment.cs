using Frontdesk.Patients;
using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.Scheduling;

/// <summary>
/// Notes that the patient will come to a booked visit at the time it is at; a visit that is moved is not confirmed any more. Asked again, the answer is the same.
/// Staff need the patient's chart open; a patient may until the visit starts, for self and those they act for. 409 <c>not_confirmable</c> once it began or is not booked.
/// </summary>
internal static class ConfirmAppointment
{
    /// <param name="ConfirmedAt">When it was first confirmed.</param>
    public sealed record Response(Guid AppointmentId, DateTimeOffset ConfirmedAt);

    public static void Map(IEndpointRouteBuilder scheduling) => scheduling
        .MapPost("/appointments/{id:guid}/confirm", Handle)
        .WithName(nameof(ConfirmAppointment))
        .Requires<BookAppointments>()
        .Audited("appointment.confirmed")
        .AnswersAgain()
        .RateLimited(RateClass.Write)
        .ProducesProblem(StatusCodes.Status409Conflict);

    internal static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(Guid id, TenantDb db, CancellationToken ct)
    {
        var args = new { Id = id, StartsAt = (DateTimeOffset?)null };
        if (await db.QueryOne<Row>(Sql, args, ct) is { } confirmed)
        {
            db.Announce(SchedulingContracts.AppointmentsTopic, id, confirmed.Audience);
            return TypedResults.Ok(new Response(id, confirmed.ConfirmedAt));
        }

        return await db.QueryOne<Now>(StatusSql, args, ct) switch
        {
            null => Problems.NotFound("appointment"),
            { ChartIsOpen: false } now => await Charts.WhyNot(db, now.PatientId, ct),
            { Status: "booked", HasStarted: false, ConfirmedAt: { } before } => TypedResults.Ok(new Response(id, before)),
            { Status: "booked" } => NotConfirmable("This visit has started.", "booked"),
            { Status: var status } => NotConfirmable($"This visit cannot be confirmed: it is {status}.", status),
        };
    }

    private static ProblemHttpResult NotConfirmable(string detail, string status) =>
        Problems.Conflict("not_confirmable", detail, new Dictionary<string, object?>(StringComparer.Ordinal) { ["status"] = status });

    internal sealed record Row(DateTimeOffset ConfirmedAt, Guid[] Audience);

    private sealed record Now(string Status, bool HasStarted, DateTimeOffset? ConfirmedAt, Guid PatientId, bool ChartIsOpen);

    // @StartsAt: the time a text named, see VisitReplies.
    internal const string Sql =
        """
        update scheduling.appointments
        set    confirmed_at = now()
        where  id = @Id
        and    status = 'booked'
        and    starts_at > now()
        and    starts_at = coalesce(@StartsAt::timestamptz, starts_at)
        and    confirmed_at is null
        and    patients.chart_is_open(patient_id)
        returning confirmed_at as "ConfirmedAt", patients.audience(patient_id) as "Audience"
        """;

    internal const string StatusSql =
        """
        select status as "Status", starts_at <= now() as "HasStarted", confirmed_at as "ConfirmedAt", patient_id as "PatientId", patients.chart_is_open(patient_id) as "ChartIsOpen"
        from   scheduling.appointments
        where  id = @Id
        and    booked_at is not null
        and    starts_at = coalesce(@StartsAt::timestamptz, starts_at)
        and    patients.acts_for(patient_id)
        """;
}
