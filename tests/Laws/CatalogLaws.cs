using Dapper;
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
        await using var database = await (await TestDatabase.Current).Clone();
        var offenders = await Offenders(database, law);
        Assert.True(!offenders.Except(law.Exceptions.Keys, StringComparer.Ordinal).Any(), $"{law.Name}: {string.Join(", ", offenders)}");
        Assert.Empty(law.Exceptions.Keys.Except(offenders, StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Laws))]
    public async Task Bites(int number)
    {
        var law = CatalogLaw.All[number];
        await using var database = await (await TestDatabase.Current).Clone();
        await using (var owner = await database.Open())
            await owner.ExecuteAsync("set role frontdesk_owner;" + law.Breach);
        Assert.NotEmpty((await Offenders(database, law)).Except(law.Exceptions.Keys, StringComparer.Ordinal));
    }

    private static async Task<IReadOnlyList<string>> Offenders(TestClone database, CatalogLaw law)
    {
        await using var connection = await database.Open();
        return (await connection.QueryAsync<string>(law.Offenders)).AsList();
    }
}
