using Frontdesk.Scheduling;
using Frontdesk.Tests.Support;

namespace Frontdesk.Tests.Scheduling;

public sealed class ListPractitionersTests(App app) : AppTest(app)
{
    [Fact]
    public async Task It_is_said_who_does_what()
    {
        var practice = await (await App.Clinic()).Practice(practitioners: 2);
        var skilled = Guid.CreateVersion7();
        await practice.With(tx => ClinicSetUp.AddPractitioner(tx, skilled, "Dr. Skilled", ["en"], [practice.Location], [], default, new PractitionerTraits(Skills: ["pediatrics"])));
        var few = await practice.Type(t => t with { EveryPractitioner = false });
        var children = await practice.Type(t => t with { NeedsSkill = "pediatrics" });
        var retired = await practice.Type(t => t);
        await practice.Does(practice.Practitioner, few);
        await practice.Clinic.Db.Execute("update scheduling.visit_types set active = false where id = @retired", new { retired }, default);

        var people = (await (await practice.Clinic.Agent()).Get("scheduling/practitioners")).Body.GetProperty("practitioners").EnumerateArray()
            .ToDictionary(p => p.GetProperty("practitionerId").GetGuid(), p => p.GetProperty("visitTypeIds").EnumerateArray().Select(t => t.GetGuid()).Order().ToArray());

        Assert.Equal([.. new[] { practice.VisitType, few }.Order()], people[practice.Practitioner]);
        Assert.Equal([practice.VisitType], people[practice.Practitioners[1]]);
        Assert.Equal([.. new[] { practice.VisitType, children }.Order()], people[skilled]);
    }
}
