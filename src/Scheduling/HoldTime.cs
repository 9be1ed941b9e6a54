using Frontdesk.Patients;
using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Frontdesk.Scheduling;

/// <summary>
/// Keeps a time for five minutes, for whoever asked and for nobody else (IHE Scheduling ITI-116, <c>$hold</c>: an Appointment with status pending).
/// Of all who want one time at once, one gets it; every other gets 409 <c>time_taken</c> with the nearest free times. Nobody is refused a time that is free.
/// </summary>
internal static class HoldTime
{
    /// <param name="StartsAt">As <see cref="FindTimes"/> offered it; any offset, the instant counts.</param>
    /// <param name="PatientId">For whom, if it is known yet. Left out by a patient: for themselves.</param>
    /// <param name="Channel"><c>in-person</c>, <c>video</c> or <c>phone</c>; left out: the first the visit type has.</param>
    public sealed record Request(Guid VisitTypeId, Guid PractitionerId, Guid LocationId, DateTimeOffset StartsAt, Guid? PatientId = null, string? Channel = null);

    /// <param name="ExpiresAt">By the database's clock.</param>
    public sealed record Response(Guid HoldId, DateTimeOffset StartsAt, DateTimeOffset EndsAt, DateTimeOffset ExpiresAt);

    public static void Map(IEndpointRouteBuilder scheduling) => scheduling
        .MapPost("/holds", Handle)
        .WithName(nameof(HoldTime))
        .Requires<BookAppointments>()
        .Audited("time.held")
        .RateLimited(RateClass.Write)
        .ProducesProblem(StatusCodes.Status409Conflict);

    internal static async Task<Results<Created<Response>, ProblemHttpResult>> Handle(Request request, TenantDb db, ClinicRulesCache cache, TimeProvider clock, CancellationToken ct)
    {
        if (Math.Abs((request.StartsAt - clock.GetUtcNow()).TotalDays) > 800)
            throw NotOffered();
        var patient = request.PatientId ?? (db.Actor.Kind == ActorKind.Patient ? db.Actor.Id : null);

        var (held, type, place) = await cache.Under(db, async rules =>
        {
            var type = rules.VisitTypeFor(db.Actor, request.VisitTypeId);
            var channel = type.Channel(request.Channel);
            var place = rules.PlaceOf(request.PractitionerId, request.LocationId);
            var visit = place.Visit(type);
            if (!FreeTimes.Offers(place.Location.Zone, place.Hours, visit, Instant.FromDateTimeOffset(request.StartsAt)))
                throw NotOffered();
            var row = await Clash.Retried(() => Hold(rules, type, visit, channel, request, patient, db, ct), ct);
            return new ClinicRulesCache.Seen<(Row, ClinicRules.VisitType, ClinicRules.Place)>(row.Version, (row, type, place));
        }, ct);

        if (!held.ChartIsOpen)
            return await Charts.WhyNot(db, patient!.Value, ct);
        if (held.IsPast)
            throw ClinicRules.Invalid("startsAt", "time_is_past", "That time has passed.");
        if (!held.InNotice)
            throw NotOffered();
        if (held.ExpiresAt is not { } expiresAt)
            return await TimeTaken.Problem(db, type, place, cache, request.StartsAt, ct);

        db.Announce(SchedulingContracts.AppointmentsTopic, held.Id);
        var zone = place.Location.Zone;
        return TypedResults.Created($"/api/v1/scheduling/holds/{held.Id}",
            new Response(held.Id, request.StartsAt.In(zone), request.StartsAt.AddMinutes(place.Visit(type).Minutes).In(zone), expiresAt));
    }

    private static async Task<Row> Hold(
        ClinicRules rules, ClinicRules.VisitType type, FreeTimes.Visit visit, string channel, Request request, Guid? patient, TenantDb db, CancellationToken ct)
    {
        var startsAt = request.StartsAt.ToUniversalTime();
        var endsAt = startsAt.AddMinutes(visit.Minutes);
        var byPatient = db.Actor.Kind == ActorKind.Patient;
        var args = new
        {
            Id = Guid.CreateVersion7(),
            RulesVersion = rules.Version,
            request.VisitTypeId,
            request.PractitionerId,
            request.LocationId,
            PatientId = patient,
            StartsAt = startsAt,
            EndsAt = endsAt,
            BusyFrom = startsAt.AddMinutes(-visit.Before),
            BusyUntil = endsAt.AddMinutes(visit.After),
            Channel = channel,
            Notice = byPatient ? type.Notice : 0,
            Ahead = byPatient ? type.Ahead : 1000,
            ActorId = db.Actor.Id,
            ActorKind = byPatient ? "patient" : "staff",
        };
        var sql = byPatient ? PatientSql : Sql;
        var row = (await db.QueryOne<Row>(sql, args, ct))!;
        if (!row.Clashed)
            return row;
        await db.Execute(SweepSql, args, ct);
        return (await db.QueryOne<Row>(sql, args, ct))!;
    }

