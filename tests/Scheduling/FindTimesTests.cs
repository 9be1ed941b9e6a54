using System.Net;
using Frontdesk.Scheduling;
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

    [Fact]
    public async Task Every_practitioner_is_named_once()
    {
        var practice = await (await App.Clinic()).Practice(practitioners: 2);

        var answer = await practice.Times(await practice.Clinic.Agent());

        Assert.Equal(practice.Practitioners.Order(), answer.Body.GetProperty("practitioners").EnumerateObject().Select(p => Guid.Parse(p.Name)).Order());
        Assert.DoesNotContain(answer.Body.GetProperty("times").EnumerateArray(), t => t.TryGetProperty("practitionerName", out _));
    }

    [Fact]
    public async Task Page_by_page_every_time_comes_once_and_in_order()
    {
        var practice = await (await App.Clinic()).Practice(practitioners: 3);
        var agent = await practice.Clinic.Agent();
        var all = Keys(await practice.Times(agent));

        var paged = new List<string>();
        string? next = null;
        do
        {
            var page = await practice.Times(agent, next is null ? "" : $"&after={next}", limit: 7);
            paged.AddRange(Keys(page));
            next = page.Body.TryGetProperty("next", out var more) ? more.GetString() : null;
        }
        while (next is not null);

        Assert.Equal(3 * 39, all.Count);
        Assert.Equal(all, paged);
    }

    [Fact]
    public async Task Few_are_found_however_far_ahead_the_first_lies_and_over_what_lies_between()
    {
        var practice = await (await App.Clinic()).Practice();
        Person admin = await practice.Clinic.Admin(), agent = await practice.Clinic.Agent();
        var near = practice.Monday;
        var far = near.PlusWeeks(5);
        var hours = new[] { near, far }.Select(day => new { locationId = practice.Location, weekday = 1, starts = "09:00", ends = "10:00", from = $"{day:yyyy-MM-dd}", until = $"{day:yyyy-MM-dd}" });
        Assert.Equal(HttpStatusCode.OK, (await admin.Put($"scheduling/practitioners/{practice.Practitioner}/hours", new { hours })).Status);

        async Task<(List<string> Starts, bool More)> Soonest(int limit, LocalDate from)
        {
            var answer = await agent.Get($"scheduling/times?visitTypeId={practice.VisitType}&from={from:yyyy-MM-dd}&to={from.PlusDays(55):yyyy-MM-dd}&limit={limit}");
            return ([.. Starts(answer).Select(s => s.ToString("MM-dd HH:mm"))], answer.Body.GetProperty("more").GetBoolean());
        }
        string[] all = [.. new[] { near, far }.SelectMany(day => new[] { $"{day:MM-dd} 09:00", $"{day:MM-dd} 09:15", $"{day:MM-dd} 09:30" })];
        for (var limit = 1; limit <= 7; limit++)
        {
            var (starts, more) = await Soonest(limit, near.PlusDays(-3));
            Assert.Equal(all.Take(limit), starts);
            Assert.Equal(limit < 6, more);
        }
        Assert.Equal(all[3..4], (await Soonest(1, near.PlusDays(1))).Starts);
    }

    [Fact]
    public async Task Times_are_found_by_part_of_the_day_language_and_licence()
    {
        var practice = await (await App.Clinic()).Practice();
        Guid maria = Guid.CreateVersion7(), video = await practice.Type(t => t with { Channels = ["in-person", "video"] });
        await practice.With(
            tx => ClinicSetUp.AddPractitioner(tx, maria, "Dr. María", ["en", "es-MX"], [practice.Location], [new HoursToAdd(practice.Location, 1, "11:00", "18:00")], default, new PractitionerTraits(LicenceStates: ["IL"])));
        var agent = await practice.Clinic.Agent();

        Assert.Equal(["08:00", "11:30"], Ends(await practice.FreeStarts(agent, $"&partOfDay=morning&practitionerId={practice.Practitioner}", video)));
        Assert.Equal(["12:00", "16:30"], Ends(await practice.FreeStarts(agent, $"&partOfDay=afternoon&practitionerId={practice.Practitioner}", video)));
        Assert.Equal(["17:00", "17:30"], await practice.FreeStarts(agent, $"&partOfDay=evening&practitionerId={practice.Practitioner}", video));
        Assert.Equal(["11:00", "17:30"], Ends(await practice.FreeStarts(agent, "&language=es", video)));
        Assert.Empty(await practice.FreeStarts(agent, "&language=e", video));
        Assert.Equal(["11:00", "17:30"], Ends(await practice.FreeStarts(agent, "&channel=video&state=IL", video)));
        Assert.Empty(await practice.FreeStarts(agent, "&channel=video&state=TX", video));
    }

    [Fact]
    public async Task Only_who_does_such_visits_is_offered_and_for_as_long_as_theirs_take()
    {
        var practice = await (await App.Clinic()).Practice(practitioners: 3);
        Guid some = await practice.Type(t => t with { EveryPractitioner = false, Every = 30 }), skilled = await practice.Type(t => t with { NeedsSkill = "pediatrics" });
        await practice.Does(practice.Practitioners[0], some);
        await practice.Does(practice.Practitioners[1], some, minutes: 60);
        await practice.Clinic.Db.Execute("update scheduling.practitioners set skills = '{pediatrics}' where id = @Id", new { Id = practice.Practitioners[2] }, default);
        var agent = await practice.Clinic.Agent();

        Assert.Equal(["08:00", "17:30"], Ends(await practice.FreeStarts(agent, $"&practitionerId={practice.Practitioners[0]}", some)));
        Assert.Equal(["08:00", "17:00"], Ends(await practice.FreeStarts(agent, $"&practitionerId={practice.Practitioners[1]}", some)));
        Assert.Empty(await practice.FreeStarts(agent, $"&practitionerId={practice.Practitioners[2]}", some));
        Assert.Equal([practice.Practitioners[2]], (await practice.Times(agent, visitType: skilled)).Body.GetProperty("practitioners").EnumerateObject().Select(p => Guid.Parse(p.Name)));

        var hour = await practice.Hold(agent, practice.At("09:00"), practitioner: practice.Practitioners[1], visitType: some);
        Assert.Equal(practice.At("10:00"), hour.Body.GetProperty("endsAt").GetDateTimeOffset());
        Assert.DoesNotContain("09:30", await practice.FreeStarts(agent, $"&practitionerId={practice.Practitioners[1]}", some));
        foreach (var (practitioner, type) in new[] { (practice.Practitioners[2], some), (practice.Practitioners[0], skilled) })
        {
            var refused = await practice.Hold(agent, practice.At("11:00"), practitioner: practitioner, visitType: type);
            Assert.Equal(("practitionerId", "practitioner_does_not_do_this"), (refused.Field(), refused.Code));
        }
    }

    [Fact]
    public async Task The_hours_of_the_place_and_its_holidays_keep_times_back()
    {
        var practice = await (await App.Clinic()).Practice();
        var agent = await practice.Clinic.Agent();
        await practice.With(tx => ClinicSetUp.AddLocationHours(tx, practice.Location, [new HoursToAdd(practice.Location, 1, "09:10", "12:00"), new HoursToAdd(practice.Location, 1, "15:00", "20:00")], default));

        Assert.Equal(["09:10", "17:30"], Ends(await practice.FreeStarts(agent)));
        Assert.DoesNotContain("12:00", await practice.FreeStarts(agent));
        Assert.Equal("not_offered", (await practice.Hold(agent, practice.At("08:00"))).Code);

        await practice.With(tx => ClinicSetUp.AddHoliday(tx, Guid.CreateVersion7(), practice.Monday.ToDateOnly(), "Founders' day", practice.Location, default));
        Assert.Empty(await practice.FreeStarts(agent));
        Assert.Equal("not_offered", (await practice.Hold(agent, practice.At("10:10"))).Code);
    }

    [Theory]
    [InlineData("channel=video", "channel", "channel_not_offered")]
    [InlineData("partOfDay=night", "partOfDay", "part_of_day_unknown")]
    [InlineData("state=IL", "state", "state_is_for_video_and_phone")]
    [InlineData("after=x", "after", "after_unknown")]
    public async Task A_bad_filter_is_refused_by_name(string query, string field, string code)
    {
        var practice = await (await App.Clinic()).Practice();

        var answer = await practice.Times(await practice.Clinic.Agent(), $"&{query}");

        Assert.Equal((HttpStatusCode.BadRequest, field, code), (answer.Status, answer.Field(), answer.Code));
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

    private static string[] Ends(IReadOnlyList<string> starts) => [starts[0], starts[^1]];

    private static List<string> Keys(Answer answer) =>
        [.. answer.Body.GetProperty("times").EnumerateArray().Select(t => $"{t.GetProperty("startsAt").GetString()} {t.GetProperty("practitionerId").GetString()}")];

    private static List<DateTimeOffset> Starts(Answer answer) =>
        [.. answer.Body.GetProperty("times").EnumerateArray().Select(t => t.GetProperty("startsAt").GetDateTimeOffset())];
}
