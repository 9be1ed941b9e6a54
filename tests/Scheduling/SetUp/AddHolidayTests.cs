using System.Net;
using Frontdesk.Tests.Support;

namespace Frontdesk.Tests.Scheduling;

public sealed class AddHolidayTests(App app) : AppTest(app)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task On_a_holiday_nothing_is_offered_and_its_visits_are_stranded_until_it_is_taken_back(bool here)
    {
        var practice = await (await App.Clinic()).Practice();
        var (admin, agent) = (await practice.Clinic.Admin(), await practice.Clinic.Agent());
        var visit = await practice.Booked(agent, practice.At("10:00"), await practice.Clinic.Patient());
        var extra = new { kind = "extra", starts = $"{practice.Monday:yyyy-MM-dd}T18:00:00", ends = $"{practice.Monday:yyyy-MM-dd}T20:00:00", locationId = practice.Location };
        (await admin.Post($"scheduling/practitioners/{practice.Practitioner}/exceptions", extra)).Id("exceptionId");
        var body = new { day = $"{practice.Monday:yyyy-MM-dd}", name = "Founders' Day", locationId = here ? practice.Location : (Guid?)null };

        Assert.Equal((1, visit), await admin.Changes(HttpMethod.Post, "holidays", body, preview: true) is var (items, stranded) ? (items, Assert.Single(stranded)) : default);
        var added = await admin.Post("scheduling/holidays", body);
        Assert.Equal(1, added.Body.GetProperty("workItems").GetInt32());
        Assert.Empty(await practice.FreeStarts(agent));
        Assert.Equal(["open"], await practice.ItemsAbout(visit));

        await admin.Changes(HttpMethod.Delete, $"holidays/{added.Id("holidayId")}");
        Assert.Contains("19:30", await practice.FreeStarts(agent));
        Assert.Equal(["obsolete"], await practice.ItemsAbout(visit));
    }

    [Fact]
    public async Task A_holiday_of_another_place_strands_nobody_here()
    {
        var practice = await (await App.Clinic()).Practice();
        var admin = await practice.Clinic.Admin();
        await practice.Booked(await practice.Clinic.Agent(), practice.At("10:00"), await practice.Clinic.Patient());
        var elsewhere = (await admin.Post("scheduling/locations", new { name = "Elsewhere", timeZone = "America/Chicago" })).Id("locationId");

        Assert.Equal(0, (await admin.Changes(HttpMethod.Post, "holidays", new { day = $"{practice.Monday:yyyy-MM-dd}", name = "Fair", locationId = elsewhere })).WorkItems);
    }

    [Fact]
    public async Task What_cannot_be_a_holiday_is_refused()
    {
        var practice = await (await App.Clinic()).Practice();
        var elsewhere = await (await App.Clinic()).Practice();
        var admin = await practice.Clinic.Admin();
        async Task<(HttpStatusCode, string?, string?)> Refused(object body) => await admin.Post("scheduling/holidays", body) is var answer ? (answer.Status, answer.Field(), answer.Code) : default;

        Assert.Equal((HttpStatusCode.BadRequest, "name", "name_required"), await Refused(new { day = "2030-01-01", name = " " }));
        Assert.Equal((HttpStatusCode.BadRequest, "name", "name_too_long"), await Refused(new { day = "2030-01-01", name = new string('x', 101) }));
        Assert.Equal((HttpStatusCode.BadRequest, "day", "day_out_of_range"), await Refused(new { name = "No day" }));
        Assert.Equal((HttpStatusCode.BadRequest, "locationId", "location_unknown"), await Refused(new { day = "2030-01-01", name = "New Year", locationId = elsewhere.Location }));
        (await admin.Post("scheduling/holidays", new { day = "2030-01-01", name = "New Year" })).Id("holidayId");
        Assert.Equal((HttpStatusCode.Conflict, null, "holiday_is_there_already"), await Refused(new { day = "2030-01-01", name = "New Year again" }));
        (await admin.Post("scheduling/holidays", new { day = "2030-01-01", name = "New Year here", locationId = practice.Location })).Id("holidayId");
        Assert.Equal(HttpStatusCode.NotFound, (await admin.Delete($"scheduling/holidays/{Guid.CreateVersion7()}")).Status);
    }
}
