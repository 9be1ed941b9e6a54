using System.Net;
using Frontdesk.Scheduling;
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
        var starts = await practice.FreeStarts(agent, $"&movesAppointmentId={visit}");
        Assert.Contains("09:15", starts);
        Assert.DoesNotContain("09:00", starts);
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

    [Fact]
    public async Task A_visit_is_not_moved_to_where_it_is()
    {
        var practice = await (await App.Clinic()).Practice();
        var agent = await practice.Clinic.Agent();
        var patient = await practice.Clinic.Patient();
        var visit = await practice.Booked(agent, practice.At("09:00"), patient);
        await practice.Booked(agent, practice.At("09:30"), await practice.Clinic.Patient());

        Assert.Equal((HttpStatusCode.BadRequest, "startsAt", "already_there"), await Refusal(HoldToMove(practice, agent, "09:00", patient, visit)));
        var taken = await HoldToMove(practice, agent, "09:30", patient, visit);
        Assert.Equal("time_taken", taken.Code);
        Assert.DoesNotContain(practice.At("09:00"), taken.Body.GetProperty("nearest").EnumerateArray().Select(t => t.GetProperty("startsAt").GetDateTimeOffset()));
        async Task<string?> Explained() => (await agent.Get(
            $"scheduling/times/explain?visitTypeId={practice.VisitType}&practitionerId={practice.Practitioner}&locationId={practice.Location}&at={practice.Monday:yyyy-MM-dd}T09:00&movesAppointmentId={visit}"))
            .Body.GetProperty("answers")[0].GetProperty("code").GetString();
        Assert.Equal("already_there", await Explained());
        await practice.Clinic.Db.Execute("update scheduling.visit_types set needs_skill = 'ultrasound'", null, default);
        Assert.Equal("practitioner_does_not_do_this", await Explained());
    }

    [Fact]
    public async Task A_visit_whose_room_has_closed_keeps_its_time_in_another()
    {
        var practice = await (await App.Clinic()).Practice();
        var type = await practice.Type(t => t with { NeedsRoom = "exam" });
        Guid first = Guid.CreateVersion7(), second = Guid.CreateVersion7();
        await practice.With(
            tx => ClinicSetUp.AddRoom(tx, new RoomToAdd(first, "Exam 1", "exam", practice.Location), default),
            tx => ClinicSetUp.AddRoom(tx, new RoomToAdd(second, "Exam 2", "exam", practice.Location), default));
        var (agent, patient) = (await practice.Clinic.Agent(), await practice.Clinic.Patient());
        var held = await practice.Hold(agent, practice.At("09:00"), patient, visitType: type);
        var visit = (await practice.Book(agent, held.Id("holdId"), patient)).Id("appointmentId");
        var closed = held.Body.GetProperty("roomName").GetString() == "Exam 1" ? first : second;
        Task<Answer> Hold() => agent.Post("scheduling/holds", new { visitTypeId = type, practitionerId = practice.Practitioner, locationId = practice.Location, startsAt = practice.At("09:00"), patientId = patient, movesAppointmentId = visit });
        Assert.Equal("already_there", (await Hold()).Code);

        await practice.Excepts(await practice.Clinic.Admin(), $"rooms/{closed}", "blocked", here: false, preview: false, _ => { });

        Assert.Contains("09:00", await practice.FreeStarts(agent, $"&movesAppointmentId={visit}", type));
        var anew = await Hold();
        Assert.NotEqual(held.Body.GetProperty("roomName").GetString(), anew.Body.GetProperty("roomName").GetString());
        Assert.Equal(practice.At("09:00"), (await Move(agent, visit, anew.Id("holdId"))).Body.GetProperty("startsAt").GetDateTimeOffset());
    }

    [Fact]
    public async Task A_visit_of_half_an_hour_moves_by_ten_minutes()
    {
        var practice = await (await App.Clinic()).Practice();
        var type = await practice.Type(t => t with { Minutes = 30, Every = 10 });
        var (agent, patient) = (await practice.Clinic.Agent(), await practice.Clinic.Patient());
        var visit = (await practice.Book(agent, (await practice.Hold(agent, practice.At("09:00"), patient, visitType: type)).Id("holdId"), patient)).Id("appointmentId");
        async Task<string?> Explained(string query) => (await agent.Get(
            $"scheduling/times/explain?visitTypeId={type}&practitionerId={practice.Practitioner}&locationId={practice.Location}&at={practice.Monday:yyyy-MM-dd}T09:10{query}")).Body.GetProperty("answers")[0].GetProperty("code").GetString();

        Assert.DoesNotContain("09:10", await practice.FreeStarts(agent, visitType: type));
        Assert.Contains("09:10", await practice.FreeStarts(agent, $"&movesAppointmentId={visit}", type));
        Assert.Equal(("taken", "free"), (await Explained(""), await Explained($"&movesAppointmentId={visit}")));
        var hold = await agent.Post("scheduling/holds", new { visitTypeId = type, practitionerId = practice.Practitioner, locationId = practice.Location, startsAt = practice.At("09:10"), patientId = patient, movesAppointmentId = visit });

        Assert.Equal(practice.At("09:10"), (await Move(agent, visit, hold.Id("holdId"))).Body.GetProperty("startsAt").GetDateTimeOffset());
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task Of_two_who_hold_times_for_one_visit_the_later_moves_it(bool agentIsFirst, bool firstTriesFirst)
    {
        var practice = await (await App.Clinic()).Practice();
        var patient = await practice.Clinic.Patient();
        Person agent = await practice.Clinic.Agent(), person = await practice.Clinic.SignedIn(patient);
        var visit = await practice.Booked(agent, practice.At("09:00"), patient);
        var (first, second) = agentIsFirst ? (agent, person) : (person, agent);

        var early = (await HoldToMove(practice, first, "11:00", patient, visit)).Id("holdId");
        var late = (await HoldToMove(practice, second, "12:00", patient, visit)).Id("holdId");
        if (firstTriesFirst)
            Assert.Equal(HttpStatusCode.NotFound, (await Move(first, visit, early)).Status);
        Assert.Equal(HttpStatusCode.OK, (await Move(second, visit, late)).Status);
        if (!firstTriesFirst)
            Assert.Equal(HttpStatusCode.NotFound, (await Move(first, visit, early)).Status);

        Assert.Equal(practice.At("12:00").UtcDateTime, Assert.Single(await practice.Clinic.Db.Query<DateTime>("select starts_at from scheduling.appointments where occupies", null, default)));
    }

    [Fact]
    public async Task Of_two_who_hold_at_once_for_one_visit_both_hold_and_one_moves_it()
    {
        var practice = await (await App.Clinic()).Practice();
        var patient = await practice.Clinic.Patient();
        Person agent = await practice.Clinic.Agent(), other = await practice.Clinic.Agent();
        var visit = await practice.Booked(agent, practice.At("09:00"), patient);
        await Practice.Open(other, patient);

        var holds = await Task.WhenAll(HoldToMove(practice, agent, "11:00", patient, visit), HoldToMove(practice, other, "12:00", patient, visit));

        Assert.All(holds, hold => Assert.Equal(HttpStatusCode.Created, hold.Status));
        Assert.Equal([HttpStatusCode.NotFound, HttpStatusCode.OK], new[] { await Move(agent, visit, holds[0].Id("holdId")), await Move(other, visit, holds[1].Id("holdId")) }.Select(m => m.Status).OrderDescending());
    }

    [Fact]
    public async Task Who_taps_two_free_times_at_once_is_refused_neither()
    {
        var practice = await (await App.Clinic()).Practice();
        var patient = await practice.Clinic.Patient();
        var agent = await practice.Clinic.Agent();
        var visit = await practice.Booked(agent, practice.At("09:00"), patient);

        // What was held in the round before is let go by both; one of them finds it gone.
        for (var round = 0; round < 20; round++)
        {
            var times = round % 2 == 0 ? ("11:00", "14:00") : ("12:00", "15:00");
            var holds = await Task.WhenAll(HoldToMove(practice, agent, times.Item1, patient, visit), HoldToMove(practice, agent, times.Item2, patient, visit));
            Assert.All(holds, hold => Assert.Equal((round, HttpStatusCode.Created), (round, hold.Status)));
        }
    }

    [Fact]
    public async Task Only_who_could_move_a_visit_looks_for_times_past_it()
    {
        var practice = await (await App.Clinic()).Practice();
        var elsewhere = await (await App.Clinic()).Practice();
        Guid patient = await practice.Clinic.Patient(), other = await practice.Clinic.Patient();
        Person agent = await practice.Clinic.Agent(), stranger = await practice.Clinic.SignedIn(other);
        var visit = await practice.Booked(agent, practice.At("09:00"), patient);
        var theirs = await elsewhere.Booked(await elsewhere.Clinic.Agent(), elsewhere.At("09:00"), await elsewhere.Clinic.Patient());
        var longer = await practice.Type(t => t with { Minutes = 60 });
        Task<Answer> Explain(Person who, Guid moved) => who.Get(
            $"scheduling/times/explain?visitTypeId={practice.VisitType}&practitionerId={practice.Practitioner}&locationId={practice.Location}&at={practice.Monday:yyyy-MM-dd}T09:10&movesAppointmentId={moved}");
        Task<Answer> Find(Person who, Guid moved, Guid? type = null) => practice.Times(who, $"&movesAppointmentId={moved}", visitType: type);

        Assert.Equal(HttpStatusCode.NotFound, (await Find(stranger, visit)).Status);
        Assert.Equal([HttpStatusCode.NotFound, HttpStatusCode.NotFound], new[] { await Find(agent, theirs), await Explain(agent, theirs) }.Select(a => a.Status));
        var locked = await practice.Clinic.Agent();
        Assert.Equal(["chart_locked", "chart_locked"], new[] { await Find(locked, visit), await Explain(locked, visit) }.Select(a => a.Code));
        Assert.Equal(("movesAppointmentId", "other_visit_type"), await Find(agent, visit, longer) is var refused ? (refused.Field(), refused.Code) : default);
        await agent.Post($"scheduling/appointments/{visit}/cancel", new { reason = "called" });
        Assert.Equal("not_movable", (await Find(agent, visit)).Code);
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
