using System.Net;
using System.Text.Json;
using Dapper;
using Frontdesk.Platform;
using Frontdesk.Scheduling;
using Frontdesk.Tests.Support;

namespace Frontdesk.Tests.Scheduling;

public sealed class HoldTimeTests(App app) : AppTest(app)
{
    [Fact]
    public async Task A_held_time_is_on_offer_to_nobody()
    {
        var practice = await (await App.Clinic()).Practice();
        var agent = await practice.Clinic.Agent();

        var hold = await practice.Hold(agent, practice.At("09:00"));

        Assert.Equal(HttpStatusCode.Created, hold.Status);
        Assert.Equal(practice.At("09:30"), hold.Body.GetProperty("endsAt").GetDateTimeOffset());
        Assert.InRange(hold.Body.GetProperty("expiresAt").GetDateTimeOffset() - TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(6));
        Assert.DoesNotContain("09:00", await practice.FreeStarts(agent));
        Assert.DoesNotContain("09:15", await practice.FreeStarts(agent));
        Assert.Contains("09:30", await practice.FreeStarts(agent));
        Assert.Contains("08:30", await practice.FreeStarts(agent));
        Assert.Equal(["pending"], await Statuses(practice));
    }

    [Fact]
    public async Task A_taken_time_is_refused_with_the_nearest_free_ones()
    {
        var practice = await (await App.Clinic()).Practice();
        var agent = await practice.Clinic.Agent();
        await practice.Hold(agent, practice.At("09:00"));

        var second = await practice.Hold(await practice.Clinic.Agent(), practice.At("09:15"));

        Assert.Equal((HttpStatusCode.Conflict, "time_taken"), (second.Status, second.Code));
        Assert.Equal(["08:15", "08:30", "09:30", "09:45", "10:00", "10:15"],
            second.Body.GetProperty("nearest").EnumerateArray().Select(t => t.GetProperty("startsAt").GetDateTimeOffset().ToString("HH:mm")));
    }

    [Fact]
    public async Task An_expired_hold_is_bookable_by_another_at_once()
    {
        var practice = await (await App.Clinic()).Practice();
        var patient = await practice.Clinic.Patient();
        Person first = await practice.Clinic.Agent(), second = await practice.Clinic.Agent();
        var expired = (await practice.Hold(first, practice.At("09:00"))).Id("holdId");
        await practice.Clinic.SixMinutesPass();

        Assert.Contains("09:00", await practice.FreeStarts(second));
        await practice.Booked(second, practice.At("09:15"), patient);

        var late = await practice.Book(first, expired, patient);
        Assert.Equal((HttpStatusCode.Conflict, "hold_expired"), (late.Status, late.Code));
        Assert.Equal(["booked", "cancelled"], (await Statuses(practice)).Order());
    }

    [Fact]
    public async Task An_expired_hold_is_not_bookable_even_by_its_holder()
    {
        var practice = await (await App.Clinic()).Practice();
        var agent = await practice.Clinic.Agent();
        var hold = (await practice.Hold(agent, practice.At("09:00"))).Id("holdId");
        await practice.Clinic.SixMinutesPass();

        Assert.Equal("hold_expired", (await practice.Book(agent, hold, await practice.Clinic.Patient())).Code);
    }

    [Fact]
    public async Task A_released_hold_is_free_again_and_only_its_holder_releases_it()
    {
        var practice = await (await App.Clinic()).Practice();
        var agent = await practice.Clinic.Agent();
        var hold = (await practice.Hold(agent, practice.At("09:00"))).Id("holdId");

        Assert.Equal(HttpStatusCode.NotFound, (await (await practice.Clinic.Agent()).Delete($"scheduling/holds/{hold}")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await agent.Delete($"scheduling/holds/{hold}")).Status);
        Assert.Contains("09:00", await practice.FreeStarts(agent));
    }

    [Fact]
    public async Task A_patient_who_picks_another_time_has_let_the_first_go()
    {
        var practice = await (await App.Clinic()).Practice();
        var patient = await practice.Clinic.SignedIn(await practice.Clinic.Patient());
        await practice.Hold(patient, practice.At("09:00"));

        Assert.Equal(HttpStatusCode.Created, (await practice.Hold(patient, practice.At("09:15"))).Status);
        Assert.Single(await Statuses(practice));
    }

    [Fact]
    public async Task A_patient_who_is_refused_another_time_keeps_the_one_they_hold()
    {
        var practice = await (await App.Clinic()).Practice(2);
        var patient = await practice.Clinic.Patient();
        var person = await practice.Clinic.SignedIn(patient);
        await practice.Hold(await practice.Clinic.Agent(), practice.At("15:00"));
        var hold = (await practice.Hold(person, practice.At("13:00"))).Id("holdId");

        Assert.Equal("time_taken", (await practice.Hold(person, practice.At("15:00"))).Code);

        Assert.Equal(hold, (await practice.Book(person, hold, patient)).Id("appointmentId"));
    }

