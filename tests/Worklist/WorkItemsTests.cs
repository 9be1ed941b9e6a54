using Frontdesk.Tests.Support;
using Frontdesk.Worklist;

namespace Frontdesk.Tests.Worklist;

public sealed class WorkItemsTests(App app) : AppTest(app)
{
    [Fact]
    public async Task One_item_is_open_about_one_thing_and_after_it_is_closed_there_may_be_another()
    {
        var clinic = await App.Clinic();
        var item = WorklistWords.ItemAbout(Guid.CreateVersion7());

        var first = await clinic.Adds(item);
        Assert.NotNull(first);
        Assert.Null(await clinic.Adds(item));
        Assert.NotNull(await clinic.Adds(item with { Kind = WorkItemKind.TextReply }));

        Assert.Equal(1, await clinic.Db.QueryOne<long>("select worklist.close('stranded_visit', @SubjectId, 'obsolete')", item, default));
        Assert.Equal(0, await clinic.Db.QueryOne<long>("select worklist.close('stranded_visit', @SubjectId, 'obsolete')", item, default));
        Assert.Equal("obsolete", await clinic.Db.QueryOne<string>("select state from worklist.states where item_id = @first", new { first }, default));
        Assert.NotNull(await clinic.Adds(item));
    }

    [Fact]
    public async Task An_item_is_not_there_when_its_cause_is_rolled_back()
    {
        var clinic = await App.Clinic();
        var item = WorklistWords.ItemAbout(Guid.CreateVersion7());

        await Assert.ThrowsAsync<InvalidOperationException>(() => clinic.Db.Transaction(async tx =>
        {
            Assert.NotNull(await WorkItems.Add(tx, item, default));
            throw new InvalidOperationException("the cause did not come about");
        }, default));

        Assert.Empty(await (await clinic.Agent()).Items());
    }

    [Fact]
    public async Task Many_are_added_at_once_and_those_that_are_open_already_are_left_out()
    {
        var clinic = await App.Clinic();
        var items = Enumerable.Range(0, 40).Select(_ => WorklistWords.ItemAbout(Guid.CreateVersion7())).ToList();
        await clinic.Adds(items[7]);

        var added = await clinic.Db.Transaction(tx => WorkItems.Add(tx, items, default), default);

        Assert.Equal(39, added.Count);
        Assert.Equal(items.Select(i => i.SubjectId).Order(), (await (await clinic.Agent()).Items()).Select(i => i.GetProperty("subjectId").GetGuid()).Order());
    }
}
