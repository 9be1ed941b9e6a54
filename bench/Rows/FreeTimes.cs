using Frontdesk.Scheduling;

namespace Frontdesk.Bench;

/// <summary>The free times of clinics whose calendars are four fifths full.</summary>
internal static class FreeTimes
{
    private static readonly DateOnly Today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

    /// <summary>Of all five practitioners in the next 14 days.</summary>
    /// <param name="limit">How many times are asked for: 1,000 is all there are, 100 what a screen shows.</param>
    public static Row Row(Stage stage, int limit) => limit >= 1000
        ? Row("times", "free times, 14 days × 5 practitioners", new Budget(2000, 0.8), stage, stage.Clinics, Bulk.Practitioners, 14, limit)
        : Row("soonest", $"the same, the soonest {limit} of them", null, stage, stage.Clinics, Bulk.Practitioners, 14, limit);

    /// <summary>Of fifty practitioners in the next 60 days.</summary>
    /// <param name="limit">As above.</param>
    public static Row LargeRow(Stage stage, int limit) =>
        Row(limit >= 1000 ? "large" : "page", $"free times, 60 days × 50 practitioners, the soonest {limit:N0}", new Budget(P99: 25), stage, [stage.Large], Bulk.LargePractitioners, 60, limit);

    private static Row Row(string name, string title, Budget? budget, Stage stage, SignedIn[] clinics, int practitioners, int days, int limit)
    {
        var requests = clinics.Select(clinic =>
        {
            var ids = Enumerable.Range(1, practitioners).Select(r => Bulk.Id(Bulk.Kind.Practitioner, clinic.Number, r)).ToArray();
            var path = $"/api/v1/scheduling/times?visitTypeId={Bulk.Id(Bulk.Kind.VisitType, clinic.Number, 0)}&from={Today:yyyy-MM-dd}&to={Today.AddDays(days - 1):yyyy-MM-dd}&limit={limit}"
                + string.Concat(ids.Select(static id => $"&practitionerId={id}"));
            return (Clinic: clinic, Practitioners: ids, Bytes: HttpConnection.Request("GET", path, clinic.HostName(stage.Host.Port), clinic.Cookie, null));
        }).ToArray();
        var doors = Doors.Of(stage, "times.found");
        var next = 0;
        return new Row(name, title, budget,
            async (http, _, ct) =>
            {
                await http.Send(requests[(uint)Interlocked.Increment(ref next) % requests.Length].Bytes, ct);
                return http.Status == 200 && http.Body.Span.IndexOf("\"startsAt\""u8) > 0 ? Result.Right : Result.Wrong;
            },
            async (_, ct) =>
            {
                var one = requests[(uint)Interlocked.Increment(ref next) % requests.Length];
                var from = TimeProvider.System.GetUtcNow();
                var rows = await doors[one.Clinic.Number].Query<FindTimes.Row>(FindTimes.Sql, new { ResourceIds = one.Practitioners, From = from, Until = from.AddDays(days) }, ct);
                return rows.Count == practitioners ? Result.Right : Result.Wrong;
            });
    }
}
