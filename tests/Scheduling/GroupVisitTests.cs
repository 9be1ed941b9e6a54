using System.Net;
using Frontdesk.Scheduling;
using Frontdesk.Tests.Support;

namespace Frontdesk.Tests.Scheduling;

public sealed class GroupVisitTests(App app) : AppTest(app)
{
    [Fact]
    public async Task Whoever_comes_later_joins_the_group_and_sees_the_seats_left()
    {
        var practice = await (await App.Clinic()).Practice();
        var type = await practice.Type(t => t with { Capacity = 3, Minutes = 60, Every = 30 });
        var agent = await practice.Clinic.Agent();
        Assert.Equal(3, await SeatsLeft(practice, agent, type, "09:00"));

        for (var left = 2; left >= 1; left--)
        {
            await Booked(practice, agent, type, "09:00");
            Assert.Equal(left, await SeatsLeft(practice, agent, type, "09:00"));
        }
        await Booked(practice, agent, type, "09:00");

        Assert.Null(await SeatsLeft(practice, agent, type, "09:00"));
        Assert.Null(await SeatsLeft(practice, agent, type, "09:30"));
        Assert.Equal(3, await SeatsLeft(practice, agent, type, "10:00"));
        Assert.Equal("time_taken", (await practice.Hold(agent, practice.At("09:00"), visitType: type)).Code);
        Assert.Equal("group_full", await Code(practice, agent, type, "09:00"));
        Assert.Equal("taken", await Code(practice, agent, type, "09:30"));
        Assert.DoesNotContain("09:15", await practice.FreeStarts(agent));
        var day = (await agent.Get($"scheduling/appointments?from={practice.Monday:yyyy-MM-dd}")).Body.GetProperty("appointments").EnumerateArray().ToList();
        Assert.Equal([(3, 1), (3, 2), (3, 3)], day.Select(a => (a.GetProperty("capacity").GetInt32(), a.GetProperty("seat").GetInt32())).Order());
    }

