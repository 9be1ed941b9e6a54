using System.Net;
using Frontdesk.Tests.Support;

namespace Frontdesk.Tests.Scheduling;

public sealed class RequestVisitTests(App app) : AppTest(app)
{
    [Fact]
    public async Task What_a_patient_asks_for_waits_on_the_worklist_and_the_patient_sees_what_became_of_it()
    {
        var practice = await (await App.Clinic()).Practice();
        var patient = await practice.Clinic.SignedIn(await practice.Clinic.Patient("Ana Ruiz"));
        var asked = (await patient.Post("scheduling/requests", new
        {
            visitTypeId = practice.VisitType,
            practitionerIds = new[] { practice.Practitioner },
            locationId = practice.Location,
            channel = "in-person",
            from = "2030-01-07",
            until = "2030-01-31",
            weekdays = new[] { 1, 3 },
            partsOfDay = new[] { "morning" },
            note = " my knee again ",
        })).Id("requestId");

        var agent = await practice.Clinic.Agent();
        var item = Assert.Single(await agent.Items("?kind=visit_request"));
        Assert.Equal((asked, "Ana Ruiz"), (item.GetProperty("itemId").GetGuid(), item.GetProperty("patientName").GetString()));
        var details = item.GetProperty("details");
        Assert.Equal(("Check-up", "Chequeo", "my knee again", "2030-01-07", "in-person"),
            (details.GetProperty("visitTypeEn").GetString(), details.GetProperty("visitTypeEs").GetString(), details.GetProperty("note").GetString(), details.GetProperty("from").GetString(), details.GetProperty("channel").GetString()));
        Assert.Equal([1, 3], details.GetProperty("weekdays").EnumerateArray().Select(d => d.GetInt32()));
        Assert.Equal(practice.Practitioner, details.GetProperty("practitionerIds")[0].GetGuid());
        Assert.Equal(("open", asked), await State(patient));

        await agent.Post($"worklist/items/{asked}/close", new { outcome = "declined" });
        Assert.Equal(("declined", asked), await State(patient));
    }

