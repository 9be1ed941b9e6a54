using System.ComponentModel.DataAnnotations;
using Frontdesk.Patients;
using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.Scheduling;

/// <summary>Books a held time for a patient. Whoever holds the time gets it; asked again, the answer is the same appointment. The patient's chart must be open to who books.</summary>
internal static class BookAppointment
{
    /// <param name="HoldId">From <see cref="HoldTime"/>; expires five minutes after it was made.</param>
    /// <param name="Reason">Why the patient comes, at most 200 characters.</param>
    public sealed record Request(Guid HoldId, Guid PatientId, [property: StringLength(200)] string? Reason = null);

    public sealed record Response(Guid AppointmentId, DateTimeOffset StartsAt);

    public static void Map(IEndpointRouteBuilder scheduling) => scheduling
        .MapPost("/appointments", Handle)
        .WithName(nameof(BookAppointment))
        .Requires<BookAppointments>()
        .Audited("appointment.booked")
        .AnswersAgain()
        .RateLimited(RateClass.Write)
        .ProducesProblem(StatusCodes.Status409Conflict);

    internal static async Task<Results<Created<Response>, ProblemHttpResult>> Handle(Request request, TenantDb db, CancellationToken ct)
    {
        var args = new { request.HoldId, request.PatientId, Reason = request.Reason?.Trim() ?? "", ActorId = db.Actor.Id, ByPatient = db.Actor.Kind == ActorKind.Patient };
        var booked = await Clash.Retried(() => db.QueryOne<Row>(args.ByPatient ? PatientSql : Sql, args, ct), ct);
        if (booked is not null)
        {
            db.Announce(SchedulingContracts.AppointmentsTopic, request.HoldId, booked.Audience);
            return Booked(request.HoldId, booked.StartsAt, booked.TimeZone);
        }

        return await db.QueryOne<Hold>(WhyNotSql, args, ct) switch
        {
            null => Problems.NotFound("hold"),
            { ChartIsOpen: false } => await Charts.WhyNot(db, request.PatientId, ct),
            { MovesAnother: true } => Problems.NotFound("hold"),
            { BookedSame: true } hold => Booked(request.HoldId, hold.StartsAt, hold.TimeZone),
            { IsInGroup: true } => Problems.Conflict("already_in_group", "The patient has a place in this group already."),
            { IsEngaged: true } => Problems.Conflict("already_engaged", "You have another visit at that time."),
            { IsOpenTo: false } hold => throw WhoMayBook.Refused(hold.OpenTo),
            _ => Problems.Conflict("hold_expired", "The time is no longer held: its five minutes are over, or hours changed. Please choose again."),
        };
    }

    private static Created<Response> Booked(Guid id, DateTimeOffset startsAt, string timeZone) =>
        TypedResults.Created($"/api/v1/scheduling/appointments/{id}", new Response(id, startsAt.In(timeZone)));

    internal sealed record Row(DateTimeOffset StartsAt, string TimeZone, Guid[] Audience);

    private sealed record Hold(DateTimeOffset StartsAt, string TimeZone, bool ChartIsOpen, bool BookedSame, bool MovesAnother, bool IsInGroup, bool IsEngaged, bool IsOpenTo, string OpenTo);

    // The hold becomes the appointment: its time was taken when it was made, so nothing can clash here.
    internal const string Sql =
        $"""
        {Book}
        {Returning}
        """;

    // A patient may hold a time for one and book it for another whom the visit type is not open to, or who is elsewhere then.
    internal const string PatientSql =
        $"""
        {Book}
        and    (select v.open_to = 'everyone' or (v.open_to = 'established') = scheduling.is_established(@PatientId)
                from   scheduling.visit_types v
                where  v.id = a.visit_type_id)
        and    not scheduling.is_engaged(@PatientId, a.starts_at, a.ends_at, null)
        {Returning}
        """;

    private const string Book =
        """
        update scheduling.appointments a
        set    status = 'booked', patient_id = @PatientId, reason = @Reason, expires_at = null, booked_at = now(), booked_by = @ActorId
        from   scheduling.locations l
        where  a.id = @HoldId
        and    a.status = 'pending'
        and    a.expires_at > now()
        and    a.held_by = @ActorId
        and    a.held_by_kind = platform.actor_kind()
        and    a.moves_id is null
        and    l.id = a.location_id
        and    patients.chart_is_open(@PatientId)
        and    (a.group_id is null or not scheduling.sits_in(a.group_id, @PatientId))
        """;

    private const string Returning =
        """
        returning a.starts_at as "StartsAt", l.time_zone as "TimeZone", patients.audience(a.patient_id) as "Audience"
        """;

    internal const string WhyNotSql =
        """
        select a.starts_at as "StartsAt", l.time_zone as "TimeZone", patients.chart_is_open(@PatientId) as "ChartIsOpen",
               a.booked_by is not distinct from @ActorId and a.status = 'booked' and a.patient_id = @PatientId as "BookedSame",
               a.moves_id is not null as "MovesAnother", scheduling.sits_in(a.group_id, @PatientId) as "IsInGroup",
               @ByPatient and scheduling.is_engaged(@PatientId, a.starts_at, a.ends_at, a.id) as "IsEngaged",
               not @ByPatient or v.open_to = 'everyone' or (v.open_to = 'established') = scheduling.is_established(@PatientId) as "IsOpenTo", v.open_to as "OpenTo"
        from   scheduling.appointments a
        join   scheduling.locations l on l.id = a.location_id
        join   scheduling.visit_types v on v.id = a.visit_type_id
        where  a.id = @HoldId
        and    a.held_by = @ActorId
        and    a.held_by_kind = platform.actor_kind()
        """;
}
