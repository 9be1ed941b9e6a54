using System.Net.Http.Headers;
using System.Text.Json;
using Dapper;
using Frontdesk.Platform;
using Frontdesk.Scheduling;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Frontdesk.Tests.Support;

/// <summary>A clinic's place, people and visit types, as the scheduling tests speak of them.</summary>
public sealed record Practice(Clinic Clinic, Guid Location, IReadOnlyList<Guid> Practitioners, Guid VisitType, DateTimeZone Zone)
{
    public Guid Practitioner => Practitioners[0];

    /// <summary>A Monday between one and two weeks ahead: open from 08:00 to 18:00, like all weekdays.</summary>
    public LocalDate Monday { get; } = SystemClock.Instance.GetCurrentInstant().InZone(Zone).Date.PlusDays(7).With(DateAdjusters.NextOrSame(IsoDayOfWeek.Monday));

    /// <summary>That Monday at this time of the location's clock.</summary>
    public DateTimeOffset At(string time) => Monday.At(LocalTime.FromTimeOnly(TimeOnly.Parse(time))).InZoneStrictly(Zone).ToDateTimeOffset();

    /// <summary>Sets the clinic up further: <c>await practice.With(tx => ClinicSetUp.AddRoom(tx, …))</c>.</summary>
    public async Task<Practice> With(params Func<TenantTransaction, Task>[] steps)
    {
        await Clinic.Db.Transaction(async tx =>
        {
            foreach (var step in steps)
                await step(tx);
        }, default);
        return this;
    }

    /// <summary>A visit type of this practice; its id.</summary>
    public async Task<Guid> Type(Func<VisitTypeToAdd, VisitTypeToAdd> change)
    {
        var id = Guid.CreateVersion7();
        await With(tx => ClinicSetUp.AddVisitType(tx, change(new VisitTypeToAdd(id, $"Type {id:N}", $"Tipo {id:N}", 30, PatientsMayBook: true)), default));
        return id;
    }

    /// <summary>Says that a practitioner does such visits, and how long they take them when not as long as the type says.</summary>
    public Task Does(Guid practitioner, Guid visitType, int? minutes = null) => Clinic.Db.Execute(
        "insert into scheduling.practitioner_visit_types (practitioner_id, visit_type_id, minutes) values (@practitioner, @visitType, @minutes)", new { practitioner, visitType, minutes }, default);

    public async Task<Answer> Hold(Person who, DateTimeOffset startsAt, Guid? patient = null, Guid? practitioner = null, Guid? visitType = null)
    {
        if (patient is { } known)
            await Open(who, known);
        return await who.Post("scheduling/holds", new { visitTypeId = visitType ?? VisitType, practitionerId = practitioner ?? Practitioner, locationId = Location, startsAt, patientId = patient });
    }

    public async Task<Answer> Book(Person who, Guid hold, Guid patient, string? reason = null)
    {
        await Open(who, patient);
        return await who.Post("scheduling/appointments", new { holdId = hold, patientId = patient, reason });
    }

    /// <summary>Opens the chart to a member of staff; a patient needs no such thing, and is refused.</summary>
    public static Task Open(Person who, Guid patient) => who.Post($"patients/{patient}/open", new { reason = "asked at the desk" });

    /// <summary>Holds and books, and expects to succeed.</summary>
    public async Task<Guid> Booked(Person who, DateTimeOffset startsAt, Guid patient)
    {
        var hold = (await Hold(who, startsAt, patient)).Id("holdId");
        return (await Book(who, hold, patient)).Id("appointmentId");
    }

    public Task<Answer> Times(Person who, string query = "", int limit = 1000, Guid? visitType = null) => who.Get($"scheduling/times?visitTypeId={visitType ?? VisitType}&from={Monday:yyyy-MM-dd}&to={Monday:yyyy-MM-dd}&limit={limit}{query}");

    /// <summary>The starts on that Monday, as the location's clock shows them.</summary>
    public async Task<IReadOnlyList<string>> FreeStarts(Person who, string query = "", Guid? visitType = null) =>
        [.. (await Times(who, query, visitType: visitType)).Body.GetProperty("times").EnumerateArray().Select(t => t.GetProperty("startsAt").GetDateTimeOffset().ToString("HH:mm"))];
}

