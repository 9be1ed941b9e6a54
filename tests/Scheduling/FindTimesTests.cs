using System.Net;
using Frontdesk.Tests.Support;
using NodaTime;

namespace Frontdesk.Tests.Scheduling;

public sealed class FindTimesTests(App app) : AppTest(app)
{
    [Fact]
    public async Task What_is_offered_is_held_and_booked_to_the_last_time()
    {
        var practice = await (await App.Clinic()).Practice(practitioners: 2);
        var agent = await practice.Clinic.Agent();
        var patient = await practice.Clinic.Patient();
        var booked = 0;
        while ((await practice.Times(agent)).Body.GetProperty("times").EnumerateArray().FirstOrDefault() is { ValueKind: System.Text.Json.JsonValueKind.Object } first)
        {
            var hold = await practice.Hold(agent, first.GetProperty("startsAt").GetDateTimeOffset(), patient, first.GetProperty("practitionerId").GetGuid());
            (await practice.Book(agent, hold.Id("holdId"), patient)).Id("appointmentId");
            booked++;
        }

        // Ten hours, half an hour each, two practitioners.
        Assert.Equal(40, booked);
    }

    [Fact]
    public async Task The_soonest_come_first_and_more_says_that_there_are_others()
    {
        var practice = await (await App.Clinic()).Practice(practitioners: 2);
        var agent = await practice.Clinic.Agent();

        var few = await practice.Times(agent, limit: 3);
        var all = await practice.Times(agent);

        Assert.Equal(["08:00", "08:00", "08:15"], Starts(few).Select(s => s.ToString("HH:mm")));
        Assert.True(few.Body.GetProperty("more").GetBoolean());
        Assert.False(all.Body.GetProperty("more").GetBoolean());
        Assert.Equal(2 * 39, Starts(all).Count);
        Assert.Equal(Starts(all).Order(), Starts(all));
        Assert.Equal("America/Chicago", all.Body.GetProperty("timeZones").GetProperty(practice.Location.ToString()).GetString());
    }

    [Fact]
    public async Task One_practitioner_at_two_places_in_two_zones_is_in_one_place_at_a_time()
    {
        var practice = await (await App.Clinic()).Practice();
        Person admin = await practice.Clinic.Admin(), agent = await practice.Clinic.Agent();
        var east = (await admin.Post("scheduling/locations", new { name = "East", timeZone = "America/New_York" })).Id("locationId");
        var doctor = (await admin.Post("scheduling/practitioners", new { name = "Dr. Both", languages = new[] { "en", "es" }, locationIds = new[] { practice.Location, east } })).Id("practitionerId");
        object[] hours = [
            new { locationId = practice.Location, weekday = 1, starts = "09:00", ends = "11:00" },
            new { locationId = east, weekday = 1, starts = "10:00", ends = "12:00" }];
        Assert.Equal(HttpStatusCode.OK, (await admin.Put($"scheduling/practitioners/{doctor}/hours", new { hours })).Status);

        // 10:00 in New York is 09:00 in Chicago.
        var before = Starts(await practice.Times(agent, $"&practitionerId={doctor}"));
        Assert.Equal(14, before.Count);
        Assert.Equal(["-06:00", "-05:00"], before.Take(2).Select(s => s.ToString("zzz")).OrderDescending());
        await practice.Hold(agent, practice.At("09:00"), practitioner: doctor);
        Assert.DoesNotContain(Starts(await practice.Times(agent, $"&practitionerId={doctor}")), s => s < practice.At("09:30"));
    }

    [Fact]
    public async Task A_clock_change_is_in_what_is_offered_held_and_shown()
    {
        // The zone whose next change is nearest, open round the clock: whatever the season, two years ahead hold one.
        var zone = DateTimeZoneProviders.Tzdb["America/Chicago"];
        var change = zone.GetZoneInterval(SystemClock.Instance.GetCurrentInstant()).End;
        var practice = await (await App.Clinic()).Practice();
        Person admin = await practice.Clinic.Admin(), agent = await practice.Clinic.Agent();
        var hours = Enumerable.Range(1, 7).Select(weekday => new { locationId = practice.Location, weekday, starts = "00:00", ends = "24:00" });
        await admin.Put($"scheduling/practitioners/{practice.Practitioner}/hours", new { hours });
        var day = change.InZone(zone).Date;

        var times = Starts(await agent.Get($"scheduling/times?visitTypeId={practice.VisitType}&from={day:yyyy-MM-dd}&to={day:yyyy-MM-dd}&limit=1000"));

        var elapsed = (zone.AtStartOfDay(day.PlusDays(1)).ToInstant() - zone.AtStartOfDay(day).ToInstant()).TotalMinutes;
        Assert.Equal(elapsed / 15, times.Count);
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.Equal(TimeSpan.FromMinutes(15), pair.Second - pair.First));
        var across = change.ToDateTimeOffset().AddMinutes(-15);
        var hold = await practice.Hold(agent, across);
        DateTimeOffset starts = hold.Body.GetProperty("startsAt").GetDateTimeOffset(), ends = hold.Body.GetProperty("endsAt").GetDateTimeOffset();
        Assert.Equal(TimeSpan.FromMinutes(30), ends - starts);
        Assert.NotEqual(starts.Offset, ends.Offset);
    }

    [Theory]
    [InlineData("&limit=0", "invalid")]
    [InlineData("&limit=1001", "invalid")]
    [InlineData("&practitionerId=01890000-0000-7000-8000-000000000000", "practitioner_unknown")]
    [InlineData("&locationId=01890000-0000-7000-8000-000000000000", "location_unknown")]
    public async Task A_bad_question_is_refused_by_name(string query, string code)
    {
        var practice = await (await App.Clinic()).Practice();
        var answer = await (await practice.Clinic.Agent()).Get($"scheduling/times?visitTypeId={practice.VisitType}{query}");

        Assert.Equal((HttpStatusCode.BadRequest, code), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("from=2026-12-02&to=2026-12-01", "to_before_from")]
    [InlineData("from=2026-12-01&to=2027-02-28", "too_many_days")]
    [InlineData("from=9999-12-31", "from_out_of_range")]
    public async Task Bad_days_are_refused_by_name(string query, string code)
    {
        var practice = await (await App.Clinic()).Practice();
        var answer = await (await practice.Clinic.Agent()).Get($"scheduling/times?visitTypeId={practice.VisitType}&{query}");

        Assert.Equal((HttpStatusCode.BadRequest, code), (answer.Status, answer.Code));
    }

    private static List<DateTimeOffset> Starts(Answer answer) =>
        [.. answer.Body.GetProperty("times").EnumerateArray().Select(t => t.GetProperty("startsAt").GetDateTimeOffset())];
}
