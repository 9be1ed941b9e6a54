using System.Net;
using System.Text.Json.Nodes;
using Frontdesk.Tests.Support;

namespace Frontdesk.Tests.Scheduling;

public sealed class AddVisitTypeTests(App app) : AppTest(app)
{
    [Theory]
    [InlineData("minutes", "0", "minutes", "minutes_out_of_range")]
    [InlineData("minutes", "2000", "minutes", "minutes_out_of_range")]
    [InlineData("bufferBefore", "-1", "bufferBefore", "buffer_out_of_range")]
    [InlineData("bufferAfter", "121", "bufferAfter", "buffer_out_of_range")]
    [InlineData("every", "0", "every", "every_out_of_range")]
    [InlineData("patientsNotice", "50000", "patientsNotice", "notice_out_of_range")]
    [InlineData("patientsAhead", "0", "patientsAhead", "ahead_out_of_range")]
    [InlineData("patientsAhead", "1", "patientsNotice", "notice_beyond_ahead")]
    [InlineData("capacity", "0", "capacity", "capacity_out_of_range")]
    [InlineData("capacity", "51", "capacity", "capacity_out_of_range")]
    [InlineData("channels", "[]", "channels", "channel_required")]
    [InlineData("channels", """["carrier pigeon"]""", "channels", "channel_unknown")]
    [InlineData("openTo", "\"friends\"", "openTo", "open_to_unknown")]
    [InlineData("reminders", "[5]", "reminders", "reminder_out_of_range")]
    [InlineData("reminders", "[60000]", "reminders", "reminder_out_of_range")]
    [InlineData("nameEn", "\" \"", "nameEn", "name_required")]
    [InlineData("nameEs", "\"\"", "nameEs", "name_required")]
    [InlineData("needsRoom", "\"a category that is longer than any wall sign could bear it\"", "needsRoom", "word_too_long")]
    public async Task What_a_visit_type_cannot_be_is_refused_with_field_and_rule(string name, string json, string field, string code)
    {
        var practice = await (await App.Clinic()).Practice();
        var admin = await practice.Clinic.Admin();
        var body = new JsonObject { ["nameEn"] = "Visit", ["nameEs"] = "Visita", ["minutes"] = 30, ["patientsNotice"] = 1440, [name] = JsonNode.Parse(json) };

        foreach (var answer in new[] { await admin.Post("scheduling/visit-types", body), await admin.Put($"scheduling/visit-types/{practice.VisitType}", body) })
            Assert.Equal((HttpStatusCode.BadRequest, field, code), (answer.Status, answer.Field(), answer.Code));
    }

    [Fact]
    public async Task A_type_is_changed_whole_and_what_is_booked_stays_as_long_as_it_was()
    {
        var practice = await (await App.Clinic()).Practice();
        var (admin, agent) = (await practice.Clinic.Admin(), await practice.Clinic.Agent());
        var patient = await practice.Clinic.Patient();
        await practice.Booked(agent, practice.At("10:00"), patient);

        Assert.Equal(HttpStatusCode.OK, (await admin.Put($"scheduling/visit-types/{practice.VisitType}", new { nameEn = "Long check-up", nameEs = "Chequeo largo", minutes = 60 })).Status);

        Assert.Equal(["08:00", "09:00", "11:00", "12:00", "13:00", "14:00", "15:00", "16:00", "17:00"], await practice.FreeStarts(agent));
        Assert.Equal(30, await practice.Clinic.Db.QueryOne<int>("select (extract(epoch from ends_at - starts_at) / 60)::int from scheduling.appointments", null, default));
        Assert.False(await practice.Clinic.Db.QueryOne<bool>("select patients_may_book from scheduling.visit_types", null, default));
    }

    [Fact]
    public async Task Two_types_have_two_names_and_one_of_another_clinic_is_out_of_reach()
    {
        var practice = await (await App.Clinic()).Practice();
        var elsewhere = await (await App.Clinic()).Practice();
        var admin = await practice.Clinic.Admin();
        var other = (await admin.Post("scheduling/visit-types", new { nameEn = "Other", nameEs = "Otra", minutes = 30 })).Id("visitTypeId");

        Assert.Equal("name_taken", (await admin.Post("scheduling/visit-types", new { nameEn = "Check-up", nameEs = "Chequeo", minutes = 30 })).Code);
        Assert.Equal("name_taken", (await admin.Put($"scheduling/visit-types/{other}", new { nameEn = "Check-up", nameEs = "Chequeo", minutes = 30 })).Code);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.Put($"scheduling/visit-types/{elsewhere.VisitType}", new { nameEn = "Mine", nameEs = "Mía", minutes = 30 })).Status);
    }
}
