using System.Net;
using Frontdesk.Tests.Support;

namespace Frontdesk.Tests.Scheduling;

public sealed class SetUpTests(App app) : AppTest(app)
{
    [Fact]
    public async Task An_admin_sets_a_clinic_up_and_patients_find_times()
    {
        var clinic = await App.Clinic();
        var admin = await clinic.Admin();
        var location = (await admin.Post("scheduling/locations", new { name = "North", timeZone = "America/Chicago", address = "5 North" })).Id("locationId");
        var type = (await admin.Post("scheduling/visit-types", new { nameEn = "Visit", nameEs = "Visita", minutes = 20, patientsMayBook = true, instructionsEs = "Traiga sus medicinas" })).Id("visitTypeId");
        var doctor = (await admin.Post("scheduling/practitioners", new { name = "Dr. Vega", languages = new[] { "es" }, locationIds = new[] { location } })).Id("practitionerId");
        var patient = await clinic.SignedIn(await clinic.Patient());
        Assert.Empty(Times(await patient.Get($"scheduling/times?visitTypeId={type}")));

        var hours = Enumerable.Range(1, 7).Select(weekday => new { locationId = location, weekday, starts = "09:00", ends = "10:00" });
        Assert.Equal(HttpStatusCode.OK, (await admin.Put($"scheduling/practitioners/{doctor}/hours", new { hours })).Status);
        Assert.Equal(14 * 3, Times(await patient.Get($"scheduling/times?visitTypeId={type}&from={Tomorrow:yyyy-MM-dd}&to={Tomorrow.AddDays(13):yyyy-MM-dd}")).Count());

        var starts = Tomorrow.AddDays(1).ToDateTime(default);
        (await admin.Post($"scheduling/practitioners/{doctor}/exceptions", new { kind = "away", starts, ends = starts.AddDays(1) })).Id("exceptionId");
        (await admin.Post($"scheduling/practitioners/{doctor}/exceptions", new { kind = "extra", starts = starts.AddHours(33), ends = starts.AddHours(34), locationId = location })).Id("exceptionId");
        Assert.Equal(13 * 3, Times(await patient.Get($"scheduling/times?visitTypeId={type}&from={Tomorrow:yyyy-MM-dd}&to={Tomorrow.AddDays(13):yyyy-MM-dd}")).Count());

        Assert.Equal("Dr. Vega", (await patient.Get("scheduling/practitioners")).Body.GetProperty("practitioners")[0].GetProperty("name").GetString());
        Assert.Equal("America/Chicago", (await patient.Get("scheduling/locations")).Body.GetProperty("locations")[0].GetProperty("timeZone").GetString());
        Assert.Equal("Traiga sus medicinas", (await patient.Get("scheduling/visit-types")).Body.GetProperty("visitTypes")[0].GetProperty("instructionsEs").GetString());
    }

    [Fact]
    public async Task Only_admins_set_up()
    {
        var clinic = await App.Clinic();
        foreach (var person in new[] { await clinic.Agent(), await clinic.Supervisor(), await clinic.Clinician(), await clinic.SignedIn(await clinic.Patient()) })
            Assert.Equal(HttpStatusCode.Forbidden, (await person.Post("scheduling/locations", new { name = "X", timeZone = "UTC" })).Status);
    }

    [Theory]
    [InlineData(0, "minutes")]
    [InlineData(4, "minutes")]
    [InlineData(2000, "minutes")]
    [InlineData(-30, "minutes")]
    public async Task A_visit_of_no_or_endless_length_is_refused(int minutes, string field)
    {
        var answer = await (await (await App.Clinic()).Admin()).Post("scheduling/visit-types", new { nameEn = "V", nameEs = "V", minutes });

        Assert.Equal((HttpStatusCode.BadRequest, field), (answer.Status, answer.Field()));
    }

    [Theory]
    [InlineData("Mars/Olympus")]
    [InlineData("")]
    [InlineData("CST6CDT'; drop table scheduling.locations --")]
    public async Task An_unknown_zone_is_refused(string timeZone)
    {
        var answer = await (await (await App.Clinic()).Admin()).Post("scheduling/locations", new { name = "North", timeZone });

        Assert.Equal((HttpStatusCode.BadRequest, "timeZone"), (answer.Status, answer.Field()));
    }

