using System.Net;
using System.Text.Json;
using Frontdesk.Tests.Support;

namespace Frontdesk.Tests.Scheduling;

public sealed class ListAppointmentsTests(App app) : AppTest(app)
{
    [Fact]
    public async Task The_day_is_the_locations_own_and_each_patient_shown_is_on_the_record()
    {
        var practice = await (await App.Clinic()).Practice(timeZone: "America/Los_Angeles");
        var agent = await practice.Clinic.Agent();
        Guid ana = await practice.Clinic.Patient("Ana Ruiz"), sam = await practice.Clinic.Patient("Sam Hill");
        // 17:30 in Los Angeles is the next day in UTC.
        await practice.Booked(agent, practice.At("17:30"), ana);
        await practice.Booked(agent, practice.At("09:00"), sam);
        await practice.Hold(agent, practice.At("12:00"), ana);

        var day = await agent.Get($"scheduling/appointments?from={practice.Monday:yyyy-MM-dd}");

        Assert.Equal(["09:00 Sam Hill booked", "17:30 Ana Ruiz booked"], Rows(day).Select(a => $"{Starts(a)} {a.GetProperty("patientName")} {a.GetProperty("status")}"));
        Assert.Empty(Rows(await agent.Get($"scheduling/appointments?from={practice.Monday.PlusDays(1):yyyy-MM-dd}")));
        var seen = await practice.Clinic.Db.Query<Guid>("select patient_id from audit.reads where action = 'schedule.seen' and patient_id is not null and actor_id = @AccountId", new { agent.AccountId }, default);
        Assert.Equal(new[] { ana, sam }.Order(), seen.Order());
    }

    [Fact]
    public async Task Patients_do_not_see_the_clinics_day()
    {
        var practice = await (await App.Clinic()).Practice();
        var patient = await practice.Clinic.SignedIn(await practice.Clinic.Patient());

        Assert.Equal(HttpStatusCode.Forbidden, (await patient.Get($"scheduling/appointments?from={practice.Monday:yyyy-MM-dd}")).Status);
    }

    [Fact]
    public async Task A_patient_sees_own_visits_and_those_of_people_they_act_for()
    {
        var practice = await (await App.Clinic()).Practice();
        var agent = await practice.Clinic.Agent();
        Guid mother = await practice.Clinic.Patient("Ana Ruiz"), child = await practice.Clinic.Patient("Leo Ruiz"), other = await practice.Clinic.Patient();
        await practice.Clinic.Db.Execute("insert into patients.proxies (id, patient_id, proxy_id, relation, starts_on) values (@Id, @child, @mother, 'parent', '2020-01-01')", new { Id = Guid.CreateVersion7(), child, mother }, default);
        await practice.Booked(agent, practice.At("10:00"), mother);
        await practice.Booked(agent, practice.At("09:00"), mother);
        var gone = await practice.Booked(agent, practice.At("11:00"), mother);
        await agent.Post($"scheduling/appointments/{gone}/cancel", new { reason = "moved" });
        var person = await practice.Clinic.SignedIn(mother);
        await practice.Hold(person, practice.At("14:00"));

        var own = await person.Get($"scheduling/patients/{mother}/appointments");

        Assert.Equal(["09:00", "10:00"], own.Body.GetProperty("upcoming").EnumerateArray().Select(Starts));
        Assert.Equal(["11:00 cancelled moved"], own.Body.GetProperty("past").EnumerateArray().Select(a => $"{Starts(a)} {a.GetProperty("status")} {a.GetProperty("cancelationReason")}"));
        Assert.Equal(HttpStatusCode.OK, (await person.Get($"scheduling/patients/{child}/appointments")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await person.Get($"scheduling/patients/{other}/appointments")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await person.Get($"scheduling/patients/{Guid.CreateVersion7()}/appointments")).Status);
    }

    [Fact]
    public async Task Staff_see_a_patients_visits_while_the_chart_is_open_to_them()
    {
        var practice = await (await App.Clinic()).Practice();
        var agent = await practice.Clinic.Agent();
        var patient = await practice.Clinic.Patient();
        await practice.Booked(await practice.Clinic.Agent(), practice.At("09:00"), patient);

        var locked = await agent.Get($"scheduling/patients/{patient}/appointments");
        Assert.Equal((HttpStatusCode.Forbidden, "chart_locked"), (locked.Status, locked.Code));
        Assert.Equal(HttpStatusCode.NoContent, (await agent.Post($"patients/{patient}/open", new { reason = "calls about Monday's visit" })).Status);
        Assert.Equal(1, (await agent.Get($"scheduling/patients/{patient}/appointments")).Body.GetProperty("upcoming").GetArrayLength());
    }

    [Theory]
    [InlineData("from=2026-12-02&to=2026-12-01", "to_before_from")]
    [InlineData("from=2026-12-01&to=2027-01-01", "too_many_days")]
    [InlineData("from=0001-01-01", "from_out_of_range")]
    [InlineData("from=2200-12-31&to=2201-01-02", "to_out_of_range")]
    [InlineData("from=tomorrow", "bad_request")]
    public async Task Bad_days_are_refused_by_name(string query, string code)
    {
        var practice = await (await App.Clinic()).Practice();
        var answer = await (await practice.Clinic.Agent()).Get("scheduling/appointments?" + query);

        Assert.Equal((HttpStatusCode.BadRequest, code), (answer.Status, answer.Code));
    }

    private static JsonElement.ArrayEnumerator Rows(Answer answer) => answer.Body.GetProperty("appointments").EnumerateArray();

    private static string Starts(JsonElement visit) => visit.GetProperty("startsAt").GetDateTimeOffset().ToString("HH:mm");
}
