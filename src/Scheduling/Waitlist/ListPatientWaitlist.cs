using Frontdesk.Patients;
using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.Scheduling;

/// <summary>
/// What one patient waits for and what is offered to them. Staff see it while the chart is open to them (403 <c>chart_locked</c> otherwise), a patient for self and those
/// they act for; for anyone else there is no such patient.
/// </summary>
internal static class ListPatientWaitlist
{
    /// <summary>As in <see cref="ListWaitlist"/>.</summary>
    /// <param name="Reason">Why the patient comes, as they said it.</param>
    public sealed record PatientEntry(
        Guid WaitlistId, Guid PatientId, string PatientName, Guid VisitTypeId, string VisitTypeEn, string VisitTypeEs, Guid[] PractitionerIds, Guid[] LocationIds, string? Channel,
        int[] Weekdays, string[] PartsOfDay, DateOnly From, DateOnly Until, int NoticeMinutes, string Urgency, DateTimeOffset JoinedAt, Guid? AppointmentId, string Reason, int Place);

    /// <param name="State"><c>open</c>, <c>accepted</c>, <c>declined</c>, <c>lapsed</c> or <c>withdrawn</c>.</param>
    /// <param name="StartsAt">With the offset of the location's clock.</param>
    /// <param name="Channel"><c>in-person</c>, <c>video</c> or <c>phone</c>; null when it is no longer known.</param>
    /// <param name="ExpiresAt">Until when the patient may answer.</param>
    /// <param name="MovesAppointmentId">The visit that moves to this time when it is accepted, or was moved; null when a visit of its own is booked, or was.</param>
    public sealed record PatientOffer(
        Guid OfferId, Guid WaitlistId, string State, DateTimeOffset StartsAt, DateTimeOffset EndsAt, Guid PractitionerId, string PractitionerName,
        Guid LocationId, string LocationName, string TimeZone, string VisitTypeEn, string VisitTypeEs, string? Channel, DateTimeOffset ExpiresAt, Guid? MovesAppointmentId);

    /// <param name="Offers">The open ones, and those that ended within a day, latest first.</param>
    public sealed record Response(IReadOnlyList<PatientEntry> Entries, IReadOnlyList<PatientOffer> Offers);

    public static void Map(IEndpointRouteBuilder scheduling) => scheduling
        .MapGet("/patients/{patientId:guid}/waitlist", Handle)
        .WithName(nameof(ListPatientWaitlist))
        .Requires<SeeVisits>()
        .Audited("waitlist.seen")
        .RateLimited(RateClass.Read);

    internal static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(Guid patientId, TenantDb db, CancellationToken ct)
    {
        var purpose = db.Actor.Kind == ActorKind.Patient ? Purpose.PatientRequest : Purpose.Treatment;
        var rows = await db.Disclose<Row>(purpose, Sql, new { PatientId = patientId }, ct);
        return rows.Count == 0
            ? await Charts.WhyNot(db, patientId, ct)
            : TypedResults.Ok(new Response(
                [.. rows.Where(r => r.Place is not null).DistinctBy(r => r.WaitlistId).OrderBy(r => r.JoinedAt).Select(r => r.Entry)],
                [.. rows.Where(r => r.OfferId is not null).OrderByDescending(r => r.OfferedAt).Select(r => r.Offer)]));
    }

    private sealed record Row(
        Guid PatientId, string PatientName, Guid? WaitlistId, Guid? VisitTypeId, string? VisitTypeEn, string? VisitTypeEs, Guid[]? PractitionerIds, Guid[]? LocationIds, string? Channel,
        int[]? Weekdays, string[]? PartsOfDay, DateOnly? From, DateOnly? Until, int? NoticeMinutes, string? Urgency, DateTimeOffset? JoinedAt, Guid? AppointmentId, string? Reason, int? Place,
        Guid? OfferId, string? State, DateTimeOffset? OfferedAt, DateTimeOffset? StartsAt, DateTimeOffset? EndsAt, Guid? PractitionerId, string? PractitionerName,
        Guid? LocationId, string? LocationName, string? TimeZone, string? OfferedChannel, DateTimeOffset? ExpiresAt, Guid? MovesId)
    {
        public PatientEntry Entry => new(
            WaitlistId!.Value, PatientId, PatientName, VisitTypeId!.Value, VisitTypeEn!, VisitTypeEs!, PractitionerIds!, LocationIds!, Channel,
            Weekdays!, PartsOfDay!, From!.Value, Until!.Value, NoticeMinutes!.Value, Urgency!, JoinedAt!.Value, AppointmentId, Reason!, Place!.Value);

        public PatientOffer Offer => new(
            OfferId!.Value, WaitlistId!.Value, State!, StartsAt!.Value.In(TimeZone!), EndsAt!.Value.In(TimeZone!), PractitionerId!.Value, PractitionerName!,
            LocationId!.Value, LocationName!, TimeZone!, VisitTypeEn!, VisitTypeEs!, OfferedChannel, ExpiresAt!.Value, MovesId);
    }

    // A row for each entry and offer; a patient without any is one row. No row: the chart is not open, and nothing was read.
    // How long the visit takes stands in its hold, and when that is gone where the hold had it from. A visit that cannot be moved any more is not: see AnswerOffer.
    internal const string Sql =
        """
        select p.patient_id as "PatientId", p.name as "PatientName", w.id as "WaitlistId", w.visit_type_id as "VisitTypeId", v.name_en as "VisitTypeEn", v.name_es as "VisitTypeEs",
               w.practitioner_ids as "PractitionerIds", w.location_ids as "LocationIds", w.channel as "Channel", w.weekdays::int[] as "Weekdays", w.parts_of_day as "PartsOfDay",
               w.from_day as "From", w.until_day as "Until", w.notice_minutes as "NoticeMinutes", w.urgency as "Urgency", w.joined_at as "JoinedAt",
               w.appointment_id as "AppointmentId", w.reason as "Reason", t.place as "Place",
               o.id as "OfferId", case when o.state = 'open' and o.expires_at <= now() then 'lapsed' else o.state end as "State", o.offered_at as "OfferedAt",
               o.starts_at as "StartsAt", coalesce(h.ends_at, o.starts_at + make_interval(mins => coalesce(own.minutes, v.minutes))) as "EndsAt", o.resource_id as "PractitionerId", r.name as "PractitionerName",
               o.location_id as "LocationId", l.name as "LocationName", l.time_zone as "TimeZone", coalesce(h.channel, w.channel) as "OfferedChannel", o.expires_at as "ExpiresAt",
               case when o.state = 'accepted' then nullif(o.appointment_id, o.id) else m.id end as "MovesId"
        from   patients.summary p
        left join (scheduling.waitlist w
                   left join scheduling.waitlist_order t on t.waitlist_id = w.id
                   left join scheduling.offers o on o.waitlist_id = w.id and (o.state = 'open' or coalesce(o.answered_at, o.expires_at) > now() - interval '1 day')
                   ) on w.patient_id = p.patient_id and (w.state = 'waiting' or o.id is not null)
        left join scheduling.visit_types v on v.id = w.visit_type_id
        left join scheduling.resources r on r.id = o.resource_id
        left join scheduling.locations l on l.id = o.location_id
        left join scheduling.appointments h on h.id = o.id
        left join scheduling.practitioner_visit_types own on own.practitioner_id = o.resource_id and own.visit_type_id = w.visit_type_id
        left join scheduling.appointments m on m.id = w.appointment_id and m.status = 'booked' and m.starts_at > now()
        where  p.patient_id = @PatientId
        and    patients.chart_is_open(p.patient_id)
        """;
}
