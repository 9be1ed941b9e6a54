using System.Net;
using Frontdesk.Tests.Support;

namespace Frontdesk.Tests.Scheduling;

public sealed class ChangePractitionerTests(App app) : AppTest(app)
{
    [Fact]
    public async Task Who_gives_up_a_place_and_comes_back_has_the_hours_as_before()
    {
        var practice = await (await App.Clinic()).Practice();
        var (admin, agent) = (await practice.Clinic.Admin(), await practice.Clinic.Agent());
        var elsewhere = (await admin.Post("scheduling/locations", new { name = "Elsewhere", timeZone = "America/Chicago" })).Id("locationId");
        Task Sees(params Guid[] locationIds) => admin.Changes(HttpMethod.Put, $"practitioners/{practice.Practitioner}", Body(practice, locationIds));

        await Sees(elsewhere);
        Assert.Empty(await practice.FreeStarts(agent));
        Assert.Equal([elsewhere], (await agent.Get("scheduling/practitioners")).Body.GetProperty("practitioners")[0].GetProperty("locationIds").EnumerateArray().Select(l => l.GetGuid()));
        var hours = new { hours = new[] { new { locationId = practice.Location, weekday = 1, starts = "08:00", ends = "12:00" } } };
        Assert.Equal(("hours", "practitioner_not_at_location"), await admin.Put($"scheduling/practitioners/{practice.Practitioner}/hours", hours) is var answer ? (answer.Field(), answer.Code) : default);
        Assert.Equal("practitioner_not_at_location", (await admin.Post($"scheduling/practitioners/{practice.Practitioner}/exceptions",
            new { kind = "extra", starts = "2030-01-07T09:00:00", ends = "2030-01-07T10:00:00", locationId = practice.Location })).Code);

        await Sees(practice.Location);
        Assert.Contains("17:30", await practice.FreeStarts(agent));
    }

    [Fact]
    public async Task The_record_shows_what_changed_and_nothing_else()
    {
        var practice = await (await App.Clinic()).Practice();
        var admin = await practice.Clinic.Admin();
        await admin.Changes(HttpMethod.Put, $"practitioners/{practice.Practitioner}", Body(practice, [practice.Location]));
        Task<long> Recorded() => practice.Clinic.Db.QueryOne<long>("select count(*) from audit.changes where action = 'practitioner.changed'", null, default);
        var before = await Recorded();

        await admin.Changes(HttpMethod.Put, $"practitioners/{practice.Practitioner}", Body(practice, [practice.Location]));
        Assert.Equal(before, await Recorded());
        await admin.Changes(HttpMethod.Put, $"practitioners/{practice.Practitioner}", Body(practice, [practice.Location], name: "Dr. Luz Vega"));
        Assert.Equal(before + 1, await Recorded());
    }

    [Fact]
    public async Task What_a_practitioner_cannot_be_is_refused_with_field_and_rule()
    {
        var practice = await (await App.Clinic()).Practice();
        var elsewhere = await (await App.Clinic()).Practice();
        var admin = await practice.Clinic.Admin();
        Guid[] here = [practice.Location];
        async Task Refused(object body, string field, string code)
        {
            foreach (var answer in new[] { await admin.Put($"scheduling/practitioners/{practice.Practitioner}", body), await admin.Post("scheduling/practitioners", body) })
                Assert.Equal((HttpStatusCode.BadRequest, field, code), (answer.Status, answer.Field(), answer.Code));
        }

        await Refused(Body(practice, here, name: "  "), "name", "name_required");
        await Refused(Body(practice, here, languages: []), "languages", "language_required");
        await Refused(Body(practice, here, languages: ["Spanish, of course"]), "languages", "language_not_a_tag");
        await Refused(Body(practice, []), "locationIds", "location_required");
        await Refused(Body(practice, [elsewhere.Location]), "locationIds", "location_unknown");
        await Refused(Body(practice, here, states: ["Illinois"]), "licenceStates", "state_unknown");
        await Refused(Body(practice, here, skills: [" "]), "skills", "word_required");
        await Refused(Body(practice, here, skills: [new string('x', 51)]), "skills", "word_too_long");
        await Refused(Body(practice, here, visitTypes: [new { visitTypeId = practice.VisitType, minutes = 0 }]), "visitTypes[0].minutes", "minutes_out_of_range");
        await Refused(Body(practice, here, visitTypes: [new { visitTypeId = practice.VisitType, minutes = 2000 }]), "visitTypes[0].minutes", "minutes_out_of_range");
        await Refused(Body(practice, here, visitTypes: [new { visitTypeId = practice.VisitType }, new { visitTypeId = practice.VisitType }]), "visitTypes[1].visitTypeId", "visit_type_twice");
        await Refused(Body(practice, here, visitTypes: [new { visitTypeId = elsewhere.VisitType }]), "visitTypes", "visit_type_unknown");
        Assert.Equal(HttpStatusCode.NotFound, (await admin.Put($"scheduling/practitioners/{elsewhere.Practitioner}", Body(practice, here))).Status);
    }

    private static object Body(Practice practice, Guid[] locationIds, string name = "Dr. Vega", string[]? languages = null, string[]? states = null, string[]? skills = null, object[]? visitTypes = null) =>
        new { name, languages = languages ?? ["en"], locationIds, active = true, licenceStates = states ?? ["IL"], skills = skills ?? [], visitTypes = visitTypes ?? [new { visitTypeId = practice.VisitType, minutes = 30 }] };
}
