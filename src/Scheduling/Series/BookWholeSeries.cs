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
/// Books all visits of a series for one patient, or none: 409 <c>series_clashes</c> with <c>clashes</c>, the starts that are not free any more. Staff need the patient's chart open.
/// </summary>
internal static class BookWholeSeries
{
    private const int Fewest = 2;
    private const int Most = 52;

    /// <param name="StartsAts">2 to 52, each as <see cref="FindTimes"/> or <see cref="CheckSeries"/> offered it; any offset, the instants count. Not each need keep to the weeks.</param>
    /// <param name="EveryWeeks">1 to 12: what the series is called.</param>
    /// <param name="Channel"><c>in-person</c>, <c>video</c> or <c>phone</c>; left out: the first the visit type has.</param>
    /// <param name="Reason">Why the patient comes, at most 200 characters.</param>
    public sealed record Request(
        Guid PatientId, Guid VisitTypeId, Guid PractitionerId, Guid LocationId,
        [property: Required, MinLength(Fewest), MaxLength(Most)] IReadOnlyList<DateTimeOffset> StartsAts,
        [property: Range(1, 12)] int EveryWeeks, string? Channel = null, [property: StringLength(200)] string? Reason = null);

    /// <param name="StartsAt">With the offset of the location's clock.</param>
    public sealed record Appointment(Guid AppointmentId, DateTimeOffset StartsAt);

    public sealed record Response(Guid SeriesId, IReadOnlyList<Appointment> Appointments);

    public static void Map(IEndpointRouteBuilder scheduling) => scheduling
        .MapPost("/series", Handle)
        .WithName(nameof(BookWholeSeries))
        .Requires<BookSeries>()
        .Audited("series.booked")
        .AnswersAgain()
        .RateLimited(RateClass.Write)
        .ProducesProblem(StatusCodes.Status409Conflict);

    internal static async Task<Results<Created<Response>, ProblemHttpResult>> Handle(Request request, TenantDb db, ClinicRulesCache cache, TimeProvider clock, CancellationToken ct)
    {
        if (db.MadeBefore("scheduling.series") is [.., var made] && await db.Query<Made>(MadeSql, new { Id = made }, ct) is [{ TimeZone: var timeZone }, ..] before)
            return Booked(db, made, [.. before.Select(static v => new Visit(v.AppointmentId, v.StartsAt, v.Audience))], DateTimeZoneProviders.Tzdb[timeZone]);
        // In the order of time, so that of two series that want the same times one waits for the other and neither for both.
        var starts = request.StartsAts.Select(static (at, i) => (At: at.ToUniversalTime(), Field: $"startsAts[{i}]")).OrderBy(static s => s.At).ToList();
        for (var i = 0; i < starts.Count; i++)
        {
            if (!ClinicRules.IsInCalendar(starts[i].At, clock))
                throw ClinicRules.Invalid(starts[i].Field, "not_offered", "This time is not on offer.");
            if (i > 0 && starts[i].At == starts[i - 1].At)
                throw ClinicRules.Invalid(starts[i].Field, "twice_the_same", "Give each time once.");
        }

        var id = Guid.CreateVersion7();
        var (outcome, zone) = await cache.Under(db, async rules =>
        {
            var type = rules.VisitTypeFor(db.Actor, request.VisitTypeId);
            var channel = type.Channel(request.Channel);
            var place = rules.PlaceOf(request.PractitionerId, request.LocationId);
            foreach (var (at, field) in starts)
            {
                if (!FreeTimes.Offers(place.Location.Zone, place.Hours, place.Visit(type), Instant.FromDateTimeOffset(at)))
                    throw ClinicRules.Invalid(field, "not_offered", "This time is not on offer.");
            }
            var outcome = await Clash.Retried(() => Try(db, id, request, [.. starts.Select(s => new TakeTime.Wanted(
                rules, type, place, channel, s.At, Guid.CreateVersion7(), request.PatientId, db.Actor.Id, "staff", AsPatient: false))], ct), ct);
            return new ClinicRulesCache.Seen<(Outcome, DateTimeZone)>(outcome.Version, (outcome, place.Location.Zone));
        }, ct);

        if (!outcome.ChartIsOpen)
            return await Charts.WhyNot(db, request.PatientId, ct);
        if (outcome.Past is { } past)
            throw ClinicRules.Invalid(starts.Find(s => s.At == past).Field, "time_is_past", "That time has passed.");
        if (outcome.InGroup is { } there)
            throw OwnVisits.InGroup(starts.Find(s => s.At == there).Field);
        if (outcome.Clashes is { } clashes)
            return Problems.Conflict("series_clashes", "Some of these times were just taken. Nothing was booked.",
                new Dictionary<string, object?>(StringComparer.Ordinal) { ["clashes"] = clashes.Select(at => at.In(zone)) });

        return Booked(db, id, outcome.Booked, zone);
    }

