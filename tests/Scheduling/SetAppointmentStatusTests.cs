using System.Net;
using Frontdesk.Scheduling;
using Frontdesk.Tests.Support;

namespace Frontdesk.Tests.Scheduling;

public sealed class SetAppointmentStatusTests(App app) : AppTest(app)
{
    [Fact]
    public async Task A_visit_goes_through_the_day_and_a_slip_is_undone()
    {
        var (practice, agent, visit) = await BeganAMinuteAgo();

        foreach (var status in new[] { "arrived", "booked", "arrived", "checked-in", "fulfilled", "checked-in", "fulfilled" })
            Assert.Equal((HttpStatusCode.OK, status), await Set(agent, visit, status));

        Assert.True(await practice.Clinic.Db.QueryOne<bool>("select arrived_at is not null and version = 8 from scheduling.appointments", null, default));
        var steps = await practice.Clinic.Db.Query<string>("select new ->> 'status' from audit.changes where action = 'appointment.status_set' order by at", null, default);
        Assert.Equal(["arrived", "booked", "arrived", "checked-in", "fulfilled", "checked-in", "fulfilled"], steps);
    }

    [Theory]
    [InlineData("booked", "fulfilled")]
    [InlineData("booked", "checked-in")]
    [InlineData("checked-in", "noshow")]
    [InlineData("fulfilled", "booked")]
    [InlineData("cancelled", "arrived")]
    [InlineData("cancelled", "booked")]
    public async Task Steps_that_make_no_sense_are_refused(string from, string to)
    {
        var (practice, agent, visit) = await BeganAMinuteAgo();
        await practice.Clinic.Db.Execute("update scheduling.appointments set status = @from", new { from }, default);

        var answer = await agent.Put($"scheduling/appointments/{visit}/status", new { status = to });

        Assert.Equal((HttpStatusCode.Conflict, "status_does_not_follow", from), (answer.Status, answer.Code, answer.Body.GetProperty("status").GetString()));
    }

    [Fact]
    public async Task Nobody_arrives_on_another_day_or_is_missed_before_the_visit_began()
    {
        var practice = await (await App.Clinic()).Practice();
        var agent = await practice.Clinic.Agent();
        var visit = await practice.Booked(agent, practice.At("09:00"), await practice.Clinic.Patient());

        Assert.Equal((HttpStatusCode.Conflict, "too_early"), await Set(agent, visit, "arrived"));
        Assert.Equal((HttpStatusCode.Conflict, "too_early"), await Set(agent, visit, "noshow"));
    }

    [Fact]
    public async Task Who_did_not_come_frees_the_time_and_takes_it_again_only_if_it_is_free()
    {
        var (practice, agent, visit) = await BeganAMinuteAgo();
        Assert.Equal((HttpStatusCode.OK, "noshow"), await Set(agent, visit, "noshow"));
        foreach (var status in new[] { "arrived", "booked", "noshow" })
            Assert.Equal((HttpStatusCode.OK, status), await Set(agent, visit, status));
        await practice.Clinic.Db.Execute(
            """
            insert into scheduling.appointments (id, resource_id, location_id, visit_type_id, patient_id, status, starts_at, ends_at, busy_from, busy_until, held_by, held_by_kind, booked_at)
            select gen_random_uuid(), resource_id, location_id, visit_type_id, patient_id, 'booked', starts_at, ends_at, busy_from, busy_until, held_by, held_by_kind, now()
            from   scheduling.appointments
            """, null, default);

        Assert.Equal((HttpStatusCode.Conflict, "time_taken"), await Set(agent, visit, "arrived"));
    }

    [Theory]
    [InlineData("arrived")]
    [InlineData("noshow")]
    public async Task A_stranded_visit_that_took_place_or_was_missed_waits_for_nobody(string status)
    {
        var practice = await (await App.Clinic()).Practice();
        var (agent, admin) = (await practice.Clinic.Agent(), await practice.Clinic.Admin());
        var visit = await practice.Booked(agent, practice.At("17:00"), await practice.Clinic.Patient());
        Assert.Equal(1, (await practice.SetsHours(admin, "08:00", "17:00")).WorkItems);
        await Begin(practice);

        Assert.Equal((HttpStatusCode.OK, status), await Set(agent, visit, status));

        Assert.Equal(["obsolete"], await practice.ItemsAbout(visit));
    }

    [Fact]
    public async Task Who_came_after_all_takes_the_room_again_only_if_it_is_free()
    {
        var practice = await (await App.Clinic()).Practice(practitioners: 2);
        var type = await practice.Type(t => t with { NeedsRoom = "exam" });
        await practice.With(tx => ClinicSetUp.AddRoom(tx, new RoomToAdd(Guid.CreateVersion7(), "A", "exam", practice.Location), default));
        var (agent, visit) = await Missed(practice, type);
        await Another(practice, visit, practice.Practitioners[1], seat: 1);

        Assert.Equal((HttpStatusCode.Conflict, "room_taken"), await Set(agent, visit, "booked"));

        await practice.Clinic.Db.Execute("update scheduling.appointments set status = 'cancelled' where id <> @visit", new { visit }, default);
        Assert.Equal((HttpStatusCode.OK, "booked"), await Set(agent, visit, "booked"));
    }

