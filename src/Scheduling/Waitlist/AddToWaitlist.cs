using System.ComponentModel.DataAnnotations;
using Frontdesk.Patients;
using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NodaTime;
using NodaTime.Extensions;

namespace Frontdesk.Scheduling;

/// <summary>
/// Puts a patient on the waitlist for a kind of visit: for a time that suits, or for an earlier one than the visit they have. Patients join for what they may book, for
/// self and those they act for; staff need the chart open. 409 <c>already_waiting</c> with <c>waitlistId</c> when the patient waits for that kind of visit.
/// </summary>
internal static class AddToWaitlist
{
    private const int MostDays = 366, UsualDays = 60, UsualNotice = 120;

    /// <param name="PatientId">Left out by a patient: for themselves.</param>
    /// <param name="AppointmentId">A booked visit of this kind that would be moved to an earlier time; none: a visit would be booked.</param>
    /// <param name="PractitionerIds">Any of these; none: anyone. Likewise places, weekdays and parts of the day.</param>
    /// <param name="Channel"><c>in-person</c>, <c>video</c> or <c>phone</c>; left out: any the visit type has.</param>
    /// <param name="Weekdays">ISO 8601: Monday is 1.</param>
    /// <param name="PartsOfDay"><c>morning</c>, <c>afternoon</c>, <c>evening</c>, by the place's clock.</param>
    /// <param name="From">First day, by the clock of the place where the time is; today if left out.</param>
    /// <param name="Until">Last day, likewise, at most a year on: the waiting is over when that day is over at every place that would do. If left out the day of the visit that would be moved, or else 60 days on.</param>
    /// <param name="NoticeMinutes">How long before the start the patient must know, at most a week; two hours if left out.</param>
    /// <param name="Urgency"><c>routine</c>, <c>soon</c> or <c>urgent</c>: for staff to say.</param>
    /// <param name="Reason">Why the patient comes, at most 200 characters.</param>
    public sealed record Request(
        Guid VisitTypeId, Guid? PatientId = null, Guid? AppointmentId = null,
        [property: MaxLength(100)] IReadOnlyList<Guid>? PractitionerIds = null, [property: MaxLength(100)] IReadOnlyList<Guid>? LocationIds = null,
        string? Channel = null, [property: MaxLength(7)] IReadOnlyList<int>? Weekdays = null, [property: MaxLength(3)] IReadOnlyList<string>? PartsOfDay = null,
        DateOnly? From = null, DateOnly? Until = null, [property: Range(0, 10080)] int? NoticeMinutes = null, string? Urgency = null, [property: StringLength(200)] string? Reason = null);

    public sealed record Response(Guid WaitlistId);

    public static void Map(IEndpointRouteBuilder scheduling) => scheduling
        .MapPost("/waitlist", Handle)
        .WithName(nameof(AddToWaitlist))
        .Requires<JoinWaitlist>()
        .Audited("waitlist.joined")
        .RateLimited(RateClass.Write)
        .ProducesProblem(StatusCodes.Status409Conflict);

    internal static async Task<Results<Created<Response>, ProblemHttpResult>> Handle(Request request, TenantDb db, ClinicRulesCache cache, TimeProvider clock, CancellationToken ct)
    {
        var byPatient = db.Actor.Kind == ActorKind.Patient;
        if ((request.PatientId ?? (byPatient ? db.Actor.Id : null)) is not { } patient)
            throw ClinicRules.Invalid("patientId", "patient_required", "Say who waits.");
        if (request.Urgency is not null && byPatient)
            throw ClinicRules.Invalid("urgency", "urgency_is_for_staff", "How urgent it is, the clinic says.");
        var today = await cache.Under(db, async rules =>
        {
            var places = CheckRules(request, rules, db.Actor);
            // Where it is still the earlier day, somebody may be waiting for that.
            var today = places.Min(p => clock.GetCurrentInstant().InZone(p.Location.Zone).Date).ToDateOnly();
            Check(request, today);
            await WhoMayBook.Require(db, rules.VisitTypes[request.VisitTypeId], patient, ct);
            return new ClinicRulesCache.Seen<DateOnly>(null, today);
        }, ct);

        var args = new
        {
            Id = Guid.CreateVersion7(),
            PatientId = patient,
            request.VisitTypeId,
            request.AppointmentId,
            PractitionerIds = (request.PractitionerIds ?? []).Distinct().ToArray(),
            LocationIds = (request.LocationIds ?? []).Distinct().ToArray(),
            request.Channel,
            Weekdays = (request.Weekdays ?? []).Distinct().Order().ToArray(),
            PartsOfDay = (request.PartsOfDay ?? []).Distinct(StringComparer.Ordinal).ToArray(),
            From = request.From ?? today,
            request.Until,
            UsualDays,
            NoticeMinutes = request.NoticeMinutes ?? UsualNotice,
            Urgency = request.Urgency ?? "routine",
            Reason = request.Reason?.Trim() ?? "",
        };
        var row = (await db.QueryOne<Row>(Sql, args, ct))!;
        if (!row.ChartIsOpen)
            return await Charts.WhyNot(db, patient, ct);
        if (!row.VisitIsMovable)
            throw ClinicRules.Invalid("appointmentId", "visit_not_movable", "There is no such visit of this kind that could be moved.");
        if (row.Until < args.From)
            throw ClinicRules.Invalid("until", "until_before_from", "The last day is before the first.");
        if (!row.Joined)
            return Problems.Conflict("already_waiting", "The patient is on the waitlist for this kind of visit.",
                new Dictionary<string, object?>(StringComparer.Ordinal) { ["waitlistId"] = await db.QueryOne<Guid?>(WaitingSql, args, ct) });

        Waitlist.Tell(db, [new Waitlist.Notice(args.Id, row.Audience)]);
        db.WakeWorkers();
        return TypedResults.Created($"/api/v1/scheduling/waitlist/{args.Id}", new Response(args.Id));
    }

