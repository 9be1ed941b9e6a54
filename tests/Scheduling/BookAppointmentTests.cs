using System.Net;
using Frontdesk.Tests.Support;

namespace Frontdesk.Tests.Scheduling;

public sealed class BookAppointmentTests(App app) : AppTest(app)
{
    [Fact]
    public async Task A_hold_becomes_a_booked_appointment()
    {
        var practice = await (await App.Clinic()).Practice();
        var patient = await practice.Clinic.Patient();
        var agent = await practice.Clinic.Agent();
        var hold = (await practice.Hold(agent, practice.At("09:00"))).Id("holdId");

        var booked = await practice.Book(agent, hold, patient, "sore throat");

        Assert.Equal(HttpStatusCode.Created, booked.Status);
        Assert.Equal(practice.At("09:00").ToString("O"), booked.Body.GetProperty("startsAt").GetDateTimeOffset().ToString("O"));
        var row = await practice.Clinic.Db.QueryOne<(Guid Id, string Status, Guid Patient, string Reason, bool Expires)>(
            "select id, status, patient_id, reason, expires_at is not null from scheduling.appointments", null, default);
        Assert.Equal((hold, "booked", patient, "sore throat", false), row);
        var audit = await practice.Clinic.Db.Query<string>("select action || ' ' || operation from audit.changes where row_id = @hold order by at", new { hold }, default);
        Assert.Equal(["time.held INSERT", "appointment.booked UPDATE"], audit);
    }

