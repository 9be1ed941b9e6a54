using System.ComponentModel.DataAnnotations;
using Frontdesk.Patients;
using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Frontdesk.Scheduling;

/// <summary>
/// Books a visit on purpose where none is on offer: on top of others, outside of the hours, at an odd minute. It takes a permission and a reason, is marked on the
/// schedule, and is busy time to all who book after it.
/// </summary>
internal static class Overbook
{
    /// <param name="StartsAt">Any whole minute to come; any offset, the instant counts.</param>
    /// <param name="Why">Why it cannot wait for a free time; for staff, 3 to 200 characters.</param>
    /// <param name="Reason">Why the patient comes, at most 200 characters.</param>
    /// <param name="Channel"><c>in-person</c>, <c>video</c> or <c>phone</c>; left out: the first the visit type has.</param>
    public sealed record Request(
        Guid VisitTypeId, Guid PractitionerId, Guid LocationId, Guid PatientId, DateTimeOffset StartsAt,
        [property: Required, StringLength(200, MinimumLength = 3)] string Why, [property: StringLength(200)] string? Reason = null, string? Channel = null);

    public sealed record Response(Guid AppointmentId, DateTimeOffset StartsAt, DateTimeOffset EndsAt);

    public static void Map(IEndpointRouteBuilder scheduling) => scheduling
        .MapPost("/appointments/overbook", Handle)
        .WithName(nameof(Overbook))
        .Requires<OverbookAppointments>()
        .Audited("appointment.overbooked")
        .AnswersAgain()
        .RateLimited(RateClass.Write);

    internal static async Task<Results<Created<Response>, ProblemHttpResult>> Handle(Request request, TenantDb db, ClinicRulesCache cache, TimeProvider clock, CancellationToken ct)
    {
        if (db.MadeBefore("scheduling.appointments") is [.., var made] && await db.QueryOne<Made>(MadeSql, new { Id = made }, ct) is { } before)
            return Booked(db, made, before.StartsAt.In(before.TimeZone), before.EndsAt.In(before.TimeZone), before.Audience);
        if (string.IsNullOrWhiteSpace(request.Why))
            throw ClinicRules.Invalid("why", "why_required", "Say why it cannot wait for a free time.");
        if (request.StartsAt.UtcTicks % TimeSpan.TicksPerMinute != 0)
            throw ClinicRules.Invalid("startsAt", "not_a_whole_minute", "Give the time in whole minutes.");
        if (!ClinicRules.IsInCalendar(request.StartsAt, clock))
            throw request.StartsAt < clock.GetUtcNow() ? IsPast() : ClinicRules.Invalid("startsAt", "too_far_ahead", "The calendar goes two years ahead.");
        var id = Guid.CreateVersion7();
        var (row, endsAt, zone) = await cache.Under(db, async rules =>
        {
            var type = rules.VisitTypeFor(db.Actor, request.VisitTypeId);
            var place = rules.PlaceOf(request.PractitionerId, request.LocationId);
            // Whether the practitioner does such visits is for whoever overbooks to know; where they do, it is as long as theirs are.
            var visit = place.Practitioner.Visit(type) ?? type.Visit;
            var startsAt = request.StartsAt.ToUniversalTime();
            var endsAt = startsAt.AddMinutes(visit.Minutes);
            var channel = type.Channel(request.Channel);
            var row = (await Clash.Retried(() => db.QueryOne<Row>(Sql, new
            {
                Id = id,
                RulesVersion = rules.Version,
                request.VisitTypeId,
                request.PractitionerId,
                request.LocationId,
                request.PatientId,
                StartsAt = startsAt,
                EndsAt = endsAt,
                BusyFrom = startsAt.AddMinutes(-visit.Before),
                BusyUntil = endsAt.AddMinutes(visit.After),
                Channel = channel,
                GroupId = type.IsGroup ? GroupVisit.Id(type.Id, request.PractitionerId, request.LocationId, startsAt) : (Guid?)null,
                RoomIds = rules.OpenRooms("room", channel == "in-person" ? type.NeedsRoom : null, place.Location, startsAt, visit),
                EquipmentIds = rules.OpenRooms("equipment", channel == "in-person" ? type.NeedsEquipment : null, place.Location, startsAt, visit),
                Reason = request.Reason?.Trim() ?? "",
                Why = request.Why.Trim(),
                ActorId = db.Actor.Id,
            }, ct), ct))!;
            return new ClinicRulesCache.Seen<(Row, DateTimeOffset, DateTimeZone)>(row.Version, (row, endsAt, place.Location.Zone));
        }, ct);
        if (!row.ChartIsOpen)
            return await Charts.WhyNot(db, request.PatientId, ct);
        if (row.IsPast)
            throw IsPast();

        return Booked(db, id, request.StartsAt.In(zone), endsAt.In(zone), row.Audience);
    }

