using System.Net;
using System.Text.Json;
using Frontdesk.Scheduling;
using Frontdesk.Tests.Support;
using NodaTime;

namespace Frontdesk.Tests.Scheduling.Series;

public sealed class SeriesTests(App app) : AppTest(app)
{
    [Fact]
    public async Task It_is_the_same_time_by_the_clock_each_week_and_says_what_stands_in_its_way()
    {
        var practice = await (await App.Clinic()).Practice();
        var agent = await practice.Clinic.Agent();
        await practice.Booked(agent, Week(practice, 1, "09:00"), await practice.Clinic.Patient());
        await practice.With(tx => ClinicSetUp.AddHoliday(tx, Guid.CreateVersion7(), practice.Monday.PlusWeeks(2).ToDateOnly(), "Founders' day", null, default));

        var visits = (await Check(practice, agent, "09:00", 40)).Body.GetProperty("visits").EnumerateArray().ToList();

        // Forty weeks hold a clock change, whatever the season.
        Assert.Equal(40, visits.Count);
        Assert.All(visits, v => Assert.Equal("09:00", v.GetProperty("startsAt").GetDateTimeOffset().ToString("HH:mm")));
        Assert.Equal(2, visits.Select(v => v.GetProperty("startsAt").GetDateTimeOffset().Offset).Distinct().Count());
        Assert.Equal(["free", "taken", "holiday", "free"], visits.Take(4).Select(v => v.GetProperty("code").GetString()));
        Assert.Equal(["08:15", "08:30", "09:30"], visits[1].GetProperty("nearest").EnumerateArray().Select(t => t.GetProperty("startsAt").GetDateTimeOffset().ToString("HH:mm")));
        Assert.Equal("It is a holiday at Main Street.", visits[2].GetProperty("en").GetString());
        Assert.Equal(3, visits[2].GetProperty("nearest").GetArrayLength());
        Assert.Equal(0, visits[0].GetProperty("nearest").GetArrayLength());
    }

    [Fact]
    public async Task A_time_the_clock_skips_is_not_free()
    {
        var zone = DateTimeZoneProviders.Tzdb["America/Chicago"];
        var practice = await (await App.Clinic()).Practice();
        var hours = Enumerable.Range(1, 7).Select(weekday => new { locationId = practice.Location, weekday, starts = "00:00", ends = "24:00" });
        await (await practice.Clinic.Admin()).Put($"scheduling/practitioners/{practice.Practitioner}/hours", new { hours });
        var spring = zone.GetZoneIntervals(SystemClock.Instance.GetCurrentInstant(), SystemClock.Instance.GetCurrentInstant() + Duration.FromDays(500)).First(i => i.Savings > Offset.Zero && i.HasStart && i.Start > SystemClock.Instance.GetCurrentInstant() + Duration.FromDays(8)).Start;
        var before = spring.InZone(zone).Date.PlusWeeks(-1).At(new LocalTime(2, 30)).InZoneStrictly(zone).ToDateTimeOffset();

        var visits = (await (await practice.Clinic.Agent()).Post("scheduling/series/check", Wanted(practice, before, 3))).Body.GetProperty("visits").EnumerateArray().ToList();

        Assert.Equal(["free", "skipped_by_clock", "free"], visits.Select(v => v.GetProperty("code").GetString()));
        Assert.Contains("after 1:59 AM comes 3:00 AM", visits[1].GetProperty("en").GetString());
        Assert.Contains("03:30", visits[1].GetProperty("nearest").EnumerateArray().Select(t => t.GetProperty("startsAt").GetDateTimeOffset().ToString("HH:mm")));
    }

