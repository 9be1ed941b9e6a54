using System.Net;
using Frontdesk.Tests.Support;

namespace Frontdesk.Tests.Worklist;

public sealed class TakeItemTests(App app) : AppTest(app)
{
    [Fact]
    public async Task Of_all_who_take_it_at_once_one_has_it_and_the_others_are_told_who()
    {
        var clinic = await App.Clinic();
        var agents = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => clinic.Agent()));
        var item = await clinic.Adds(WorklistWords.ItemAbout(Guid.CreateVersion7()));

        var answers = await Task.WhenAll(agents.Select(agent => agent.Post($"worklist/items/{item}/take")));

        var won = Assert.Single(answers, a => a.Status == HttpStatusCode.OK);
        Assert.All(answers.Except([won]), a => Assert.Equal(("item_taken", "Test agent"), (a.Code, a.Body.GetProperty("ownerName").GetString())));
        Assert.Equal(won.Id("ownerId"), Assert.Single(await agents[0].Items()).GetProperty("ownerId").GetGuid());
    }

    [Fact]
    public async Task Taking_ones_own_again_changes_nothing()
    {
        var clinic = await App.Clinic();
        var agent = await clinic.Agent();
        var item = await clinic.Adds(WorklistWords.ItemAbout(Guid.CreateVersion7()));

        var first = await agent.Post($"worklist/items/{item}/take");
        var second = await agent.Post($"worklist/items/{item}/take");

        Assert.Equal((HttpStatusCode.OK, first.Text), (second.Status, second.Text));
    }

    [Fact]
    public async Task What_is_closed_or_not_there_cannot_be_taken()
    {
        var clinic = await App.Clinic();
        var agent = await clinic.Agent();
        var item = await clinic.Adds(WorklistWords.ItemAbout(Guid.CreateVersion7()));
        await agent.Post($"worklist/items/{item}/close", new { outcome = "done" });

        var closed = await agent.Post($"worklist/items/{item}/take");

        Assert.Equal(("already_closed", "done"), (closed.Code, closed.Body.GetProperty("outcome").GetString()));
        Assert.Equal(HttpStatusCode.NotFound, (await agent.Post($"worklist/items/{Guid.CreateVersion7()}/take")).Status);
    }
}
