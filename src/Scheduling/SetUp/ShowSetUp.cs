using System.Text.Json;
using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.Scheduling;

/// <summary>All that decides which times can be offered, for the settings screens, in one answer: what is retired too, and what cannot work as it stands. Of holidays and exceptions that are over, only the last ones.</summary>
internal static class ShowSetUp
{
    /// <param name="Starts">By the location's clock, <c>HH:mm</c>.</param>
    /// <param name="Ends">Exclusive, up to <c>24:00</c>.</param>
    public sealed record OpenHours(int Weekday, string Starts, string Ends);

    /// <param name="Hours">None: open whenever somebody works there.</param>
    public sealed record Location(Guid LocationId, string Name, string Address, string TimeZone, bool Active, IReadOnlyList<OpenHours> Hours);

    /// <param name="LocationId">Null: all places.</param>
    public sealed record Holiday(Guid HolidayId, Guid? LocationId, DateOnly Day, string Name);

    public sealed record WorkHours(Guid LocationId, int Weekday, string Starts, string Ends, DateOnly? From, DateOnly? Until);

    /// <param name="Kind"><c>away</c>, <c>blocked</c> or <c>extra</c>.</param>
    /// <param name="Starts">By the clock of each location it touches.</param>
    public sealed record HoursException(Guid ExceptionId, string Kind, DateTime Starts, DateTime Ends, Guid? LocationId, string Note);

    /// <param name="Minutes">Null: as the visit type says.</param>
    public sealed record OwnVisit(Guid VisitTypeId, int? Minutes);

    /// <param name="Exceptions">Those that have not been over for a day.</param>
    public sealed record Practitioner(
        Guid PractitionerId, string Name, IReadOnlyList<string> Languages, IReadOnlyList<string> Skills, IReadOnlyList<string> LicenceStates, IReadOnlyList<Guid> LocationIds, bool Active,
        IReadOnlyList<WorkHours> Hours, IReadOnlyList<HoursException> Exceptions, IReadOnlyList<OwnVisit> VisitTypes);

    /// <param name="Kind"><c>room</c> or <c>equipment</c>.</param>
    public sealed record Room(Guid RoomId, string Name, string Kind, string Category, Guid LocationId, bool Active, IReadOnlyList<HoursException> Exceptions);

    /// <param name="Warnings">
    /// Why nobody can be offered an active type as things stand: <c>no_such_room</c> and <c>no_such_equipment</c> (none of that category is in use, so it cannot be booked in person),
    /// <c>nobody_has_the_skill</c>, <c>nobody_does_it</c>.
    /// </param>
    public sealed record VisitType(
        Guid VisitTypeId, string NameEn, string NameEs, string InstructionsEn, string InstructionsEs, int Minutes, int BufferBefore, int BufferAfter, int Every, IReadOnlyList<string> Channels,
        bool PatientsMayBook, string OpenTo, bool PatientsMayRequest, int PatientsNotice, int PatientsAhead, string? NeedsRoom, string? NeedsEquipment, string? NeedsSkill,
        int Capacity, IReadOnlyList<int> Reminders, bool EveryPractitioner, bool Active, IReadOnlyList<string> Warnings);

    /// <param name="Holidays">From a month ago on.</param>
    public sealed record Response(
        IReadOnlyList<Location> Locations, IReadOnlyList<Holiday> Holidays, IReadOnlyList<Practitioner> Practitioners, IReadOnlyList<Room> Rooms, IReadOnlyList<VisitType> VisitTypes);

    public static void Map(IEndpointRouteBuilder scheduling) => scheduling
        .MapGet("/set-up", Handle)
        .WithName(nameof(ShowSetUp))
        .Requires<SetUpSchedule>()
        .Audited("set_up.seen")
        .RateLimited(RateClass.Read);

    internal static async Task<Ok<Response>> Handle(TenantDb db, CancellationToken ct)
    {
        var row = (await db.QueryOne<Row>(Sql, null, ct))!;
        return TypedResults.Ok(new Response(
            Parse<Location>(row.Locations), Parse<Holiday>(row.Holidays), Parse<Practitioner>(row.Practitioners), Parse<Room>(row.Rooms), Parse<VisitType>(row.VisitTypes)));
    }

    private static IReadOnlyList<T> Parse<T>(string json) => JsonSerializer.Deserialize<List<T>>(json, JsonSerializerOptions.Web)!;

    private sealed record Row(string Locations, string Holidays, string Practitioners, string Rooms, string VisitTypes);

    private const string ExceptionsSql =
        """
        (select coalesce(json_agg(json_build_object('exceptionId', e.id, 'kind', e.kind, 'starts', e.starts, 'ends', e.ends, 'locationId', e.location_id, 'note', e.note) order by e.starts, e.id), '[]')
                    from   scheduling.exceptions e
                    where  e.resource_id = r.id
                    and    e.ends > now()::timestamp - interval '1 day')
        """;

