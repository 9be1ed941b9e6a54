using Frontdesk.Tests.Support;

namespace Frontdesk.Tests.Laws;

/// <summary>The rules of tenancy, read off the migrated database, and each shown to bite.</summary>
public sealed class CatalogLaws
{
    public static TheoryData<int> Laws => [.. Enumerable.Range(0, CatalogLaw.All.Count)];

    [Theory, MemberData(nameof(Laws))]
    public async Task Holds(int number)
    {
        var law = CatalogLaw.All[number];
        await using var database = await TestDatabase.Clone();
        var offenders = await Offenders(database, law);
        Assert.True(!offenders.Except(law.Exceptions.Keys, StringComparer.Ordinal).Any(), $"{law.Name}: {string.Join(", ", offenders)}");
        Assert.Empty(law.Exceptions.Keys.Except(offenders, StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Laws))]
    public async Task Bites(int number)
    {
        var law = CatalogLaw.All[number];
        await using var database = await TestDatabase.Clone();
        await database.ExecuteAsOwner(law.Breach);
        Assert.NotEmpty((await Offenders(database, law)).Except(law.Exceptions.Keys, StringComparer.Ordinal));
    }

    private static Task<IReadOnlyList<string>> Offenders(TestDatabase database, CatalogLaw law) => database.QueryAsSuperuser<string>(law.Offenders);
}
