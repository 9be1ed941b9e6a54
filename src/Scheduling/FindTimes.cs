using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NodaTime;
using NpgsqlTypes;

namespace Frontdesk.Scheduling;

/// <summary>
/// The free times for a kind of visit, soonest first, with any of several practitioners, at one place or all.
/// One statement reads what is busy; <see cref="FreeTimes"/> does the rest. What is offered can be held, and what can be held is offered.
/// </summary>
internal static class FindTimes
{
    private const int MostDays = 60;

    /// <param name="StartsAt">With the offset of the location's clock at that moment: an hour that occurs twice is two times.</param>
    /// <param name="Warning"><c>calendar_stale</c>: the practitioner may be busy elsewhere, since a calendar elsewhere could not be read for long. Such times are not offered to patients.</param>
    public sealed record Time(
        DateTimeOffset StartsAt, DateTimeOffset EndsAt, Guid PractitionerId, string PractitionerName, Guid LocationId,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Warning = null);

    /// <param name="TimeZones">IANA id of each location that occurs.</param>
    /// <param name="More">There are later times than these in the days asked for.</param>
    public sealed record Response(IReadOnlyList<Time> Times, IReadOnlyDictionary<Guid, string> TimeZones, bool More);

    public static void Map(IEndpointRouteBuilder scheduling) => scheduling
        .MapGet("/times", Handle)
        .WithName(nameof(FindTimes))
        .Requires<FindFreeTimes>()
        .Audited("times.found")
        .RateLimited(RateClass.Search);

    /// <param name="practitionerId">None: any.</param>
    /// <param name="from">First day, in the wall-clock time of each location; if left out, today where the clinic is.</param>
    /// <param name="to">Last day, at most 60 after the first; two weeks if left out.</param>
    internal static async Task<Ok<Response>> Handle(
        Guid visitTypeId, Guid[]? practitionerId, Guid? locationId, DateOnly? from, DateOnly? to, [Range(1, 1000)] int? limit,
        TenantDb db, ClinicRulesCache cache, TimeProvider clock, CancellationToken ct)
    {
        var today = Instant.FromDateTimeOffset(clock.GetUtcNow()).InZone(DateTimeZoneProviders.Tzdb[db.Tenant.TimeZone]).Date.ToDateOnly();
        var first = from ?? today;
        if (Math.Abs(first.DayNumber - today.DayNumber) > 800)
            throw ClinicRules.Invalid("from", "from_out_of_range", "The calendar goes two years ahead.");
        var last = to ?? first.AddDays(13);
        if (last < first)
            throw ClinicRules.Invalid("to", "to_before_from", "The last day is before the first.");
        if (last.DayNumber - first.DayNumber > MostDays)
            throw ClinicRules.Invalid("to", "too_many_days", $"Ask for at most {MostDays} days at once.");

        return TypedResults.Ok(await cache.Under(db, async rules =>
        {
            var type = rules.VisitTypeFor(db.Actor, visitTypeId);
            var places = Places(rules, practitionerId ?? [], locationId);
            var days = (First: LocalDate.FromDateOnly(first), Until: LocalDate.FromDateOnly(last).PlusDays(1));
            var free = await Free(db, type, places, place => Window(place.Location.Zone, days), ct);

            var most = limit ?? 100;
            var times = Soonest(free.Times, most + 1);
            var more = times.Count > most;
            if (more)
                times.RemoveAt(most);
            var zones = places.Select(p => p.Location).Distinct().ToDictionary(l => l.Id, l => l.TimeZone);
            return new ClinicRulesCache.Seen<Response>(free.Version, new Response(times, zones, more));
        }, ct));
    }

    /// <summary>The free times of each place, soonest first and computed as they are asked for, and the version of the rules they were read under.</summary>
    internal static async Task<(Guid Version, IReadOnlyList<IEnumerable<Time>> Times)> Free(
        TenantDb db, ClinicRules.VisitType type, IReadOnlyList<ClinicRules.Place> places, Func<ClinicRules.Place, Interval> window, CancellationToken ct)
    {
        var windows = places.Select(window).ToList();
        var margin = Duration.FromMinutes(type.Minutes + type.BufferBefore + type.BufferAfter);
        var rows = await db.Query<Row>(Sql, new
        {
            ResourceIds = places.Select(p => p.Practitioner.Id).Distinct().ToArray(),
            From = windows.Count == 0 ? default : (windows.Min(w => w.Start) - margin).ToDateTimeOffset(),
            Until = windows.Count == 0 ? default : (windows.Max(w => w.End) + margin).ToDateTimeOffset(),
        }, ct);

        var now = Instant.FromDateTimeOffset(rows[0].Now);
        var byResource = rows.ToDictionary(r => r.ResourceId ?? Guid.Empty);
        var patient = db.Actor.Kind == ActorKind.Patient;
        var earliest = patient ? now + Duration.FromMinutes(type.Notice) : now;
        var latest = patient ? now + Duration.FromDays(type.Ahead) : Instant.MaxValue;
        var stale = rows[0].Stale ?? [];
        return (rows[0].Version, [.. places.Zip(windows, (place, asked) => patient && stale.Contains(place.Practitioner.Id) ? [] : FreeTimes
            .Find(place.Location.Zone, place.Hours, place.Exceptions, Stretches(byResource.GetValueOrDefault(place.Practitioner.Id)), type.Visit,
                Instant.Max(asked.Start, earliest), Instant.Min(asked.End, latest))
            .Select(start => new Time(start.ToDateTimeOffset(), EndOf(start, type, place), place.Practitioner.Id, place.Practitioner.Name, place.Location.Id,
                stale.Contains(place.Practitioner.Id) ? "calendar_stale" : null)))]);
    }

