using System.Buffers.Binary;
using System.Buffers.Text;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Frontdesk.Scheduling;

/// <summary>
/// The free times for a kind of visit, soonest first, with any of several practitioners, at one place or all.
/// One statement reads what is busy, for as many days as the answer needs; <see cref="FreeTimes"/> does the rest. What is offered can be held, and what can be held is offered.
/// </summary>
internal static class FindTimes
{
    private const int MostDays = 60;

    // What is busy is work for the processors, here and in the database: more at once than a node can do makes each of them late, so the others wait in the order they came,
    // and as long as for a connection. A database with more processors than one node keeps busy has more nodes.
    private static readonly SemaphoreSlim Turns = new(Math.Max(4, 2 * Environment.ProcessorCount));
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <param name="StartsAt">With the offset of the location's clock at that moment: an hour that occurs twice is two times.</param>
    /// <param name="SeatsLeft">Of a group visit.</param>
    /// <param name="Warning"><c>calendar_stale</c>: the practitioner may be busy elsewhere, since a calendar elsewhere could not be read for long. Such times are not offered to patients.</param>
    public sealed record Time(
        DateTimeOffset StartsAt, DateTimeOffset EndsAt, Guid PractitionerId, Guid LocationId,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? SeatsLeft = null,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Warning = null);

    /// <param name="Times">By start; those that start together in the order of practitioner and location.</param>
    /// <param name="Practitioners">Name of each practitioner that occurs.</param>
    /// <param name="TimeZones">IANA id of each location that may occur.</param>
    /// <param name="More">There are later times than these in the days asked for.</param>
    /// <param name="Next">Then: what to send as <c>after</c>, with the same question, to get them.</param>
    public sealed record Response(
        IReadOnlyList<Time> Times, IReadOnlyDictionary<Guid, string> Practitioners, IReadOnlyDictionary<Guid, string> TimeZones, bool More,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Next = null);

    public static void Map(IEndpointRouteBuilder scheduling) => scheduling
        .MapGet("/times", Handle)
        .WithName(nameof(FindTimes))
        .Requires<FindFreeTimes>()
        .Audited("times.found")
        .RateLimited(RateClass.Search);

    /// <param name="practitionerId">None: any.</param>
    /// <param name="channel"><c>in-person</c>, <c>video</c> or <c>phone</c>; left out: the first the visit type has.</param>
    /// <param name="language">BCP 47: only with practitioners who speak it.</param>
    /// <param name="partOfDay"><c>morning</c> until 12:00, <c>afternoon</c> until 17:00 or <c>evening</c>, by the location's clock.</param>
    /// <param name="state">
    /// USPS code of where the patient will be, for video and phone: only with practitioners licensed there. A filter for who looks, and no more: where a patient will be is not kept,
    /// so what is explained, held and booked is not measured by it.
    /// </param>
    /// <param name="from">First day, in the wall-clock time of each location; if left out, today where the clinic is.</param>
    /// <param name="to">Last day, at most 60 after the first; two weeks if left out.</param>
    /// <param name="after"><c>next</c> of the answer before.</param>
    /// <param name="patientId">
    /// For whom; a patient, for self if left out. Some visit types are for new or for established patients only. Times at which the patient has a visit already are not offered to patients,
    /// and a place in a group they are in to nobody.
    /// </param>
    /// <param name="movesAppointmentId">
    /// The visit that will be moved, of this kind and of a patient whose chart is open: its present time is in nobody's way, and is no time to move to.
    /// Refused as <see cref="MoveAppointment"/> would.
    /// </param>
    internal static async Task<Ok<Response>> Handle(
        Guid visitTypeId, Guid[]? practitionerId, Guid? locationId, string? channel, string? language, string? partOfDay, string? state,
        DateOnly? from, DateOnly? to, [Range(1, 1000)] int? limit, string? after, Guid? patientId, Guid? movesAppointmentId,
        TenantDb db, ClinicRulesCache cache, TimeProvider clock, CancellationToken ct)
    {
        var days = Days(from, to, Instant.FromDateTimeOffset(clock.GetUtcNow()).InZone(DateTimeZoneProviders.Tzdb[db.Tenant.TimeZone]).Date.ToDateOnly());
        var part = PartOfDay.Named(partOfDay);
        var page = after is null ? null : Page.Read(after) ?? throw ClinicRules.Invalid("after", "after_unknown", "Send what the answer before gave as next.");

        return TypedResults.Ok(await cache.Under(db, async rules =>
        {
            var type = rules.VisitTypeFor(db.Actor, visitTypeId);
            var way = type.Channel(channel);
            if (state is not null && way == "in-person")
                throw ClinicRules.Invalid("state", "state_is_for_video_and_phone", "Where the patient is matters for video and telephone only.");
            await WhoMayBook.Require(db, type, patientId, ct);
            var there = movesAppointmentId is { } moved ? await MoveAppointment.RequireMovable(db, moved, visitTypeId, ct) : null;
            var places = Places(rules, practitionerId ?? [], locationId).Where(p =>
                p.Practitioner.Visit(type) is not null
                && (language is null || p.Practitioner.Speaks(language))
                && (state is null || p.Practitioner.LicenceStates.Contains(state, StringComparer.OrdinalIgnoreCase))).ToList();
            var wanted = new Wanted(type, way, type.IsGroup ? null : movesAppointmentId);
            var own = await OwnVisits.For(db, type, patientId, movesAppointmentId, ct);
            bool Suits(Time time) => part?.Has(time.StartsAt) != false
                && there?.WouldStay(rules, wanted, time.PractitionerId, time.LocationId, time.StartsAt) != true
                && !own.Forbid(time);
            var most = limit ?? 100;
            var (version, times) = await Soonest(db, rules, wanted, places, place => Window(place, days, page),
                part is null && there is null && own.IsEmpty ? null : Suits, most + 1, ct);
            var more = times.Count > most;
            if (more)
                times.RemoveAt(most);
            var zones = places.Select(p => p.Location).Distinct().ToDictionary(l => l.Id, l => l.TimeZone);
            return new ClinicRulesCache.Seen<Response>(version, new Response(times, Names(times, rules), zones, more, more ? Page.Of(times[^1]).Write() : null));
        }, ct));
    }

