using System.Net;
using Frontdesk.Tests.Support;

namespace Frontdesk.Tests.Worklist;

public sealed class ReleaseItemTests(App app) : AppTest(app)
{
    [Fact]
    public async Task Who_took_it_gives_it_back_and_another_takes_it()
    {
        var clinic = await App.Clinic();
        var (one, other) = (await clinic.Agent(), await clinic.Agent());
        var item = await clinic.Adds(WorklistWords.ItemAbout(Guid.CreateVersion7()));
        await one.Post($"worklist/items/{item}/take");

        Assert.Equal("item_taken", (await other.Post($"worklist/items/{item}/release")).Code);
        Assert.Equal(HttpStatusCode.OK, (await one.Post($"worklist/items/{item}/release")).Status);
        Assert.Equal(HttpStatusCode.OK, (await one.Post($"worklist/items/{item}/release")).Status);
        Assert.Equal(other.AccountId, (await other.Post($"worklist/items/{item}/take")).Id("ownerId"));
    }

    [Fact]
    public async Task A_supervisor_frees_what_somebody_went_home_with()
    {
        var clinic = await App.Clinic();
        var item = await clinic.Adds(WorklistWords.ItemAbout(Guid.CreateVersion7()));
        await (await clinic.Agent()).Post($"worklist/items/{item}/take");

        Assert.Equal(HttpStatusCode.OK, (await (await clinic.Supervisor()).Post($"worklist/items/{item}/release")).Status);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, Assert.Single(await (await clinic.Agent()).Items()).GetProperty("ownerId").ValueKind);
    }
}
