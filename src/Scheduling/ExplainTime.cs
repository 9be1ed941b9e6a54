using System.Globalization;
using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Frontdesk.Scheduling;

/// <summary>Why a time is or is not on offer with a practitioner, in words an agent can read out. Says nothing of who has the time, nor of where practitioners are licensed: that is a filter of <see cref="FindTimes"/>.</summary>
internal static class ExplainTime
{
    /// <param name="StartsAt">With the offset of the location's clock; null when the clock skips this time.</param>
    /// <param name="Offered">Staff can hold it now.</param>
    /// <param name="Code">
    /// <c>free</c>, or the first rule that forbids it: <c>skipped_by_clock</c>, <c>past</c>, <c>too_far_ahead</c>, <c>no_hours_that_weekday</c>, <c>hours_do_not_hold</c>, <c>away</c>, <c>outside_hours</c>,
    /// <c>ends_after_hours</c>, <c>location_closed</c>, <c>holiday</c>, <c>blocked</c>, <c>off_grid</c>, <c>taken</c>, <c>held</c>, <c>offered</c> (to who waits), <c>too_close_to_another</c>;
    /// <c>no_room</c>, <c>no_equipment</c>, <c>group_full</c>; <c>practitioner_does_not_do_this</c> at any time. <c>already_there</c>: the visit that is moved is.
    /// </param>
    /// <param name="PatientCode">Of a free time: <c>free</c>, or why patients do not see it: <c>staff_only</c>, <c>short_notice</c>, <c>far_ahead</c>, <c>calendar_stale</c>, <c>new_patients_only</c>, <c>established_patients_only</c>.</param>
    public sealed record Answer(DateTimeOffset? StartsAt, bool Offered, string Code, string? PatientCode, string En, string Es);

    /// <param name="Answers">One; two for an hour that occurs twice.</param>
    public sealed record Response(string TimeZone, IReadOnlyList<Answer> Answers);

    public static void Map(IEndpointRouteBuilder scheduling) => scheduling
        .MapGet("/times/explain", Handle)
        .WithName(nameof(ExplainTime))
        .Requires<SeeSchedule>()
        .Audited("time.explained")
        .RateLimited(RateClass.Read);

    /// <param name="at">By the location's clock, without an offset: <c>2026-03-08T02:30</c>.</param>
    /// <param name="channel"><c>in-person</c>, <c>video</c> or <c>phone</c>; left out: the first the visit type has.</param>
    /// <param name="movesAppointmentId">As of <see cref="FindTimes"/>.</param>
    internal static async Task<Ok<Response>> Handle(
        Guid visitTypeId, Guid practitionerId, Guid locationId, DateTime at, string? channel, Guid? movesAppointmentId, TenantDb db, ClinicRulesCache cache, CancellationToken ct)
    {
        if (at.Kind != DateTimeKind.Unspecified)
            throw ClinicRules.Invalid("at", "has_an_offset", "Give the time by the location's clock, without an offset or Z.");
        if (at.Ticks % TimeSpan.TicksPerMinute != 0)
            throw ClinicRules.Invalid("at", "not_a_whole_minute", "Give the time in whole minutes.");
        if (at.Year is < 2000 or > 2200)
            throw ClinicRules.Invalid("at", "at_out_of_range", "The calendar goes two years ahead.");

        return TypedResults.Ok(await cache.Under(db, async rules =>
        {
            var type = rules.VisitTypeFor(db.Actor, visitTypeId);
            var there = movesAppointmentId is { } moved ? await MoveAppointment.RequireMovable(db, moved, visitTypeId, ct) : null;
            var wanted = new FindTimes.Wanted(type, type.Channel(channel), type.IsGroup ? null : movesAppointmentId);
            var place = rules.PlaceOf(practitionerId, locationId);
            var zone = place.Location.Zone;
            var mapped = zone.MapLocal(LocalDateTime.FromDateTime(at));
            var around = mapped.EarlyInterval.HasEnd && mapped.Count != 1 ? mapped.EarlyInterval.End : mapped.First().ToInstant();
            var rows = await Rows(db, rules, wanted, place, [around], ct);

            Answer Explained(ZonedDateTime time) => there?.WouldStay(rules, wanted, practitionerId, locationId, time.ToDateTimeOffset()) == true
                ? new Answer(time.ToDateTimeOffset(), false, "already_there", null, "The visit is at that time already.", "La visita ya está a esa hora.")
                : Of(time.ToInstant(), rules, wanted, place, rows[0], rows);

            IEnumerable<Answer> answers = mapped.Count switch
            {
                0 => [Skipped(zone, mapped.EarlyInterval)],
                1 => [Explained(mapped.Single())],
                _ => [Explained(mapped.First()), Explained(mapped.Last())],
            };
            return new ClinicRulesCache.Seen<Response>(rows[0].Version, new Response(place.Location.TimeZone, [.. answers]));
        }, ct));
    }