    /// <summary>Reads what is busy in the first days, which mostly hold enough times, and then twice as many, until there are enough or the window ends.</summary>
    private static async Task<(Guid Version, List<Time> Times)> Soonest(
        TenantDb db, ClinicRules rules, Wanted wanted, IReadOnlyList<ClinicRules.Place> places, Func<ClinicRules.Place, Interval> window, Func<Time, bool>? suits, int most, CancellationToken ct)
    {
        var end = places.Select(place => window(place).End).DefaultIfEmpty().Max();
        var until = places.Select(place => window(place).Start).DefaultIfEmpty().Min();
        // Two free times a day each is little; who is fuller costs another statement.
        var days = 1 + (most / (2 * Math.Max(1, places.Count)));
        var found = new List<Time>();
        for (; ; days *= 2)
        {
            var from = until;
            until = Instant.Min(from + Duration.FromDays(days), end);
            var free = await Free(db, rules, wanted, places, place => Within(window(place), from, until), ct);
            found.AddRange(Soonest(suits is null ? free.Times : [.. free.Times.Select(t => t.Where(suits))], most - found.Count));
            // Under other rules than these the answer is asked for anew.
            if (found.Count == most || until == end || free.Version != rules.Version)
                return (free.Version, found);
        }
    }

    private static Interval Within(Interval window, Instant from, Instant until) =>
        new(Instant.Min(Instant.Max(window.Start, from), window.End), Instant.Max(Instant.Min(window.End, until), window.Start));

    /// <param name="Moves">A visit that is in nobody's way. Of a group visit none: the others who come keep its time busy.</param>
    internal sealed record Wanted(ClinicRules.VisitType Type, string Channel, Guid? Moves = null)
    {
        public string? Room => Channel == "in-person" ? Type.NeedsRoom : null;

        public string? Equipment => Channel == "in-person" ? Type.NeedsEquipment : null;
    }

    /// <summary>The free times of each place, soonest first and computed as they are asked for, and the version of the rules they were read under.</summary>
    /// <param name="places">Of practitioners who do such visits.</param>
    internal static async Task<(Guid Version, IReadOnlyList<IEnumerable<Time>> Times)> Free(
        TenantDb db, ClinicRules rules, Wanted wanted, IReadOnlyList<ClinicRules.Place> places, Func<ClinicRules.Place, Interval> window, CancellationToken ct)
    {
        if (!await Turns.WaitAsync(Patience, ct))
            throw new ProblemException(Problems.Problem(503, "busy", "Many look for times just now. Please try again."));
        try
        {
            return await Free((sql, args) => db.Query<Row>(sql, args, ct), db.Actor, rules, wanted, places, window);
        }
        finally
        {
            Turns.Release();
        }
    }

