using System.Net;
using Frontdesk.Tests.Support;

namespace Frontdesk.Tests.Scheduling;

public sealed class AddRoomTests(App app) : AppTest(app)
{
    [Theory]
    [InlineData("room", "Room 1", "exam", true)]
    [InlineData("equipment", "Scanner", "Ultrasound", true)]
    [InlineData("practitioner", "Dr. Room", "exam", false, "kind", "kind_unknown")]
    [InlineData("room", "", "exam", false, "name", "name_required")]
    [InlineData("room", "Room 1", " ", false, "category", "word_required")]
    [InlineData("room", "Room 1", "a category that is longer than any wall sign could bear it", false, "category", "word_too_long")]
    public async Task A_room_has_a_kind_a_name_and_a_category(string kind, string name, string category, bool fine, string? field = null, string? code = null)
    {
        var practice = await (await App.Clinic()).Practice();
        var answer = await (await practice.Clinic.Admin()).Post("scheduling/rooms", new { name, kind, category, locationId = practice.Location });

        Assert.Equal(fine ? HttpStatusCode.Created : HttpStatusCode.BadRequest, answer.Status);
        if (!fine)
            Assert.Equal((field, code), (answer.Field(), answer.Code));
    }

    [Fact]
    public async Task A_room_of_another_clinic_is_out_of_reach()
    {
        var practice = await (await App.Clinic()).Practice();
        var elsewhere = await (await App.Clinic()).Practice();
        var admin = await practice.Clinic.Admin();
        var theirs = (await (await elsewhere.Clinic.Admin()).Post("scheduling/rooms", new { name = "Room 1", kind = "room", category = "exam", locationId = elsewhere.Location })).Id("roomId");

        var there = await admin.Post("scheduling/rooms", new { name = "Room 1", kind = "room", category = "exam", locationId = elsewhere.Location });
        Assert.Equal(("locationId", "location_unknown"), (there.Field(), there.Code));
        Assert.Equal(HttpStatusCode.NotFound, (await admin.Put($"scheduling/rooms/{theirs}", new { name = "Mine", category = "exam", active = false })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.Post($"scheduling/rooms/{theirs}/exceptions", new { kind = "away", starts = "2030-01-01T00:00:00", ends = "2030-01-02T00:00:00" })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.Delete($"scheduling/exceptions/{theirs}")).Status);
    }

    [Fact]
    public async Task A_practitioner_is_no_room_and_a_room_no_practitioner()
    {
        var practice = await (await App.Clinic()).Practice();
        var admin = await practice.Clinic.Admin();
        var room = (await admin.Post("scheduling/rooms", new { name = "Room 1", kind = "room", category = "exam", locationId = practice.Location })).Id("roomId");
        object away = new { kind = "away", starts = "2030-01-01T00:00:00", ends = "2030-01-02T00:00:00" };

        Assert.Equal(HttpStatusCode.NotFound, (await admin.Put($"scheduling/rooms/{practice.Practitioner}", new { name = "Room 2", category = "exam", active = true })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.Post($"scheduling/rooms/{practice.Practitioner}/exceptions", away)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.Post($"scheduling/practitioners/{room}/exceptions", away)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.Put($"scheduling/practitioners/{room}/hours", new { hours = Array.Empty<object>() })).Status);
        Assert.DoesNotContain(room.ToString(), (await admin.Get("scheduling/practitioners")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("extra", "2030-01-01T00:00:00", "2030-01-02T00:00:00", "kind", "kind_unknown")]
    [InlineData("away", "2030-01-02T00:00:00", "2030-01-01T00:00:00", "ends", "ends_before_start")]
    [InlineData("blocked", "2030-01-01T00:00:00Z", "2030-01-02T00:00:00", "starts", "has_an_offset")]
    public async Task Exceptions_of_a_room_that_cannot_be_are_refused(string kind, string starts, string ends, string field, string code)
    {
        var practice = await (await App.Clinic()).Practice();
        var admin = await practice.Clinic.Admin();
        var room = (await admin.Post("scheduling/rooms", new { name = "Room 1", kind = "room", category = "exam", locationId = practice.Location })).Id("roomId");

        var answer = await admin.Post($"scheduling/rooms/{room}/exceptions", new { kind, starts, ends });
        Assert.Equal((HttpStatusCode.BadRequest, field, code), (answer.Status, answer.Field(), answer.Code));
    }
}