    [Fact]
    public async Task One_request_is_open_for_a_patient_and_a_visit_type_however_many_ask_at_once()
    {
        var practice = await (await App.Clinic()).Practice();
        var patient = await practice.Clinic.SignedIn(await practice.Clinic.Patient());

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => patient.Post("scheduling/requests", new { visitTypeId = practice.VisitType })));

        var made = Assert.Single(answers, a => a.Status == HttpStatusCode.Created);
        Assert.All(answers.Except([made]), a => Assert.Equal((HttpStatusCode.Conflict, "already_requested"), (a.Status, a.Code)));
        var agent = await practice.Clinic.Agent();
        await agent.Post($"worklist/items/{made.Id("requestId")}/close", new { outcome = "done" });
        Assert.Equal(HttpStatusCode.Created, (await patient.Post("scheduling/requests", new { visitTypeId = practice.VisitType })).Status);
        Assert.Equal(2, (await patient.Get("scheduling/my-requests")).Body.GetProperty("requests").GetArrayLength());
    }

    [Fact]
    public async Task A_parent_asks_for_a_child_and_nobody_for_a_stranger()
    {
        var practice = await (await App.Clinic()).Practice();
        Guid mother = await practice.Clinic.Patient(), child = await practice.Clinic.Patient("Ana Lopez"), stranger = await practice.Clinic.Patient("Eva Kim");
        await practice.Clinic.Db.Execute("insert into patients.proxies (id, proxy_id, patient_id, relation, starts_on) values (@id, @mother, @child, 'parent', '2020-01-01')", new { id = Guid.CreateVersion7(), mother, child }, default);
        var mothers = await practice.Clinic.SignedIn(mother);

        var asked = (await mothers.Post("scheduling/requests", new { visitTypeId = practice.VisitType, patientId = child })).Id("requestId");

        Assert.Equal(("open", asked), await State(mothers));
        Assert.Equal(("open", asked), await State(await practice.Clinic.SignedIn(child)));
        Assert.Equal(HttpStatusCode.NotFound, (await mothers.Post("scheduling/requests", new { visitTypeId = practice.VisitType, patientId = stranger })).Status);
        Assert.Empty((await (await practice.Clinic.SignedIn(stranger)).Get("scheduling/my-requests")).Body.GetProperty("requests").EnumerateArray());
    }

    [Fact]
    public async Task Staff_ask_for_a_patient_whose_chart_is_open()
    {
        var practice = await (await App.Clinic()).Practice();
        var patient = await practice.Clinic.Patient();
        var agent = await practice.Clinic.Agent();

        Assert.Equal("chart_locked", (await agent.Post("scheduling/requests", new { visitTypeId = practice.VisitType, patientId = patient })).Code);
        Assert.Equal("patient_required", (await agent.Post("scheduling/requests", new { visitTypeId = practice.VisitType })).Code);
        await Practice.Open(agent, patient);
        (await agent.Post("scheduling/requests", new { visitTypeId = practice.VisitType, patientId = patient })).Id("requestId");
        Assert.Empty((await (await practice.Clinic.SignedIn(await practice.Clinic.Patient())).Get("scheduling/my-requests")).Body.GetProperty("requests").EnumerateArray());
    }

    [Fact]
    public async Task What_the_clinic_takes_no_requests_for_is_refused()
    {
        var practice = await (await App.Clinic()).Practice();
        var elsewhere = await (await App.Clinic()).Practice();
        var patient = await practice.Clinic.SignedIn(await practice.Clinic.Patient());
        await practice.Clinic.Db.Execute("update scheduling.visit_types set patients_may_request = false", null, default);

        Assert.Equal(("visitTypeId", "visit_type_not_by_request"), await Refused(patient, new { visitTypeId = practice.VisitType }));
        Assert.Equal(("visitTypeId", "visit_type_unknown"), await Refused(patient, new { visitTypeId = elsewhere.VisitType }));
    }

    [Theory]
    [InlineData("channel", "video", "channel", "channel_not_offered")]
    [InlineData("from", "0001-01-01", "from", "from_out_of_range")]
    [InlineData("until", "2029-12-31", "until", "until_before_from")]
    [InlineData("until", "2001-01-01", "until", "until_is_past")]
    [InlineData("weekday", "8", "weekdays", "weekday_out_of_range")]
    [InlineData("partOfDay", "night", "partsOfDay", "part_of_day_unknown")]
    [InlineData("location", "", "locationId", "location_unknown")]
    [InlineData("practitioner", "", "practitionerIds", "practitioner_unknown")]
    public async Task A_wish_that_cannot_be_is_refused(string what, string value, string field, string code)
    {
        var practice = await (await App.Clinic()).Practice();
        var patient = await practice.Clinic.SignedIn(await practice.Clinic.Patient());

        Assert.Equal((field, code), await Refused(patient, new
        {
            visitTypeId = practice.VisitType,
            channel = what == "channel" ? value : null,
            from = what == "from" ? value : "2030-01-01",
            until = what == "until" ? value : null,
            weekdays = what == "weekday" ? new[] { int.Parse(value) } : null,
            partsOfDay = what == "partOfDay" ? new[] { value } : null,
            locationId = what == "location" ? Guid.CreateVersion7() : (Guid?)null,
            practitionerIds = what == "practitioner" ? new[] { practice.Location } : null,
        }));
    }

    [Fact]
    public async Task A_note_has_at_most_500_characters()
    {
        var practice = await (await App.Clinic()).Practice();
        var patient = await practice.Clinic.SignedIn(await practice.Clinic.Patient());
        var answer = await patient.Post("scheduling/requests", new { visitTypeId = practice.VisitType, note = new string('a', 501) });
        Assert.Equal((HttpStatusCode.BadRequest, "note"), (answer.Status, answer.Field()));
    }

    private static async Task<(string?, string?)> Refused(Person who, object body)
    {
        var answer = await who.Post("scheduling/requests", body);
        Assert.True(answer.Status == HttpStatusCode.BadRequest, answer.Text);
        return (answer.Field(), answer.Code);
    }

    private static async Task<(string?, Guid)> State(Person patient)
    {
        var request = Assert.Single((await patient.Get("scheduling/my-requests")).Body.GetProperty("requests").EnumerateArray());
        Assert.Equal("Check-up", request.GetProperty("visitTypeEn").GetString());
        return (request.GetProperty("state").GetString(), request.GetProperty("requestId").GetGuid());
    }
}