    // One statement, so one snapshot: the parts fit each other.
    internal const string Sql =
        $"""
        select
            (select coalesce(json_agg(json_build_object('locationId', l.id, 'name', l.name, 'address', l.address, 'timeZone', l.time_zone, 'active', l.active,
                    'hours', (select coalesce(json_agg(json_build_object('weekday', h.weekday, 'starts', to_char(make_interval(mins => h.starts_minute), 'HH24:MI'), 'ends', to_char(make_interval(mins => h.ends_minute), 'HH24:MI')) order by h.weekday, h.starts_minute), '[]')
                              from   scheduling.location_hours h
                              where  h.location_id = l.id)) order by l.name, l.id), '[]')::text
             from   scheduling.locations l) as "Locations",
            (select coalesce(json_agg(json_build_object('holidayId', d.id, 'locationId', d.location_id, 'day', d.day, 'name', d.name) order by d.day, d.id), '[]')::text
             from   scheduling.holidays d
             where  d.day > current_date - 31) as "Holidays",
            (select coalesce(json_agg(json_build_object('practitionerId', r.id, 'name', r.name, 'languages', p.languages, 'skills', p.skills, 'licenceStates', p.licence_states, 'active', r.active,
                    'locationIds', array(select rl.location_id from scheduling.resource_locations rl where rl.resource_id = r.id and rl.active order by rl.location_id),
                    'hours', (select coalesce(json_agg(json_build_object('locationId', h.location_id, 'weekday', h.weekday, 'starts', to_char(make_interval(mins => h.starts_minute), 'HH24:MI'), 'ends', to_char(make_interval(mins => h.ends_minute), 'HH24:MI'),
                                     'from', h.valid_from, 'until', h.valid_until) order by h.location_id, h.weekday, h.starts_minute, h.valid_from), '[]')
                              from   scheduling.weekly_hours h
                              join   scheduling.resource_locations rl on rl.resource_id = h.resource_id and rl.location_id = h.location_id and rl.active
                              where  h.resource_id = r.id),
                    'exceptions', {ExceptionsSql},
                    'visitTypes', (select coalesce(json_agg(json_build_object('visitTypeId', o.visit_type_id, 'minutes', o.minutes) order by o.visit_type_id), '[]')
                                   from   scheduling.practitioner_visit_types o
                                   where  o.practitioner_id = r.id)) order by r.name, r.id), '[]')::text
             from   scheduling.resources r
             join   scheduling.practitioners p on p.id = r.id) as "Practitioners",
            (select coalesce(json_agg(json_build_object('roomId', r.id, 'name', r.name, 'kind', r.kind, 'category', r.category, 'locationId', rl.location_id, 'active', r.active,
                    'exceptions', {ExceptionsSql}) order by r.name, r.id), '[]')::text
             from   scheduling.resources r
             join   scheduling.resource_locations rl on rl.resource_id = r.id
             where  r.kind <> 'practitioner') as "Rooms",
            (select coalesce(json_agg(json_build_object('visitTypeId', v.id, 'nameEn', v.name_en, 'nameEs', v.name_es, 'instructionsEn', v.instructions_en, 'instructionsEs', v.instructions_es,
                    'minutes', v.minutes, 'bufferBefore', v.buffer_before, 'bufferAfter', v.buffer_after, 'every', v.every, 'channels', v.channels, 'patientsMayBook', v.patients_may_book,
                    'openTo', v.open_to, 'patientsMayRequest', v.patients_may_request, 'patientsNotice', v.patients_notice, 'patientsAhead', v.patients_ahead, 'needsRoom', v.needs_room,
                    'needsEquipment', v.needs_equipment, 'needsSkill', v.needs_skill, 'capacity', v.capacity, 'reminders', v.reminders, 'everyPractitioner', v.every_practitioner, 'active', v.active,
                    'warnings', array_remove(array[
                        case when v.active and v.needs_room is not null and 'in-person' = any (v.channels) and not exists (
                            select from scheduling.resources r where r.kind = 'room' and r.category = v.needs_room and r.active) then 'no_such_room' end,
                        case when v.active and v.needs_equipment is not null and 'in-person' = any (v.channels) and not exists (
                            select from scheduling.resources r where r.kind = 'equipment' and r.category = v.needs_equipment and r.active) then 'no_such_equipment' end,
                        case when v.active and v.needs_skill is not null and not exists (
                            select from scheduling.resources r join scheduling.practitioners p on p.id = r.id where r.active and v.needs_skill = any (p.skills)) then 'nobody_has_the_skill' end,
                        case when v.active and not v.every_practitioner and not exists (
                            select from scheduling.practitioner_visit_types o join scheduling.resources r on r.id = o.practitioner_id where o.visit_type_id = v.id and r.active) then 'nobody_does_it' end],
                        null)) order by v.name_en, v.id), '[]')::text
             from   scheduling.visit_types v) as "VisitTypes"
        """;
}
