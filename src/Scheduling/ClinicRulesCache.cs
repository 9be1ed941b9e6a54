using System.Text.Json;
using System.Text.Json.Serialization;
using Frontdesk.Platform;
using Microsoft.Extensions.Caching.Memory;
using static Frontdesk.Scheduling.ClinicRules;

namespace Frontdesk.Scheduling;

/// <summary>
/// Keeps each clinic's rules in memory, and proves with every use that they are the present ones: the statement that depends on them also reads
/// <c>scheduling.rules_versions</c> in its own snapshot. Rules that changed, on whatever node, cost the next request one more round trip and are never used.
/// </summary>
internal sealed class ClinicRulesCache : IDisposable
{
    // Counted in rows; about 100 bytes each. Clinics not asked for lately make room.
    private readonly MemoryCache cache = new(new MemoryCacheOptions { SizeLimit = 400_000 });

    /// <summary>What the work found, and the version its statement saw; null when it ended before it asked the database.</summary>
    public sealed record Seen<T>(Guid? Version, T Result);

    /// <summary>Does the work under the present rules. A refusal thrown by the work stands only if the rules it was based on are the present ones.</summary>
    /// <param name="work">Must have changed nothing when the version it saw is not that of the rules it was given.</param>
    public async Task<T> Under<T>(TenantDb db, Func<ClinicRules, Task<Seen<T>>> work, CancellationToken ct)
    {
        var rules = cache.Get<ClinicRules>(db.Tenant.Id) ?? await Load(db, ct);
        for (var attempt = 0; attempt < 10; attempt++)
        {
            try
            {
                var seen = await work(rules);
                if ((seen.Version ?? await Version(db, ct)) == rules.Version)
                    return seen.Result;
            }
            catch (ProblemException) when (attempt < 9)
            {
                if (await Version(db, ct) == rules.Version)
                    throw;
            }
            rules = await Load(db, ct);
        }
        throw new ProblemException(Problems.Problem(503, "busy", "The clinic's hours are being changed. Nothing was booked; please try again."));
    }

    public void Dispose() => cache.Dispose();

    private static async Task<Guid> Version(TenantDb db, CancellationToken ct) => await db.QueryOne<Guid>(VersionSql, null, ct);

    /// <summary>The rules as this transaction sees them, its own changes included; they are not kept.</summary>
    public static async Task<ClinicRules> Read(TenantTransaction tx, CancellationToken ct) => Of((await tx.QueryOne<Row>(Sql, null, ct))!);

    private async Task<ClinicRules> Load(TenantDb db, CancellationToken ct)
    {
        var rules = Of((await db.QueryOne<Row>(Sql, null, ct))!);
        cache.Set(db.Tenant.Id, rules, new MemoryCacheEntryOptions
        {
            Size = 10 + rules.VisitTypes.Count + rules.Locations.Count + rules.Practitioners.Values.Sum(p => 1 + p.Own.Count)
                + rules.Places.Sum(p => 1 + p.Hours.Size) + rules.Rooms.Sum(r => 1 + r.Hours.Size),
            SlidingExpiration = TimeSpan.FromMinutes(20),
        });
        return rules;
    }

    private static ClinicRules Of(Row row)
    {
        var types = Parse<VisitType>(row.VisitTypes).ToDictionary(v => v.Id);
        var locations = Parse<Location>(row.Locations).ToDictionary(l => l.Id);
        var own = Parse<OwnRow>(row.Own).Where(o => types.ContainsKey(o.V)).ToLookup(o => o.R);
        var practitioners = Parse<PractitionerRow>(row.Practitioners).ToDictionary(p => p.Id, p => new Practitioner(p.Id, p.Name, p.Languages, p.Skills, p.LicenceStates,
            own[p.Id].ToDictionary(o => o.V, o => o.M is { } minutes ? types[o.V].Visit with { Minutes = minutes } : types[o.V].Visit)));
        var open = Parse<OpenRow>(row.Open).ToLookup(o => o.L, o => new FreeTimes.WeeklyHours(o.W, o.S, o.E));
        var hours = Parse<HoursRow>(row.Hours).ToLookup(h => (h.R, h.L), h => new FreeTimes.WeeklyHours(h.W, h.S, h.E, h.F ?? int.MinValue, h.U ?? int.MaxValue));
        var exceptions = Parse<ExceptionRow>(row.Exceptions).ToLookup(e => e.R);
        var holidays = Parse<HolidayRow>(row.Holidays);
        List<FreeTimes.HoursException> Exceptions(PlaceRow place) => [
            .. exceptions[place.R].Where(e => e.L is null || e.L == place.L).Select(e => new FreeTimes.HoursException(e.K, e.S, e.E)),
            .. holidays.Where(h => h.L is null || h.L == place.L).Select(h => new FreeTimes.HoursException(FreeTimes.ExceptionKind.Holiday, h.D * 1440L, (h.D + 1) * 1440L))];

        var found = Parse<PlaceRow>(row.Places).Where(p => locations.ContainsKey(p.L)).OrderBy(p => p.R).ThenBy(p => p.L).ToList();
        var rooms = from r in Parse<RoomRow>(row.Rooms)
                    from p in found
                    where p.R == r.Id
                    select new Room(r.Id, r.Name, r.Kind, r.Category, locations[p.L], new FreeTimes.Timetable([], Exceptions(p)));
        var places = found
            .Where(p => practitioners.ContainsKey(p.R))
            .Select(p => new Place(practitioners[p.R], locations[p.L], FreeTimes.Timetable.Within([.. open[p.L]], [.. hours[(p.R, p.L)]], Exceptions(p))));
        return new ClinicRules(row.Version, types, locations, practitioners, [.. places], [.. rooms]);
    }

