using System.Text.Json;
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
            Size = 10 + rules.VisitTypes.Count + rules.Locations.Count + rules.Practitioners.Count + rules.Places.Sum(p => 1 + p.Hours.Count + p.Exceptions.Count),
            SlidingExpiration = TimeSpan.FromMinutes(20),
        });
        return rules;
    }

    private static ClinicRules Of(Row row)
    {
        var locations = Parse<Location>(row.Locations).ToDictionary(l => l.Id);
        var practitioners = Parse<Practitioner>(row.Practitioners).ToDictionary(p => p.Id);
        var hours = Parse<HoursRow>(row.Hours).ToLookup(h => (h.R, h.L), h => new FreeTimes.WeeklyHours(h.W, h.S, h.E, h.F ?? int.MinValue, h.U ?? int.MaxValue));
        var exceptions = Parse<ExceptionRow>(row.Exceptions).ToLookup(e => e.R);
        var places = Parse<PlaceRow>(row.Places)
            .Where(p => locations.ContainsKey(p.L) && practitioners.ContainsKey(p.R))
            .Select(p => new Place(practitioners[p.R], locations[p.L], [.. hours[(p.R, p.L)]],
                [.. exceptions[p.R].Where(e => e.L is null || e.L == p.L).Select(e => new FreeTimes.HoursException(e.A, e.S, e.E))]))
            .ToList();
        return new ClinicRules(row.Version, Parse<VisitType>(row.VisitTypes).ToDictionary(v => v.Id), locations, practitioners, places);
    }

    private static List<T> Parse<T>(string json) => JsonSerializer.Deserialize<List<T>>(json, JsonSerializerOptions.Web) ?? [];

    private sealed record Row(Guid Version, string VisitTypes, string Locations, string Practitioners, string Places, string Hours, string Exceptions);

    private sealed record PlaceRow(Guid R, Guid L);

    private sealed record HoursRow(Guid R, Guid L, int W, int S, int E, int? F, int? U);

    private sealed record ExceptionRow(Guid R, Guid? L, bool A, long S, long E);

    // A clinic without any rules yet has no row.
    internal const string VersionSql = "select coalesce((select version from scheduling.rules_versions), '00000000-0000-0000-0000-000000000000') as \"Version\"";

    // One statement, so one snapshot: rules and version belong together.
    internal const string Sql =
        """
        select coalesce((select version from scheduling.rules_versions), '00000000-0000-0000-0000-000000000000') as "Version",
               (select coalesce(json_agg(json_build_object('id', id, 'minutes', minutes, 'bufferBefore', buffer_before, 'bufferAfter', buffer_after, 'every', every,
                       'patientsMayBook', patients_may_book, 'notice', patients_notice, 'ahead', patients_ahead)), '[]')::text
                from   scheduling.visit_types
                where  active) as "VisitTypes",
               (select coalesce(json_agg(json_build_object('id', id, 'name', name, 'timeZone', time_zone)), '[]')::text
                from   scheduling.locations
                where  active) as "Locations",
               (select coalesce(json_agg(json_build_object('id', id, 'name', name) order by name, id), '[]')::text
                from   scheduling.resources
                where  active
                and    kind = 'practitioner') as "Practitioners",
               (select coalesce(json_agg(json_build_object('r', resource_id, 'l', location_id)), '[]')::text
                from   scheduling.resource_locations
                where  active) as "Places",
               (select coalesce(json_agg(json_build_object('r', resource_id, 'l', location_id, 'w', weekday, 's', starts_minute, 'e', ends_minute,
                       'f', valid_from - date '1970-01-01', 'u', valid_until - date '1970-01-01')), '[]')::text
                from   scheduling.weekly_hours
                where  valid_until is null
                or     valid_until > current_date - 2) as "Hours",
               (select coalesce(json_agg(json_build_object('r', resource_id, 'l', location_id, 'a', kind = 'away',
                       's', (extract(epoch from starts) / 60)::bigint, 'e', (extract(epoch from ends) / 60)::bigint)), '[]')::text
                from   scheduling.exceptions
                where  ends > now()::timestamp - interval '2 days') as "Exceptions"
        """;
}