    /// <summary>As the other, seeing what the transaction has freed and taken; who has one open waits for nobody's turn.</summary>
    internal static Task<(Guid Version, IReadOnlyList<IEnumerable<Time>> Times)> Free(
        TenantTransaction tx, ClinicRules rules, Wanted wanted, IReadOnlyList<ClinicRules.Place> places, Func<ClinicRules.Place, Interval> window, CancellationToken ct) =>
        Free((sql, args) => tx.Query<Row>(sql, args, ct), tx.Actor, rules, wanted, places, window);

    private static async Task<(Guid Version, IReadOnlyList<IEnumerable<Time>> Times)> Free(
        Func<string, object, Task<IReadOnlyList<Row>>> query, Actor actor, ClinicRules rules, Wanted wanted, IReadOnlyList<ClinicRules.Place> places, Func<ClinicRules.Place, Interval> window)
    {
        var type = wanted.Type;
        var windows = places.Select(window).ToList();
        var visits = places.Select(p => p.Visit(type)).ToList();
        var span = windows.Count == 0 ? new Interval(default, default) : new Interval(windows.Min(w => w.Start), windows.Max(w => w.End));
        var margin = Duration.FromMinutes(visits.Select(v => v.Minutes + v.Before + v.After).DefaultIfEmpty().Max());
        var rooms = places.Select(p => p.Location).Distinct()
            .SelectMany(l => (wanted.Room is { } room ? rules.RoomsOf("room", room, l.Id) : []).Concat(wanted.Equipment is { } equipment ? rules.RoomsOf("equipment", equipment, l.Id) : []))
            .ToList();
        var rows = await query(type.IsGroup || rooms.Count > 0 || wanted.Moves is not null ? SharedSql : Sql, new
        {
            ResourceIds = places.Select(p => p.Practitioner.Id).Distinct().ToArray(),
            RoomIds = rooms.Where(r => r.Kind == "room").Select(r => r.Id).ToArray(),
            EquipmentIds = rooms.Where(r => r.Kind == "equipment").Select(r => r.Id).ToArray(),
            GroupTypeId = type.IsGroup ? type.Id : (Guid?)null,
            wanted.Moves,
            From = (span.Start - margin).ToDateTimeOffset(),
            Until = (span.End + margin).ToDateTimeOffset(),
        });

        var now = Instant.FromDateTimeOffset(rows[0].Now);
        var patient = actor.Kind == ActorKind.Patient;
        var earliest = patient ? now + Duration.FromMinutes(type.Notice) : now;
        var latest = now + Duration.FromDays(patient ? Math.Min(type.Ahead, ClinicRules.CalendarDays) : ClinicRules.CalendarDays);
        var stale = rows[0].Stale ?? [];
        var taken = new TakenTimes(rules, wanted, rows, span);
        var times = new List<IEnumerable<Time>>(places.Count);
        for (var i = 0; i < places.Count; i++)
        {
            var isStale = stale.Contains(places[i].Practitioner.Id);
            times.Add(patient && isStale ? [] : Times(places[i], visits[i], taken,
                Instant.Max(windows[i].Start, earliest), Instant.Min(windows[i].End, latest), isStale ? "calendar_stale" : null));
        }
        return (rows[0].Version, times);
    }

    /// <summary>Names of the practitioners of these times.</summary>
    internal static Dictionary<Guid, string> Names(IReadOnlyList<Time> times, ClinicRules rules)
    {
        var names = new Dictionary<Guid, string>();
        foreach (var time in times)
        {
            if (!names.ContainsKey(time.PractitionerId))
                names.Add(time.PractitionerId, rules.Practitioners[time.PractitionerId].Name);
        }
        return names;
    }

