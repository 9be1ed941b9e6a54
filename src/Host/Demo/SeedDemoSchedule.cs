using Frontdesk.Platform;
using NodaTime;

namespace Frontdesk.Host;

/// <summary>Writes locations, practitioners, visit types and hours once, and the appointments of every day that has none of ours yet.</summary>
internal static class SeedDemoSchedule
{
    public static async Task<bool> Run(TenantDb db, DemoClinic clinic, IReadOnlyList<DemoPatient> patients, Instant now, Action<string> progress, CancellationToken ct)
    {
        var today = now.InZone(DateTimeZoneProviders.Tzdb[clinic.TimeZone]).Date;
        var made = await Rules(db, clinic, today, ct);
        return await Appointments(db, clinic, patients, today, now, progress, ct) || made;
    }

    private static async Task<bool> Rules(TenantDb db, DemoClinic clinic, LocalDate today, CancellationToken ct)
    {
        // Made as one: hours that a person has since taken away must not come back.
        if (await db.QueryOne<bool>("select true from scheduling.resources where id = @Id", new { Id = Id(clinic, clinic.Practitioners[0]) }, ct))
            return false;

        var places = clinic.Practitioners.SelectMany(static p => p.Hours.Select(hours => (Practitioner: p, hours.Location)).Distinct()).ToArray();
        var hours = clinic.Practitioners.SelectMany(static p => p.Hours.SelectMany(hours => hours.Days.Select(day => (Practitioner: p, Hours: hours, Day: day)))).ToArray();
        var exceptions = DemoCalendar.Exceptions(clinic, today);
        await db.Transaction(async tx =>
        {
            await tx.Execute(LocationsSql, new
            {
                Ids = clinic.Locations.Select(l => Id(clinic, l)).ToArray(),
                Names = clinic.Locations.Select(static l => l.Name).ToArray(),
                Addresses = clinic.Locations.Select(static l => l.Address).ToArray(),
                Zones = clinic.Locations.Select(static l => l.TimeZone).ToArray(),
            }, ct);
            await tx.Execute(ResourcesSql, new { Ids = clinic.Practitioners.Select(p => Id(clinic, p)).ToArray(), Names = clinic.Practitioners.Select(static p => p.Name).ToArray() }, ct);
            foreach (var practitioner in clinic.Practitioners)
                await tx.Execute("insert into scheduling.practitioners (id, languages) values (@Id, @Languages)", new { Id = Id(clinic, practitioner), practitioner.Languages }, ct);
            await tx.Execute(PlacesSql, new
            {
                Resources = places.Select(p => Id(clinic, p.Practitioner)).ToArray(),
                Locations = places.Select(p => clinic.Id($"location/{p.Location}")).ToArray(),
            }, ct);
            await tx.Execute(VisitTypesSql, new
            {
                Ids = clinic.VisitTypes.Select(t => Id(clinic, t)).ToArray(),
                NamesEn = clinic.VisitTypes.Select(static t => t.NameEn).ToArray(),
                NamesEs = clinic.VisitTypes.Select(static t => t.NameEs).ToArray(),
                InstructionsEn = clinic.VisitTypes.Select(static t => t.InstructionsEn).ToArray(),
                InstructionsEs = clinic.VisitTypes.Select(static t => t.InstructionsEs).ToArray(),
                Minutes = clinic.VisitTypes.Select(static t => t.Minutes).ToArray(),
                PatientsMayBook = clinic.VisitTypes.Select(static t => t.PatientsMayBook).ToArray(),
                Every = DemoCalendar.Grid,
            }, ct);
            await tx.Execute(HoursSql, new
            {
                Ids = hours.Select(h => clinic.Id($"hours/{h.Practitioner.Key}/{h.Hours.Location}/{h.Day}/{h.Hours.From}")).ToArray(),
                Resources = hours.Select(h => Id(clinic, h.Practitioner)).ToArray(),
                Locations = hours.Select(h => clinic.Id($"location/{h.Hours.Location}")).ToArray(),
                Weekdays = hours.Select(static h => (short)h.Day).ToArray(),
                Starts = hours.Select(static h => Minute(h.Hours.From)).ToArray(),
                Ends = hours.Select(static h => Minute(h.Hours.To)).ToArray(),
            }, ct);
            await tx.Execute(ExceptionsSql, new
            {
                Ids = exceptions.Select(static e => e.Id).ToArray(),
                Resources = exceptions.Select(e => Id(clinic, e.Practitioner)).ToArray(),
                Locations = exceptions.Select(e => e.Away ? (Guid?)null : Id(clinic, e.Location)).ToArray(),
                Kinds = exceptions.Select(static e => e.Away ? "away" : "extra").ToArray(),
                Starts = exceptions.Select(static e => (e.Date + e.From).ToDateTimeUnspecified()).ToArray(),
                Ends = exceptions.Select(static e => ((e.Away ? e.Date.PlusDays(1) : e.Date) + e.To).ToDateTimeUnspecified()).ToArray(),
                Notes = exceptions.Select(static e => e.Reason).ToArray(),
            }, ct);
        }, ct);
        return true;
    }

