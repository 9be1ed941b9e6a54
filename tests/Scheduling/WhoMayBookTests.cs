using System.Net;
using Frontdesk.Tests.Support;

namespace Frontdesk.Tests.Scheduling;

public sealed class WhoMayBookTests(App app) : AppTest(app)
{
    [Theory]
    [InlineData("new", true, "visit_type_for_new_patients")]
    [InlineData("established", false, "visit_type_for_established_patients")]
    public async Task Visits_for_new_or_for_established_patients_are_booked_by_those_and_by_staff_for_anyone(string openTo, bool wasSeen, string code)
    {
        var practice = await (await App.Clinic()).Practice();
        var type = await practice.Type(t => t with { OpenTo = openTo });
        Guid right = await Known(practice, seen: !wasSeen), wrong = await Known(practice, seen: wasSeen);
        Person agent = await practice.Clinic.Agent(), refused = await practice.Clinic.SignedIn(wrong), may = await practice.Clinic.SignedIn(right);

        foreach (var answer in new[] { await practice.Times(refused, visitType: type), await practice.Hold(refused, practice.At("09:00"), wrong, visitType: type) })
            Assert.Equal((HttpStatusCode.BadRequest, "visitTypeId", code), (answer.Status, answer.Field(), answer.Code));
        Assert.Contains("09:00", await practice.FreeStarts(may, visitType: type));
        Assert.Equal(HttpStatusCode.Created, (await practice.Hold(may, practice.At("09:00"), right, visitType: type)).Status);
        Assert.Equal(HttpStatusCode.Created, (await practice.Hold(agent, practice.At("10:00"), wrong, visitType: type)).Status);
        var explained = (await agent.Get($"scheduling/times/explain?visitTypeId={type}&practitionerId={practice.Practitioner}&locationId={practice.Location}&at={practice.Monday:yyyy-MM-dd}T11:00")).Body.GetProperty("answers")[0];
        Assert.Equal(("free", $"{openTo}_patients_only"), (explained.GetProperty("code").GetString()!, explained.GetProperty("patientCode").GetString()!));
    }

    [Fact]
    public async Task A_time_held_for_one_is_not_booked_for_another_whom_the_type_is_not_open_to()
    {
        var practice = await (await App.Clinic()).Practice();
        var type = await practice.Type(t => t with { OpenTo = "established" });
        Guid mother = await Known(practice, seen: true), child = await Known(practice, seen: false), stranger = await Known(practice, seen: true);
        await practice.Clinic.Db.Execute("insert into patients.proxies (id, patient_id, proxy_id, relation, starts_on) values (@Id, @child, @mother, 'parent', '2020-01-01')", new { Id = Guid.CreateVersion7(), child, mother }, default);
        var person = await practice.Clinic.SignedIn(mother);
        var hold = (await practice.Hold(person, practice.At("09:00"), visitType: type)).Id("holdId");

        var refused = await practice.Book(person, hold, child);

        Assert.Equal(("visitTypeId", "visit_type_for_established_patients"), (refused.Field(), refused.Code));
        Assert.Equal("visit_type_for_established_patients", (await practice.Times(person, $"&patientId={child}", visitType: type)).Code);
        Assert.Equal(HttpStatusCode.NotFound, (await practice.Times(person, $"&patientId={stranger}", visitType: type)).Status);
        Assert.Equal(hold, (await practice.Book(person, hold, mother)).Id("appointmentId"));
    }

    [Fact]
    public async Task Who_was_seen_more_than_three_years_ago_is_new_again()
    {
        var practice = await (await App.Clinic()).Practice();
        var type = await practice.Type(t => t with { OpenTo = "new" });
        var patient = await Known(practice, seen: true);
        var person = await practice.Clinic.SignedIn(patient);
        Assert.Equal(HttpStatusCode.BadRequest, (await practice.Times(person, visitType: type)).Status);

        await practice.Clinic.Db.Execute("update scheduling.appointments set starts_at = starts_at - interval '3 years', ends_at = ends_at - interval '3 years', busy_from = busy_from - interval '3 years', busy_until = busy_until - interval '3 years'", null, default);

        Assert.Contains("09:00", await practice.FreeStarts(person, visitType: type));
    }

    private static async Task<Guid> Known(Practice practice, bool seen)
    {
        var patient = await practice.Clinic.Patient();
        if (seen)
            await practice.Clinic.Db.Execute(
                """
                insert into scheduling.appointments (id, resource_id, location_id, visit_type_id, patient_id, status, starts_at, ends_at, busy_from, busy_until, held_by, held_by_kind, booked_at)
                select @Id, @Practitioner, @Location, @VisitType, @patient, 'fulfilled', s, s + interval '1 minute', s, s + interval '1 minute', @patient, 'staff', now()
                from   (select now() - make_interval(mins => @Ago) s) t
                """,
                new { Id = Guid.CreateVersion7(), practice.Practitioner, practice.Location, practice.VisitType, patient, Ago = 1440 + Random.Shared.Next(1_000_000) }, default);
        return patient;
    }
}