    private static IEnumerable<Time> Times(ClinicRules.Place place, FreeTimes.Visit visit, TakenTimes taken, Instant from, Instant to, string? warning)
    {
        var zone = place.Location.Zone;
        var (never, seats) = taken.Of(place, visit);
        foreach (var start in FreeTimes.Find(zone, place.Hours, never, visit, from, to))
        {
            // The end may lie behind a clock change, and then has another offset than the start.
            var endsAt = Instant.FromUnixTimeSeconds((start.Minute + visit.Minutes) * 60);
            yield return new Time(
                start.At, new FreeTimes.Start(start.Minute + visit.Minutes, zone.GetUtcOffset(endsAt).Seconds / 60).At, place.Practitioner.Id, place.Location.Id, taken.SeatsLeft(seats, start.Minute), warning);
        }
    }

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

    private static (LocalDate First, LocalDate Until) Days(DateOnly? from, DateOnly? to, DateOnly today)
    {
        var first = from ?? today;
        if (Math.Abs(first.DayNumber - today.DayNumber) > ClinicRules.CalendarDays)
            throw ClinicRules.Invalid("from", "from_out_of_range", "The calendar goes two years ahead.");
        var last = to ?? first.AddDays(13);
        if (last < first)
            throw ClinicRules.Invalid("to", "to_before_from", "The last day is before the first.");
        if (last.DayNumber - first.DayNumber > MostDays)
            throw ClinicRules.Invalid("to", "too_many_days", $"Ask for at most {MostDays} days at once.");
        return (LocalDate.FromDateOnly(first), LocalDate.FromDateOnly(last).PlusDays(1));
    }

    private static IEnumerable<ClinicRules.Place> Places(ClinicRules rules, Guid[] practitionerIds, Guid? locationId)
    {
        if (practitionerIds.Length > 100)
            throw ClinicRules.Invalid("practitionerId", "too_many_practitioners", "Ask for at most 100 practitioners at once.");
        if (practitionerIds.Any(id => !rules.Practitioners.ContainsKey(id)))
            throw ClinicRules.Invalid("practitionerId", "practitioner_unknown", "There is no such practitioner.");
        if (locationId is { } location && !rules.Locations.ContainsKey(location))
            throw ClinicRules.Invalid("locationId", "location_unknown", "There is no such location.");
        return rules.Places.Where(p =>
            (practitionerIds.Length == 0 || practitionerIds.Contains(p.Practitioner.Id)) && (locationId is null || p.Location.Id == locationId));
    }

    private static Interval Window(ClinicRules.Place place, (LocalDate First, LocalDate Until) days, Page? page)
    {
        var zone = place.Location.Zone;
        Instant from = zone.AtStartOfDay(days.First).ToInstant(), until = zone.AtStartOfDay(days.Until).ToInstant();
        return new Interval(page is null ? from : Instant.Min(Instant.Max(from, page.From(place)), until), until);
    }

    /// <summary>The last time of an answer: what comes after it starts later, or as soon with a place that follows.</summary>
    private sealed record Page(long Minute, Guid PractitionerId, Guid LocationId)
    {
        public static Page Of(Time time) => new(time.StartsAt.ToUnixTimeSeconds() / 60, time.PractitionerId, time.LocationId);

        public Instant From(ClinicRules.Place place) =>
            Instant.FromUnixTimeSeconds(60 * ((place.Practitioner.Id, place.Location.Id).CompareTo((PractitionerId, LocationId)) > 0 ? Minute : Minute + 1));