    [Fact]
    public async Task Who_came_after_all_takes_any_seat_of_the_group_that_is_left()
    {
        var practice = await (await App.Clinic()).Practice();
        var type = await practice.Type(t => t with { Capacity = 2 });
        var (agent, visit) = await Missed(practice, type);
        await Another(practice, visit, practice.Practitioner, seat: 1);

        Assert.Equal((HttpStatusCode.OK, "booked"), await Set(agent, visit, "booked"));
        Assert.Equal(2, await practice.Clinic.Db.QueryOne<int>("select seat::int from scheduling.appointments where id = @visit", new { visit }, default));

        await Set(agent, visit, "noshow");
        await Another(practice, visit, practice.Practitioner, seat: 2);
        Assert.Equal((HttpStatusCode.Conflict, "group_full"), await Set(agent, visit, "arrived"));
    }

    [Fact]
    public async Task A_hold_that_expired_is_not_in_the_way_of_who_came_after_all()
    {
        var practice = await (await App.Clinic()).Practice();
        var (agent, visit) = await Missed(practice, practice.VisitType);
        await Another(practice, visit, practice.Practitioner, seat: 1);
        await practice.Clinic.Db.Execute("update scheduling.appointments set status = 'pending', booked_at = null, expires_at = now() - interval '1 minute' where id <> @visit", new { visit }, default);

        Assert.Equal((HttpStatusCode.OK, "booked"), await Set(agent, visit, "booked"));
    }

    [Fact]
    public async Task Patients_and_admins_do_not_set_it_and_a_hold_has_none()
    {
        var (practice, agent, visit) = await BeganAMinuteAgo();
        var hold = (await practice.Hold(agent, practice.At("09:00"))).Id("holdId");

        Assert.Equal(HttpStatusCode.Forbidden, (await Set(await practice.Clinic.SignedIn(await practice.Clinic.Patient()), visit, "arrived")).Item1);
        Assert.Equal(HttpStatusCode.Forbidden, (await Set(await practice.Clinic.Admin(), visit, "arrived")).Item1);
        Assert.Equal(HttpStatusCode.NotFound, (await Set(agent, hold, "arrived")).Item1);
        var unknown = await agent.Put($"scheduling/appointments/{visit}/status", new { status = "cancelled" });
        Assert.Equal((HttpStatusCode.BadRequest, "status"), (unknown.Status, unknown.Field()));
    }

    private async Task<(Practice, Person, Guid)> BeganAMinuteAgo()
    {
        var practice = await (await App.Clinic()).Practice();
        var agent = await practice.Clinic.Agent();
        var visit = await practice.Booked(agent, practice.At("09:00"), await practice.Clinic.Patient());
        await Begin(practice);
        return (practice, agent, visit);
    }

    /// <summary>One who did not come to a visit of this kind.</summary>
    private static async Task<(Person Agent, Guid Visit)> Missed(Practice practice, Guid type)
    {
        var (agent, patient) = (await practice.Clinic.Agent(), await practice.Clinic.Patient());
        var visit = (await practice.Book(agent, (await practice.Hold(agent, practice.At("09:00"), patient, visitType: type)).Id("holdId"), patient)).Id("appointmentId");
        await Begin(practice);
        Assert.Equal((HttpStatusCode.OK, "noshow"), await Set(agent, visit, "noshow"));
        return (agent, visit);
    }

    private static Task Begin(Practice practice) => practice.Clinic.Db.Execute(
        "update scheduling.appointments set starts_at = now() - interval '1 minute', busy_from = now() - interval '1 minute', ends_at = now() + interval '1 hour', busy_until = now() + interval '1 hour'", null, default);

    /// <summary>Books another into the time, the room and the group of this visit.</summary>
    private static Task Another(Practice practice, Guid visit, Guid practitioner, int seat) => practice.Clinic.Db.Execute(
        """
        insert into scheduling.appointments
            (id, resource_id, location_id, visit_type_id, patient_id, status, starts_at, ends_at, busy_from, busy_until, room_id, group_id, seat, held_by, held_by_kind, booked_at)
        select gen_random_uuid(), @practitioner, location_id, visit_type_id, patient_id, 'booked', starts_at, ends_at, busy_from, busy_until, room_id, group_id, @seat, held_by, held_by_kind, now()
        from   scheduling.appointments
        where  id = @visit
        """, new { visit, practitioner, seat }, default);

    /// <summary>The HTTP status, and the visit's status or the problem's code.</summary>
    private static async Task<(HttpStatusCode, string?)> Set(Person who, Guid visit, string status)
    {
        var answer = await who.Put($"scheduling/appointments/{visit}/status", new { status });
        return (answer.Status, answer.Status == HttpStatusCode.OK ? answer.Body.GetProperty("status").GetString() : answer.Code);
    }
}