    /// <summary>Explains several times, more than two days from each other, and tells the version of the rules it was done under.</summary>
    internal static async Task<(Guid Version, IReadOnlyList<Answer> Answers)> Each(
        TenantDb db, ClinicRules rules, FindTimes.Wanted wanted, ClinicRules.Place place, IReadOnlyList<Instant> times, CancellationToken ct)
    {
        var rows = await Rows(db, rules, wanted, place, times, ct);
        return (rows[0].Version, [.. times.Select(at => Of(at, rules, wanted, place, rows[0], rows.Where(r => r.Window == at.ToDateTimeOffset()).ToList()))]);
    }

    /// <summary>What is taken in the two days around each of these times; at least one row.</summary>
    private static Task<IReadOnlyList<Row>> Rows(TenantDb db, ClinicRules rules, FindTimes.Wanted wanted, ClinicRules.Place place, IReadOnlyList<Instant> around, CancellationToken ct)
    {
        Guid[] Ids(string kind, string? category) => category is null ? [] : [.. rules.RoomsOf(kind, category, place.Location.Id).Select(static r => r.Id)];
        return db.Query<Row>(Sql, new
        {
            PractitionerId = place.Practitioner.Id,
            RoomIds = Ids("room", wanted.Room),
            EquipmentIds = Ids("equipment", wanted.Equipment),
            wanted.Moves,
            Around = around.Select(static at => at.ToDateTimeOffset()).ToArray(),
        }, ct);
    }