    [Fact]
    public async Task Booking_again_gives_the_same_appointment()
    {
        var practice = await (await App.Clinic()).Practice();
        var patient = await practice.Clinic.Patient();
        var agent = await practice.Clinic.Agent();
        var hold = (await practice.Hold(agent, practice.At("09:00"))).Id("holdId");

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => practice.Book(agent, hold, patient)));

        Assert.All(answers, answer => Assert.Equal(hold, answer.Id("appointmentId")));
    }

    [Fact]
    public async Task A_hold_of_another_cannot_be_booked()
    {
        var practice = await (await App.Clinic()).Practice();
        var patient = await practice.Clinic.Patient();
        var hold = (await practice.Hold(await practice.Clinic.Agent(), practice.At("09:00"))).Id("holdId");
        var elsewhere = await (await App.Clinic()).Practice();
        var there = (await elsewhere.Hold(await elsewhere.Clinic.Agent(), elsewhere.At("09:00"))).Id("holdId");

        Assert.Equal(HttpStatusCode.NotFound, (await practice.Book(await practice.Clinic.Agent(), hold, patient)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await practice.Book(await practice.Clinic.SignedIn(patient), hold, patient)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await practice.Book(await practice.Clinic.Agent(), there, patient)).Status);
    }

    [Fact]
    public async Task A_patient_of_another_clinic_cannot_be_booked()
    {
        var practice = await (await App.Clinic()).Practice();
        var stranger = await (await App.Clinic()).Patient();
        var agent = await practice.Clinic.Agent();
        var hold = (await practice.Hold(agent, practice.At("09:00"))).Id("holdId");

        Assert.Equal(HttpStatusCode.NotFound, (await practice.Book(agent, hold, stranger)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await practice.Hold(agent, practice.At("10:00"), stranger)).Status);
    }

    [Fact]
    public async Task A_patient_books_for_self_and_those_they_act_for_only()
    {
        var practice = await (await App.Clinic()).Practice();
        Guid mother = await practice.Clinic.Patient("Ana Ruiz"), child = await practice.Clinic.Patient("Leo Ruiz"), stranger = await practice.Clinic.Patient("Sam Hill");
        await practice.Clinic.Db.Execute("insert into patients.proxies (id, patient_id, proxy_id, relation, starts_on) values (@Id, @child, @mother, 'parent', '2020-01-01')", new { Id = Guid.CreateVersion7(), child, mother }, default);
        var person = await practice.Clinic.SignedIn(mother);

        await practice.Booked(person, practice.At("09:00"), mother);
        await practice.Booked(person, practice.At("10:00"), child);

        Assert.Equal(HttpStatusCode.NotFound, (await practice.Hold(person, practice.At("11:00"), stranger)).Status);
        var hold = (await practice.Hold(person, practice.At("11:00"))).Id("holdId");
        Assert.Equal(HttpStatusCode.NotFound, (await practice.Book(person, hold, stranger)).Status);
    }

    [Fact]
    public async Task A_patient_books_only_what_patients_may_book_and_in_its_notice()
    {
        var practice = await (await App.Clinic()).Practice();
        var admin = await practice.Clinic.Admin();
        var closed = (await admin.Post("scheduling/visit-types", new { nameEn = "Surgery", nameEs = "Cirugía", minutes = 60 })).Id("visitTypeId");
        var soon = (await admin.Post("scheduling/visit-types", new { nameEn = "Soon", nameEs = "Pronto", minutes = 30, patientsMayBook = true, patientsAhead = 3 })).Id("visitTypeId");
        var later = (await admin.Post("scheduling/visit-types", new { nameEn = "Later", nameEs = "Luego", minutes = 30, patientsMayBook = true, patientsNotice = 43200 })).Id("visitTypeId");
        Person patient = await practice.Clinic.SignedIn(await practice.Clinic.Patient()), agent = await practice.Clinic.Agent();

        var refused = await practice.Hold(patient, practice.At("09:00"), visitType: closed);
        Assert.Equal(("visitTypeId", "visit_type_not_for_patients"), (refused.Field(), refused.Code));
        Assert.Equal("not_offered", (await practice.Hold(patient, practice.At("09:00"), visitType: soon)).Code);
        Assert.Equal("not_offered", (await practice.Hold(patient, practice.At("09:00"), visitType: later)).Code);
        Assert.Equal(HttpStatusCode.Created, (await practice.Hold(agent, practice.At("09:00"), visitType: later)).Status);
        await practice.Type(t => t with { PatientsMayBook = false, PatientsMayRequest = false });
        Assert.Equal(["book", "book", "book", "request"], (await patient.Get("scheduling/visit-types")).Body.GetProperty("visitTypes").EnumerateArray().Select(t => t.GetProperty("patientsMay").GetString()!).Order());
    }

    [Fact]
    public async Task Staff_book_move_cancel_and_overbook_for_a_patient_whose_chart_is_open_to_them()
    {
        var practice = await (await App.Clinic()).Practice();
        var patient = await practice.Clinic.Patient();
        Person agent = await practice.Clinic.Agent(), other = await practice.Clinic.Agent(), supervisor = await practice.Clinic.Supervisor();
        var visit = await practice.Booked(agent, practice.At("09:00"), patient);
        var hold = (await practice.Hold(other, practice.At("11:00"))).Id("holdId");

        Answer[] refused =
        [
            await other.Post("scheduling/holds", new { visitTypeId = practice.VisitType, practitionerId = practice.Practitioner, locationId = practice.Location, startsAt = practice.At("12:00"), patientId = patient }),
            await other.Post("scheduling/appointments", new { holdId = hold, patientId = patient }),
            await other.Post($"scheduling/appointments/{visit}/move", new { holdId = hold }),
            await other.Post($"scheduling/appointments/{visit}/cancel", new { reason = "asked" }),
            await supervisor.Post("scheduling/appointments/overbook", new { visitTypeId = practice.VisitType, practitionerId = practice.Practitioner, locationId = practice.Location, patientId = patient, startsAt = practice.At("13:00"), why = "urgent" }),
            await other.Get($"scheduling/patients/{patient}/appointments"),
            await other.Get($"patients/{patient}"),
        ];

        Assert.All(refused, answer => Assert.Equal((HttpStatusCode.Forbidden, "chart_locked"), (answer.Status, answer.Code)));
        var recorded = await practice.Clinic.Db.Query<(string Kind, string Outcome)>("select kind, outcome from audit.events where patient_id = @patient and kind = 'chart.refused'", new { patient }, default);
        Assert.Equal(refused.Length, recorded.Count);
        Assert.Equal(0, await practice.Clinic.Db.QueryOne<int>("select count(*)::int from audit.reads where patient_id = @patient and actor_id = @other", new { patient, other = other.AccountId }, default));
        Assert.Equal(1, await practice.Clinic.Db.QueryOne<int>("select count(*)::int from scheduling.appointments where booked_at is not null", null, default));
    }
}
