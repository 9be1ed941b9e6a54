using System.Net;
using Frontdesk.Tests.Support;

namespace Frontdesk.Tests.Scheduling;

public sealed class OverbookTests(App app) : AppTest(app)
{
    [Fact]
    public async Task A_supervisor_puts_a_visit_on_top_of_another_and_says_why()
    {
        var practice = await (await App.Clinic()).Practice();
        var supervisor = await practice.Clinic.Supervisor();
        await practice.Booked(await practice.Clinic.Agent(), practice.At("09:00"), await practice.Clinic.Patient());

        var answer = await Overbook(practice, supervisor, practice.At("09:10"));

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        var day = await supervisor.Get($"scheduling/appointments?from={practice.Monday:yyyy-MM-dd}");
        Assert.Equal([(false, null), (true, "fever since Sunday")],
            day.Body.GetProperty("appointments").EnumerateArray().Select(a => (a.GetProperty("overbooked").GetBoolean(), a.GetProperty("overbookReason").GetString())));
        // Who has not opened the chart sees that it is so, and not why.
        Assert.Equal([(false, null), (true, null)], (await (await practice.Clinic.Agent()).Get($"scheduling/appointments?from={practice.Monday:yyyy-MM-dd}"))
            .Body.GetProperty("appointments").EnumerateArray().Select(a => (a.GetProperty("overbooked").GetBoolean(), a.GetProperty("overbookReason").GetString())));
    }

    [Fact]
    public async Task What_was_overbooked_is_busy_to_all_who_book_after_it()
    {
        var practice = await (await App.Clinic()).Practice();
        var agent = await practice.Clinic.Agent();
        var supervisor = await practice.Clinic.Supervisor();
        var visit = (await Overbook(practice, supervisor, practice.At("09:10"))).Id("appointmentId");

        Assert.DoesNotContain("09:00", await practice.FreeStarts(agent));
        Assert.DoesNotContain("09:30", await practice.FreeStarts(agent));
        Assert.Equal("time_taken", (await practice.Hold(agent, practice.At("09:30"))).Code);
        Assert.Equal(HttpStatusCode.Created, (await practice.Hold(agent, practice.At("09:45"))).Status);

        await supervisor.Post($"scheduling/appointments/{visit}/cancel", new { reason = "better again" });
        Assert.Equal(HttpStatusCode.Created, (await practice.Hold(agent, practice.At("09:00"))).Status);
    }

    [Fact]
    public async Task It_takes_a_permission_a_reason_and_a_time_to_come()
    {
        var practice = await (await App.Clinic()).Practice();
        var supervisor = await practice.Clinic.Supervisor();

        Assert.Equal(HttpStatusCode.Forbidden, (await Overbook(practice, await practice.Clinic.Agent(), practice.At("09:10"))).Status);
        Assert.Equal("why", (await Overbook(practice, supervisor, practice.At("09:10"), "   ")).Field());
        Assert.Equal(("startsAt", "time_is_past"), Fault(await Overbook(practice, supervisor, practice.At("09:10").AddDays(-30))));
        Assert.Equal(("startsAt", "not_a_whole_minute"), Fault(await Overbook(practice, supervisor, practice.At("09:10").AddSeconds(1))));
        Assert.Equal(("startsAt", "too_far_ahead"), Fault(await Overbook(practice, supervisor, practice.At("09:10").AddYears(5))));
        Assert.Equal(HttpStatusCode.NotFound, (await Overbook(practice, supervisor, practice.At("09:10"), patient: Guid.CreateVersion7())).Status);
    }

    private static (string?, string?) Fault(Answer answer) => (answer.Field(), answer.Code);

    private static async Task<Answer> Overbook(Practice practice, Person who, DateTimeOffset startsAt, string why = "fever since Sunday", Guid? patient = null)
    {
        var patientId = patient ?? await practice.Clinic.Patient();
        await Practice.Open(who, patientId);
        return await who.Post("scheduling/appointments/overbook", new
        {
            visitTypeId = practice.VisitType,
            practitionerId = practice.Practitioner,
            locationId = practice.Location,
            patientId,
            startsAt,
            why,
        });
    }
}