    /// <param name="known">Any row.</param>
    /// <param name="rows">Around this time.</param>
    private static Answer Of(Instant at, ClinicRules rules, FindTimes.Wanted wanted, ClinicRules.Place place, Row known, IReadOnlyList<Row> rows)
    {
        var type = wanted.Type;
        var zone = place.Location.Zone;
        var now = Instant.FromDateTimeOffset(known.Now);
        var startsAt = at.InZone(zone).ToDateTimeOffset();
        Answer Say(bool offered, string code, string? patientCode, FormattableString en, FormattableString es) =>
            new(startsAt, offered, code, patientCode, en.ToString(CultureInfo.InvariantCulture), es.ToString(CultureInfo.InvariantCulture).Replace("m..", "m.", StringComparison.Ordinal));
        string En(long? minute) => Clock(zone, minute, "h:mm tt");
        string Es(long? minute) => Spanish(zone, minute);

        if (at <= now)
            return Say(false, "past", null, $"That time has passed.", $"Esa hora ya pasó.");
        if (at > now + Duration.FromDays(ClinicRules.CalendarDays))
            return Say(false, "too_far_ahead", null, $"The calendar goes two years ahead.", $"El calendario llega hasta dentro de dos años.");
        var who = place.Practitioner.Name;
        if (place.Practitioner.Visit(type) is not { } visit)
            return Say(false, "practitioner_does_not_do_this", null, $"{who} does not do this kind of visit.", $"{who} no hace este tipo de visita.");

        var start = at.ToUnixTimeSeconds() / 60;
        var group = type.IsGroup ? rows.Where(r => r.GroupId == GroupVisit.Id(type.Id, place.Practitioner.Id, place.Location.Id, startsAt)).ToList() : [];
        var busy = rows.Where(r => r.ResourceId == place.Practitioner.Id).Except(group).ToList();
        var reason = FreeTimes.Explain(zone, place.Hours, busy.ConvertAll(static r => r.Busy), visit, start);
        var held = busy.Find(r => r.ExpiresAt is not null && r.Busy.From < start + visit.Minutes && start < r.Busy.To);
        if (reason.Obstacle == FreeTimes.Obstacle.None)
        {
            if (type.IsGroup && group.Count(r => r.ResourceId == place.Practitioner.Id && !r.Overbooked) >= type.Capacity)
                return Say(false, "group_full", null, $"The group is full: all {type.Capacity} seats are taken.", $"El grupo está completo: los {type.Capacity} lugares están ocupados.");
            if (wanted.Room is { } room && !group.Exists(static r => r is { RoomId: not null, Overbooked: false }) && !IsAnyFree("room", room))
                return Say(false, "no_room", null, $"No room of the kind it needs ({room}) is free then.", $"No hay una sala libre del tipo que necesita ({room}) a esa hora.");
            if (wanted.Equipment is { } device && !group.Exists(static r => r is { EquipmentId: not null, Overbooked: false }) && !IsAnyFree("equipment", device))
                return Say(false, "no_equipment", null, $"The equipment it needs ({device}) is not free then.", $"El equipo que necesita ({device}) no está libre a esa hora.");
        }
        bool IsAnyFree(string kind, string category) => rules.OpenRooms(kind, category, place.Location, startsAt, visit)
            .Any(id => !FreeTimes.Contains(FreeTimes.Clashes([.. rows.Where(r => r.ResourceId == id).Select(static r => r.Busy)], visit), start));

        return reason.Obstacle switch
        {
            FreeTimes.Obstacle.None when !type.PatientsMayBook => Say(true, "free", "staff_only", $"It is free. Patients cannot book this kind of visit themselves.", $"Está libre. Los pacientes no pueden reservar este tipo de visita por su cuenta."),
            FreeTimes.Obstacle.None when at < now + Duration.FromMinutes(type.Notice) => Say(true, "free", "short_notice", $"It is free, but too soon for patients to book it themselves.", $"Está libre, pero es demasiado pronto para que los pacientes la reserven por su cuenta."),
            FreeTimes.Obstacle.None when at >= now + Duration.FromDays(type.Ahead) => Say(true, "free", "far_ahead", $"It is free. Patients can book it themselves from {type.Ahead} days before.", $"Está libre. Los pacientes pueden reservarla por su cuenta desde {type.Ahead} días antes."),
            FreeTimes.Obstacle.None when known.CalendarStale => Say(true, "free", "calendar_stale", $"It is free here, but the other calendar of {who} could not be read for some time. Patients cannot book it themselves.", $"Está libre aquí, pero hace tiempo que no se puede leer el otro calendario de {who}. Los pacientes no pueden reservarla por su cuenta."),
            FreeTimes.Obstacle.None when type.OpenTo == "new" => Say(true, "free", "new_patients_only", $"It is free. Only patients who are new to the clinic can book it themselves.", $"Está libre. Solo los pacientes nuevos en la clínica pueden reservarla por su cuenta."),
            FreeTimes.Obstacle.None when type.OpenTo == "established" => Say(true, "free", "established_patients_only", $"It is free. Only patients seen here in the last three years can book it themselves.", $"Está libre. Solo los pacientes atendidos aquí en los últimos tres años pueden reservarla por su cuenta."),
            FreeTimes.Obstacle.None => Say(true, "free", "free", $"It is free.", $"Está libre."),
            FreeTimes.Obstacle.NoHoursThatWeekday => Say(false, "no_hours_that_weekday", null, $"{who} does not work there on that day of the week.", $"{who} no atiende allí ese día de la semana."),
            FreeTimes.Obstacle.HoursDoNotHold => Say(false, "hours_do_not_hold", null, $"{who} has no hours there on that date.", $"{who} no tiene horario allí en esa fecha."),
            FreeTimes.Obstacle.LocationClosed => Say(false, "location_closed", null, $"{place.Location.Name} is closed then.", $"{place.Location.Name} no abre a esa hora."),
            FreeTimes.Obstacle.Holiday => Say(false, "holiday", null, $"It is a holiday at {place.Location.Name}.", $"Es día feriado en {place.Location.Name}."),
            FreeTimes.Obstacle.Blocked => Say(false, "blocked", null, $"{who} keeps that time free of visits.", $"{who} no atiende visitas en ese momento."),
            FreeTimes.Obstacle.Away => Say(false, "away", null, $"{who} is away then.", $"{who} no está en ese momento."),
            FreeTimes.Obstacle.OutsideHours => Say(false, "outside_hours", null, $"It is outside of the hours of {who}.", $"Está fuera del horario de {who}."),
            FreeTimes.Obstacle.EndsAfterHours => Say(false, "ends_after_hours", null, $"The visit takes {visit.Minutes} minutes, and {who} stops at {En(reason.To)}.", $"La visita dura {visit.Minutes} minutos y {who} termina a las {Es(reason.To)}."),
            FreeTimes.Obstacle.OffGrid => Say(false, "off_grid", null, $"Visits do not begin at that minute. {Nearest("The nearest are", "and", En(reason.From), En(reason.To))}", $"Las visitas no empiezan en ese minuto. {Nearest("Las más cercanas son", "y", Es(reason.From), Es(reason.To))}"),
            FreeTimes.Obstacle.Taken when held is { IsOffer: true, ExpiresAt: { } until } => Say(false, "offered", null, $"That time is on offer to a patient on the waitlist, until {En(until.ToUnixTimeSeconds() / 60)} at the latest.", $"Esa hora se está ofreciendo a un paciente de la lista de espera, a más tardar hasta las {Es(until.ToUnixTimeSeconds() / 60)}."),
            FreeTimes.Obstacle.Taken when held is not null => Say(false, "held", null, $"Someone is choosing that time right now. It may be free again in a few minutes.", $"Alguien está eligiendo esa hora en este momento. Puede quedar libre en unos minutos."),
            FreeTimes.Obstacle.Taken => Say(false, "taken", null, $"{who} is taken until {En(reason.To)}.", $"{who} no está libre hasta las {Es(reason.To)}."),
            _ => Say(false, "too_close_to_another", null, $"It is too close to another visit of {who}: time is kept free around this kind of visit.", $"Está demasiado cerca de otra visita de {who}: se deja tiempo libre alrededor de este tipo de visita."),
        };
    }

