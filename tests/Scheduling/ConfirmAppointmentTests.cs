using System.Net;
using Frontdesk.Tests.Support;

namespace Frontdesk.Tests.Scheduling;

public sealed class ConfirmAppointmentTests(App app) : AppTest(app)
{
    [Fact]
    public async Task A_patient_confirms_their_visit_and_again_is_the_same()
    {
        var practice = await (await App.Clinic()).Practice();
        var patient = await practice.Clinic.Patient();
        var visit = await practice.Booked(await practice.Clinic.Agent(), practice.At("09:00"), patient);
        var person = await practice.Clinic.SignedIn(patient);

        var first = await Confirm(person, visit);
        var second = await Confirm(person, visit);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.Status, second.Status));
        Assert.Equal(first.Body.GetProperty("confirmedAt").GetDateTimeOffset(), second.Body.GetProperty("confirmedAt").GetDateTimeOffset());
    }

    [Fact]
    public async Task A_visit_that_is_moved_is_not_confirmed_any_more()
    {
        var practice = await (await App.Clinic()).Practice();
        var patient = await practice.Clinic.Patient();
        var agent = await practice.Clinic.Agent();
        var visit = await practice.Booked(agent, practice.At("09:00"), patient);
        Assert.Equal(HttpStatusCode.OK, (await Confirm(agent, visit)).Status);

        var hold = (await practice.Hold(agent, practice.At("10:00"), patient)).Id("holdId");
        Assert.Equal(HttpStatusCode.OK, (await agent.Post($"scheduling/appointments/{visit}/move", new { holdId = hold })).Status);

        Assert.Null(await practice.Clinic.Db.QueryOne<DateTime?>("select confirmed_at from scheduling.appointments", null, default));
    }

    [Fact]
    public async Task Only_what_is_booked_and_ahead_can_be_confirmed_by_those_it_concerns()
    {
        var practice = await (await App.Clinic()).Practice();
        Guid patient = await practice.Clinic.Patient(), other = await practice.Clinic.Patient();
        var visit = await practice.Booked(await practice.Clinic.Agent(), practice.At("09:00"), patient);

        Assert.Equal(HttpStatusCode.NotFound, (await Confirm(await practice.Clinic.SignedIn(other), visit)).Status);
        Assert.Equal("chart_locked", (await Confirm(await practice.Clinic.Agent(), visit)).Code);
        var person = await practice.Clinic.SignedIn(patient);
        await practice.Clinic.Db.Execute("update scheduling.appointments set starts_at = now() - interval '1 minute', busy_from = now() - interval '1 minute', ends_at = now() + interval '1 hour', busy_until = now() + interval '1 hour'", null, default);
        Assert.Equal((HttpStatusCode.Conflict, "not_confirmable"), (await Confirm(person, visit) is var late ? late.Status : default, late.Code));
        await practice.Clinic.Db.Execute("update scheduling.appointments set status = 'cancelled'", null, default);
        Assert.Equal("cancelled", (await Confirm(person, visit)).Body.GetProperty("status").GetString());
    }

    private static Task<Answer> Confirm(Person who, Guid visit) => who.Post($"scheduling/appointments/{visit}/confirm");
}