    private static Created<Response> Booked(TenantDb db, Guid id, DateTimeOffset startsAt, DateTimeOffset endsAt, Guid[] audience)
    {
        db.Announce(SchedulingContracts.AppointmentsTopic, id, audience);
        return TypedResults.Created($"/api/v1/scheduling/appointments/{id}", new Response(id, startsAt, endsAt));
    }

    private static ProblemException IsPast() => ClinicRules.Invalid("startsAt", "time_is_past", "That time has passed.");

    private sealed record Row(Guid Version, bool ChartIsOpen, bool IsPast, Guid[] Audience);

    private sealed record Made(DateTimeOffset StartsAt, DateTimeOffset EndsAt, string TimeZone, Guid[] Audience);

    internal const string MadeSql =
        """
        select a.starts_at as "StartsAt", a.ends_at as "EndsAt", l.time_zone as "TimeZone", patients.audience(a.patient_id) as "Audience"
        from   scheduling.appointments a
        join   scheduling.locations l on l.id = a.location_id
        where  a.id = @Id
        """;

    // The room of the group, else one that is free, else none: whoever overbooks sees to it. Likewise equipment.
    private const string Room =
        $"""
        coalesce(
                       (select g.room_id
                        from   scheduling.appointments g
                        where  g.group_id = @GroupId and g.occupies and not g.overbooked and g.room_id is not null and @Channel = 'in-person'
                        limit  1),
                       (select r.id
                        from   unnest(@RoomIds) with ordinality r (id, n)
                        where  not exists (select from scheduling.appointments o where o.room_id = any (array[r.id]) and {InTheWay})
                        order  by r.n
                        limit  1))
        """;

    private const string Equipment =
        $"""
        coalesce(
                       (select g.equipment_id
                        from   scheduling.appointments g
                        where  g.group_id = @GroupId and g.occupies and not g.overbooked and g.equipment_id is not null and @Channel = 'in-person'
                        limit  1),
                       (select r.id
                        from   unnest(@EquipmentIds) with ordinality r (id, n)
                        where  not exists (select from scheduling.appointments o where o.equipment_id = any (array[r.id]) and {InTheWay})
                        order  by r.n
                        limit  1))
        """;

    private const string InTheWay =
        "o.busy_from > @BusyFrom - interval '1 day' and o.busy_from < @BusyUntil and o.busy_until > @BusyFrom and o.occupies and (o.expires_at is null or o.expires_at > now())";

    internal const string Sql =
        $"""
        with rules as ({ClinicRulesCache.VersionSql}),
        asked as (
            select "Version", "Version" = @RulesVersion as current, patients.chart_is_open(@PatientId) as chart_is_open, @StartsAt <= now() as is_past
            from   rules
        ),
        booked as (
            insert into scheduling.appointments
                (id, resource_id, location_id, visit_type_id, patient_id, status, starts_at, ends_at, busy_from, busy_until, channel, group_id, room_id, equipment_id, reason,
                 held_by, held_by_kind, booked_at, booked_by, overbooked, overbook_reason)
            select @Id, @PractitionerId, @LocationId, @VisitTypeId, @PatientId, 'booked', @StartsAt, @EndsAt, @BusyFrom, @BusyUntil, @Channel, @GroupId,
                   {Room},
                   {Equipment}, @Reason,
                   @ActorId, platform.actor_kind(), now(), @ActorId, true, @Why
            from   asked
            where  current and chart_is_open and not is_past
        )
        select "Version", chart_is_open as "ChartIsOpen", is_past as "IsPast", patients.audience(@PatientId) as "Audience"
        from   asked
        """;
}