    internal static Answer Skipped(DateTimeZone zone, NodaTime.TimeZones.ZoneInterval before)
    {
        var gap = before.End.ToUnixTimeSeconds() / 60;
        return new Answer(null, false, "skipped_by_clock", null,
            $"There is no such time on that day: the clocks are put forward, and after {Clock(zone, gap - 1, "h:mm tt")} comes {Clock(zone, gap, "h:mm tt")}.",
            $"Esa hora no existe ese día: los relojes se adelantan, y después de las {Spanish(zone, gap - 1)} vienen las {Spanish(zone, gap)}.");
    }

    private static string Nearest(string are, string and, string before, string after) =>
        string.Join($" {and} ", new[] { before, after }.Where(static t => t.Length > 0)) is { Length: > 0 } times ? $"{are} {times}." : "";

    private static string Spanish(DateTimeZone zone, long? minute) =>
        Clock(zone, minute, "h:mm tt").Replace("AM", "a.m.", StringComparison.Ordinal).Replace("PM", "p.m.", StringComparison.Ordinal);

    private static string Clock(DateTimeZone zone, long? minute, string format) =>
        minute is { } m ? Instant.FromUnixTimeSeconds(m * 60).InZone(zone).ToDateTimeUnspecified().ToString(format, CultureInfo.InvariantCulture) : "";

    /// <param name="ResourceId">Whose time is taken: the practitioner's, or a room's or equipment's.</param>
    /// <param name="IsOffer">Held for who waits.</param>
    /// <param name="Window">The time around which it is.</param>
    private sealed record Row(
        Guid Version, DateTimeOffset Now, bool CalendarStale, Guid? ResourceId, DateTimeOffset? BusyFrom, DateTimeOffset? BusyUntil, DateTimeOffset? ExpiresAt,
        Guid? GroupId, Guid? RoomId, Guid? EquipmentId, bool Overbooked, bool IsOffer, DateTimeOffset? Window)
    {
        public FreeTimes.Stretch Busy => new(BusyFrom!.Value.ToUnixTimeSeconds() / 60, (BusyUntil!.Value.ToUnixTimeSeconds() + 59) / 60);
    }

    internal const string Sql =
        $"""
        with rules as ({ClinicRulesCache.VersionSql})
        select r."Version", now() as "Now",
               exists (select from scheduling.calendar_subscriptions where resource_id = @PractitionerId and fetched_at < now() - make_interval(hours => stale_hours)) as "CalendarStale",
               a.resource_id as "ResourceId", a.busy_from as "BusyFrom", a.busy_until as "BusyUntil", a.expires_at as "ExpiresAt",
               a.group_id as "GroupId", a.room_id as "RoomId", a.equipment_id as "EquipmentId", coalesce(a.overbooked, false) as "Overbooked", coalesce(a.held_by_kind = 'waitlist', false) as "IsOffer", a.at as "Window"
        from   rules r
        left join (select resource_id, busy_from, busy_until, expires_at, group_id, room_id, equipment_id, overbooked, held_by_kind, at
                   from   scheduling.appointments, {Windows}
                   where  resource_id = any (array[@PractitionerId]::uuid[])
                   and    {Overlaps}
                   and    {Occupies}
                   union  all
                   select room_id, busy_from, busy_until, expires_at, group_id, room_id, equipment_id, overbooked, held_by_kind, at
                   from   scheduling.appointments, {Windows}
                   where  room_id = any (@RoomIds)
                   and    {Overlaps}
                   and    {Occupies}
                   union  all
                   select equipment_id, busy_from, busy_until, expires_at, group_id, room_id, equipment_id, overbooked, held_by_kind, at
                   from   scheduling.appointments, {Windows}
                   where  equipment_id = any (@EquipmentIds)
                   and    {Overlaps}
                   and    {Occupies}
                   union  all
                   select resource_id, busy_from, busy_until, null, null, null, null, false, null, at
                   from   scheduling.imported_busy, {Windows}
                   where  resource_id = any (array[@PractitionerId]::uuid[])
                   and    {Overlaps}) a on true
        """;

    // "offset 0" keeps the bounds plain columns: only what is compared plainly is looked up in an index under row level security.
    private const string Windows =
        "(select at, at - interval '2 days' as after, at + interval '1 day' as before, at - interval '1 day' as since from unnest(@Around) at offset 0) w";

    private const string Overlaps = "busy_from > w.after and busy_from < w.before and busy_until > w.since";

    private const string Occupies = "occupies and (expires_at is null or expires_at > now()) and id is distinct from @Moves";
}
