using System.Net;
using Frontdesk.Tests.Support;

namespace Frontdesk.Tests.Scheduling;

/// <summary>Patients do not book themselves into two places at once; staff may.</summary>
public sealed class EngagedTests(App app) : AppTest(app)
{
    [Fact]
    public async Task A_time_at_which_the_patient_has_a_visit_is_neither_offered_to_them_nor_held_by_them()
    {
        var practice = await (await App.Clinic()).Practice(2);
        var patient = await practice.Clinic.Patient();
        Person agent = await practice.Clinic.Agent(), person = await practice.Clinic.SignedIn(patient);
        var visit = await practice.Booked(agent, practice.At("09:00"), patient);
        var withTheOther = $"&practitionerId={practice.Practitioners[1]}";

        var offered = await practice.FreeStarts(person, withTheOther);
        Assert.Contains("08:30", offered);
        Assert.Empty(offered.Intersect(["08:45", "09:00", "09:15"]));
        Assert.Contains("09:30", offered);
        foreach (var time in new[] { "08:45", "09:00", "09:15" })
        {
            var refused = await practice.Hold(person, practice.At(time), practitioner: practice.Practitioners[1]);
            Assert.Equal((HttpStatusCode.BadRequest, "startsAt", "already_engaged"), (refused.Status, refused.Field(), refused.Code));
        }
        foreach (var time in new[] { "08:30", "09:30" })
            Assert.Equal(HttpStatusCode.Created, (await practice.Hold(person, practice.At(time), practitioner: practice.Practitioners[1])).Status);

        await agent.Post($"scheduling/appointments/{visit}/cancel", new { reason = "patient" });
        Assert.Contains("09:00", await practice.FreeStarts(person, withTheOther));
        Assert.Equal(HttpStatusCode.Created, (await practice.Hold(person, practice.At("09:00"), practitioner: practice.Practitioners[1])).Status);
    }

    [Fact]
    public async Task Staff_may_book_two_visits_at_one_time()
    {
        var practice = await (await App.Clinic()).Practice(2);
        var patient = await practice.Clinic.Patient();
        var agent = await practice.Clinic.Agent();
        await practice.Booked(agent, practice.At("09:00"), patient);

        Assert.Contains("09:00", await practice.FreeStarts(agent, $"&patientId={patient}&practitionerId={practice.Practitioners[1]}"));
        var hold = (await practice.Hold(agent, practice.At("09:00"), patient, practice.Practitioners[1])).Id("holdId");
        Assert.Equal(HttpStatusCode.Created, (await practice.Book(agent, hold, patient)).Status);
    }

    [Fact]
    public async Task A_time_held_for_one_is_not_booked_for_another_who_is_elsewhere_then()
    {
        var practice = await (await App.Clinic()).Practice(2);
        Guid mother = await practice.Clinic.Patient(), child = await practice.Clinic.Patient("Leo Lopez");
        await practice.Clinic.Db.Execute("insert into patients.proxies (id, patient_id, proxy_id, relation, starts_on) values (@Id, @child, @mother, 'parent', '2020-01-01')", new { Id = Guid.CreateVersion7(), child, mother }, default);
        Person agent = await practice.Clinic.Agent(), person = await practice.Clinic.SignedIn(mother);
        await practice.Booked(agent, practice.At("09:00"), child);
        var hold = (await practice.Hold(person, practice.At("09:00"), practitioner: practice.Practitioners[1])).Id("holdId");

        Assert.Equal((HttpStatusCode.Conflict, "already_engaged"), await practice.Book(person, hold, child) is var refused ? (refused.Status, refused.Code) : default);
        Assert.DoesNotContain("09:00", await practice.FreeStarts(person, $"&patientId={child}&practitionerId={practice.Practitioners[1]}"));
        Assert.Equal(hold, (await practice.Book(person, hold, mother)).Id("appointmentId"));
        // Asked again, the answer is the same visit, and not that they have one.
        Assert.Equal(hold, (await practice.Book(person, hold, mother)).Id("appointmentId"));
    }

    [Fact]
    public async Task Whoever_came_second_is_not_pointed_to_times_at_which_they_have_a_visit()
    {
        var practice = await (await App.Clinic()).Practice(2);
        var patient = await practice.Clinic.Patient();
        Person agent = await practice.Clinic.Agent(), person = await practice.Clinic.SignedIn(patient);
        await practice.Booked(agent, practice.At("10:00"), patient);
        await practice.Hold(agent, practice.At("10:30"), practitioner: practice.Practitioners[1]);

        var refused = await practice.Hold(person, practice.At("10:30"), practitioner: practice.Practitioners[1]);

        Assert.Equal("time_taken", refused.Code);
        var nearest = refused.Body.GetProperty("nearest").EnumerateArray().Select(static t => t.GetProperty("startsAt").GetDateTimeOffset()).ToList();
        Assert.Equal(6, nearest.Count);
        Assert.DoesNotContain(nearest, at => at > practice.At("09:30") && at < practice.At("10:30"));
    }

    [Fact]
    public async Task A_time_held_for_one_is_not_moved_to_for_another_who_is_elsewhere_then()
    {
        var practice = await (await App.Clinic()).Practice(2);
        Guid mother = await practice.Clinic.Patient(), child = await practice.Clinic.Patient("Leo Lopez");
        await practice.Clinic.Db.Execute("insert into patients.proxies (id, patient_id, proxy_id, relation, starts_on) values (@Id, @child, @mother, 'parent', '2020-01-01')", new { Id = Guid.CreateVersion7(), child, mother }, default);
        Person agent = await practice.Clinic.Agent(), person = await practice.Clinic.SignedIn(mother);
        await practice.Booked(agent, practice.At("09:00"), mother);
        var later = await practice.Booked(agent, practice.At("14:00"), mother);
        var hold = (await person.Post("scheduling/holds", new { visitTypeId = practice.VisitType, practitionerId = practice.Practitioners[1], locationId = practice.Location, startsAt = practice.At("09:00"), patientId = child })).Id("holdId");

        Assert.Equal((HttpStatusCode.Conflict, "already_engaged"), await person.Post($"scheduling/appointments/{later}/move", new { holdId = hold }) is var refused ? (refused.Status, refused.Code) : default);
        Assert.Equal(hold, (await practice.Book(person, hold, child)).Id("appointmentId"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task A_visit_may_be_moved_to_a_time_that_it_overlaps_itself(int seats)
    {
        var practice = await (await App.Clinic()).Practice(2);
        var type = await practice.Type(t => t with { Capacity = seats, Every = 15 });
        var patient = await practice.Clinic.Patient();
        var person = await practice.Clinic.SignedIn(patient);
        var visit = (await practice.Book(person, (await practice.Hold(person, practice.At("09:00"), visitType: type)).Id("holdId"), patient)).Id("appointmentId");
        Assert.Contains("09:15", await practice.FreeStarts(person, $"&movesAppointmentId={visit}&practitionerId={practice.Practitioners[1]}", type));

        var hold = await person.Post("scheduling/holds", new
        {
            visitTypeId = type,
            practitionerId = practice.Practitioners[1],
            locationId = practice.Location,
            startsAt = practice.At("09:15"),
            movesAppointmentId = visit,
        });
        var moved = await person.Post($"scheduling/appointments/{visit}/move", new { holdId = hold.Id("holdId") });

        Assert.Equal(practice.At("09:15"), moved.Body.GetProperty("startsAt").GetDateTimeOffset());
    }
}