    private static Created<Response> Booked(TenantDb db, Guid id, IReadOnlyList<Visit> booked, DateTimeZone zone)
    {
        foreach (var visit in booked)
            db.Announce(SchedulingContracts.AppointmentsTopic, visit.AppointmentId, visit.Audience);
        return TypedResults.Created($"/api/v1/scheduling/series/{id}", new Response(id, [.. booked.Select(v => new Appointment(v.AppointmentId, v.StartsAt.In(zone)))]));
    }

    /// <summary>Takes all times and books them; what was taken is given back with the transaction when it comes to nothing.</summary>
    private static async Task<Outcome> Try(TenantDb db, Guid id, Request request, IReadOnlyList<TakeTime.Wanted> wanted, CancellationToken ct)
    {
        try
        {
            return await db.Transaction(async tx =>
            {
                var version = wanted[0].Rules.Version;
                var clashes = new List<DateTimeOffset>();
                foreach (var visit in wanted)
                {
                    var taken = await TakeTime.Take(visit, tx, ct);
                    if (taken.Version != version || !taken.ChartIsOpen || taken.IsPast || taken.IsInGroup)
                        throw new Nothing(new Outcome(taken.Version, taken.ChartIsOpen, taken.IsPast ? visit.StartsAt : null, taken.IsInGroup ? visit.StartsAt : null, null, []));
                    if (taken.ExpiresAt is null)
                        clashes.Add(visit.StartsAt);
                }
                if (clashes.Count > 0)
                    throw new Nothing(new Outcome(version, true, null, null, clashes, []));

                var booked = await tx.Query<Visit>(Sql, new
                {
                    Id = id,
                    request.PatientId,
                    request.VisitTypeId,
                    request.EveryWeeks,
                    Ids = wanted.Select(static w => w.Id).ToArray(),
                    Reason = request.Reason?.Trim() ?? "",
                    ActorId = tx.Actor.Id,
                }, ct);
                return new Outcome(version, true, null, null, null, [.. booked.OrderBy(static v => v.StartsAt)]);
            }, ct);
        }
        catch (Nothing ended)
        {
            return ended.Outcome;
        }
    }

    /// <param name="Past">A start that has passed.</param>
    /// <param name="InGroup">The start of a group the patient is in already.</param>
    private sealed record Outcome(Guid Version, bool ChartIsOpen, DateTimeOffset? Past, DateTimeOffset? InGroup, IReadOnlyList<DateTimeOffset>? Clashes, IReadOnlyList<Visit> Booked);

    private sealed record Visit(Guid AppointmentId, DateTimeOffset StartsAt, Guid[] Audience);

    /// <summary>Ends the transaction without a trace.</summary>
    private sealed class Nothing(Outcome outcome) : Exception("Nothing was booked.")
    {
        public Outcome Outcome => outcome;
    }

    private sealed record Made(Guid AppointmentId, DateTimeOffset StartsAt, Guid[] Audience, string TimeZone);

    internal const string MadeSql =
        """
        select a.id as "AppointmentId", a.starts_at as "StartsAt", patients.audience(a.patient_id) as "Audience", l.time_zone as "TimeZone"
        from   scheduling.appointments a
        join   scheduling.locations l on l.id = a.location_id
        where  a.series_id = @Id
        order  by a.starts_at
        """;

    internal const string Sql =
        """
        with series as (
            insert into scheduling.series (id, patient_id, visit_type_id, every_weeks)
            values (@Id, @PatientId, @VisitTypeId, @EveryWeeks)
        )
        update scheduling.appointments
        set    status = 'booked', series_id = @Id, reason = @Reason, expires_at = null, booked_at = now(), booked_by = @ActorId
        where  id = any (@Ids)
        returning id as "AppointmentId", starts_at as "StartsAt", patients.audience(patient_id) as "Audience"
        """;
}