    // The end may lie behind a clock change, and then has another offset than the start.
    private static DateTimeOffset EndOf(OffsetDateTime start, ClinicRules.VisitType type, ClinicRules.Place place) =>
        (start.ToInstant() + Duration.FromMinutes(type.Minutes)).InZone(place.Location.Zone).ToDateTimeOffset();

    private static List<Time> Soonest(IReadOnlyList<IEnumerable<Time>> sequences, int most)
    {
        var next = new PriorityQueue<IEnumerator<Time>, (DateTimeOffset, int)>(sequences.Count);
        var opened = new List<IEnumerator<Time>>(sequences.Count);
        try
        {
            foreach (var sequence in sequences)
            {
                var times = sequence.GetEnumerator();
                opened.Add(times);
                if (times.MoveNext())
                    next.Enqueue(times, (times.Current.StartsAt, opened.Count));
            }

            var soonest = new List<Time>();
            while (soonest.Count < most && next.TryDequeue(out var times, out var order))
            {
                soonest.Add(times.Current);
                if (times.MoveNext())
                    next.Enqueue(times, (times.Current.StartsAt, order.Item2));
            }
            return soonest;
        }
        finally
        {
            foreach (var times in opened)
                times.Dispose();
        }
    }

    private static List<ClinicRules.Place> Places(ClinicRules rules, Guid[] practitionerIds, Guid? locationId)
    {
        if (practitionerIds.Length > 100)
            throw ClinicRules.Invalid("practitionerId", "too_many_practitioners", "Ask for at most 100 practitioners at once.");
        if (practitionerIds.Any(id => !rules.Practitioners.ContainsKey(id)))
            throw ClinicRules.Invalid("practitionerId", "practitioner_unknown", "There is no such practitioner.");
        if (locationId is { } location && !rules.Locations.ContainsKey(location))
            throw ClinicRules.Invalid("locationId", "location_unknown", "There is no such location.");
        return [.. rules.Places.Where(p =>
            (practitionerIds.Length == 0 || practitionerIds.Contains(p.Practitioner.Id)) && (locationId is null || p.Location.Id == locationId))];
    }

    private static Interval Window(DateTimeZone zone, (LocalDate First, LocalDate Until) days) =>
        new(zone.AtStartOfDay(days.First).ToInstant(), zone.AtStartOfDay(days.Until).ToInstant());

    private static FreeTimes.Stretch[] Stretches(Row? row) =>
        [.. (row?.Busy ?? []).Select(static b => new FreeTimes.Stretch(FloorMinute(b.LowerBound), FloorMinute(b.UpperBound.AddTicks(TimeSpan.TicksPerMinute - 1))))];

    private static long FloorMinute(DateTime utc) => (utc.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMinute;

    /// <param name="Stale">Whose calendars elsewhere could not be read for too long; null when nobody's.</param>
    /// <param name="Busy">Touching visits are one stretch.</param>
    internal sealed record Row(Guid Version, DateTimeOffset Now, Guid[]? Stale, Guid? ResourceId, NpgsqlRange<DateTime>[]? Busy);

    // At least one row, for the version and the clock. Nothing occupies a day or more, so what overlaps starts within a day before.
    internal const string Sql =
        $"""
        with rules as ({ClinicRulesCache.VersionSql}),
        busy as (
            select resource_id, range_agg(tstzrange(busy_from, busy_until)) as busy
            from   (select resource_id, busy_from, busy_until
                    from   scheduling.appointments
                    where  resource_id = any (@ResourceIds)
                    and    busy_from > @From - interval '1 day'
                    and    busy_from < @Until
                    and    busy_until > @From
                    and    occupies
                    and    (expires_at is null or expires_at > now())
                    union  all
                    select resource_id, busy_from, busy_until
                    from   scheduling.imported_busy
                    where  resource_id = any (@ResourceIds)
                    and    busy_from > @From - interval '1 day'
                    and    busy_from < @Until
                    and    busy_until > @From) taken
            group  by resource_id
        )
        select r."Version", now() as "Now",
               (select array_agg(resource_id)
                from   scheduling.calendar_subscriptions
                where  resource_id = any (@ResourceIds)
                and    fetched_at < now() - make_interval(hours => stale_hours)) as "Stale",
               b.resource_id as "ResourceId", b.busy as "Busy"
        from   rules r
        left join busy b on true
        """;
}