public static class SchedulingWords
{
    /// <summary>One location open 08:00–18:00 on weekdays, practitioners, and a visit type of half an hour that patients may book.</summary>
    public static async Task<Practice> Practice(this Clinic clinic, int practitioners = 1, string timeZone = "America/Chicago")
    {
        Guid location = Guid.CreateVersion7(), visitType = Guid.CreateVersion7();
        var ids = Enumerable.Range(0, practitioners).Select(_ => Guid.CreateVersion7()).ToList();
        await clinic.Db.Transaction(async tx =>
        {
            await ClinicSetUp.AddLocation(tx, location, "Main Street", "1 Main Street", timeZone, default);
            await ClinicSetUp.AddVisitType(tx, new VisitTypeToAdd(visitType, "Check-up", "Chequeo", 30, PatientsMayBook: true, Every: 15), default);
            foreach (var id in ids)
                await ClinicSetUp.AddPractitioner(tx, id, $"Dr. {id:N}", ["en"], [location], [.. Enumerable.Range(1, 5).Select(day => new HoursToAdd(location, day, "08:00", "18:00"))], default);
        }, default);
        return new Practice(clinic, location, ids, visitType, DateTimeZoneProviders.Tzdb[timeZone]);
    }

    /// <summary>Someone in the registry.</summary>
    public static async Task<Guid> Patient(this Clinic clinic, string name = "Maria Lopez")
    {
        var id = Guid.CreateVersion7();
        await clinic.Db.Execute("insert into patients.patients (id, given_name, family_name, sort_name, birth_date) values (@id, @given, @family, @name, '1980-02-29')",
            new { id, given = name.Split(' ')[0], family = name.Split(' ')[^1], name }, default);
        return id;
    }

    /// <summary>This patient at the app.</summary>
    public static async Task<Person> SignedIn(this Clinic clinic, Guid patient)
    {
        var token = await clinic.App.Services.GetRequiredService<Sessions>().BeginForPatient(clinic.Tenant, patient, "test", default);
        var person = clinic.Visitor();
        person.AccountId = patient;
        person.Browser.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return person;
    }

    /// <summary>Three thousand visits of a quarter of an hour before that Monday at nine, and as many after it; past triggers, which are not what is measured.</summary>
    /// <param name="without">How many steps from nine o'clock none is.</param>
    public static async Task HasThousandsOfVisits(this Practice practice, TimeSpan every, params int[] without)
    {
        await using var superuser = await practice.Clinic.App.Database.Open();
        await superuser.ExecuteAsync(
            """
            set session_replication_role = replica;
            insert into scheduling.appointments (tenant_id, id, resource_id, location_id, visit_type_id, status, patient_id, starts_at, ends_at, busy_from, busy_until, held_by, held_by_kind)
            select @Tenant, gen_random_uuid(), @Practitioner, @Location, @VisitType, 'booked', @Practitioner, at, at + interval '15 minutes', at, at + interval '15 minutes', @Practitioner, 'staff'
            from   generate_series(-3000, 3000) n, lateral (select @At + n * @every as at) s
            where  n <> all (@without);
            reset session_replication_role;
            analyze scheduling.appointments
            """, new { Tenant = practice.Clinic.Tenant.Id, practice.Practitioner, practice.Location, practice.VisitType, At = practice.At("09:00").ToUniversalTime(), every, without });
    }

    /// <summary>Runs the job that comes once a day.</summary>
    public static Task HoldsAreSwept(this Clinic clinic) =>
        new SweepHolds.Handler(TimeProvider.System).Handle(new SweepHolds(), new JobContext(null!, clinic.Db, new Effects(clinic.Db)), default);

    /// <summary>Lets the holds of this clinic have been made six minutes ago.</summary>
    public static Task SixMinutesPass(this Clinic clinic) =>
        clinic.Db.Execute("update scheduling.appointments set expires_at = expires_at - interval '6 minutes' where status = 'pending'", null, default);

    /// <summary>An id in the answer, which must have succeeded.</summary>
    public static Guid Id(this Answer answer, string name)
    {
        Assert.True((int)answer.Status < 300, $"{answer.Status}: {answer.Text}");
        return answer.Body.GetProperty(name).GetGuid();
    }

    /// <summary>The first field an answer complains of.</summary>
    public static string? Field(this Answer answer) =>
        answer.Body.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Object ? errors.EnumerateObject().First().Name : null;
}