    private static List<T> Parse<T>(string json) => JsonSerializer.Deserialize<List<T>>(json, Json) ?? [];

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    private sealed record Row(
        Guid Version, string VisitTypes, string Locations, string Practitioners, string Rooms, string Own, string Places, string Open, string Hours, string Exceptions, string Holidays);

    private sealed record PractitionerRow(Guid Id, string Name, string[] Languages, string[] Skills, string[] LicenceStates);

    private sealed record RoomRow(Guid Id, string Name, string Kind, string Category);

    private sealed record OwnRow(Guid R, Guid V, int? M);

    private sealed record PlaceRow(Guid R, Guid L);

    private sealed record OpenRow(Guid L, int W, int S, int E);

    private sealed record HoursRow(Guid R, Guid L, int W, int S, int E, int? F, int? U);

    private sealed record ExceptionRow(Guid R, Guid? L, FreeTimes.ExceptionKind K, long S, long E);

    private sealed record HolidayRow(Guid? L, int D);

    // A clinic without any rules yet has no row.
    internal const string VersionSql = "select coalesce((select version from scheduling.rules_versions), '00000000-0000-0000-0000-000000000000') as \"Version\"";

    // One statement, so one snapshot: rules and version belong together.
    internal const string Sql =
        """
        select coalesce((select version from scheduling.rules_versions), '00000000-0000-0000-0000-000000000000') as "Version",
               (select coalesce(json_agg(json_build_object('id', id, 'minutes', minutes, 'bufferBefore', buffer_before, 'bufferAfter', buffer_after, 'every', every,
                       'patientsMayBook', patients_may_book, 'notice', patients_notice, 'ahead', patients_ahead, 'channels', channels, 'openTo', open_to,
                       'needsRoom', needs_room, 'needsEquipment', needs_equipment, 'needsSkill', needs_skill, 'capacity', capacity, 'everyPractitioner', every_practitioner)), '[]')::text
                from   scheduling.visit_types
                where  active) as "VisitTypes",
               (select coalesce(json_agg(json_build_object('id', id, 'name', name, 'timeZone', time_zone)), '[]')::text
                from   scheduling.locations
                where  active) as "Locations",
               (select coalesce(json_agg(json_build_object('id', r.id, 'name', r.name, 'languages', p.languages, 'skills', p.skills, 'licenceStates', p.licence_states)), '[]')::text
                from   scheduling.resources r
                join   scheduling.practitioners p on p.id = r.id
                where  r.active) as "Practitioners",
               (select coalesce(json_agg(json_build_object('id', id, 'name', name, 'kind', kind, 'category', category) order by name, id), '[]')::text
                from   scheduling.resources
                where  active
                and    kind <> 'practitioner') as "Rooms",
               (select coalesce(json_agg(json_build_object('r', practitioner_id, 'v', visit_type_id, 'm', minutes)), '[]')::text
                from   scheduling.practitioner_visit_types) as "Own",
               (select coalesce(json_agg(json_build_object('r', resource_id, 'l', location_id)), '[]')::text
                from   scheduling.resource_locations
                where  active) as "Places",
               (select coalesce(json_agg(json_build_object('l', location_id, 'w', weekday, 's', starts_minute, 'e', ends_minute)), '[]')::text
                from   scheduling.location_hours) as "Open",
               (select coalesce(json_agg(json_build_object('r', resource_id, 'l', location_id, 'w', weekday, 's', starts_minute, 'e', ends_minute,
                       'f', valid_from - date '1970-01-01', 'u', valid_until - date '1970-01-01')), '[]')::text
                from   scheduling.weekly_hours
                where  valid_until is null
                or     valid_until > current_date - 2) as "Hours",
               (select coalesce(json_agg(json_build_object('r', resource_id, 'l', location_id, 'k', kind,
                       's', (extract(epoch from starts) / 60)::bigint, 'e', (extract(epoch from ends) / 60)::bigint)), '[]')::text
                from   scheduling.exceptions
                where  ends > now()::timestamp - interval '2 days') as "Exceptions",
               (select coalesce(json_agg(json_build_object('l', location_id, 'd', day - date '1970-01-01')), '[]')::text
                from   scheduling.holidays
                where  day > current_date - 2) as "Holidays"
        """;
}
