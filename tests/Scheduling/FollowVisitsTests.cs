using Frontdesk.Tests.Support;

namespace Frontdesk.Tests.Scheduling;

/// <summary>What the desk does with a visit, as the screens of patients hear it.</summary>
public sealed class FollowVisitsTests(App app) : AppTest(app)
{
    [Fact]
    public async Task A_visit_booked_moved_and_cancelled_at_the_desk_is_told_to_the_patient_and_who_acts_for_them_and_to_no_other_patient()
    {
        var practice = await (await App.Clinic()).Practice();
        Guid child = await practice.Clinic.Patient("Ana Lopez"), mother = await practice.Clinic.Patient(), former = await practice.Clinic.Patient("Luis Lopez"), stranger = await practice.Clinic.Patient("Eva Kim");
        await practice.Clinic.ActsFor(mother, child);
        await practice.Clinic.ActsFor(former, child, endsOn: "2020-01-01");
        var agent = await practice.Clinic.Agent();
        await using var childsScreen = await Screen.Open(await practice.Clinic.SignedIn(child));
        await using var mothersScreen = await Screen.Open(await practice.Clinic.SignedIn(mother));
        await using var formersScreen = await Screen.Open(await practice.Clinic.SignedIn(former));
        await using var strangersScreen = await Screen.Open(await practice.Clinic.SignedIn(stranger));

        var visit = await practice.Booked(agent, practice.At("09:00"), child);
        await childsScreen.Hears(Notice(visit));
        await mothersScreen.Hears(Notice(visit));
        var other = (await practice.Hold(agent, practice.At("12:00"))).Id("holdId");
        (await agent.Post($"scheduling/appointments/{visit}/move", new { holdId = other })).Id("appointmentId");
        await childsScreen.Hears(Notice(visit));
        await mothersScreen.Hears(Notice(visit));
        await agent.Post($"scheduling/appointments/{visit}/cancel", new { reason = "patient called" });
        await childsScreen.Hears(Notice(visit));
        await mothersScreen.Hears(Notice(visit));

        // Hears fails on any other notice that comes before this one: the child's visit was told to neither.
        var formers = await practice.Booked(agent, practice.At("10:00"), former);
        await formersScreen.Hears(Notice(formers));
        var strangers = await practice.Booked(agent, practice.At("11:00"), stranger);
        await strangersScreen.Hears(Notice(strangers));
    }

    [Fact]
    public async Task A_visit_overbooked_and_received_at_the_desk_is_told_to_the_patient()
    {
        var practice = await (await App.Clinic()).Practice();
        var patient = await practice.Clinic.Patient();
        var supervisor = await practice.Clinic.Supervisor();
        await Practice.Open(supervisor, patient);
        await using var screen = await Screen.Open(await practice.Clinic.SignedIn(patient));

        var visit = (await supervisor.Post("scheduling/appointments/overbook", new
        {
            visitTypeId = practice.VisitType,
            practitionerId = practice.Practitioner,
            locationId = practice.Location,
            patientId = patient,
            startsAt = practice.At("09:00"),
            why = "a sister of the next",
        })).Id("appointmentId");
        await screen.Hears(Notice(visit));
        await practice.Clinic.Db.Execute("update scheduling.appointments set starts_at = now(), ends_at = now() + interval '30 minutes', busy_from = now(), busy_until = now() + interval '30 minutes'", null, default);
        Assert.Equal(System.Net.HttpStatusCode.OK, (await supervisor.Put($"scheduling/appointments/{visit}/status", new { status = "arrived" })).Status);
        await screen.Hears(Notice(visit));
    }

    [Fact]
    public async Task The_desk_hears_of_a_visit_once()
    {
        var practice = await (await App.Clinic()).Practice();
        var agent = await practice.Clinic.Agent();
        var hold = (await practice.Hold(agent, practice.At("09:00"))).Id("holdId");
        await using var screen = await Screen.Open(await practice.Clinic.Agent());
        await practice.Book(agent, hold, await practice.Clinic.Patient());
        practice.Clinic.Db.Announce("scheduling.test", hold);

        await screen.Hears(Notice(hold));
        await screen.Hears($$"""data: {"topic":"scheduling.test","id":"{{hold}}"}""");
    }

    private static string Notice(Guid visit) => $$"""data: {"topic":"scheduling.appointments","id":"{{visit}}"}""";
}
