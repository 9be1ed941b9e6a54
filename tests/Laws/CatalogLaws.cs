using Frontdesk.Tests.Support;

namespace Frontdesk.Tests.Laws;

/// <summary>The rules of tenancy, read off the migrated database, and each shown to bite.</summary>
public sealed class CatalogLaws
{
    public static TheoryData<int> Laws => [.. Enumerable.Range(0, CatalogLaw.All.Count)];

    [Theory, MemberData(nameof(Laws))]
    public async Task Holds(int law)
    {
        await using var database = await TestDatabase.Clone();
        Assert.Empty(await Offenders(database, CatalogLaw.All[law]));
    }

    [Theory, MemberData(nameof(Laws))]
    public async Task Bites(int law)
    {
        await using var database = await TestDatabase.Clone();
        await database.ExecuteAsOwner(CatalogLaw.All[law].Breach);
        Assert.NotEmpty(await Offenders(database, CatalogLaw.All[law]));
    }

    [Theory, MemberData(nameof(Laws))]
    public async Task Excepts_nothing_that_is_not_there(int law)
    {
        await using var database = await TestDatabase.Clone();
        var offenders = await database.QueryAsOwner<string>(CatalogLaw.All[law].Offenders);
        Assert.Empty(CatalogLaw.All[law].Exceptions.Keys.Except(offenders, StringComparer.Ordinal));
    }

    private static async Task<IEnumerable<string>> Offenders(TestDatabase database, CatalogLaw law) =>
        (await database.QueryAsOwner<string>(law.Offenders)).Except(law.Exceptions.Keys, StringComparer.Ordinal);
}
