using System.Net;
using Frontdesk.Tests.Support;

namespace Frontdesk.Tests.Scheduling;

public sealed class MoveAppointmentTests(App app) : AppTest(app)
{
    [Fact]
    public async Task A_moved_visit_keeps_its_id_and_gives_its_old_time_free()
    {
        var practice = await (await App.Clinic()).Practice(practitioners: 2);
        var agent = await practice.Clinic.Agent();
        var visit = await practice.Booked(agent, practice.At("09:00"), await practice.Clinic.Patient());
        var hold = (await practice.Hold(agent, practice.At("11:00"), practitioner: practice.Practitioners[1])).Id("holdId");

        var moved = await Move(agent, visit, hold);

        Assert.Equal((visit, practice.At("11:00"), practice.Practitioners[1]),
            (moved.Id("appointmentId"), moved.Body.GetProperty("startsAt").GetDateTimeOffset(), moved.Id("practitionerId")));
        var row = await practice.Clinic.Db.QueryOne<(Guid Id, string Status, int Version)>("select id, status, version from scheduling.appointments", null, default);
        Assert.Equal((visit, "booked", 2), row);
        await practice.Booked(agent, practice.At("09:00"), await practice.Clinic.Patient());
        Assert.Equal("time_taken", (await practice.Hold(agent, practice.At("11:00"), practitioner: practice.Practitioners[1])).Code);
    }

