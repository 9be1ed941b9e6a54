using System.ComponentModel.DataAnnotations;
using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Frontdesk.Scheduling;

/// <summary>
/// Which visits of a weekly series could be booked: the same time by the place's clock every so many weeks, each with what stands in its way and the nearest times that are free.
/// Nothing is held; <see cref="BookWholeSeries"/> looks again.
/// </summary>
internal static class CheckSeries
{
    private const int Nearest = 3;

    /// <param name="StartsAt">Of the first; any offset, the instant counts.</param>
    /// <param name="Count">2 to 52.</param>
    /// <param name="EveryWeeks">1 to 12.</param>
    /// <param name="Channel"><c>in-person</c>, <c>video</c> or <c>phone</c>; left out: the first the visit type has.</param>
    /// <param name="PatientId">For whom, with the chart open: a place in a group they are in is not free.</param>
    public sealed record Request(
        Guid VisitTypeId, Guid PractitionerId, Guid LocationId, DateTimeOffset StartsAt, [property: Range(2, 52)] int Count, [property: Range(1, 12)] int EveryWeeks, string? Channel = null, Guid? PatientId = null);

    /// <param name="StartsAt">With the offset of the location's clock. Where the clock skips the time it is the same interval later and not free; where it repeats it, the earlier.</param>
    /// <param name="Code">As of <see cref="ExplainTime"/>; <c>already_in_group</c>: the patient is.</param>
    /// <param name="Nearest">Of one that is not free: up to three times with the same practitioner at the same place, within a week.</param>
    public sealed record Visit(DateTimeOffset StartsAt, DateTimeOffset EndsAt, bool Free, string Code, string En, string Es, IReadOnlyList<FindTimes.Time> Nearest);

    public sealed record Response(IReadOnlyList<Visit> Visits);

    public static void Map(IEndpointRouteBuilder scheduling) => scheduling
        .MapPost("/series/check", Handle)
        .WithName(nameof(CheckSeries))
        .Requires<BookSeries>()
        .Audited("series.checked")
        .AnswersAgain()
        .RateLimited(RateClass.Search);

    internal static async Task<Ok<Response>> Handle(Request request, TenantDb db, ClinicRulesCache cache, TimeProvider clock, CancellationToken ct)
    {
        if (request.StartsAt.UtcTicks % TimeSpan.TicksPerMinute != 0)
            throw ClinicRules.Invalid("startsAt", "not_a_whole_minute", "Give the time in whole minutes.");
        if (!ClinicRules.IsInCalendar(request.StartsAt, clock))
            throw ClinicRules.Invalid("startsAt", "too_far_ahead", "The calendar goes two years ahead.");
        if (!ClinicRules.IsInCalendar(request.StartsAt.AddDays(7 * request.EveryWeeks * (request.Count - 1)), clock))
            throw ClinicRules.Invalid("count", "too_far_ahead", "The last visit would be more than two years ahead.");

        return TypedResults.Ok(await cache.Under(db, async rules =>
        {
            var type = rules.VisitTypeFor(db.Actor, request.VisitTypeId);
            var wanted = new FindTimes.Wanted(type, type.Channel(request.Channel));
            var place = rules.PlaceOf(request.PractitionerId, request.LocationId);
            var visit = place.Visit(type);
            var starts = Weekly(place.Location.Zone, request);
            var answers = await ExplainTime.Each(db, rules, wanted, place, [.. starts.Select(static s => s.At)], ct);
            var own = await OwnVisits.For(db, type, request.PatientId, null, ct);
            bool IsInGroup(DateTimeOffset at) => own.AreIn(place.Practitioner.Id, place.Location.Id, at);
            var visits = starts.Zip(answers.Answers, (start, answer) => Say(place, visit, start, IsInGroup(start.At.ToDateTimeOffset()) ? answer with
            {
                Offered = false,
                Code = "already_in_group",
                En = "The patient has a place in this group already.",
                Es = "El paciente ya tiene un lugar en este grupo.",
            } : answer)).ToList();
            if (visits.TrueForAll(static v => v.Free))
                return new ClinicRulesCache.Seen<Response>(answers.Version, new Response(visits));

            var around = new Interval(starts[0].At - Duration.FromDays(7), starts[^1].At + Duration.FromDays(7));
            var (version, times) = await FindTimes.Free(db, rules, wanted, [place], _ => around, ct);
            var free = times[0].Where(t => !IsInGroup(t.StartsAt)).ToList();
            return new ClinicRulesCache.Seen<Response>(version, new Response(visits.ConvertAll(v => v.Free ? v : v with { Nearest = Around(free, v.StartsAt) })));
        }, ct));
    }

    private static List<(Instant At, bool Skipped)> Weekly(DateTimeZone zone, Request request)
    {
        var first = Instant.FromDateTimeOffset(request.StartsAt);
        var wall = first.InZone(zone).LocalDateTime;
        return [(first, false), .. Enumerable.Range(1, request.Count - 1).Select(i =>
        {
            var local = wall.PlusWeeks(i * request.EveryWeeks);
            return (zone.AtLeniently(local).ToInstant(), zone.MapLocal(local).Count == 0);
        })];
    }

    private static Visit Say(ClinicRules.Place place, FreeTimes.Visit visit, (Instant At, bool Skipped) start, ExplainTime.Answer answer)
    {
        var zone = place.Location.Zone;
        if (start.Skipped)
            answer = ExplainTime.Skipped(zone, zone.GetZoneInterval(zone.GetZoneInterval(start.At).Start - Duration.Epsilon));
        return new Visit(start.At.InZone(zone).ToDateTimeOffset(), (start.At + Duration.FromMinutes(visit.Minutes)).InZone(zone).ToDateTimeOffset(), answer.Offered, answer.Code, answer.En, answer.Es, []);
    }

    private static List<FindTimes.Time> Around(List<FindTimes.Time> free, DateTimeOffset wanted) =>
        [.. free.Where(t => (t.StartsAt - wanted).Duration() <= TimeSpan.FromDays(7)).OrderBy(t => (t.StartsAt - wanted).Duration()).Take(Nearest).OrderBy(static t => t.StartsAt)];
}
