using System.Net;
using Frontdesk.Tests.Support;

namespace Frontdesk.Tests.Scheduling;

public sealed class SetLocationHoursTests(App app) : AppTest(app)
{
    [Fact]
    public async Task Nobody_is_offered_a_time_at_which_the_place_is_closed()
    {
        var practice = await (await App.Clinic()).Practice();
        var (admin, agent) = (await practice.Clinic.Admin(), await practice.Clinic.Agent());

        await Open(admin, practice.Location, "09:10", "10:00");

        Assert.Equal(["09:10", "09:25"], await practice.FreeStarts(agent));
        await admin.Changes(HttpMethod.Put, $"locations/{practice.Location}/hours", new { hours = Array.Empty<object>() });
        Assert.Contains("17:30", await practice.FreeStarts(agent));
    }

    [Fact]
    public async Task Visits_outside_of_them_are_stranded_until_they_are_open_again()
    {
        var practice = await (await App.Clinic()).Practice();
        var admin = await practice.Clinic.Admin();
        var visit = await practice.Booked(await practice.Clinic.Agent(), practice.At("17:00"), await practice.Clinic.Patient());

        Assert.Equal(1, (await Open(admin, practice.Location, "08:00", "17:00")).WorkItems);
        Assert.Equal(["open"], await practice.ItemsAbout(visit));
        Assert.Equal(0, (await Open(admin, practice.Location, "08:00", "17:30")).WorkItems);
        Assert.Equal(["obsolete"], await practice.ItemsAbout(visit));
    }

    [Theory]
    [InlineData("09:00", "09:00", 1, "hours[0].ends", "ends_before_start")]
    [InlineData("9:00", "17:00", 1, "hours[0].starts", "not_a_time_of_day")]
    [InlineData("09:00", "25:00", 1, "hours[0].ends", "not_a_time_of_day")]
    [InlineData("09:00", "17:00", 0, "hours[0].weekday", "weekday_out_of_range")]
    [InlineData("09:00", "17:00", 8, "hours[0].weekday", "weekday_out_of_range")]
    public async Task Hours_that_cannot_be_are_refused(string starts, string ends, int weekday, string field, string code)
    {
        var practice = await (await App.Clinic()).Practice();
        var answer = await (await practice.Clinic.Admin()).Put($"scheduling/locations/{practice.Location}/hours", new { hours = new[] { new { weekday, starts, ends } } });
        Assert.Equal((HttpStatusCode.BadRequest, field, code), (answer.Status, answer.Field(), answer.Code));
    }

    [Fact]
    public async Task Hours_that_overlap_are_refused_and_those_of_another_clinic_are_out_of_reach()
    {
        var practice = await (await App.Clinic()).Practice();
        var elsewhere = await (await App.Clinic()).Practice();
        var admin = await practice.Clinic.Admin();

        var overlap = await admin.Put($"scheduling/locations/{practice.Location}/hours", new { hours = new[] { new { weekday = 1, starts = "08:00", ends = "12:00" }, new { weekday = 1, starts = "11:59", ends = "17:00" } } });
        Assert.Equal(("hours", "hours_overlap"), (overlap.Field(), overlap.Code));
        Assert.Equal(HttpStatusCode.NotFound, (await admin.Put($"scheduling/locations/{elsewhere.Location}/hours", new { hours = Array.Empty<object>() })).Status);
    }

    private static Task<(int WorkItems, IReadOnlyList<Guid> Stranded)> Open(Person admin, Guid location, string starts, string ends) =>
        admin.Changes(HttpMethod.Put, $"locations/{location}/hours", new { hours = Enumerable.Range(1, 5).Select(weekday => new { weekday, starts, ends }) });
}
