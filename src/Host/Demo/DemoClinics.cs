using System.Text.Json;
using Frontdesk.Platform;
using NodaTime;

namespace Frontdesk.Host;

/// <summary>
/// Three clinics that differ, made by our own code, the same each time, with full calendars around today. A second run adds nothing
/// but the days that came into view meanwhile, and keeps what people changed.
/// </summary>
public static class DemoClinics
{
    internal static readonly DemoClinic[] All = [Lakeview.Clinic, TwinRivers.Clinic, Sloan.Clinic];

    /// <summary>The file with who can be played on the telephone simulator: <c>[{"name": …, "number": …}]</c>, under the data folder.</summary>
    public const string CallersFile = "demo-callers.json";

    /// <param name="progress">Takes one line for each step.</param>
    public static async Task Seed(IServiceProvider services, Action<string> progress, CancellationToken ct)
    {
        var clinics = services.GetRequiredService<Clinics>();
        var factory = services.GetRequiredService<TenantDbFactory>();
        var clock = services.GetRequiredService<TimeProvider>();
        foreach (var clinic in All)
        {
            var tenant = await clinics.Open(new Tenant(clinic.Id("clinic"), clinic.Slug, clinic.Name, clinic.Phone, clinic.TimeZone, clinic.Languages), ct);
            var db = factory.For(tenant, Actor.System, $"demo-{clinic.Slug}", "demo.seeded");
            var now = Instant.FromDateTimeOffset(clock.GetUtcNow());
            var patients = DemoPeople.Of(clinic);
            var made = await SeedDemoAccounts.Run(db, clinic, ct);
            made |= await SeedDemoPatients.Run(db, clinic, patients, ct);
            made |= await SeedDemoSchedule.Run(db, clinic, patients, now, progress, ct);
            made |= await SeedDemoWork.Run(db, clinic, patients, now, ct);
            made |= await SeedDemoCalls.Run(db, clinic, patients, now, ct);
            progress(made ? $"{clinic.Name}: {patients.Count} patients, {clinic.Practitioners.Length} practitioners" : $"{clinic.Name}: already there");
        }

        WriteCallers(services.GetRequiredService<DataFolder>());
    }

    // A few of each clinic: a family that shares a telephone, people alone, someone who answers for a parent.
    private static void WriteCallers(DataFolder folder)
    {
        var callers = All.SelectMany(static clinic => DemoPeople.Of(clinic)
            .SelectMany(static patient => patient.Phones.Where(static phone => phone.Use == "mobile").Select(phone => (phone.Number, patient)))
            .GroupBy(static pair => pair.Number)
            .Take(40)
            .Select(household => new { name = $"{household.Last().patient.Name} ({clinic.Name})", number = household.Key }));
        folder.Make("");
        folder.Writing(() =>
        {
            File.WriteAllText(folder.At(CallersFile), JsonSerializer.Serialize(callers, Readable));
            return true;
        });
    }

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