    [Theory]
    [InlineData(20, 8, false)]
    [InlineData(20, 8, true)]
    public async Task Of_many_who_want_a_seat_at_once_as_many_get_one_as_there_are(int callers, int seats, bool inRooms)
    {
        var practice = await (await App.Clinic()).Practice();
        var type = await practice.Type(t => t with { Capacity = seats, NeedsRoom = inRooms ? "hall" : null });
        if (inRooms)
            await practice.With(tx => ClinicSetUp.AddRoom(tx, new RoomToAdd(Guid.CreateVersion7(), "A", "hall", practice.Location), default), tx => ClinicSetUp.AddRoom(tx, new RoomToAdd(Guid.CreateVersion7(), "B", "hall", practice.Location), default));
        var agent = await practice.Clinic.Agent();

        var answers = await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => practice.Hold(agent, practice.At("09:00"), visitType: type)));

        Assert.Equal(seats, answers.Count(a => a.Status == HttpStatusCode.Created));
        Assert.All(answers.Where(a => a.Status != HttpStatusCode.Created), a => Assert.Equal("time_taken", a.Code));
        var taken = await practice.Clinic.Db.Query<(int Seat, Guid? Room)>("select seat::int, room_id from scheduling.appointments where occupies order by seat", null, default);
        Assert.Equal(Enumerable.Range(1, seats), taken.Select(t => t.Seat));
        Assert.Single(taken.Select(t => t.Room).Distinct());
    }

    [Fact]
    public async Task A_seat_given_back_is_a_seat_again()
    {
        var practice = await (await App.Clinic()).Practice();
        var type = await practice.Type(t => t with { Capacity = 2 });
        var agent = await practice.Clinic.Agent();
        var first = await Booked(practice, agent, type, "09:00");
        var second = (await practice.Hold(agent, practice.At("09:00"), visitType: type)).Id("holdId");
        Assert.Null(await SeatsLeft(practice, agent, type, "09:00"));

        await agent.Post($"scheduling/appointments/{first}/cancel", new { reason = "ill" });
        Assert.Equal(1, await SeatsLeft(practice, agent, type, "09:00"));
        await Booked(practice, agent, type, "09:00");
        await practice.Clinic.SixMinutesPass();
        Assert.Equal(1, await SeatsLeft(practice, agent, type, "09:00"));
        await Booked(practice, agent, type, "09:00");
        Assert.Equal("hold_expired", (await practice.Book(agent, second, await practice.Clinic.Patient())).Code);
    }

    [Fact]
    public async Task Nobody_takes_two_seats_of_one_group()
    {
        var practice = await (await App.Clinic()).Practice();
        var type = await practice.Type(t => t with { Capacity = 4 });
        var agent = await practice.Clinic.Agent();
        var patient = await practice.Clinic.Patient();
        var visit = (await practice.Book(agent, (await practice.Hold(agent, practice.At("09:00"), patient, visitType: type)).Id("holdId"), patient)).Id("appointmentId");

        var again = await practice.Hold(agent, practice.At("09:00"), patient, visitType: type);

        Assert.Equal((HttpStatusCode.BadRequest, "patientId", "already_in_group"), (again.Status, again.Field(), again.Code));
        Assert.Equal(3, await SeatsLeft(practice, agent, type, "09:00"));
        Assert.Equal(HttpStatusCode.Created, (await practice.Hold(agent, practice.At("10:00"), patient, visitType: type)).Status);
        await agent.Post($"scheduling/appointments/{visit}/cancel", new { reason = "clinic" });
        Assert.Equal(HttpStatusCode.Created, (await practice.Hold(agent, practice.At("09:00"), patient, visitType: type)).Status);
    }

    [Fact]
    public async Task A_second_seat_is_refused_to_who_books_or_moves_to_it_too_whomever_it_was_held_for()
    {
        var practice = await (await App.Clinic()).Practice();
        var type = await practice.Type(t => t with { Capacity = 6 });
        var agent = await practice.Clinic.Agent();
        var patient = await practice.Clinic.Patient();
        async Task<Guid> Held(string time, Guid? whom) => (await practice.Hold(agent, practice.At(time), whom, visitType: type)).Id("holdId");
        Guid forThem = await Held("09:00", patient), forNobody = await Held("09:00", null), toMoveTo = await Held("09:00", null);
        await practice.Book(agent, await Held("09:00", patient), patient);
        var later = (await practice.Book(agent, await Held("10:00", patient), patient)).Id("appointmentId");

        foreach (var hold in new[] { forThem, forNobody })
            Assert.Equal((HttpStatusCode.Conflict, "already_in_group"), await practice.Book(agent, hold, patient) is var refused ? (refused.Status, refused.Code) : default);
        Assert.Equal((HttpStatusCode.Conflict, "already_in_group"), await agent.Post($"scheduling/appointments/{later}/move", new { holdId = toMoveTo }) is var moved ? (moved.Status, moved.Code) : default);
        Assert.Equal(1, await practice.Clinic.Db.QueryOne<int>("select count(*)::int from scheduling.appointments where booked_at is not null and starts_at = @At", new { At = practice.At("09:00").ToUniversalTime() }, default));
        Assert.Equal(HttpStatusCode.Created, (await practice.Book(agent, forNobody, await practice.Clinic.Patient())).Status);
        Assert.DoesNotContain("09:00", await practice.FreeStarts(agent, $"&patientId={patient}", type));
        Assert.Contains("09:00", await practice.FreeStarts(agent, visitType: type));
        Assert.Contains("09:00", await practice.FreeStarts(await practice.Clinic.Agent(), $"&patientId={patient}", type));
        Assert.Equal(("startsAts[0]", "already_in_group"), await agent.Post("scheduling/series", new
        {
            patientId = patient,
            visitTypeId = type,
            practitionerId = practice.Practitioner,
            locationId = practice.Location,
            everyWeeks = 1,
            startsAts = new[] { practice.At("09:00"), practice.At("09:00").AddDays(7) },
        }) is var series ? (series.Field(), series.Code) : default);
    }

    [Fact]
    public async Task Who_moves_from_group_to_group_takes_a_seat_there()
    {
        var practice = await (await App.Clinic()).Practice();
        var type = await practice.Type(t => t with { Capacity = 2 });
        var agent = await practice.Clinic.Agent();
        var visit = await Booked(practice, agent, type, "09:00");
        await Booked(practice, agent, type, "10:00");
        var hold = (await practice.Hold(agent, practice.At("10:00"), visitType: type)).Id("holdId");

        (await agent.Post($"scheduling/appointments/{visit}/move", new { holdId = hold })).Id("appointmentId");

        Assert.Equal(2, await SeatsLeft(practice, agent, type, "09:00"));
        Assert.Null(await SeatsLeft(practice, agent, type, "10:00"));
        Assert.Equal(2, await practice.Clinic.Db.QueryOne<int>("select count(distinct seat)::int from scheduling.appointments where occupies", null, default));
    }

    [Fact]
    public async Task Who_is_overbooked_into_a_full_group_sits_beside_it()
    {
        var practice = await (await App.Clinic()).Practice();
        var type = await practice.Type(t => t with { Capacity = 2 });
        Person agent = await practice.Clinic.Agent(), supervisor = await practice.Clinic.Supervisor();
        await Booked(practice, agent, type, "09:00");
        var patient = await practice.Clinic.Patient();
        await Practice.Open(supervisor, patient);

        (await supervisor.Post("scheduling/appointments/overbook", new { visitTypeId = type, practitionerId = practice.Practitioner, locationId = practice.Location, patientId = patient, startsAt = practice.At("09:00"), why = "her sister is in it" })).Id("appointmentId");

        Assert.Equal(1, await SeatsLeft(practice, agent, type, "09:00"));
        await Booked(practice, agent, type, "09:00");
        Assert.Equal(3, await practice.Clinic.Db.QueryOne<int>("select count(*)::int from scheduling.appointments where occupies", null, default));
        Assert.Equal("time_taken", (await practice.Hold(agent, practice.At("09:00"))).Code);
    }

    private static async Task<Guid> Booked(Practice practice, Person who, Guid type, string time)
    {
        var patient = await practice.Clinic.Patient();
        return (await practice.Book(who, (await practice.Hold(who, practice.At(time), patient, visitType: type)).Id("holdId"), patient)).Id("appointmentId");
    }

    private static async Task<int?> SeatsLeft(Practice practice, Person who, Guid type, string time)
    {
        foreach (var found in (await practice.Times(who, visitType: type)).Body.GetProperty("times").EnumerateArray())
        {
            if (found.GetProperty("startsAt").GetDateTimeOffset() == practice.At(time))
                return found.GetProperty("seatsLeft").GetInt32();
        }
        return null;
    }

    private static async Task<string?> Code(Practice practice, Person who, Guid type, string time) =>
        (await who.Get($"scheduling/times/explain?visitTypeId={type}&practitionerId={practice.Practitioner}&locationId={practice.Location}&at={practice.Monday:yyyy-MM-dd}T{time}"))
            .Body.GetProperty("answers")[0].GetProperty("code").GetString();
}