    private static async Task<bool> Appointments(TenantDb db, DemoClinic clinic, IReadOnlyList<DemoPatient> patients, LocalDate today, Instant now, Action<string> progress, CancellationToken ct)
    {
        var all = DemoCalendar.Appointments(clinic, patients, today, now);
        var there = (await db.Query<Guid>("select id from scheduling.appointments where id = any(@Ids)", new { Ids = all.Select(static a => a.Id).ToArray() }, ct)).ToHashSet();
        var daysThere = all.Where(a => there.Contains(a.Id)).Select(Day).ToHashSet();
        var agents = clinic.Accounts.Where(static a => a.Role == Role.Agent).Select(account => DemoAccounts.Id(clinic, account)).ToArray();
        var made = 0;
        foreach (var batch in all.Where(a => !daysThere.Contains(Day(a))).Chunk(1000))
        {
            var bookers = batch.Select(a => new Dice($"booker/{a.Id}").Pick(agents)).ToArray();
            made += await db.Execute(AppointmentsSql, new
            {
                Ids = batch.Select(static a => a.Id).ToArray(),
                Resources = batch.Select(a => Id(clinic, a.Practitioner)).ToArray(),
                Locations = batch.Select(a => Id(clinic, a.Location)).ToArray(),
                VisitTypes = batch.Select(a => Id(clinic, a.VisitType)).ToArray(),
                Patients = batch.Select(static a => a.Patient.Id).ToArray(),
                Statuses = batch.Select(static a => Status(a.Outcome)).ToArray(),
                Starts = batch.Select(static a => a.StartsAt.ToDateTimeUtc()).ToArray(),
                Ends = batch.Select(static a => a.EndsAt.ToDateTimeUtc()).ToArray(),
                Reasons = batch.Select(static a => a.Reason).ToArray(),
                Booked = batch.Select(static a => a.BookedAt.ToDateTimeUtc()).ToArray(),
                Bookers = bookers,
            }, ct);
            progress($"{clinic.Name}: {made} appointments");
        }

        return made > 0;
    }

    private static (DemoPractitioner, LocalDate) Day(DemoAppointment a) => (a.Practitioner, a.StartsAt.InZone(DateTimeZoneProviders.Tzdb[a.Location.TimeZone]).Date);

    private static Guid Id(DemoClinic clinic, DemoLocation location) => clinic.Id($"location/{location.Key}");

    private static Guid Id(DemoClinic clinic, DemoPractitioner practitioner) => clinic.Id($"practitioner/{practitioner.Key}");

    private static Guid Id(DemoClinic clinic, DemoVisitType type) => clinic.Id($"visit-type/{type.Key}");

    private static short Minute(string time) => (short)(DemoCalendar.Time(time) - LocalTime.Midnight).ToDuration().TotalMinutes;

    // FHIR R4 AppointmentStatus.
    private static string Status(DemoOutcome outcome) => outcome switch
    {
        DemoOutcome.Booked => "booked",
        DemoOutcome.Fulfilled => "fulfilled",
        DemoOutcome.Cancelled => "cancelled",
        DemoOutcome.NoShow => "noshow",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };

    private const string LocationsSql =
        """
        insert into scheduling.locations (id, name, address, time_zone)
        select * from unnest(@Ids, @Names, @Addresses, @Zones)
        """;

    private const string ResourcesSql =
        """
        insert into scheduling.resources (id, kind, name)
        select id, 'practitioner', name
        from   unnest(@Ids, @Names) as r (id, name)
        """;

    private const string PlacesSql =
        """
        insert into scheduling.resource_locations (resource_id, location_id)
        select * from unnest(@Resources, @Locations)
        """;

    private const string VisitTypesSql =
        """
        insert into scheduling.visit_types (id, name_en, name_es, instructions_en, instructions_es, minutes, every, patients_may_book, patients_notice)
        select id, name_en, name_es, instructions_en, instructions_es, minutes, @Every, patients_may_book, 120
        from   unnest(@Ids, @NamesEn, @NamesEs, @InstructionsEn, @InstructionsEs, @Minutes, @PatientsMayBook)
               as t (id, name_en, name_es, instructions_en, instructions_es, minutes, patients_may_book)
        """;

    private const string HoursSql =
        """
        insert into scheduling.weekly_hours (id, resource_id, location_id, weekday, starts_minute, ends_minute)
        select * from unnest(@Ids, @Resources, @Locations, @Weekdays, @Starts, @Ends)
        """;

    private const string ExceptionsSql =
        """
        insert into scheduling.exceptions (id, resource_id, location_id, kind, starts, ends, note)
        select * from unnest(@Ids, @Resources, @Locations, @Kinds, @Starts::timestamp[], @Ends::timestamp[], @Notes)
        """;

    // Whoever booked a time of a new day meanwhile keeps it: the exclusion constraint is a conflict like any other here.
    private const string AppointmentsSql =
        """
        insert into scheduling.appointments (
            id, resource_id, location_id, visit_type_id, patient_id, status, starts_at, ends_at, busy_from, busy_until, reason,
            held_by, held_by_kind, booked_at, booked_by, created_at, cancelled_at, cancelled_by, cancelled_by_kind, cancelation_reason)
        select id, resource_id, location_id, visit_type_id, patient_id, status, starts_at, ends_at, starts_at, ends_at, reason,
               booker, 'staff', booked_at, booker, booked_at,
               case when status = 'cancelled' then booked_at + (least(now(), starts_at) - booked_at) * 0.8 end,
               case when status = 'cancelled' then booker end,
               case when status = 'cancelled' then 'staff' end,
               case when status = 'cancelled' then 'Patient asked' end
        from   unnest(@Ids, @Resources, @Locations, @VisitTypes, @Patients, @Statuses, @Starts::timestamptz[], @Ends::timestamptz[], @Reasons, @Booked::timestamptz[], @Bookers)
               as a (id, resource_id, location_id, visit_type_id, patient_id, status, starts_at, ends_at, reason, booked_at, booker)
        on conflict do nothing
        """;
}
