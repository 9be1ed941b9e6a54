using System.Net;
using Frontdesk.Tests.Support;

namespace Frontdesk.Tests.Scheduling;

public sealed class ChangeLocationTests(App app) : AppTest(app)
{
    [Fact]
    public async Task A_place_is_renamed_and_keeps_its_clock()
    {
        var practice = await (await App.Clinic()).Practice();
        var admin = await practice.Clinic.Admin();

        await admin.Changes(HttpMethod.Put, $"locations/{practice.Location}", new { name = " West Street ", address = "2 West", active = true, timeZone = "America/New_York" });

        var shown = (await admin.Get("scheduling/locations")).Body.GetProperty("locations")[0];
        Assert.Equal(("West Street", "2 West", "America/Chicago"), (shown.GetProperty("name").GetString(), shown.GetProperty("address").GetString(), shown.GetProperty("timeZone").GetString()));
    }

    [Fact]
    public async Task What_a_place_cannot_be_is_refused()
    {
        var practice = await (await App.Clinic()).Practice();
        var elsewhere = await (await App.Clinic()).Practice();
        var admin = await practice.Clinic.Admin();
        (await admin.Post("scheduling/locations", new { name = "North", timeZone = "UTC" })).Id("locationId");

        var blank = await admin.Put($"scheduling/locations/{practice.Location}", new { name = " ", active = true });
        Assert.Equal((HttpStatusCode.BadRequest, "name", "name_required"), (blank.Status, blank.Field(), blank.Code));
        Assert.Equal("name_taken", (await admin.Put($"scheduling/locations/{practice.Location}", new { name = "North", active = true })).Code);
        Assert.Equal(HttpStatusCode.BadRequest, (await admin.Put($"scheduling/locations/{practice.Location}", new { name = "Whether it is open is not said" })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.Put($"scheduling/locations/{elsewhere.Location}", new { name = "Mine now", active = false })).Status);
    }
}