    [Fact]
    public async Task All_visits_are_booked_together_and_once()
    {
        var practice = await (await App.Clinic()).Practice();
        var agent = await practice.Clinic.Agent();
        var patient = await practice.Clinic.Patient();
        await Practice.Open(agent, patient);
        var booking = Booking(practice, patient, [Week(practice, 2, "09:00"), practice.At("09:00"), Week(practice, 1, "09:00")]);
        agent.Browser.DefaultRequestHeaders.Add("Idempotency-Key", "weekly");

        var answers = new[] { await agent.Post("scheduling/series", booking), await agent.Post("scheduling/series", booking) };
        agent.Browser.DefaultRequestHeaders.Remove("Idempotency-Key");

        Assert.Equal(answers[0].Id("seriesId"), answers[1].Id("seriesId"));
        Assert.Equal([0, 1, 2], answers[0].Body.GetProperty("appointments").EnumerateArray().Select(a => (int)(a.GetProperty("startsAt").GetDateTimeOffset() - practice.At("09:00")).TotalDays / 7));
        var upcoming = (await agent.Get($"scheduling/patients/{patient}/appointments")).Body.GetProperty("upcoming").EnumerateArray().ToList();
        Assert.Equal(3, upcoming.Count);
        Assert.All(upcoming, v => Assert.Equal(answers[0].Id("seriesId"), v.GetProperty("seriesId").GetGuid()));
        Assert.All(upcoming, v => Assert.Equal("back pain", v.GetProperty("reason").GetString()));
    }

    [Fact]
    public async Task When_one_is_taken_none_is_booked()
    {
        var practice = await (await App.Clinic()).Practice();
        Person agent = await practice.Clinic.Agent(), other = await practice.Clinic.Agent();
        await practice.Hold(other, Week(practice, 1, "09:15"));
        await practice.Hold(other, Week(practice, 3, "09:00"));

        var refused = await Book(practice, agent, await practice.Clinic.Patient(), [0, 1, 2, 3]);

        Assert.Equal((HttpStatusCode.Conflict, "series_clashes"), (refused.Status, refused.Code));
        Assert.Equal([Week(practice, 1, "09:00"), Week(practice, 3, "09:00")], refused.Body.GetProperty("clashes").EnumerateArray().Select(c => c.GetDateTimeOffset()));
        Assert.Equal(2, await practice.Clinic.Db.QueryOne<int>("select count(*)::int from scheduling.appointments", null, default));
        Assert.Equal(0, await practice.Clinic.Db.QueryOne<int>("select count(*)::int from scheduling.series", null, default));
        Assert.Contains("09:00", await practice.FreeStarts(agent));
    }

    [Fact]
    public async Task Of_rivals_who_want_the_same_weeks_one_gets_all_and_the_others_nothing()
    {
        var practice = await (await App.Clinic()).Practice();
        var agent = await practice.Clinic.Agent();
        var patients = new List<Guid>();
        for (var i = 0; i < 8; i++)
            patients.Add(await practice.Clinic.Patient());
        foreach (var patient in patients)
            await Practice.Open(agent, patient);

        // Each wants the same eight weeks, in another order.
        var answers = await Task.WhenAll(patients.Select((patient, i) => Book(practice, agent, patient, [.. Enumerable.Range(0, 8).Select(w => (w + i) % 8)])));

        Assert.Single(answers, a => a.Status == HttpStatusCode.Created);
        Assert.All(answers.Where(a => a.Status != HttpStatusCode.Created), a => Assert.Equal("series_clashes", a.Code));
        var rows = await practice.Clinic.Db.Query<(string Status, Guid Patient)>("select status, patient_id from scheduling.appointments", null, default);
        Assert.Equal(8, rows.Count);
        Assert.All(rows, row => Assert.Equal("booked", row.Status));
        Assert.Single(rows.Select(r => r.Patient).Distinct());
    }

    [Fact]
    public async Task Against_single_holds_it_is_all_or_nothing_too()
    {
        var practice = await (await App.Clinic()).Practice();
        Person agent = await practice.Clinic.Agent(), rival = await practice.Clinic.Agent();
        var patient = await practice.Clinic.Patient();
        await Practice.Open(agent, patient);
        for (var round = 0; round < 5; round++)
        {
            var time = $"{9 + round:00}:00";
            var series = Book(practice, agent, patient, [0, 1, 2, 3, 4, 5], time);
            var hold = practice.Hold(rival, Week(practice, 3, time));
            await Task.WhenAll(series, hold);

            Assert.True((await series).Status == HttpStatusCode.Created ^ (await hold).Status == HttpStatusCode.Created, $"{(await series).Text} {(await hold).Text}");
            var booked = await practice.Clinic.Db.QueryOne<int>("select count(*)::int from scheduling.appointments where status = 'booked' and (starts_at at time zone 'America/Chicago')::time = @time::text::time", new { time }, default);
            Assert.Equal((await series).Status == HttpStatusCode.Created ? 6 : 0, booked);
        }
    }

