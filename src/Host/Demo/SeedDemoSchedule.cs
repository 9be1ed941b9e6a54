using Frontdesk.Platform;
using Frontdesk.Scheduling;
using NodaTime;

namespace Frontdesk.Host;

/// <summary>Writes locations, rooms, practitioners, visit types, hours and holidays once, and the appointments of every day that has none of ours yet.</summary>
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
        var open = clinic.Locations.SelectMany(static l => l.Open.SelectMany(hours => hours.Days.Select(day => (Location: l, Hours: hours, Day: day)))).ToArray();
        var holidays = DemoHolidays.Around(today).ToArray();
        // What everyone does needs no row; what only some do has one for each of them.
        var own = clinic.VisitTypes.SelectMany(type => clinic.Practitioners.Where(p => p.Does(type)).Select(p => (Practitioner: p, Type: type, Minutes: Array.Find(p.AlsoDoes, also => also.VisitType == type.Key).Minutes)))
            .Where(o => !EverybodyDoes(clinic, o.Type) || o.Minutes is not null).ToArray();
        await db.Transaction(async tx =>
        {
            await tx.Execute(LocationsSql, new
            {
                Ids = clinic.Locations.Select(l => Id(clinic, l)).ToArray(),
                Names = clinic.Locations.Select(static l => l.Name).ToArray(),
                Addresses = clinic.Locations.Select(static l => l.Address).ToArray(),
                Zones = clinic.Locations.Select(static l => l.TimeZone).ToArray(),
            }, ct);
            await tx.Execute(OpenSql, new
            {
                Ids = open.Select(o => clinic.Id($"open/{o.Location.Key}/{o.Day}/{o.Hours.From}")).ToArray(),
                Locations = open.Select(o => Id(clinic, o.Location)).ToArray(),
                Weekdays = open.Select(static o => (short)o.Day).ToArray(),
                Starts = open.Select(static o => Minute(o.Hours.From)).ToArray(),
                Ends = open.Select(static o => Minute(o.Hours.To)).ToArray(),
            }, ct);
            await tx.Execute(HolidaysSql, new
            {
                Ids = holidays.Select(h => clinic.Id($"holiday/{h.Day.ToDateOnly():O}")).ToArray(),
                Days = holidays.Select(static h => h.Day.ToDateTimeUnspecified()).ToArray(),
                Names = holidays.Select(static h => h.Name).ToArray(),
            }, ct);
            await tx.Execute(ResourcesSql, new
            {
                Ids = clinic.Practitioners.Select(p => Id(clinic, p)).Concat(clinic.Rooms.Select(r => Id(clinic, r))).ToArray(),
                Kinds = clinic.Practitioners.Select(static _ => "practitioner").Concat(clinic.Rooms.Select(static r => r.Kind)).ToArray(),
                Names = clinic.Practitioners.Select(static p => p.Name).Concat(clinic.Rooms.Select(static r => r.Name)).ToArray(),
                Categories = clinic.Practitioners.Select(static _ => "").Concat(clinic.Rooms.Select(static r => r.Category)).ToArray(),
            }, ct);
            foreach (var practitioner in clinic.Practitioners)
                await tx.Execute(
                    "insert into scheduling.practitioners (id, languages, skills, licence_states) values (@Id, @Languages, @Skills, @LicenceStates)",
                    new { Id = Id(clinic, practitioner), practitioner.Languages, practitioner.Skills, practitioner.LicenceStates }, ct);
            await tx.Execute(PlacesSql, new
            {
                Resources = places.Select(p => Id(clinic, p.Practitioner)).Concat(clinic.Rooms.Select(r => Id(clinic, r))).ToArray(),
                Locations = places.Select(p => clinic.Id($"location/{p.Location}")).Concat(clinic.Rooms.Select(r => clinic.Id($"location/{r.Location}"))).ToArray(),
            }, ct);
            foreach (var type in clinic.VisitTypes)
                await ClinicSetUp.AddVisitType(tx, new VisitTypeToAdd(
                    Id(clinic, type), type.NameEn, type.NameEs, type.Minutes, type.PatientsMayBook, Every: DemoCalendar.Grid, PatientsNotice: 120, InstructionsEn: type.InstructionsEn, InstructionsEs: type.InstructionsEs,
                    Channels: type.Channels, OpenTo: type.OpenTo, NeedsRoom: type.NeedsRoom, NeedsEquipment: type.NeedsEquipment, NeedsSkill: type.NeedsSkill, Capacity: type.Capacity, Reminders: type.Reminders,
                    EveryPractitioner: EverybodyDoes(clinic, type)), ct);
            await tx.Execute(OwnSql, new
            {
                Practitioners = own.Select(o => Id(clinic, o.Practitioner)).ToArray(),
                VisitTypes = own.Select(o => Id(clinic, o.Type)).ToArray(),
                Minutes = own.Select(static o => o.Minutes).ToArray(),
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
                Channels = batch.Select(static a => a.VisitType.Channels[0]).ToArray(),
                Rooms = batch.Select(a => RoomOf(clinic, a)).ToArray(),
            }, ct);
            progress($"{clinic.Name}: {made} appointments");
        }

        return made > 0;
    }

    private static bool EverybodyDoes(DemoClinic clinic, DemoVisitType type) => clinic.Practitioners.All(p => p.Does(type));

    // Each practitioner has a room of their own, so no two visits want the same.
    private static Guid? RoomOf(DemoClinic clinic, DemoAppointment a) =>
        a.VisitType.NeedsRoom is { } category && clinic.Rooms.Where(r => r.Category == category && r.Location == a.Location.Key).ElementAtOrDefault(Array.IndexOf(clinic.Practitioners, a.Practitioner)) is { } room
            ? Id(clinic, room) : null;

    private static (DemoPractitioner, LocalDate) Day(DemoAppointment a) => (a.Practitioner, a.StartsAt.InZone(DateTimeZoneProviders.Tzdb[a.Location.TimeZone]).Date);

    private static Guid Id(DemoClinic clinic, DemoLocation location) => clinic.Id($"location/{location.Key}");

    internal static Guid Id(DemoClinic clinic, DemoPractitioner practitioner) => clinic.Id($"practitioner/{practitioner.Key}");

    private static Guid Id(DemoClinic clinic, DemoRoom room) => clinic.Id($"room/{room.Key}");

    internal static Guid Id(DemoClinic clinic, DemoVisitType type) => clinic.Id($"visit-type/{type.Key}");

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
        insert into scheduling.resources (id, kind, name, category)
        select * from unnest(@Ids, @Kinds, @Names, @Categories)
        """;

    private const string PlacesSql =
        """
        insert into scheduling.resource_locations (resource_id, location_id)
        select * from unnest(@Resources, @Locations)
        """;

    private const string OwnSql =
        """
        insert into scheduling.practitioner_visit_types (practitioner_id, visit_type_id, minutes)
        select * from unnest(@Practitioners, @VisitTypes, @Minutes::integer[])
        """;

    private const string OpenSql =
        """
        insert into scheduling.location_hours (id, location_id, weekday, starts_minute, ends_minute)
        select * from unnest(@Ids, @Locations, @Weekdays, @Starts, @Ends)
        """;

    private const string HolidaysSql =
        """
        insert into scheduling.holidays (id, day, name)
        select id, day::date, name
        from   unnest(@Ids, @Days::timestamp[], @Names) as h (id, day, name)
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
            held_by, held_by_kind, booked_at, booked_by, created_at, cancelled_at, cancelled_by, cancelled_by_kind, cancelation_reason, channel, room_id)
        select id, resource_id, location_id, visit_type_id, patient_id, status, starts_at, ends_at, starts_at, ends_at, reason,
               booker, 'staff', booked_at, booker, booked_at,
               case when status = 'cancelled' then booked_at + (least(now(), starts_at) - booked_at) * 0.8 end,
               case when status = 'cancelled' then booker end,
               case when status = 'cancelled' then 'staff' end,
               case when status = 'cancelled' then 'Patient asked' end, channel, room_id
        from   unnest(@Ids, @Resources, @Locations, @VisitTypes, @Patients, @Statuses, @Starts::timestamptz[], @Ends::timestamptz[], @Reasons, @Booked::timestamptz[], @Bookers, @Channels, @Rooms::uuid[])
               as a (id, resource_id, location_id, visit_type_id, patient_id, status, starts_at, ends_at, reason, booked_at, booker, channel, room_id)
        on conflict do nothing
        """;
}
