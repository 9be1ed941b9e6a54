using System.Net;
using Frontdesk.Scheduling;
using Frontdesk.Tests.Support;

namespace Frontdesk.Tests.Scheduling;

public sealed class RoomsTests(App app) : AppTest(app)
{
    [Fact]
    public async Task A_visit_in_person_takes_a_free_room_and_keeps_it_when_it_is_booked()
    {
        var practice = await (await App.Clinic()).Practice(practitioners: 3);
        var (scan, rooms) = await Scans(practice, rooms: 2);
        var agent = await practice.Clinic.Agent();

        var first = await practice.Hold(agent, practice.At("09:00"), visitType: scan);
        var second = await practice.Hold(agent, practice.At("09:15"), practitioner: practice.Practitioners[1], visitType: scan);
        var third = await practice.Hold(agent, practice.At("09:00"), practitioner: practice.Practitioners[2], visitType: scan);

        Assert.Equal(["Room 1", "Room 2"], new[] { first, second }.Select(h => h.Body.GetProperty("roomName").GetString()));
        Assert.Equal((HttpStatusCode.Conflict, "time_taken"), (third.Status, third.Code));
        Assert.Equal("09:30", third.Body.GetProperty("nearest").EnumerateArray().First(t => t.GetProperty("startsAt").GetDateTimeOffset() > practice.At("09:00")).GetProperty("startsAt").GetDateTimeOffset().ToString("HH:mm"));
        Assert.Equal("no_room", await Code(practice, agent, scan, 2, "09:00"));
        Assert.DoesNotContain("09:00", await practice.FreeStarts(agent, $"&practitionerId={practice.Practitioners[2]}", scan));

        var patient = await practice.Clinic.Patient();
        await practice.Book(agent, first.Id("holdId"), patient);
        Assert.Equal("Room 1", (await agent.Get($"scheduling/patients/{patient}/appointments")).Body.GetProperty("upcoming")[0].GetProperty("roomName").GetString());
        Assert.Equal(rooms[0], await practice.Clinic.Db.QueryOne<Guid>("select room_id from scheduling.appointments where status = 'booked'", null, default));
    }

