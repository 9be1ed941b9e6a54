using System.Net;
using Frontdesk.Tests.Support;

namespace Frontdesk.Tests.Worklist;

public sealed class CloseItemTests(App app) : AppTest(app)
{
    [Theory]
    [InlineData("done")]
    [InlineData("declined")]
    public async Task What_is_closed_leaves_the_list_and_keeps_who_closed_it_how(string outcome)
    {
        var clinic = await App.Clinic();
        var agent = await clinic.Agent();
        var item = await clinic.Adds(WorklistWords.ItemAbout(Guid.CreateVersion7()));

        Assert.Equal(HttpStatusCode.OK, (await agent.Post($"worklist/items/{item}/close", new { outcome, note = " called, all well " })).Status);

        Assert.Empty(await agent.Items());
        Assert.Equal($"{outcome} {agent.AccountId} called, all well", await clinic.Db.QueryOne<string>("select outcome || ' ' || closed_by || ' ' || note from worklist.items where id = @item", new { item }, default));
        var again = await agent.Post($"worklist/items/{item}/close", new { outcome = "done" });
        Assert.Equal((HttpStatusCode.Conflict, "already_closed", outcome), (again.Status, again.Code, again.Body.GetProperty("outcome").GetString()));
    }

    [Fact]
    public async Task What_another_took_is_closed_by_them_or_a_supervisor()
    {
        var clinic = await App.Clinic();
        var item = await clinic.Adds(WorklistWords.ItemAbout(Guid.CreateVersion7()));
        await (await clinic.Agent()).Post($"worklist/items/{item}/take");

        Assert.Equal("item_taken", (await (await clinic.Agent()).Post($"worklist/items/{item}/close", new { outcome = "done" })).Code);
        Assert.Equal(HttpStatusCode.OK, (await (await clinic.Supervisor()).Post($"worklist/items/{item}/close", new { outcome = "done" })).Status);
    }

    [Theory]
    [InlineData("obsolete", "outcome", "outcome_unknown")]
    [InlineData("", "outcome", "outcome_unknown")]
    public async Task An_outcome_that_is_not_for_people_is_refused(string outcome, string field, string code)
    {
        var clinic = await App.Clinic();
        var item = await clinic.Adds(WorklistWords.ItemAbout(Guid.CreateVersion7()));

        var answer = await (await clinic.Agent()).Post($"worklist/items/{item}/close", new { outcome });

        Assert.Equal((HttpStatusCode.BadRequest, field), (answer.Status, answer.Field()));
        Assert.Contains(answer.Code, new[] { code, "invalid" });
    }

    [Fact]
    public async Task The_patient_it_is_about_hears_of_it()
    {
        var clinic = await App.Clinic();
        var patient = await clinic.Patient();
        var item = await clinic.Adds(WorklistWords.ItemAbout(Guid.CreateVersion7(), patient));
        await using var screen = await Screen.Open(await clinic.SignedIn(patient));

        await (await clinic.Agent()).Post($"worklist/items/{item}/close", new { outcome = "done" });

        await screen.Hears($$"""data: {"topic":"worklist.items","id":"{{item}}"}""");
    }
}
