using System.Text.Json;
using Frontdesk.Patients;
using Frontdesk.Platform;

namespace Frontdesk.Bench;

/// <summary>Finds a patient by a telephone number in one of the spellings people use; each search is in the audit.</summary>
internal static class FindByPhone
{
    private sealed record Found(Guid PatientId, string Name, DateOnly BirthDate, string Sex, DateOnly? DeceasedOn, string? MrnLast4, string? PhoneLast4, string MatchedOn);

    private static readonly Func<string, string>[] Spellings =
    [
        static e164 => e164,
        static e164 => $"({e164[2..5]}) {e164[5..8]}-{e164[8..]}",
        static e164 => $"{e164[2..5]}.{e164[5..8]}.{e164[8..]}",
        static e164 => $"1-{e164[2..5]}-{e164[5..8]}-{e164[8..]}",
        static e164 => e164[2..],
    ];

    public static Row Row(Stage stage, BenchOptions options)
    {
        var searches = stage.Clinics.SelectMany(clinic => Enumerable.Range(0, 60).Select(i =>
            {
                var phone = Bulk.Phone(clinic.Number, 1 + (i * 16_381 % options.Patients));
                var query = Spellings[i % Spellings.Length](phone);
                return (Clinic: clinic, Query: query, Bytes: HttpConnection.Request("POST", "/api/v1/patients/search", clinic.HostName(stage.Host.Port), clinic.Cookie, JsonSerializer.Serialize(new { query })));
            }))
            .ToArray();
        Random.Shared.Shuffle(searches);
        var doors = Doors.Of(stage, "patients.searched");
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var next = 0;
        return new Row("find", "find by phone, any spelling, audited", new Budget(3500, 0.5),
            async (http, _, ct) =>
            {
                await http.Send(searches[(uint)Interlocked.Increment(ref next) % searches.Length].Bytes, ct);
                return http.Status == 200 && http.Body.Span.IndexOf("\"phone\""u8) > 0 ? Result.Right : Result.Wrong;
            },
            async (_, ct) =>
            {
                var one = searches[(uint)Interlocked.Increment(ref next) % searches.Length];
                var (sql, arguments) = FindPatients.Statement(SearchTerms.Read(one.Query, today), 20);
                return (await doors[one.Clinic.Number].Disclose<Found>(Purpose.Operations, sql, arguments, ct)).Count > 0 ? Result.Right : Result.Wrong;
            });
    }
}
