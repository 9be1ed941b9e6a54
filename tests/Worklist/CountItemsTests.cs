using Frontdesk.Tests.Support;

namespace Frontdesk.Tests.Worklist;

public sealed class CountItemsTests(App app) : AppTest(app)
{
    [Fact]
    public async Task It_counts_what_is_open_whoever_has_it_and_looks_at_nobody()
    {
        var clinic = await App.Clinic();
        var (agent, patient) = (await clinic.Agent(), await clinic.Patient());
        var taken = await clinic.Adds(WorklistWords.ItemAbout(Guid.CreateVersion7(), patient));
        var closed = await clinic.Adds(WorklistWords.ItemAbout(Guid.CreateVersion7()));
        await clinic.Adds(WorklistWords.ItemAbout(Guid.CreateVersion7()));
        await (await clinic.Agent()).Post($"worklist/items/{taken}/take");
        await agent.Post($"worklist/items/{closed}/close", new { outcome = "done" });

        Assert.Equal(2, (await agent.Get("worklist/count")).Body.GetProperty("open").GetInt64());

        Assert.Equal(0, await clinic.Db.QueryOne<long>("select count(*) from audit.reads where patient_id = @patient", new { patient }, default));
    }
}
