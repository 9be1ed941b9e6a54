using System.Net;
using Frontdesk.Tests.Support;

namespace Frontdesk.Tests.Scheduling.Waitlist;

public sealed class AddToWaitlistTests(WaitlistDesk desk) : IClassFixture<WaitlistDesk>
{
    [Fact]
    public async Task A_patient_waits_once_for_a_kind_of_visit_and_may_leave_and_join_again()
    {
        var practice = await desk.FullPractice();
        var person = await practice.Clinic.SignedIn(await practice.Clinic.Patient());

        var joined = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => person.Post("scheduling/waitlist", new { visitTypeId = practice.VisitType })));

        var entry = Assert.Single(joined, j => j.Status == HttpStatusCode.Created).Id("waitlistId");
        Assert.All(joined.Where(j => j.Status != HttpStatusCode.Created), j => Assert.Equal((HttpStatusCode.Conflict, "already_waiting"), (j.Status, j.Code)));
        Assert.Equal(entry, (await person.Post("scheduling/waitlist", new { visitTypeId = practice.VisitType })).Body.GetProperty("waitlistId").GetGuid());
        Assert.Equal(HttpStatusCode.NoContent, (await person.Delete($"scheduling/waitlist/{entry}")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await person.Delete($"scheduling/waitlist/{entry}")).Status);
        Assert.Equal(HttpStatusCode.Created, (await person.Post("scheduling/waitlist", new { visitTypeId = practice.VisitType })).Status);
    }

    [Fact]
    public async Task A_patient_joins_for_self_and_those_they_act_for_and_for_what_they_may_book()
    {
        var practice = await desk.FullPractice();
        Guid child = await practice.Clinic.Patient("Ana Lopez"), mother = await practice.Clinic.Patient(), stranger = await practice.Clinic.Patient("Eva Kim");
        await practice.Clinic.Db.Execute(
            "insert into patients.proxies (id, proxy_id, patient_id, relation, starts_on) values (gen_random_uuid(), @mother, @child, 'parent', '2015-01-01')", new { mother, child }, default);
        Person mothers = await practice.Clinic.SignedIn(mother), strangers = await practice.Clinic.SignedIn(stranger);
        var byPhone = (await (await practice.Clinic.Admin()).Post("scheduling/visit-types", new { nameEn = "By phone", nameEs = "Por teléfono", minutes = 30, patientsMayBook = false })).Id("visitTypeId");

        var entry = await practice.Waits(mothers, child);
        await practice.Waits(mothers, mother);
        Assert.Equal(HttpStatusCode.NotFound, (await practice.Joins(strangers, child)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await strangers.Delete($"scheduling/waitlist/{entry}")).Status);
        Assert.Equal("visit_type_not_for_patients", (await practice.Joins(mothers, mother, ("visitTypeId", byPhone))).Code);
        Assert.Equal("urgency_is_for_staff", (await practice.Joins(mothers, mother, ("urgency", "urgent"))).Code);
        Assert.Equal(HttpStatusCode.Forbidden, (await mothers.Put($"scheduling/waitlist/{entry}/urgency", new { urgency = "urgent" })).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await mothers.Delete($"scheduling/waitlist/{entry}")).Status);
    }

    [Fact]
    public async Task Staff_put_on_take_off_and_say_how_urgent_with_the_chart_open_only()
    {
        var practice = await desk.FullPractice();
        Person agent = await practice.Clinic.Agent(), other = await practice.Clinic.Agent();
        var patient = await practice.Clinic.Patient();

        Assert.Equal((HttpStatusCode.Forbidden, "chart_locked"), Refusal(await other.Post("scheduling/waitlist", new { visitTypeId = practice.VisitType, patientId = patient })));
        Assert.Equal((HttpStatusCode.BadRequest, "patient_required"), Refusal(await other.Post("scheduling/waitlist", new { visitTypeId = practice.VisitType })));
        var entry = await practice.Waits(agent, patient, ("urgency", "soon"));
        Assert.Equal((HttpStatusCode.Forbidden, "chart_locked"), Refusal(await other.Put($"scheduling/waitlist/{entry}/urgency", new { urgency = "urgent" })));
        Assert.Equal((HttpStatusCode.Forbidden, "chart_locked"), Refusal(await other.Delete($"scheduling/waitlist/{entry}")));
        Assert.Equal(HttpStatusCode.NoContent, (await agent.Put($"scheduling/waitlist/{entry}/urgency", new { urgency = "urgent" })).Status);
        Assert.Equal("urgency_unknown", (await agent.Put($"scheduling/waitlist/{entry}/urgency", new { urgency = "now" })).Code);
        Assert.Equal("urgent", await practice.Clinic.Db.QueryOne<string>("select urgency from scheduling.waitlist where id = @entry", new { entry }, default));
        Assert.Equal(HttpStatusCode.NoContent, (await agent.Delete($"scheduling/waitlist/{entry}")).Status);
        Assert.Equal((HttpStatusCode.Conflict, "not_waiting"), Refusal(await agent.Put($"scheduling/waitlist/{entry}/urgency", new { urgency = "soon" })));
        Assert.Equal(["waitlist.joined", "waitlist.urgency_set", "waitlist.left"],
            await practice.Clinic.Db.Query<string>("select action from audit.changes where row_id = @entry and patient_id = @patient order by at", new { entry, patient }, default));
    }

    [Theory]
    [InlineData("visitTypeId", "0199c0de-0000-7000-8000-000000000000", "visit_type_unknown")]
    [InlineData("practitionerIds", "[0199c0de-0000-7000-8000-000000000000]", "practitioner_unknown")]
    [InlineData("locationIds", "[0199c0de-0000-7000-8000-000000000000]", "location_unknown")]
    [InlineData("weekdays", "[8]", "weekday_out_of_range")]
    [InlineData("partsOfDay", "[night]", "part_of_day_unknown")]
    [InlineData("channel", "video", "channel_not_offered")]
    [InlineData("from", "2020-01-01", "from_out_of_range")]
    [InlineData("until", "2020-01-01", "until_out_of_range")]
    [InlineData("noticeMinutes", "20000", "invalid")]
    [InlineData("urgency", "now", "urgency_unknown")]
    [InlineData("appointmentId", "0199c0de-0000-7000-8000-000000000000", "visit_not_movable")]
    public async Task What_cannot_be_waited_for_is_refused_by_field_and_rule(string field, string value, string rule)
    {
        var practice = await desk.FullPractice();
        object given = value.StartsWith('[') ? field == "weekdays" ? new[] { 8 } : new[] { value.Trim('[', ']') } : field == "noticeMinutes" ? 20000 : value;

        var answer = await practice.Joins(await practice.Clinic.Agent(), await practice.Clinic.Patient(), (field, given));

        Assert.Equal((HttpStatusCode.BadRequest, rule, field), (answer.Status, answer.Code, answer.Field()));
    }

    [Fact]
    public async Task To_come_earlier_takes_a_visit_of_ones_own_of_that_kind_and_waits_until_its_day()
    {
        var practice = await desk.FullPractice();
        var agent = await practice.Clinic.Agent();
        Guid patient = await practice.Clinic.Patient(), other = await practice.Clinic.Patient("Eva Kim");
        await practice.Frees(agent, "16:00");
        var visit = await practice.Booked(agent, practice.At("16:00"), patient);

        Assert.Equal("visit_not_movable", (await practice.Joins(agent, other, ("appointmentId", visit))).Code);
        Assert.Equal(("until_before_from", "until"), await Refused(practice.Joins(agent, patient, ("appointmentId", visit), ("until", null), ("from", practice.Monday.PlusDays(1).ToString("yyyy-MM-dd", null)))));
        var entry = await practice.Waits(agent, patient, ("appointmentId", visit), ("until", null), ("from", null));

        Assert.Equal(practice.Monday.ToDateOnly(), await practice.Clinic.Db.QueryOne<DateOnly>("select until_day from scheduling.waitlist where id = @entry", new { entry }, default));
    }

    private static async Task<(string?, string?)> Refused(Task<Answer> asked) => ((await asked).Code, (await asked).Field());

    private static (HttpStatusCode, string?) Refusal(Answer answer) => (answer.Status, answer.Code);
}
