using System.Net;
using System.Text.Json;
using Frontdesk.Tests.Support;

namespace Frontdesk.Tests.Scheduling;

public sealed class ShowSetUpTests(App app) : AppTest(app)
{
    [Fact]
    public async Task It_shows_all_that_was_set_up_as_it_was_given()
    {
        var clinic = await App.Clinic();
        var admin = await clinic.Admin();
        var location = (await admin.Post("scheduling/locations", new { name = "North", timeZone = "America/Chicago", address = "5 North" })).Id("locationId");
        await admin.Changes(HttpMethod.Put, $"locations/{location}/hours", new { hours = new[] { new { weekday = 5, starts = "13:00", ends = "24:00" }, new { weekday = 1, starts = "08:00", ends = "17:30" } } });
        var holiday = (await admin.Post("scheduling/holidays", new { day = "2030-12-25", name = "Christmas" })).Id("holidayId");
        var type = (await admin.Post("scheduling/visit-types", VisitType())).Id("visitTypeId");
        var doctor = (await admin.Post("scheduling/practitioners", new
        {
            name = "Dr. Vega",
            languages = new[] { "es", "en" },
            locationIds = new[] { location },
            skills = new[] { " Pediatrics " },
            licenceStates = new[] { "il", "IN" },
            visitTypes = new[] { new { visitTypeId = type, minutes = 45 } },
        })).Id("practitionerId");
        await admin.Changes(HttpMethod.Put, $"practitioners/{doctor}/hours", new { hours = new[] { new { locationId = location, weekday = 1, starts = "09:00", ends = "12:00", from = "2030-01-01" } } });
        var exception = (await admin.Post($"scheduling/practitioners/{doctor}/exceptions", new { kind = "blocked", starts = "2030-01-07T09:00:00", ends = "2030-01-07T10:30:00", note = "board" })).Id("exceptionId");
        var room = (await admin.Post("scheduling/rooms", new { name = "Room 1", kind = "room", category = "Exam", locationId = location })).Id("roomId");
        var repair = (await admin.Post($"scheduling/rooms/{room}/exceptions", new { kind = "away", starts = "2030-01-07T00:00:00", ends = "2030-01-08T00:00:00" })).Id("exceptionId");

        var setUp = (await admin.Get("scheduling/set-up")).Body;

        Expect(new { locationId = location, name = "North", address = "5 North", timeZone = "America/Chicago", active = true, hours = new[] { new { weekday = 1, starts = "08:00", ends = "17:30" }, new { weekday = 5, starts = "13:00", ends = "24:00" } } },
            setUp.GetProperty("locations")[0]);
        Expect(new { holidayId = holiday, locationId = (Guid?)null, day = "2030-12-25", name = "Christmas" }, setUp.GetProperty("holidays")[0]);
        Expect(new
        {
            practitionerId = doctor,
            name = "Dr. Vega",
            languages = new[] { "es", "en" },
            skills = new[] { "pediatrics" },
            licenceStates = new[] { "IL", "IN" },
            locationIds = new[] { location },
            active = true,
            hours = new[] { new { locationId = location, weekday = 1, starts = "09:00", ends = "12:00", from = "2030-01-01", until = (string?)null } },
            exceptions = new[] { new { exceptionId = exception, kind = "blocked", starts = "2030-01-07T09:00:00", ends = "2030-01-07T10:30:00", locationId = (Guid?)null, note = "board" } },
            visitTypes = new[] { new { visitTypeId = type, minutes = 45 } },
        }, setUp.GetProperty("practitioners")[0]);
        Expect(new
        {
            roomId = room,
            name = "Room 1",
            kind = "room",
            category = "exam",
            locationId = location,
            active = true,
            exceptions = new[] { new { exceptionId = repair, kind = "away", starts = "2030-01-07T00:00:00", ends = "2030-01-08T00:00:00", locationId = (Guid?)null, note = "" } },
        }, setUp.GetProperty("rooms")[0]);
        var shown = setUp.GetProperty("visitTypes")[0];
        Assert.Equal(("Ultrasound", "Ecografía", 40, 10, 5, 20), (shown.GetProperty("nameEn").GetString(), shown.GetProperty("nameEs").GetString(), shown.GetProperty("minutes").GetInt32(),
            shown.GetProperty("bufferBefore").GetInt32(), shown.GetProperty("bufferAfter").GetInt32(), shown.GetProperty("every").GetInt32()));
        Assert.Equal(("established", "exam", "ultrasound", "pediatrics", 3), (shown.GetProperty("openTo").GetString(), shown.GetProperty("needsRoom").GetString(), shown.GetProperty("needsEquipment").GetString(),
            shown.GetProperty("needsSkill").GetString(), shown.GetProperty("capacity").GetInt32()));
        Assert.Equal("""["in-person","video"] [2880,60]""", $"{shown.GetProperty("channels")} {shown.GetProperty("reminders")}".Replace(" ", "", StringComparison.Ordinal).Replace("][", "] [", StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_warns_of_a_type_that_nobody_can_be_offered()
    {
        var practice = await (await App.Clinic()).Practice();
        var admin = await practice.Clinic.Admin();
        var type = (await admin.Post("scheduling/visit-types", VisitType(everyPractitioner: false))).Id("visitTypeId");
        Assert.Equal(["no_such_room", "no_such_equipment", "nobody_has_the_skill", "nobody_does_it"], await Warnings(admin));

        var room = (await admin.Post("scheduling/rooms", new { name = "Room 1", kind = "room", category = "exam", locationId = practice.Location })).Id("roomId");
        (await admin.Post("scheduling/rooms", new { name = "Scanner", kind = "equipment", category = "ultrasound", locationId = practice.Location })).Id("roomId");
        await admin.Changes(HttpMethod.Put, $"practitioners/{practice.Practitioner}",
            new { name = "Dr. Vega", languages = new[] { "en" }, locationIds = new[] { practice.Location }, active = true, skills = new[] { "pediatrics" }, visitTypes = new[] { new { visitTypeId = type } } });
        Assert.Empty(await Warnings(admin));

        await admin.Changes(HttpMethod.Put, $"rooms/{room}", new { name = "Room 1", category = "exam", active = false });
        Assert.Equal(["no_such_room"], await Warnings(admin));
        Assert.Equal(HttpStatusCode.OK, (await admin.Put($"scheduling/visit-types/{type}", VisitType(everyPractitioner: false, active: false))).Status);
        Assert.Empty(await Warnings(admin));
    }

    [Fact]
    public async Task Only_those_who_set_up_see_it()
    {
        var clinic = await App.Clinic();
        Assert.Equal("""{"locations":[],"holidays":[],"practitioners":[],"rooms":[],"visitTypes":[]}""", (await (await clinic.Admin()).Get("scheduling/set-up")).Text);
        foreach (var person in new[] { await clinic.Agent(), await clinic.Supervisor(), await clinic.SignedIn(await clinic.Patient()) })
            Assert.Equal(HttpStatusCode.Forbidden, (await person.Get("scheduling/set-up")).Status);
    }

    internal static object VisitType(bool everyPractitioner = true, bool active = true) => new
    {
        nameEn = "Ultrasound",
        nameEs = "Ecografía",
        minutes = 40,
        bufferBefore = 10,
        bufferAfter = 5,
        every = 20,
        channels = new[] { "in-person", "video" },
        openTo = "established",
        needsRoom = "Exam",
        needsEquipment = "ultrasound",
        needsSkill = "pediatrics",
        capacity = 3,
        reminders = new[] { 60, 2880 },
        everyPractitioner,
        active,
    };

    private static async Task<IReadOnlyList<string?>> Warnings(Person admin) =>
        [.. (await admin.Get("scheduling/set-up")).Body.GetProperty("visitTypes").EnumerateArray().Single(t => t.GetProperty("nameEn").GetString() == "Ultrasound").GetProperty("warnings").EnumerateArray().Select(w => w.GetString())];

    private static void Expect(object expected, JsonElement shown) => Assert.Equal(JsonSerializer.Serialize(expected), JsonSerializer.Serialize(shown));
}
