using Frontdesk.Patients;
using Frontdesk.Platform;

namespace Frontdesk.Bench;

/// <summary>Reads a chart that is open to the agent; each read leaves its row in the audit.</summary>
internal static class ReadPatient
{
    public static Row Row(Stage stage, BenchOptions options)
    {
        var requests = stage.Clinics.SelectMany(clinic => Enumerable.Range(0, 60).Select(i => (Clinic: clinic, Patient: Bulk.Id(Bulk.Kind.Patient, clinic.Number, 1 + (i * 16_381 % options.Patients)))))
            .Select(one => (one.Clinic, one.Patient, Bytes: HttpConnection.Request("GET", $"/api/v1/patients/{one.Patient}", one.Clinic.HostName(stage.Host.Port), one.Clinic.Cookie, null)))
            .ToArray();
        Random.Shared.Shuffle(requests);
        var doors = Doors.Of(stage, "patient.shown");
        var next = 0;
        return new Row("read", "read one patient, audited", new Budget(3500, 0.5),
            async (http, _, ct) =>
            {
                await http.Send(requests[(uint)Interlocked.Increment(ref next) % requests.Length].Bytes, ct);
                return http.Status == 200 ? Result.Right : Result.Wrong;
            },
            async (_, ct) =>
            {
                var one = requests[(uint)Interlocked.Increment(ref next) % requests.Length];
                var chart = await doors[one.Clinic.Number].DiscloseOne<Chart.Row>(Purpose.Treatment, Chart.Sql, new { PatientId = one.Patient }, ct);
                return chart is null ? Result.Wrong : Result.Right;
            });
    }
}