        public string Write()
        {
            Span<byte> bytes = stackalloc byte[36];
            BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)Minute);
            PractitionerId.TryWriteBytes(bytes[4..]);
            LocationId.TryWriteBytes(bytes[20..]);
            return Base64Url.EncodeToString(bytes);
        }

        /// <summary>Null when no answer said so: other characters, or a minute that is in no calendar.</summary>
        public static Page? Read(string text)
        {
            Span<byte> bytes = stackalloc byte[36];
            return text.Length == 48 && Base64Url.IsValid(text) && Base64Url.TryDecodeFromChars(text, bytes, out _) && BinaryPrimitives.ReadUInt32BigEndian(bytes) is <= int.MaxValue and var minute
                ? new Page(minute, new Guid(bytes[4..20]), new Guid(bytes[20..]))
                : null;
        }
    }

    /// <param name="Stale">Whose calendars elsewhere could not be read for too long; null when nobody's.</param>
    /// <param name="Froms">When each stretch begins in which it is taken, and in <paramref name="Untils"/> when it ends: eight bytes each, as PostgreSQL sends a time,
    /// in any order. A range each would cost more than all the rest of the answer. Of a group that meets: its members', and the rest of the row says which group.</param>
    /// <param name="Seats">Taken.</param>
    internal sealed record Row(
        Guid Version, DateTimeOffset Now, Guid[]? Stale, Guid? ResourceId, byte[]? Froms, byte[]? Untils,
        Guid? LocationId = null, DateTimeOffset? StartsAt = null, int? Seats = null, bool HasRoom = false, bool HasEquipment = false);

    // At least one row, for the version and the clock. Nothing occupies a day or more, so what overlaps starts within a day before.
    internal const string Sql =
        $"""
        with rules as ({ClinicRulesCache.VersionSql})
        select {Head}, practitioner.id as "ResourceId", busy.froms as "Froms", busy.untils as "Untils",
               null::uuid as "LocationId", null::timestamptz as "StartsAt", null::int as "Seats", false as "HasRoom", false as "HasEquipment"
        from   rules r
        left join unnest(@ResourceIds) practitioner (id) on true
        left join lateral (
            select {Stretches}
            from   (select busy_from, busy_until
                    from   scheduling.appointments
                    where  resource_id = practitioner.id
                    and    {Overlaps}
                    and    {Occupies}
                    union  all
                    select busy_from, busy_until
                    from   scheduling.imported_busy
                    where  resource_id = practitioner.id
                    and    {Overlaps}) taken
        ) busy on true
        """;

    // Of rooms and equipment too, and groups of the wanted type by themselves: whoever joins one is not in its way.
    internal const string SharedSql =
        $"""
        with rules as ({ClinicRulesCache.VersionSql}),
        busy as (
            select resource_id, {Stretches}, null::uuid as location_id, null::timestamptz as starts_at, null::int as seats, false as has_room, false as has_equipment
            from   (select resource_id, busy_from, busy_until
                    from   scheduling.appointments
                    where  resource_id = any (@ResourceIds)
                    and    {Overlaps}
                    and    {Occupies}
                    and    (group_id is null or visit_type_id is distinct from @GroupTypeId)
                    and    id is distinct from @Moves
                    union  all
                    select room_id, busy_from, busy_until
                    from   scheduling.appointments
                    where  room_id = any (@RoomIds)
                    and    {Overlaps}
                    and    {Occupies}
                    and    id is distinct from @Moves
                    union  all
                    select equipment_id, busy_from, busy_until
                    from   scheduling.appointments
                    where  equipment_id = any (@EquipmentIds)
                    and    {Overlaps}
                    and    {Occupies}
                    and    id is distinct from @Moves
                    union  all
                    select resource_id, busy_from, busy_until
                    from   scheduling.imported_busy
                    where  resource_id = any (@ResourceIds)
                    and    {Overlaps}) taken
            group  by resource_id
            union  all
            select resource_id, {Stretches}, location_id, starts_at, (count(*) filter (where not overbooked))::int,
                   bool_or(room_id is not null and not overbooked), bool_or(equipment_id is not null and not overbooked)
            from   scheduling.appointments
            where  resource_id = any (@ResourceIds)
            and    {Overlaps}
            and    {Occupies}
            and    group_id is not null
            and    visit_type_id = @GroupTypeId
            group  by resource_id, group_id, location_id, starts_at
        )
        select {Head}, b.resource_id as "ResourceId", b.froms as "Froms", b.untils as "Untils",
               b.location_id as "LocationId", b.starts_at as "StartsAt", b.seats as "Seats", coalesce(b.has_room, false) as "HasRoom", coalesce(b.has_equipment, false) as "HasEquipment"
        from   rules r
        left join busy b on true
        """;

    private const string Stretches = "string_agg(timestamptz_send(busy_from), '') as froms, string_agg(timestamptz_send(busy_until), '') as untils";

    private const string Overlaps = "busy_from > @From - interval '1 day' and busy_from < @Until and busy_until > @From";

    private const string Occupies = "occupies and (expires_at is null or expires_at > now())";

    private const string Head =
        """
        r."Version", now() as "Now",
               (select array_agg(resource_id)
                from   scheduling.calendar_subscriptions
                where  resource_id = any (@ResourceIds)
                and    fetched_at < now() - make_interval(hours => stale_hours)) as "Stale"
        """;
}
