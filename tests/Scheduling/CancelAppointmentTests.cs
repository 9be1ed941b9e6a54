using System.Net;
using Frontdesk.Tests.Support;

namespace Frontdesk.Tests.Scheduling;

public sealed class CancelAppointmentTests(App app) : AppTest(app)
{
    [Fact]
    public async Task A_cancelled_visit_frees_its_time_and_says_who_and_why()
    {
        var practice = await (await App.Clinic()).Practice();
        var agent = await practice.Clinic.Agent();
        var visit = await practice.Booked(agent, practice.At("09:00"), await practice.Clinic.Patient());

        var cancelled = await Cancel(agent, visit, "patient called");

        Assert.Equal((HttpStatusCode.OK, "cancelled", "staff"), (cancelled.Status, cancelled.Body.GetProperty("status").GetString(), cancelled.Body.GetProperty("cancelledBy").GetString()));
        var row = await practice.Clinic.Db.QueryOne<(string Status, string Reason, Guid By)>("select status, cancelation_reason, cancelled_by from scheduling.appointments", null, default);
        Assert.Equal(("cancelled", "patient called", agent.AccountId), row);
        Assert.Contains("09:00", await practice.FreeStarts(agent));
        await practice.Booked(agent, practice.At("09:00"), await practice.Clinic.Patient());
    }

    [Fact]
    public async Task Of_twenty_who_cancel_at_once_one_does()
    {
        var practice = await (await App.Clinic()).Practice();
        var agent = await practice.Clinic.Agent();
        var visit = await practice.Booked(agent, practice.At("09:00"), await practice.Clinic.Patient());

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Cancel(agent, visit)));

        Assert.Single(answers, a => a.Status == HttpStatusCode.OK);
        Assert.Equal(19, answers.Count(a => a is { Status: HttpStatusCode.Conflict, Code: "already_cancelled" }));
    }

    [Fact]
    public async Task A_patient_cancels_own_visits_only()
    {
        var practice = await (await App.Clinic()).Practice();
        Guid patient = await practice.Clinic.Patient(), other = await practice.Clinic.Patient();
        var visit = await practice.Booked(await practice.Clinic.Agent(), practice.At("09:00"), patient);

        Assert.Equal(HttpStatusCode.NotFound, (await Cancel(await practice.Clinic.SignedIn(other), visit)).Status);
        var own = await Cancel(await practice.Clinic.SignedIn(patient), visit);
        Assert.Equal("patient", own.Body.GetProperty("cancelledBy").GetString());
    }

    [Fact]
    public async Task A_patient_cannot_cancel_what_has_started_and_nobody_what_is_over()
    {
        var practice = await (await App.Clinic()).Practice();
        var patient = await practice.Clinic.Patient();
        var agent = await practice.Clinic.Agent();
        var visit = await practice.Booked(agent, practice.At("09:00"), patient);
        await practice.Clinic.Db.Execute("update scheduling.appointments set starts_at = now() - interval '1 minute', busy_from = now() - interval '1 minute', ends_at = now() + interval '1 hour', busy_until = now() + interval '1 hour'", null, default);
        Assert.Equal("already_started", (await Cancel(await practice.Clinic.SignedIn(patient), visit)).Code);

        await practice.Clinic.Db.Execute("update scheduling.appointments set status = 'fulfilled'", null, default);
        Assert.Equal("not_cancellable", (await Cancel(agent, visit)).Code);
    }

    [Fact]
    public async Task A_hold_is_no_appointment_to_cancel()
    {
        var practice = await (await App.Clinic()).Practice();
        var agent = await practice.Clinic.Agent();
        var hold = (await practice.Hold(agent, practice.At("09:00"), await practice.Clinic.Patient())).Id("holdId");

        Assert.Equal(HttpStatusCode.NotFound, (await Cancel(agent, hold)).Status);
    }

    [Fact]
    public async Task A_cancelation_has_a_reason()
    {
        var practice = await (await App.Clinic()).Practice();
        var agent = await practice.Clinic.Agent();
        var visit = await practice.Booked(agent, practice.At("09:00"), await practice.Clinic.Patient());

        Assert.Equal((HttpStatusCode.BadRequest, "reason"), ((await Cancel(agent, visit, " ")).Status, (await Cancel(agent, visit, " ")).Field()));
        Assert.Equal(HttpStatusCode.BadRequest, (await Cancel(agent, visit, new string('x', 201))).Status);
    }

    private static Task<Answer> Cancel(Person who, Guid visit, string reason = "changed my mind") => who.Post($"scheduling/appointments/{visit}/cancel", new { reason });
}