    private static void Check(Request request, DateOnly today)
    {
        if (request.From < today || request.From > today.AddDays(MostDays))
            throw ClinicRules.Invalid("from", "from_out_of_range", "The first day is today or later, within a year.");
        if (request.Until < today || request.Until > today.AddDays(MostDays))
            throw ClinicRules.Invalid("until", "until_out_of_range", "The last day is today or later, within a year.");
        if (request.Weekdays?.Any(day => day is < 1 or > 7) == true)
            throw ClinicRules.Invalid("weekdays", "weekday_out_of_range", "A weekday is 1 (Monday) to 7 (Sunday).");
        if (request.PartsOfDay?.All(part => part is "morning" or "afternoon" or "evening") == false)
            throw ClinicRules.Invalid("partsOfDay", "part_of_day_unknown", "A part of the day is morning, afternoon or evening.");
        if (request.Urgency is { } urgency)
            SetUrgency.Check(urgency);
    }

    /// <summary>Where it could be.</summary>
    private static List<ClinicRules.Place> CheckRules(Request request, ClinicRules rules, Actor actor)
    {
        var type = rules.VisitTypeFor(actor, request.VisitTypeId);
        type.Channel(request.Channel);
        if (request.PractitionerIds?.All(rules.Practitioners.ContainsKey) == false)
            throw ClinicRules.Invalid("practitionerIds", "practitioner_unknown", "There is no such practitioner.");
        if (request.LocationIds?.All(rules.Locations.ContainsKey) == false)
            throw ClinicRules.Invalid("locationIds", "location_unknown", "There is no such location.");
        var places = rules.Places.Where(p => Among(request.PractitionerIds, p.Practitioner.Id) && Among(request.LocationIds, p.Location.Id)).ToList();
        var narrowed = request.PractitionerIds is { Count: > 0 } ? "practitionerIds" : request.LocationIds is { Count: > 0 } ? "locationIds" : "visitTypeId";
        if (places.Count == 0)
            throw ClinicRules.Invalid(narrowed, "practitioner_not_at_location", "None of them sees patients there.");
        if (places.All(p => p.Practitioner.Visit(type) is null))
            throw ClinicRules.Invalid(narrowed, "practitioner_does_not_do_this", "None of them does this kind of visit.");
        return places;
    }

    private static bool Among(IReadOnlyList<Guid>? wanted, Guid id) => wanted is null or { Count: 0 } || wanted.Contains(id);

    private sealed record Row(bool ChartIsOpen, bool VisitIsMovable, DateOnly Until, bool Joined, Guid[] Audience, Guid? Job);

    internal const string Sql =
        """
        with visit as (
            select (a.starts_at at time zone l.time_zone)::date as day
            from   scheduling.appointments a
            join   scheduling.locations l on l.id = a.location_id
            where  a.id = @AppointmentId
            and    a.patient_id = @PatientId
            and    a.visit_type_id = @VisitTypeId
            and    a.status = 'booked'
            and    a.starts_at > now()
        ),
        asked as (
            select patients.chart_is_open(@PatientId) as chart_is_open, @AppointmentId::uuid is null or v.day is not null as movable,
                   coalesce(@Until::date, v.day, @From::date + @UsualDays) as until_day
            from   (select) always
            left join visit v on true
        ),
        joined as (
            insert into scheduling.waitlist (id, patient_id, visit_type_id, appointment_id, practitioner_ids, location_ids, channel, weekdays, parts_of_day,
                    from_day, until_day, notice_minutes, urgency, reason)
            select @Id, @PatientId, @VisitTypeId, @AppointmentId, @PractitionerIds, @LocationIds, @Channel, @Weekdays::smallint[], @PartsOfDay,
                   @From, until_day, @NoticeMinutes, @Urgency, @Reason
            from   asked
            where  chart_is_open and movable and until_day >= @From
            on conflict (tenant_id, patient_id, visit_type_id) where state = 'waiting' do nothing
            returning id
        )
        select a.chart_is_open as "ChartIsOpen", a.movable as "VisitIsMovable", a.until_day as "Until", j.id is not null as "Joined",
               patients.audience(@PatientId) as "Audience", case when j.id is not null then platform.enqueue('scheduling.FillFromWaitlist', '{}') end as "Job"
        from   asked a
        left join joined j on true
        """;

    internal const string WaitingSql =
        """
        select id
        from   scheduling.waitlist
        where  patient_id = @PatientId
        and    visit_type_id = @VisitTypeId
        and    state = 'waiting'
        """;
}