    [Fact]
    public async Task Each_visit_of_a_series_takes_a_room()
    {
        var practice = await (await App.Clinic()).Practice(practitioners: 2);
        var type = await practice.Type(t => t with { NeedsRoom = "exam" });
        await practice.With(tx => ClinicSetUp.AddRoom(tx, new RoomToAdd(Guid.CreateVersion7(), "Room 1", "exam", practice.Location), default));
        var agent = await practice.Clinic.Agent();
        (await Book(practice, agent, await practice.Clinic.Patient(), [0, 1], visitType: type)).Id("seriesId");

        var refused = await Book(practice, agent, await practice.Clinic.Patient(), [1, 2], visitType: type, practitioner: practice.Practitioners[1]);

        Assert.Equal([Week(practice, 1, "09:00")], refused.Body.GetProperty("clashes").EnumerateArray().Select(c => c.GetDateTimeOffset()));
        Assert.Equal("no_room", (await agent.Post("scheduling/series/check", Wanted(practice, Week(practice, 1, "09:00"), 2, practice.Practitioners[1], type))).Body.GetProperty("visits")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_group_the_patient_is_in_is_shown_as_a_clash_and_not_as_one_of_the_nearest_times()
    {
        var practice = await (await App.Clinic()).Practice();
        var type = await practice.Type(t => t with { Capacity = 4 });
        Person agent = await practice.Clinic.Agent(), other = await practice.Clinic.Agent();
        var patient = await practice.Clinic.Patient();
        foreach (var time in new[] { "09:00", "09:30" })
            await practice.Book(agent, (await practice.Hold(agent, practice.At(time), patient, visitType: type)).Id("holdId"), patient);
        async Task<IReadOnlyList<JsonElement>> Visits(Person who, Guid? whom) => [.. (await who.Post("scheduling/series/check", new
        {
            visitTypeId = type,
            practitionerId = practice.Practitioner,
            locationId = practice.Location,
            startsAt = practice.At("09:00"),
            count = 2,
            everyWeeks = 1,
            patientId = whom,
        })).Body.GetProperty("visits").EnumerateArray()];

        var visits = await Visits(agent, patient);

        Assert.Equal([(false, "already_in_group"), (true, "free")], visits.Select(v => (v.GetProperty("free").GetBoolean(), v.GetProperty("code").GetString())));
        Assert.Equal(["08:00", "08:30", "10:00"], visits[0].GetProperty("nearest").EnumerateArray().Select(t => t.GetProperty("startsAt").GetDateTimeOffset().ToString("HH:mm")));
        Assert.All(await Visits(agent, null), static v => Assert.True(v.GetProperty("free").GetBoolean()));
        // Whoever has not opened the chart learns nothing of it.
        Assert.All(await Visits(other, patient), static v => Assert.True(v.GetProperty("free").GetBoolean()));
    }

    [Fact]
    public async Task What_is_still_to_come_is_cancelled_from_a_day_on()
    {
        var practice = await (await App.Clinic()).Practice();
        Person agent = await practice.Clinic.Agent(), other = await practice.Clinic.Agent();
        var patient = await practice.Clinic.Patient();
        var series = (await Book(practice, agent, patient, [0, 1, 2, 3])).Id("seriesId");

        Assert.Equal((HttpStatusCode.Forbidden, "chart_locked"), (await other.Post($"scheduling/series/{series}/cancel", new { reason = "moves away" })) is var locked ? (locked.Status, locked.Code) : default);
        var some = await agent.Post($"scheduling/series/{series}/cancel", new { reason = "moves away", from = $"{practice.Monday.PlusWeeks(2):yyyy-MM-dd}" });
        Assert.Equal(2, some.Body.GetProperty("cancelled").GetInt32());
        var rest = await agent.Post($"scheduling/series/{series}/cancel", new { reason = "moves away" });
        Assert.Equal(2, rest.Body.GetProperty("cancelled").GetInt32());
        Assert.Equal(0, (await agent.Post($"scheduling/series/{series}/cancel", new { reason = "moves away" })).Body.GetProperty("cancelled").GetInt32());
        Assert.Equal(HttpStatusCode.NotFound, (await agent.Post($"scheduling/series/{Guid.CreateVersion7()}/cancel", new { reason = "moves away" })).Status);
        Assert.Contains("09:00", await practice.FreeStarts(agent));
    }

    [Fact]
    public async Task It_takes_a_member_of_staff_an_open_chart_and_times_on_offer()
    {
        var practice = await (await App.Clinic()).Practice();
        var patient = await practice.Clinic.Patient();
        Person agent = await practice.Clinic.Agent(), person = await practice.Clinic.SignedIn(patient);

        Assert.Equal(HttpStatusCode.Forbidden, (await Book(practice, person, patient, [0, 1])).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await Check(practice, person, "09:00", 2)).Status);
        Assert.Equal((HttpStatusCode.Forbidden, "chart_locked"), (await agent.Post("scheduling/series", Booking(practice, patient, [practice.At("09:00"), Week(practice, 1, "09:00")]))) is var locked ? (locked.Status, locked.Code) : default);
        Assert.Equal(("startsAts[1]", "not_offered"), Fault(await Book(practice, agent, patient, [practice.At("09:00"), Week(practice, 1, "09:05")])));
        Assert.Equal(("startsAts[1]", "twice_the_same"), Fault(await Book(practice, agent, patient, [practice.At("09:00"), practice.At("09:00")])));
        Assert.Equal(("startsAts[0]", "time_is_past"), Fault(await Book(practice, agent, patient, [Week(practice, -4, "09:00"), practice.At("09:00")])));
        Assert.Equal(("startsAts", "invalid"), Fault(await Book(practice, agent, patient, [practice.At("09:00")])));
        Assert.Equal(("count", "invalid"), Fault(await Check(practice, agent, "09:00", 53)));
        Assert.Equal(("count", "too_far_ahead"), Fault(await agent.Post("scheduling/series/check", new { visitTypeId = practice.VisitType, practitionerId = practice.Practitioner, locationId = practice.Location, startsAt = practice.At("09:00"), count = 52, everyWeeks = 12 })));
        Assert.Equal(("channel", "channel_not_offered"), Fault(await agent.Post("scheduling/series/check", new { visitTypeId = practice.VisitType, practitionerId = practice.Practitioner, locationId = practice.Location, startsAt = practice.At("09:00"), count = 2, everyWeeks = 1, channel = "video" })));
    }

    private static (string?, string?) Fault(Answer answer) => (answer.Field(), answer.Code);

    private static DateTimeOffset Week(Practice practice, int weeks, string time) =>
        practice.Monday.PlusWeeks(weeks).At(LocalTime.FromTimeOnly(TimeOnly.Parse(time))).InZoneStrictly(practice.Zone).ToDateTimeOffset();

    private static object Wanted(Practice practice, DateTimeOffset startsAt, int count, Guid? practitioner = null, Guid? visitType = null) =>
        new { visitTypeId = visitType ?? practice.VisitType, practitionerId = practitioner ?? practice.Practitioner, locationId = practice.Location, startsAt, count, everyWeeks = 1 };

    private static Task<Answer> Check(Practice practice, Person who, string time, int count) => who.Post("scheduling/series/check", Wanted(practice, practice.At(time), count));

    private static object Booking(Practice practice, Guid patient, DateTimeOffset[] starts, Guid? visitType = null, Guid? practitioner = null) => new
    {
        patientId = patient,
        visitTypeId = visitType ?? practice.VisitType,
        practitionerId = practitioner ?? practice.Practitioner,
        locationId = practice.Location,
        startsAts = starts,
        everyWeeks = 1,
        reason = "back pain",
    };

    private static Task<Answer> Book(Practice practice, Person who, Guid patient, int[] weeks, string time = "09:00", Guid? visitType = null, Guid? practitioner = null) =>
        Book(practice, who, patient, [.. weeks.Select(w => Week(practice, w, time))], visitType, practitioner);

    private static async Task<Answer> Book(Practice practice, Person who, Guid patient, DateTimeOffset[] starts, Guid? visitType = null, Guid? practitioner = null)
    {
        await Practice.Open(who, patient);
        return await who.Post("scheduling/series", Booking(practice, patient, starts, visitType, practitioner));
    }
}
