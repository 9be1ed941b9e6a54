using Frontdesk.Platform;
using Frontdesk.Scheduling;
using NodaTime;

namespace Frontdesk.Host;

/// <summary>What waits for the desk of a demo clinic on its first day: two patients ask for a visit, and a meeting was put where somebody is booked.</summary>
internal static class SeedDemoWork
{
    private static readonly (string Note, string[] PartsOfDay)[] English = [("I work nights, so mornings are best. It is about my knee again.", ["morning"]), ("Any day next week, after school.", ["afternoon", "evening"])];
    private static readonly (string Note, string[] PartsOfDay)[] Spanish = [("Prefiero por la mañana, por favor. Es por la rodilla otra vez.", ["morning"]), ("Cualquier día, después de la escuela.", ["afternoon", "evening"])];

    public static async Task<bool> Run(TenantDb db, DemoClinic clinic, IReadOnlyList<DemoPatient> patients, Instant now, CancellationToken ct)
    {
        // What people have closed since must not come back.
        if (await db.QueryOne<bool>("select true from worklist.states limit 1", null, ct))
            return false;

        var asked = clinic.VisitTypes.Last(static type => !type.PatientsMayBook);
        var dice = new Dice($"{clinic.Slug}/requests");
        var asking = dice.Shuffled(patients.Where(p => Age(p, now) is >= 18 and < 80)).Take(2).ToArray();
        await db.Transaction(async tx =>
        {
            for (var i = 0; i < asking.Length; i++)
            {
                var (note, partsOfDay) = (asking[i].Language == "es" ? Spanish : English)[i];
                await ClinicSetUp.RequestVisit(tx, asking[i].Id, SeedDemoSchedule.Id(clinic, asked), note, partsOfDay, now.ToDateTimeOffset(), ct);
            }
        }, ct);

        if (DemoCalendar.Appointments(clinic, patients, now.InZone(DateTimeZoneProviders.Tzdb[clinic.TimeZone]).Date, now)
                .Where(a => a.Outcome == DemoOutcome.Booked && a.StartsAt > now + Duration.FromDays(3)).MinBy(static a => a.StartsAt) is { } booked)
            await Meet(db, clinic, booked, ct);
        return true;
    }

    // A real change of the hours: the visit under it is stranded as it would be for anybody.
    private static Task Meet(TenantDb db, DemoClinic clinic, DemoAppointment booked, CancellationToken ct)
    {
        var zone = DateTimeZoneProviders.Tzdb[booked.Location.TimeZone];
        return ClinicSetUp.ChangeRules(db, tx => ClinicSetUp.AddException(tx, new ExceptionToAdd(
            clinic.Id("exception/meeting"), SeedDemoSchedule.Id(clinic, booked.Practitioner), "blocked",
            booked.StartsAt.InZone(zone).ToDateTimeUnspecified(), booked.EndsAt.InZone(zone).ToDateTimeUnspecified(), Note: "Staff meeting"), ct), ct);
    }

    private static int Age(DemoPatient patient, Instant now) => Period.Between(LocalDate.FromDateOnly(patient.BirthDate), now.InUtc().Date, PeriodUnits.Years).Years;
}
