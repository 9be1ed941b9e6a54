using Frontdesk.Scheduling;

namespace Frontdesk.Bench;

/// <summary>The free times of all five practitioners in the next 14 days, whose calendars are four fifths full.</summary>
internal static class FreeTimes
{
    /// <param name="limit">How many times are asked for: 1,000 is all there are, 100 what a screen shows.</param>
    public static Row Row(Stage stage, int limit)
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var requests = stage.Clinics.Select(clinic =>
        {
            var practitioners = Enumerable.Range(1, Bulk.Practitioners).Select(r => Bulk.Id(Bulk.Kind.Practitioner, clinic.Number, r)).ToArray();
            var path = $"/api/v1/scheduling/times?visitTypeId={Bulk.Id(Bulk.Kind.VisitType, clinic.Number, 0)}&from={today:yyyy-MM-dd}&to={today.AddDays(13):yyyy-MM-dd}&limit={limit}"
                + string.Concat(practitioners.Select(static id => $"&practitionerId={id}"));
            return (Clinic: clinic, Practitioners: practitioners, Bytes: HttpConnection.Request("GET", path, clinic.HostName(stage.Host.Port), clinic.Cookie, null));
        }).ToArray();
        var doors = Doors.Of(stage, "times.found");
        var next = 0;
        var all = limit >= 1000;
        return new Row(all ? "times" : "soonest", all ? "free times, 14 days × 5 practitioners" : $"the same, the soonest {limit} of them", all ? 2000 : 0, all ? 0.8 : 0,
            async (http, _, ct) =>
            {
                await http.Send(requests[(uint)Interlocked.Increment(ref next) % requests.Length].Bytes, ct);
                return http.Status == 200 && http.Body.Span.IndexOf("\"startsAt\""u8) > 0 ? Result.Right : Result.Wrong;
            },
            async (_, ct) =>
            {
                var one = requests[(uint)Interlocked.Increment(ref next) % requests.Length];
                var from = TimeProvider.System.GetUtcNow();
                var rows = await doors[one.Clinic.Number].Query<FindTimes.Row>(FindTimes.Sql, new { ResourceIds = one.Practitioners, From = from, Until = from.AddDays(14) }, ct);
                return rows.Count == Bulk.Practitioners ? Result.Right : Result.Wrong;
            });
    }
}