    [Fact]
    public async Task A_visit_by_video_takes_no_room()
    {
        var practice = await (await App.Clinic()).Practice(practitioners: 2);
        var (scan, _) = await Scans(practice, rooms: 1);
        var agent = await practice.Clinic.Agent();
        await practice.Hold(agent, practice.At("09:00"), visitType: scan);

        Assert.DoesNotContain("09:00", await practice.FreeStarts(agent, $"&practitionerId={practice.Practitioners[1]}", scan));
        Assert.Contains("09:00", await practice.FreeStarts(agent, $"&practitionerId={practice.Practitioners[1]}&channel=video", scan));
        var video = await agent.Post("scheduling/holds", new { visitTypeId = scan, practitionerId = practice.Practitioners[1], locationId = practice.Location, startsAt = practice.At("09:00"), channel = "video" });
        Assert.Equal(HttpStatusCode.Created, video.Status);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, video.Body.GetProperty("roomName").ValueKind);
    }

    [Fact]
    public async Task Equipment_is_taken_like_a_room_and_both_are_needed()
    {
        var practice = await (await App.Clinic()).Practice(practitioners: 2);
        var scan = await practice.Type(t => t with { NeedsRoom = "exam", NeedsEquipment = "ultrasound", Every = 15 });
        var agent = await practice.Clinic.Agent();
        Assert.Empty(await practice.FreeStarts(agent, visitType: scan));
        Assert.Equal("no_room", await Code(practice, agent, scan, 0, "09:00"));

        await practice.With(tx => ClinicSetUp.AddRoom(tx, new RoomToAdd(Guid.CreateVersion7(), "A", "exam", practice.Location), default), tx => ClinicSetUp.AddRoom(tx, new RoomToAdd(Guid.CreateVersion7(), "B", "exam", practice.Location), default));
        Assert.Equal("no_equipment", await Code(practice, agent, scan, 0, "09:00"));
        await practice.With(tx => ClinicSetUp.AddRoom(tx, new RoomToAdd(Guid.CreateVersion7(), "Probe", "ultrasound", practice.Location, "equipment"), default));

        Assert.Equal(HttpStatusCode.Created, (await practice.Hold(agent, practice.At("09:00"), visitType: scan)).Status);
        Assert.Equal("no_equipment", await Code(practice, agent, scan, 1, "09:15"));
        Assert.Equal("time_taken", (await practice.Hold(agent, practice.At("09:15"), practitioner: practice.Practitioners[1], visitType: scan)).Code);
    }

    [Fact]
    public async Task A_blocked_room_takes_nobody_in_and_what_is_kept_free_may_lie_in_that()
    {
        var practice = await (await App.Clinic()).Practice();
        var (scan, rooms) = await Scans(practice, rooms: 1, after: 15);
        await practice.With(tx => ClinicSetUp.AddException(tx, new ExceptionToAdd(Guid.CreateVersion7(), rooms[0], "blocked", practice.At("10:00").DateTime, practice.At("11:00").DateTime), default));
        var agent = await practice.Clinic.Agent();

        var starts = await practice.FreeStarts(agent, visitType: scan);

        Assert.Equal(["09:30", "11:00"], starts.Where(s => string.CompareOrdinal(s, "09:30") >= 0).Take(2));
        Assert.Equal("no_room", await Code(practice, agent, scan, 0, "09:45"));
        Assert.Equal("time_taken", (await practice.Hold(agent, practice.At("09:45"), visitType: scan)).Code);
        Assert.Equal(HttpStatusCode.Created, (await practice.Hold(agent, practice.At("09:30"), visitType: scan)).Status);
    }

    [Fact]
    public async Task A_moved_visit_gives_its_room_back_and_takes_another()
    {
        var practice = await (await App.Clinic()).Practice(practitioners: 2);
        var (scan, _) = await Scans(practice, rooms: 1);
        var agent = await practice.Clinic.Agent();
        var patient = await practice.Clinic.Patient();
        var visit = (await practice.Book(agent, (await practice.Hold(agent, practice.At("09:00"), patient, visitType: scan)).Id("holdId"), patient)).Id("appointmentId");
        var later = (await practice.Hold(agent, practice.At("11:00"), patient, practice.Practitioners[1], scan)).Id("holdId");

        (await agent.Post($"scheduling/appointments/{visit}/move", new { holdId = later })).Id("appointmentId");

        Assert.Equal(HttpStatusCode.Created, (await practice.Hold(agent, practice.At("09:00"), practitioner: practice.Practitioners[1], visitType: scan)).Status);
        Assert.Equal("time_taken", (await practice.Hold(agent, practice.At("11:00"), visitType: scan)).Code);
    }

    [Theory]
    [InlineData(12, 5)]
    [InlineData(8, 8)]
    public async Task Of_many_who_want_a_room_at_once_as_many_get_one_as_there_are(int callers, int rooms)
    {
        var practice = await (await App.Clinic()).Practice(practitioners: callers);
        var (scan, _) = await Scans(practice, rooms);
        var agent = await practice.Clinic.Agent();

        var answers = await Task.WhenAll(practice.Practitioners.Select(practitioner => practice.Hold(agent, practice.At("09:00"), practitioner: practitioner, visitType: scan)));

        Assert.Equal(Math.Min(callers, rooms), answers.Count(a => a.Status == HttpStatusCode.Created));
        Assert.All(answers.Where(a => a.Status != HttpStatusCode.Created), a => Assert.Equal("time_taken", a.Code));
        Assert.Equal(Math.Min(callers, rooms), await practice.Clinic.Db.QueryOne<int>("select count(distinct room_id)::int from scheduling.appointments where occupies", null, default));
    }

    [Fact]
    public async Task A_room_held_by_one_who_let_it_expire_is_free_at_once()
    {
        var practice = await (await App.Clinic()).Practice(practitioners: 2);
        var (scan, _) = await Scans(practice, rooms: 1);
        var agent = await practice.Clinic.Agent();
        await practice.Hold(agent, practice.At("09:00"), visitType: scan);
        await practice.Clinic.SixMinutesPass();

        Assert.Equal(HttpStatusCode.Created, (await practice.Hold(agent, practice.At("09:15"), practitioner: practice.Practitioners[1], visitType: scan)).Status);
    }

    [Fact]
    public async Task What_is_overbooked_and_what_is_held_at_the_same_instant_do_not_get_one_room()
    {
        var practice = await (await App.Clinic()).Practice(practitioners: 2);
        var (scan, _) = await Scans(practice, rooms: 2);
        Person agent = await practice.Clinic.Agent(), supervisor = await practice.Clinic.Supervisor();
        var patient = await practice.Clinic.Patient();
        await Practice.Open(supervisor, patient);
        foreach (var at in Enumerable.Range(0, 20).Select(i => practice.At("08:00").AddMinutes(30 * i)))
        {
            var both = await Task.WhenAll(
                practice.Hold(agent, at, visitType: scan),
                supervisor.Post("scheduling/appointments/overbook", new { visitTypeId = scan, practitionerId = practice.Practitioners[1], locationId = practice.Location, patientId = patient, startsAt = at, why = "fever since Sunday" }));
            Assert.All(both, static answer => Assert.Equal(HttpStatusCode.Created, answer.Status));
        }

        Assert.Empty(await practice.Clinic.Db.Query<DateTimeOffset>("select starts_at from scheduling.appointments group by starts_at, room_id having count(*) > 1", null, default));
        Assert.Equal(40, await practice.Clinic.Db.QueryOne<int>("select count(room_id)::int from scheduling.appointments", null, default));
    }

    private static async Task<(Guid Type, List<Guid> Rooms)> Scans(Practice practice, int rooms, int after = 0)
    {
        var type = await practice.Type(t => t with { NeedsRoom = "exam", Every = 15, BufferAfter = after, Channels = ["in-person", "video"] });
        var ids = Enumerable.Range(0, rooms).Select(_ => Guid.CreateVersion7()).ToList();
        await practice.With([.. ids.Select((id, i) => (Func<Frontdesk.Platform.TenantTransaction, Task>)(tx => ClinicSetUp.AddRoom(tx, new RoomToAdd(id, $"Room {i + 1}", "exam", practice.Location), default)))]);
        return (type, ids);
    }

    private static async Task<string?> Code(Practice practice, Person who, Guid type, int practitioner, string time) =>
        (await who.Get($"scheduling/times/explain?visitTypeId={type}&practitionerId={practice.Practitioners[practitioner]}&locationId={practice.Location}&at={practice.Monday:yyyy-MM-dd}T{time}"))
            .Body.GetProperty("answers")[0].GetProperty("code").GetString();
}