    [Theory]
    [InlineData("09:00", "09:00", 1, "hours[0].ends", "ends_before_start")]
    [InlineData("17:00", "09:00", 1, "hours[0].ends", "ends_before_start")]
    [InlineData("9:00", "17:00", 1, "hours[0].starts", "not_a_time_of_day")]
    [InlineData("24:00", "24:00", 1, "hours[0].starts", "not_a_time_of_day")]
    [InlineData("09:60", "17:00", 1, "hours[0].starts", "not_a_time_of_day")]
    [InlineData("09:00", "24:01", 1, "hours[0].ends", "not_a_time_of_day")]
    public async Task Hours_that_cannot_be_are_refused(string starts, string ends, int weekday, string field, string code)
    {
        var practice = await (await App.Clinic()).Practice();
        var answer = await Set(practice, new { locationId = practice.Location, weekday, starts, ends });

        Assert.Equal((HttpStatusCode.BadRequest, field, code), (answer.Status, answer.Field(), answer.Code));
    }

    [Fact]
    public async Task Hours_that_overlap_are_refused_and_the_old_ones_stay()
    {
        var practice = await (await App.Clinic()).Practice();
        object Block(string starts, string ends, string? from = null, string? until = null) => new { locationId = practice.Location, weekday = 1, starts, ends, from, until };

        var overlap = await Set(practice, Block("09:00", "12:00"), Block("11:00", "13:00"));

        Assert.Equal(("hours", "hours_overlap"), (overlap.Field(), overlap.Code));
        Assert.Contains("17:30", await practice.FreeStarts(await practice.Clinic.Agent()));
        Assert.Equal(HttpStatusCode.OK, (await Set(practice, Block("09:00", "12:00", until: "2027-01-31"), Block("11:00", "13:00", from: "2027-02-01"))).Status);
        Assert.Equal("until_before_from", (await Set(practice, Block("09:00", "12:00", "2027-02-01", "2027-01-31"))).Code);
    }

    [Fact]
    public async Task Hours_are_set_where_the_practitioner_is_and_only_in_the_own_clinic()
    {
        var practice = await (await App.Clinic()).Practice();
        var elsewhere = await (await App.Clinic()).Practice();

        Assert.Equal("practitioner_not_at_location", (await Set(practice, new { locationId = elsewhere.Location, weekday = 1, starts = "09:00", ends = "10:00" })).Code);
        var foreign = await (await practice.Clinic.Admin()).Put($"scheduling/practitioners/{elsewhere.Practitioner}/hours", new { hours = Array.Empty<object>() });
        Assert.Equal(HttpStatusCode.NotFound, foreign.Status);
    }

    [Theory]
    [InlineData("away", "2027-01-02T00:00:00", "2027-01-01T00:00:00", "ends", "ends_before_start")]
    [InlineData("away", "2027-01-01T00:00:00Z", "2027-01-02T00:00:00", "starts", "has_an_offset")]
    [InlineData("away", "2027-01-01T00:00:30", "2027-01-02T00:00:00", "starts", "not_a_whole_minute")]
    [InlineData("away", "2027-01-01T00:00:00", "2029-01-02T00:00:00", "ends", "too_long")]
    [InlineData("lunch", "2027-01-01T00:00:00", "2027-01-02T00:00:00", "kind", "kind_unknown")]
    [InlineData("extra", "2027-01-01T00:00:00", "2027-01-02T00:00:00", "locationId", "location_required")]
    public async Task Exceptions_that_cannot_be_are_refused(string kind, string starts, string ends, string field, string code)
    {
        var practice = await (await App.Clinic()).Practice();
        var answer = await (await practice.Clinic.Admin()).Post($"scheduling/practitioners/{practice.Practitioner}/exceptions", new { kind, starts, ends });

        Assert.Equal((HttpStatusCode.BadRequest, field, code), (answer.Status, answer.Field(), answer.Code));
    }

    private static DateOnly Tomorrow => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(1);

    private static async Task<Answer> Set(Practice practice, params object[] hours) =>
        await (await practice.Clinic.Admin()).Put($"scheduling/practitioners/{practice.Practitioner}/hours", new { hours });

    private static System.Text.Json.JsonElement.ArrayEnumerator Times(Answer answer) => answer.Body.GetProperty("times").EnumerateArray();
}
