using System.Net;
using System.Text.Json;
using Frontdesk.Scheduling;
using Frontdesk.Tests.Support;
using NodaTime;

namespace Frontdesk.Tests.Scheduling;

public sealed class ExplainTimeTests(App app) : AppTest(app)
{
    [Theory]
    [InlineData("09:00", "taken")]
    [InlineData("09:15", "taken")]
    [InlineData("09:30", "free")]
    [InlineData("09:40", "off_grid")]
    [InlineData("17:45", "ends_after_hours")]
    [InlineData("07:00", "outside_hours")]
    [InlineData("12:00", "away")]
    [InlineData("15:00", "held")]
    public async Task It_names_the_first_rule_that_forbids_a_time(string time, string code)
    {
        var practice = await (await App.Clinic()).Practice();
        var agent = await practice.Clinic.Agent();
        await practice.Booked(agent, practice.At("09:00"), await practice.Clinic.Patient("Zelda Quist"));
        await practice.Hold(agent, practice.At("15:00"));
        await (await practice.Clinic.Admin()).Post($"scheduling/practitioners/{practice.Practitioner}/exceptions",
            new { kind = "away", starts = $"{practice.Monday:yyyy-MM-dd}T12:00", ends = $"{practice.Monday:yyyy-MM-dd}T13:00" });

        var answer = await Explain(practice, agent, practice.Monday, time);

        Assert.Equal(code, Only(answer).GetProperty("code").GetString());
        Assert.Equal(code == "free", Only(answer).GetProperty("offered").GetBoolean());
        Assert.DoesNotContain("Quist", answer.Text);
        Assert.Equal(code == "free", (await practice.FreeStarts(agent)).Contains(time));
    }

    [Fact]
    public async Task It_reads_out_in_both_languages()
    {
        var practice = await (await App.Clinic()).Practice();
        var answer = Only(await Explain(practice, await practice.Clinic.Agent(), practice.Monday, "09:40"));

        Assert.Equal("Visits do not begin at that minute. The nearest are 9:30 AM and 9:45 AM.", answer.GetProperty("en").GetString());
        Assert.Equal("Las visitas no empiezan en ese minuto. Las más cercanas son 9:30 a.m. y 9:45 a.m.", answer.GetProperty("es").GetString());
    }

    [Fact]
    public async Task An_hour_the_clock_skips_does_not_exist_and_one_it_repeats_has_two_answers()
    {
        var practice = await (await App.Clinic()).Practice();
        var agent = await practice.Clinic.Agent();
        var year = practice.Monday.Year + 1;
        LocalDate spring = new LocalDate(year, 3, 8).With(DateAdjusters.NextOrSame(IsoDayOfWeek.Sunday)), autumn = new LocalDate(year, 11, 1).With(DateAdjusters.NextOrSame(IsoDayOfWeek.Sunday));

        var skipped = Only(await Explain(practice, agent, spring, "02:30"));
        Assert.Equal("skipped_by_clock", skipped.GetProperty("code").GetString());
        Assert.Contains("after 1:59 AM comes 3:00 AM", skipped.GetProperty("en").GetString());
        var repeated = (await Explain(practice, agent, autumn, "01:30")).Body.GetProperty("answers").EnumerateArray().Select(a => a.GetProperty("startsAt").GetDateTimeOffset().Offset.Hours);
        Assert.Equal([-5, -6], repeated);
    }

    [Fact]
    public async Task A_free_time_says_why_patients_do_not_see_it()
    {
        var practice = await (await App.Clinic()).Practice();
        var agent = await practice.Clinic.Agent();
        async Task<string?> Patients() => Only(await Explain(practice, agent, practice.Monday, "09:00")).GetProperty("patientCode").GetString();

        Assert.Equal("free", await Patients());
        await practice.Clinic.Db.Execute("update scheduling.visit_types set patients_notice = 43200", null, default);
        Assert.Equal("short_notice", await Patients());
        await practice.Clinic.Db.Execute("update scheduling.visit_types set patients_notice = 0, patients_ahead = 1", null, default);
        Assert.Equal("far_ahead", await Patients());
        await practice.Clinic.Db.Execute("update scheduling.visit_types set patients_may_book = false", null, default);
        Assert.Equal("staff_only", await Patients());
    }

    // Read as the application: a bound that is worked out from the rows is not looked up under row level security, and every visit of the practitioner would be read.
    [Fact]
    public async Task Why_a_time_is_not_offered_is_asked_of_its_neighbours_and_not_of_all_visits_ever_made()
    {
        var practice = await (await App.Clinic()).Practice();
        await practice.HasThousandsOfVisits(TimeSpan.FromHours(1));

        var plan = JsonDocument.Parse(string.Join('\n', await practice.Clinic.Db.Query<string>($"explain (analyze, buffers, format json, timing off) {ExplainTime.Sql}", new
        {
            PractitionerId = practice.Practitioner,
            RoomIds = Array.Empty<Guid>(),
            EquipmentIds = Array.Empty<Guid>(),
            Moves = (Guid?)null,
            Around = new[] { practice.At("09:00").ToUniversalTime(), practice.At("09:00").ToUniversalTime().AddDays(7) },
        }, default))).RootElement[0].GetProperty("Plan");

        // Two days around each: some fifty visits.
        var pages = plan.GetProperty("Shared Hit Blocks").GetInt32() + plan.GetProperty("Shared Read Blocks").GetInt32();
        Assert.InRange(plan.GetProperty("Actual Rows").GetDouble(), 90, 100);
        Assert.True(pages < 60, $"{pages} pages: {plan}");
    }

    [Fact]
    public async Task Only_the_clock_of_the_place_counts_and_only_staff_ask()
    {
        var practice = await (await App.Clinic()).Practice();
        var agent = await practice.Clinic.Agent();

        Assert.Equal(("at", "has_an_offset"), await Fault(agent.Get($"{Path(practice)}&at={practice.Monday:yyyy-MM-dd}T09:00Z")));
        Assert.Equal(("at", "not_a_whole_minute"), await Fault(agent.Get($"{Path(practice)}&at={practice.Monday:yyyy-MM-dd}T09:00:01")));
        Assert.Equal(HttpStatusCode.Forbidden, (await Explain(practice, await practice.Clinic.SignedIn(await practice.Clinic.Patient()), practice.Monday, "09:00")).Status);
    }

    private static System.Text.Json.JsonElement Only(Answer answer) => answer.Body.GetProperty("answers").EnumerateArray().Single();

    private static async Task<(string?, string?)> Fault(Task<Answer> asked) => ((await asked).Field(), (await asked).Code);

    private static string Path(Practice practice) => $"scheduling/times/explain?visitTypeId={practice.VisitType}&practitionerId={practice.Practitioner}&locationId={practice.Location}";

    private static Task<Answer> Explain(Practice practice, Person who, LocalDate day, string time) => who.Get($"{Path(practice)}&at={day:yyyy-MM-dd}T{time}");
}