    [Fact]
    public async Task Who_gives_back_what_they_have_booked_is_told_so()
    {
        var practice = await (await App.Clinic()).Practice();
        var patient = await practice.Clinic.Patient();
        Person agent = await practice.Clinic.Agent(), other = await practice.Clinic.Agent();
        var visit = await practice.Booked(agent, practice.At("09:00"), patient);

        var answer = await agent.Delete($"scheduling/holds/{visit}");

        Assert.Equal((HttpStatusCode.Conflict, "already_booked"), (answer.Status, answer.Code));
        Assert.Equal((visit, practice.At("09:00")), (answer.Body.GetProperty("appointmentId").GetGuid(), answer.Body.GetProperty("startsAt").GetDateTimeOffset()));
        Assert.Equal(HttpStatusCode.NotFound, (await other.Delete($"scheduling/holds/{visit}")).Status);
        Assert.Equal("time_taken", (await practice.Hold(other, practice.At("09:00"))).Code);
        await agent.Post($"scheduling/appointments/{visit}/cancel", new { reason = "ill" });
        Assert.Equal(HttpStatusCode.NotFound, (await agent.Delete($"scheduling/holds/{visit}")).Status);
    }

    [Theory]
    [InlineData("09:05", "startsAt", "not_offered")]
    [InlineData("07:45", "startsAt", "not_offered")]
    [InlineData("17:45", "startsAt", "not_offered")]
    public async Task A_time_that_is_not_on_offer_cannot_be_held(string time, string field, string code)
    {
        var practice = await (await App.Clinic()).Practice();

        var answer = await practice.Hold(await practice.Clinic.Agent(), practice.At(time));

        Assert.Equal((HttpStatusCode.BadRequest, field, code), (answer.Status, answer.Field(), answer.Code));
    }

    [Fact]
    public async Task A_time_that_has_passed_cannot_be_held()
    {
        var practice = await (await App.Clinic()).Practice();

        var answer = await practice.Hold(await practice.Clinic.Agent(), practice.At("09:00").AddDays(-28));

        Assert.Equal(("startsAt", "time_is_past"), (answer.Field(), answer.Code));
    }

    [Fact]
    public async Task Hours_that_changed_a_moment_ago_count()
    {
        var practice = await (await App.Clinic()).Practice();
        var agent = await practice.Clinic.Agent();
        Assert.Contains("09:00", await practice.FreeStarts(agent));

        // Behind the back of this node, as another node would.
        await practice.Clinic.Db.Execute(
            "insert into scheduling.exceptions (id, resource_id, kind, starts, ends) values (@Id, @Practitioner, 'away', @From, @Until)",
            new { Id = Guid.CreateVersion7(), practice.Practitioner, From = practice.Monday.ToDateTimeUnspecified(), Until = practice.Monday.PlusDays(1).ToDateTimeUnspecified() }, default);

        Assert.Equal("not_offered", (await practice.Hold(agent, practice.At("09:00"))).Code);
        Assert.Empty(await practice.FreeStarts(agent));
    }

    [Fact]
    public async Task Holds_nobody_booked_are_removed_a_day_later_and_nothing_else_is()
    {
        var practice = await (await App.Clinic()).Practice();
        var agent = await practice.Clinic.Agent();
        var visit = await practice.Booked(agent, practice.At("08:00"), await practice.Clinic.Patient());
        await agent.Post($"scheduling/appointments/{visit}/cancel", new { reason = "moved" });
        await practice.Hold(agent, practice.At("09:00"));
        await practice.Clinic.Db.Execute("update scheduling.appointments set created_at = now() - interval '25 hours'", null, default);
        await practice.Hold(agent, practice.At("10:00"));

        await practice.Clinic.HoldsAreSwept();

        Assert.Equal(["cancelled", "pending"], (await Statuses(practice)).Order());
        Assert.Contains("09:00", await practice.FreeStarts(agent));
    }

    // The index behind the constraint can be asked by time only if it is divided by time.
    [Fact]
    public async Task Whether_a_time_is_free_is_asked_of_its_neighbours_and_not_of_all_visits_ever_made()
    {
        var practice = await (await App.Clinic()).Practice();
        await practice.HasThousandsOfVisits(TimeSpan.FromMinutes(15), 0, 9);

        // The first of the two reads the catalog too.
        var plan = await practice.Clinic.Db.Transaction(async tx =>
        {
            await Explained(tx, practice, practice.At("11:15"));
            return await Explained(tx, practice, practice.At("09:00"));
        }, TestContext.Current.CancellationToken);

        var insert = JsonDocument.Parse(plan).RootElement[0].GetProperty("Plan");
        var pages = insert.GetProperty("Shared Hit Blocks").GetInt32() + insert.GetProperty("Shared Read Blocks").GetInt32();
        Assert.Equal((1, 0), (insert.GetProperty("Tuples Inserted").GetInt32(), insert.GetProperty("Conflicting Tuples").GetInt32()));
        Assert.True(pages < 60, $"{pages} pages: {plan}");
    }

    private static async Task<string> Explained(TenantTransaction tx, Practice practice, DateTimeOffset at) => string.Join('\n', await tx.Query<string>(
        """
        explain (analyze, buffers, format json, timing off)
        insert into scheduling.appointments (id, resource_id, location_id, visit_type_id, status, starts_at, ends_at, busy_from, busy_until, expires_at, held_by, held_by_kind)
        values (gen_random_uuid(), @Practitioner, @Location, @VisitType, 'pending', @At, @Until, @At, @Until, now() + interval '5 minutes', @Practitioner, 'staff')
        on conflict on constraint appointments_never_overlap do nothing
        """, new { practice.Practitioner, practice.Location, practice.VisitType, At = at.ToUniversalTime(), Until = at.AddMinutes(15).ToUniversalTime() }, TestContext.Current.CancellationToken));

    private static Task<IReadOnlyList<string>> Statuses(Practice practice) =>
        practice.Clinic.Db.Query<string>("select status from scheduling.appointments", null, default);
}
