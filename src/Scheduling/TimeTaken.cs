using Frontdesk.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace Frontdesk.Scheduling;

/// <summary>The answer to whoever came second: 409 <c>time_taken</c> with <c>nearest</c>, the free times closest to the one that was wanted, and <c>practitioners</c>, their names.</summary>
internal static class TimeTaken
{
    private const int Offered = 6;

    public static async Task<ProblemHttpResult> Problem(
        TenantDb db, FindTimes.Wanted wanted, ClinicRules.Place place, ClinicRulesCache cache, DateTimeOffset at, Guid? patientId, Guid? besides, CancellationToken ct)
    {
        var instant = Instant.FromDateTimeOffset(at);
        var window = new Interval(instant - Duration.FromDays(2), instant + Duration.FromDays(7));
        // The time of a visit that is moved is free to it, and is none to move it to.
        var there = wanted.Moves is { } moved ? await db.QueryOne<MoveAppointment.Movable>(MoveAppointment.MovableSql, new { Id = moved }, ct) : null;
        var own = await OwnVisits.For(db, wanted.Type, patientId, besides, ct);
        var nearest = await cache.Under(db, async rules =>
        {
            var places = rules.Places.Where(p => p.Location.Id == place.Location.Id && p.Practitioner.Visit(wanted.Type) is not null).ToList();
            var (version, times) = await FindTimes.Free(db, rules, wanted, places, _ => window, ct);
            var nearest = Nearest(times.SelectMany(t => t).Where(t => there?.WouldStay(rules, wanted, t.PractitionerId, t.LocationId, t.StartsAt) != true && !own.Forbid(t)), at, place.Practitioner.Id);
            return new ClinicRulesCache.Seen<(List<FindTimes.Time> Times, Dictionary<Guid, string> Names)>(version, (nearest, FindTimes.Names(nearest, rules)));
        }, ct);
        return Problems.Conflict("time_taken", "That time was just taken.", new Dictionary<string, object?>(StringComparer.Ordinal) { ["nearest"] = nearest.Times, ["practitioners"] = nearest.Names });
    }

    // The same practitioner first where two are as near; in the order of the day, which is how people read them.
    private static List<FindTimes.Time> Nearest(IEnumerable<FindTimes.Time> times, DateTimeOffset wanted, Guid practitionerId) =>
        [.. times
            .OrderBy(t => (t.StartsAt - wanted).Duration())
            .ThenBy(t => t.PractitionerId != practitionerId)
            .Take(Offered)
            .OrderBy(t => t.StartsAt)];
}
