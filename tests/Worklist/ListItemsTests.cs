using System.Net;
using Frontdesk.Tests.Support;
using Frontdesk.Worklist;

namespace Frontdesk.Tests.Worklist;

public sealed class ListItemsTests(App app) : AppTest(app)
{
    [Fact]
    public async Task What_is_due_first_comes_first_with_whom_it_is_about()
    {
        var clinic = await App.Clinic();
        var patient = await clinic.Patient("Ana Ruiz");
        await clinic.Db.Execute("update patients.patients set language = 'es' where id = @patient", new { patient }, default);
        var later = await clinic.Adds(WorklistWords.ItemAbout(Guid.CreateVersion7(), dueInHours: 8));
        var sooner = await clinic.Adds(WorklistWords.ItemAbout(Guid.CreateVersion7(), patient, dueInHours: 2));

        var items = await (await clinic.Agent()).Items();

        Assert.Equal([sooner!.Value, later!.Value], items.Select(i => i.GetProperty("itemId").GetGuid()));
        Assert.Equal(("Ana Ruiz", "es", "away"), (items[0].GetProperty("patientName").GetString(), items[0].GetProperty("language").GetString(), items[0].GetProperty("details").GetProperty("why").GetString()));
    }

    [Fact]
    public async Task It_shows_one_kind_or_what_is_mine_when_asked()
    {
        var clinic = await App.Clinic();
        var (one, other) = (await clinic.Agent(), await clinic.Agent());
        var stranded = await clinic.Adds(WorklistWords.ItemAbout(Guid.CreateVersion7()));
        var reply = await clinic.Adds(WorklistWords.ItemAbout(Guid.CreateVersion7()) with { Kind = WorkItemKind.TextReply });
        await one.Post($"worklist/items/{reply}/take");

        Assert.Equal(stranded, Assert.Single(await one.Items("?kind=stranded_visit")).GetProperty("itemId").GetGuid());
        Assert.Equal(reply, Assert.Single(await one.Items("?mine=true")).GetProperty("itemId").GetGuid());
        Assert.Empty(await other.Items("?mine=true"));
        Assert.Empty(await other.Items("?kind=nonsense"));
    }

    [Fact]
    public async Task Each_look_is_on_the_record_of_each_patient_shown()
    {
        var clinic = await App.Clinic();
        var patient = await clinic.Patient();
        await clinic.Adds(WorklistWords.ItemAbout(Guid.CreateVersion7(), patient));
        var agent = await clinic.Agent();

        await agent.Items();

        Assert.Equal("HOPERAT worklist.seen", await clinic.Db.QueryOne<string>(
            "select purpose || ' ' || action from audit.reads where patient_id = @patient and actor_id = @AccountId", new { patient, agent.AccountId }, default));
    }

    [Fact]
    public async Task Patients_do_not_see_it()
    {
        var clinic = await App.Clinic();
        Assert.Equal(HttpStatusCode.Forbidden, (await (await clinic.SignedIn(await clinic.Patient())).Get("worklist/items")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await clinic.Visitor().Get("worklist/items")).Status);
    }
}
