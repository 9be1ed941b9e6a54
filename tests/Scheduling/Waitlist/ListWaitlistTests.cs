using System.Net;
using System.Text.Json;
using Frontdesk.Tests.Support;

namespace Frontdesk.Tests.Scheduling.Waitlist;

public sealed class ListWaitlistTests(WaitlistDesk desk) : IClassFixture<WaitlistDesk>
{
    [Fact]
    public async Task Staff_see_who_waits_in_the_order_they_are_asked_and_what_is_offered_and_it_is_on_the_record()
    {
        var practice = await desk.FullPractice();
        Person agent = await practice.Clinic.Agent(), clinician = await practice.Clinic.Clinician();
        Guid ana = await practice.Clinic.Patient("Ana Ruiz"), ben = await practice.Clinic.Patient("Ben Ode");
        await practice.Waits(agent, ben, ("weekdays", new[] { 1 }), ("noticeMinutes", 60), ("reason", "a secret"));
        await practice.Waits(agent, ana, ("urgency", "urgent"));
        await practice.Frees(agent, "09:00");
        await desk.Works();

        var list = await clinician.Get("scheduling/waitlist");

        var entries = list.Body.GetProperty("entries").EnumerateArray().ToList();
        Assert.Equal([("Ana Ruiz", 1), ("Ben Ode", 2)], entries.Select(e => (e.GetProperty("patientName").GetString(), e.GetProperty("place").GetInt32())));
        var offer = entries[0].GetProperty("offer");
        Assert.Equal((practice.At("09:00"), practice.Practitioner, "urgent", 0), (offer.GetProperty("startsAt").GetDateTimeOffset(), offer.GetProperty("practitionerId").GetGuid(),
            offer.GetProperty("because").GetProperty("urgency").GetString(), offer.GetProperty("because").GetProperty("passedOver").GetInt32()));
        Assert.Equal(JsonValueKind.Null, entries[1].GetProperty("offer").ValueKind);
        Assert.DoesNotContain("secret", list.Text, StringComparison.Ordinal);
        Assert.Equal(2, await practice.Clinic.Db.QueryOne<int>("select count(*)::int from audit.reads where action = 'waitlist.seen' and purpose = 'HOPERAT' and actor_id = @AccountId", new { clinician.AccountId }, default));
    }

    [Fact]
    public async Task A_patient_sees_their_own_place_and_offers_and_nothing_of_others()
    {
        var practice = await desk.FullPractice();
        var agent = await practice.Clinic.Agent();
        Guid ana = await practice.Clinic.Patient("Ana Ruiz"), ben = await practice.Clinic.Patient("Ben Ode");
        await practice.Waits(agent, ana);
        var entry = await practice.Waits(agent, ben, ("reason", "a cough"));
        var person = await practice.Clinic.SignedIn(ben);
        await practice.Frees(agent, "09:00");
        await practice.Frees(agent, "10:00");
        await desk.Works();
        var offer = await practice.OpenOffer(entry);

        var list = await person.Get($"scheduling/patients/{ben}/waitlist");

        var mine = Assert.Single(list.Body.GetProperty("entries").EnumerateArray());
        Assert.Equal((entry, 2, "a cough"), (mine.GetProperty("waitlistId").GetGuid(), mine.GetProperty("place").GetInt32(), mine.GetProperty("reason").GetString()));
        var offered = Assert.Single(list.Body.GetProperty("offers").EnumerateArray());
        Assert.Equal((offer, "open", practice.At("10:00"), practice.At("10:30")), (offered.GetProperty("offerId").GetGuid(), offered.GetProperty("state").GetString(),
            offered.GetProperty("startsAt").GetDateTimeOffset(), offered.GetProperty("endsAt").GetDateTimeOffset()));
        Assert.DoesNotContain("Ana", list.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await person.Get($"scheduling/patients/{ana}/waitlist")).Status);
        Assert.Equal("chart_locked", (await (await practice.Clinic.Clinician()).Get($"scheduling/patients/{ben}/waitlist")).Code);
        Assert.Equal(HttpStatusCode.Forbidden, (await person.Get("scheduling/waitlist")).Status);
    }

    [Fact]
    public async Task An_offer_that_ended_shows_for_a_day_also_when_the_waiting_has_ended()
    {
        var practice = await desk.FullPractice();
        var agent = await practice.Clinic.Agent();
        var patient = await practice.Clinic.Patient();
        var entry = await practice.Waits(agent, patient);
        await practice.Frees(agent, "09:00");
        await desk.Works();
        await agent.Post($"scheduling/offers/{await practice.OpenOffer(entry)}/accept");

        var list = (await agent.Get($"scheduling/patients/{patient}/waitlist")).Body;
        Assert.Empty(list.GetProperty("entries").EnumerateArray());
        Assert.Equal("accepted", Assert.Single(list.GetProperty("offers").EnumerateArray()).GetProperty("state").GetString());
        await practice.Clinic.Db.Execute("update scheduling.offers set answered_at = now() - interval '25 hours', expires_at = now() - interval '25 hours'", null, default);
        Assert.Empty((await agent.Get($"scheduling/patients/{patient}/waitlist")).Body.GetProperty("offers").EnumerateArray());
    }

    [Fact]
    public async Task An_offer_that_ended_is_as_long_as_the_visit_would_have_been_and_names_the_visit_that_was_moved()
    {
        var practice = await desk.FullPractice();
        var agent = await practice.Clinic.Agent();
        var patient = await practice.Clinic.Patient();
        await practice.Does(practice.Practitioner, practice.VisitType, minutes: 20);
        await practice.Frees(agent, "16:00");
        var visit = await practice.Booked(agent, practice.At("16:00"), patient);
        var entry = await practice.Waits(agent, patient, ("appointmentId", visit));
        await practice.Frees(agent, "09:00");
        await desk.Works();
        await agent.Post($"scheduling/offers/{await practice.OpenOffer(entry)}/accept");

        var offer = Assert.Single((await agent.Get($"scheduling/patients/{patient}/waitlist")).Body.GetProperty("offers").EnumerateArray());
        Assert.Equal((practice.At("09:20"), visit), (offer.GetProperty("endsAt").GetDateTimeOffset(), offer.GetProperty("movesAppointmentId").GetGuid()));
    }

    [Fact]
    public async Task Screens_of_the_patient_and_of_staff_hear_of_an_offer_and_other_patients_do_not()
    {
        var practice = await desk.FullPractice();
        var agent = await practice.Clinic.Agent();
        Guid patient = await practice.Clinic.Patient(), stranger = await practice.Clinic.Patient("Eva Kim");
        var entry = await practice.Waits(agent, patient);
        await practice.Frees(agent, "09:00");
        await using var patients = await Screen.Open(await practice.Clinic.SignedIn(patient));
        await using var strangers = await Screen.Open(await practice.Clinic.SignedIn(stranger));

        await desk.Works();

        await patients.Hears($$"""data: {"topic":"scheduling.waitlist","id":"{{entry}}"}""");
        var other = await practice.Waits(agent, stranger);
        await strangers.Hears($$"""data: {"topic":"scheduling.waitlist","id":"{{other}}"}""");
    }
}
