using Frontdesk.Platform;
using Frontdesk.Tests.Support;

namespace Frontdesk.Tests.Platform;

public sealed class SchemaTextTests
{
    [Fact]
    public async Task The_committed_catalog_is_what_the_migrations_make()
    {
        await using var database = await TestDatabase.Clone();
        var committed = await File.ReadAllTextAsync(Repo.At("db", "schema.sql"));
        var made = await Write(database);
        // Line by line, so that the difference is short. `make schema` writes the file.
        Assert.Equal(committed.Split('\n'), made.Split('\n'));
    }

    [Theory]
    [InlineData("alter table platform.sessions add column mood text", "    mood text")]
    [InlineData("create index sessions_by_mood on platform.sessions (tenant_id, kind)", "    CREATE INDEX sessions_by_mood")]
    [InlineData("alter table platform.sessions no force row level security", "table platform.sessions row level security\n")]
    [InlineData("drop policy tenant_isolation on platform.sessions; create policy open on platform.sessions using (true)", "    policy open permissive for all to public using true")]
    [InlineData("grant truncate on platform.sessions to frontdesk_app", "truncate")]
    [InlineData("create function patients.back_door() returns integer language sql security definer as 'select 1'", "SECURITY DEFINER")]
    [InlineData("create view patients.window with (security_invoker = true) as select s.id, lower(s.kind) as kind from platform.sessions s", "SELECT id,\n    lower(kind) AS kind\n   FROM platform.sessions s;")]
    [InlineData("alter table platform.staff_accounts disable trigger record_change", "(tgenabled D)")]
    public async Task Any_change_of_the_catalog_shows(string change, string line)
    {
        await using var database = await TestDatabase.Clone();
        var before = await Write(database);
        await database.QueryAsSuperuser<int>(change);
        var after = await Write(database);
        Assert.NotEqual(before, after);
        Assert.Contains(line, after);
    }

    private static async Task<string> Write(TestDatabase database)
    {
        await using var connection = await database.Open();
        return await SchemaText.Write(connection, CancellationToken.None);
    }
}