    [Fact]
    public async Task Moving_twice_by_one_hold_is_moving_once()
    {
        var practice = await (await App.Clinic()).Practice();
        var agent = await practice.Clinic.Agent();
        var visit = await practice.Booked(agent, practice.At("09:00"), await practice.Clinic.Patient());
        var hold = (await practice.Hold(agent, practice.At("11:00"))).Id("holdId");

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Move(agent, visit, hold)));

        Assert.All(answers, a => Assert.Equal(practice.At("11:00"), a.Body.GetProperty("startsAt").GetDateTimeOffset()));
        Assert.Equal(2, await practice.Clinic.Db.QueryOne<int>("select version from scheduling.appointments", null, default));
    }

    [Fact]
    public async Task An_expired_hold_leaves_the_visit_where_it_is()
    {
        var practice = await (await App.Clinic()).Practice();
        var agent = await practice.Clinic.Agent();
        var visit = await practice.Booked(agent, practice.At("09:00"), await practice.Clinic.Patient());
        var hold = (await practice.Hold(agent, practice.At("11:00"))).Id("holdId");
        await practice.Clinic.SixMinutesPass();

        Assert.Equal((HttpStatusCode.Conflict, "hold_expired"), ((await Move(agent, visit, hold)).Status, (await Move(agent, visit, hold)).Code));
        Assert.Equal("time_taken", (await practice.Hold(agent, practice.At("09:00"))).Code);
    }

    [Fact]
    public async Task A_patient_moves_own_visits_to_own_holds_only()
    {
        var practice = await (await App.Clinic()).Practice();
        Guid patient = await practice.Clinic.Patient(), other = await practice.Clinic.Patient();
        Person agent = await practice.Clinic.Agent(), person = await practice.Clinic.SignedIn(patient), stranger = await practice.Clinic.SignedIn(other);
        var visit = await practice.Booked(agent, practice.At("09:00"), patient);
        var agents = (await practice.Hold(agent, practice.At("12:00"))).Id("holdId");
        var theirs = (await practice.Hold(stranger, practice.At("11:00"))).Id("holdId");

        Assert.Equal(HttpStatusCode.NotFound, (await Move(stranger, visit, theirs)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Move(person, visit, theirs)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Move(person, visit, agents)).Status);
        Assert.Equal(HttpStatusCode.OK, (await Move(person, visit, (await practice.Hold(person, practice.At("10:00"))).Id("holdId"))).Status);
    }

    [Fact]
    public async Task What_is_cancelled_or_of_another_kind_is_not_moved_and_the_hold_stays()
    {
        var practice = await (await App.Clinic()).Practice();
        var agent = await practice.Clinic.Agent();
        var visit = await practice.Booked(agent, practice.At("09:00"), await practice.Clinic.Patient());
        var otherType = (await (await practice.Clinic.Admin()).Post("scheduling/visit-types", new { nameEn = "Long", nameEs = "Larga", minutes = 60 })).Id("visitTypeId");
        var longer = (await practice.Hold(agent, practice.At("14:00"), visitType: otherType)).Id("holdId");
        Assert.Equal((HttpStatusCode.BadRequest, "holdId", "other_visit_type"), await Refusal(Move(agent, visit, longer)));

        await agent.Post($"scheduling/appointments/{visit}/cancel", new { reason = "called" });
        var hold = (await practice.Hold(agent, practice.At("11:00"))).Id("holdId");
        Assert.Equal("not_movable", (await Move(agent, visit, hold)).Code);
        Assert.Equal(HttpStatusCode.NoContent, (await agent.Delete($"scheduling/holds/{hold}")).Status);
    }

    [Fact]
    public async Task Of_two_visits_that_want_one_hold_one_moves_and_the_other_stays()
    {
        var practice = await (await App.Clinic()).Practice();
        var agent = await practice.Clinic.Agent();
        var visits = new List<Guid>();
        foreach (var time in new[] { "09:00", "10:00" })
            visits.Add(await practice.Booked(agent, practice.At(time), await practice.Clinic.Patient()));
        var hold = (await practice.Hold(agent, practice.At("11:00"))).Id("holdId");

        var answers = await Task.WhenAll(visits.Select(visit => Move(agent, visit, hold)));

        Assert.Single(answers, a => a.Status == HttpStatusCode.OK);
        Assert.Single(answers, a => a.Status is HttpStatusCode.NotFound);
        var starts = await practice.Clinic.Db.Query<DateTime>("select starts_at from scheduling.appointments where occupies", null, default);
        Assert.Equal(2, starts.Distinct().Count());
        Assert.Contains(practice.At("11:00").UtcDateTime, starts);
    }

    [Fact]
    public async Task A_visit_moves_to_a_time_that_overlaps_its_own()
    {
        var practice = await (await App.Clinic()).Practice();
        var agent = await practice.Clinic.Agent();
        var patient = await practice.Clinic.Patient();
        var visit = await practice.Booked(agent, practice.At("09:00"), patient);
        await practice.Booked(agent, practice.At("10:00"), await practice.Clinic.Patient());
        Assert.Contains("09:15", await practice.FreeStarts(agent, $"&movesAppointmentId={visit}"));
        Assert.Equal("time_taken", (await HoldToMove(practice, agent, "09:45", patient, visit)).Code);

        // Chosen twice: the first is let go.
        Assert.Equal(HttpStatusCode.Created, (await HoldToMove(practice, agent, "09:30", patient, visit)).Status);
        var hold = (await HoldToMove(practice, agent, "09:15", patient, visit)).Id("holdId");

        Assert.Equal("time_taken", (await practice.Hold(await practice.Clinic.Agent(), practice.At("09:30"))).Code);
        Assert.Equal(HttpStatusCode.NotFound, (await practice.Book(agent, hold, patient)).Status);
        Assert.Equal(practice.At("09:15"), (await Move(agent, visit, hold)).Body.GetProperty("startsAt").GetDateTimeOffset());
        Assert.Contains("08:45", await practice.FreeStarts(agent));
        Assert.DoesNotContain("09:00", await practice.FreeStarts(agent));
    }

    [Fact]
    public async Task A_hold_that_overlaps_a_visit_moves_that_visit_only()
    {
        var practice = await (await App.Clinic()).Practice();
        var agent = await practice.Clinic.Agent();
        Guid patient = await practice.Clinic.Patient(), other = await practice.Clinic.Patient();
        Guid visit = await practice.Booked(agent, practice.At("09:00"), patient), second = await practice.Booked(agent, practice.At("11:00"), patient), theirs = await practice.Booked(agent, practice.At("13:00"), other);
        var hold = (await HoldToMove(practice, agent, "09:15", patient, visit)).Id("holdId");

        Assert.Equal(HttpStatusCode.NotFound, (await Move(agent, second, hold)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await HoldToMove(practice, agent, "13:15", patient, theirs)).Status);
        Assert.Equal(("patientId", "patient_required"), await HoldToMove(practice, agent, "09:15", null, visit) is var refused ? (refused.Field(), refused.Code) : default);
        Assert.Equal("time_taken", (await HoldToMove(practice, agent, "10:45", patient, visit)).Code);
    }

    private static async Task<Answer> HoldToMove(Practice practice, Person who, string time, Guid? patient, Guid visit) => await who.Post(
        "scheduling/holds", new { visitTypeId = practice.VisitType, practitionerId = practice.Practitioner, locationId = practice.Location, startsAt = practice.At(time), patientId = patient, movesAppointmentId = visit });

    private static async Task<(HttpStatusCode, string?, string?)> Refusal(Task<Answer> asked)
    {
        var answer = await asked;
        return (answer.Status, answer.Field(), answer.Code);
    }

    private static Task<Answer> Move(Person who, Guid visit, Guid hold) => who.Post($"scheduling/appointments/{visit}/move", new { holdId = hold });
}