    private static ProblemException NotOffered() => ClinicRules.Invalid("startsAt", "not_offered", "This time is not on offer.");

    internal sealed record Row(Guid Version, Guid Id, bool ChartIsOpen, bool IsPast, bool InNotice, DateTimeOffset? ExpiresAt, bool Clashed);

    // "do nothing" waits for another who is inserting the same time, and then neither fails nor deadlocks.
    internal const string Sql =
        $"""
        with {Asked},
        held as (
            {Insert}
            from   asked
            {IfAllowed}
        )
        {Outcome}
        """;

    // A patient who picks another time has let the first go: one hold for each patient. The insert reads what was let go, so it runs after it.
    internal const string PatientSql =
        $"""
        with {Asked},
        let_go as (
            delete from scheduling.appointments
            where  patient_id = @PatientId
            and    status = 'pending'
            and    held_by = @ActorId
            and    held_by_kind = 'patient'
            and    (select current and chart_is_open and not is_past and in_notice from asked)
            returning id
        ),
        held as (
            {Insert}
            from   asked, (select count(*) from let_go) l
            {IfAllowed}
        )
        {Outcome}
        """;

    private const string Asked =
        $"""
        rules as ({ClinicRulesCache.VersionSql}),
        asked as (
            select "Version",
                   "Version" = @RulesVersion as current,
                   @PatientId::uuid is null or patients.chart_is_open(@PatientId) as chart_is_open,
                   @StartsAt <= now() as is_past,
                   @StartsAt >= now() + make_interval(mins => @Notice) and @StartsAt < now() + make_interval(days => @Ahead)
                       and (@ActorKind <> 'patient' or not exists (
                                select
                                from   scheduling.calendar_subscriptions
                                where  resource_id = @PractitionerId
                                and    fetched_at < now() - make_interval(hours => stale_hours))) as in_notice
            from   rules
        )
        """;

    private const string Insert =
        """
        insert into scheduling.appointments
                (id, resource_id, location_id, visit_type_id, patient_id, status, starts_at, ends_at, busy_from, busy_until, channel, expires_at, held_by, held_by_kind)
            select @Id, @PractitionerId, @LocationId, @VisitTypeId, @PatientId, 'pending', @StartsAt, @EndsAt, @BusyFrom, @BusyUntil, @Channel, now() + interval '5 minutes',
                   @ActorId, @ActorKind
        """;

    // The constraint does not see what was overbooked, nor what a calendar elsewhere says, but nobody is put on top of either unawares.
    private const string IfAllowed =
        """
        where  current and chart_is_open and not is_past and in_notice
            and    not exists (
                       select
                       from   scheduling.appointments o
                       where  o.resource_id = @PractitionerId
                       and    o.busy_from > @BusyFrom - interval '1 day'
                       and    o.busy_from < @BusyUntil
                       and    o.busy_until > @BusyFrom
                       and    o.occupies
                       and    o.overbooked)
            and    not exists (
                       select
                       from   scheduling.imported_busy i
                       where  i.resource_id = @PractitionerId
                       and    i.busy_from > @BusyFrom - interval '1 day'
                       and    i.busy_from < @BusyUntil
                       and    i.busy_until > @BusyFrom)
            on conflict on constraint appointments_never_overlap do nothing
            returning expires_at
        """;

    private const string Outcome =
        """
        select "Version", @Id as "Id", chart_is_open as "ChartIsOpen", is_past as "IsPast", in_notice as "InNotice", h.expires_at as "ExpiresAt",
               current and chart_is_open and not is_past and in_notice and h.expires_at is null as "Clashed"
        from   asked
        left join held h on true
        """;

    // Ends expired holds that are in the way; most times nothing is, so this runs only after a clash.
    // "= any (array[…])" and not "=": the planner thinks a clinic's practitioner has one visit (it multiplies the odds of both columns), and with "=" it swept
    // by the constraint's index, which it then reads from the practitioner's first visit to the last. That index cannot do "any", so the one by busy time is taken.
    internal const string SweepSql =
        """
        update scheduling.appointments
        set    status = 'cancelled', expires_at = null, cancelation_reason = 'hold expired', cancelled_at = now(), cancelled_by_kind = 'system'
        where  resource_id = any (array[@PractitionerId]::uuid[])
        and    busy_from > @BusyFrom - interval '1 day'
        and    busy_from < @BusyUntil
        and    busy_until > @BusyFrom
        and    occupies
        and    expires_at <= now()
        """;
}
