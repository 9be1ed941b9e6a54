using Frontdesk.Patients;
using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.Scheduling;

/// <summary>
/// One patient's visits. Staff see them while the chart is open to them (403 <c>chart_locked</c> otherwise), a patient sees their own and those of people they
/// act for; for anyone else there is no such patient.
/// </summary>
internal static class ListPatientAppointments
{
    /// <param name="Status">FHIR R4 AppointmentStatus.</param>
    /// <param name="StartsAt">With the offset of the location's clock.</param>
    /// <param name="MayCancel">It is booked and has not started.</param>
    /// <param name="MayMove">Likewise, and whoever asks may book visits of its kind.</param>
    /// <param name="Channel"><c>in-person</c>, <c>video</c> or <c>phone</c>.</param>
    /// <param name="ConfirmedAt">When the patient said they will come.</param>
    public sealed record Visit(
        Guid AppointmentId, string Status, DateTimeOffset StartsAt, DateTimeOffset EndsAt, Guid PractitionerId, string PractitionerName,
        Guid LocationId, string LocationName, string LocationAddress, string TimeZone, Guid VisitTypeId, string VisitTypeEn, string VisitTypeEs,
        string InstructionsEn, string InstructionsEs, string Reason, string? CancelationReason, string? CancelledBy, bool MayCancel, bool MayMove,
        string Channel = "in-person", string? RoomName = null, Guid? SeriesId = null, DateTimeOffset? ConfirmedAt = null);

    /// <param name="Upcoming">Booked and not ended, soonest first.</param>
    /// <param name="Past">Ended or cancelled, latest first, at most 100.</param>
    public sealed record Response(IReadOnlyList<Visit> Upcoming, IReadOnlyList<Visit> Past);

    public static void Map(IEndpointRouteBuilder scheduling) => scheduling
        .MapGet("/patients/{patientId:guid}/appointments", Handle)
        .WithName(nameof(ListPatientAppointments))
        .Requires<SeeVisits>()
        .Audited("visits.seen")
        .RateLimited(RateClass.Read);

    internal static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(Guid patientId, TenantDb db, CancellationToken ct)
    {
        var purpose = db.Actor.Kind == ActorKind.Patient ? Purpose.PatientRequest : Purpose.Treatment;
        var rows = await db.Disclose<Row>(purpose, Sql, new { PatientId = patientId }, ct);
        if (rows.Count == 0)
            return await Charts.WhyNot(db, patientId, ct);

        var visits = rows.Where(r => r.AppointmentId is not null).ToLookup(r => r.IsUpcoming, Show);
        return TypedResults.Ok(new Response([.. visits[true]], [.. visits[false].Reverse().Take(100)]));
    }

    private static Visit Show(Row r) => new(
        r.AppointmentId!.Value, r.Status!, r.StartsAt!.Value.In(r.TimeZone!), r.EndsAt!.Value.In(r.TimeZone!), r.PractitionerId!.Value, r.PractitionerName!,
        r.LocationId!.Value, r.LocationName!, r.LocationAddress!, r.TimeZone!, r.VisitTypeId!.Value, r.VisitTypeEn!, r.VisitTypeEs!,
        r.InstructionsEn!, r.InstructionsEs!, r.Reason!, r.CancelationReason, r.CancelledBy, r.MayCancel, r.MayMove,
        r.Channel!, r.RoomName, r.SeriesId, r.ConfirmedAt);

    private sealed record Row(
        Guid PatientId, Guid? AppointmentId, string? Status, DateTimeOffset? StartsAt, DateTimeOffset? EndsAt, Guid? PractitionerId, string? PractitionerName,
        Guid? LocationId, string? LocationName, string? LocationAddress, string? TimeZone, Guid? VisitTypeId, string? VisitTypeEn, string? VisitTypeEs,
        string? InstructionsEn, string? InstructionsEs, string? Reason, string? CancelationReason, string? CancelledBy, bool IsUpcoming, bool MayCancel, bool MayMove,
        string? Channel, string? RoomName, Guid? SeriesId, DateTimeOffset? ConfirmedAt);

    // A patient without visits is one row. No row: the chart is not open, and nothing was read.
    internal const string Sql =
        """
        select p.patient_id as "PatientId",
               a.id as "AppointmentId", a.status as "Status", a.starts_at as "StartsAt", a.ends_at as "EndsAt",
               a.resource_id as "PractitionerId", r.name as "PractitionerName",
               a.location_id as "LocationId", l.name as "LocationName", l.address as "LocationAddress", l.time_zone as "TimeZone",
               a.visit_type_id as "VisitTypeId", v.name_en as "VisitTypeEn", v.name_es as "VisitTypeEs", v.instructions_en as "InstructionsEn", v.instructions_es as "InstructionsEs",
               a.reason as "Reason", a.cancelation_reason as "CancelationReason", a.cancelled_by_kind as "CancelledBy",
               coalesce(a.ends_at > now() and a.status in ('booked', 'arrived', 'checked-in'), false) as "IsUpcoming",
               coalesce(a.starts_at > now() and a.status = 'booked', false) as "MayCancel",
               coalesce(a.starts_at > now() and a.status = 'booked' and v.active and (v.patients_may_book or platform.actor_kind() = 'staff'), false) as "MayMove",
               a.channel as "Channel", o.name as "RoomName", a.series_id as "SeriesId", a.confirmed_at as "ConfirmedAt"
        from   patients.summary p
        left join scheduling.appointments a on a.patient_id = p.patient_id and a.booked_at is not null and a.status <> 'entered-in-error'
        left join scheduling.resources r on r.id = a.resource_id
        left join scheduling.locations l on l.id = a.location_id
        left join scheduling.visit_types v on v.id = a.visit_type_id
        left join scheduling.resources o on o.id = a.room_id
        where  p.patient_id = @PatientId
        and    patients.chart_is_open(p.patient_id)
        order  by a.starts_at, a.id
        """;
}
