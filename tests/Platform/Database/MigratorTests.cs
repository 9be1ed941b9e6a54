using Frontdesk.Platform;
using Frontdesk.Tests.Support;

namespace Frontdesk.Tests.Platform;

public sealed class MigratorTests
{
    private static readonly Migration First = Migration.Parse("0001_platform_first.sql", "create schema platform; create table platform.firsts (id integer primary key)");
    private static readonly Migration Second = Migration.Parse("0002_platform_second.sql", "create table platform.seconds (id integer primary key); insert into platform.seconds values (1)");

    [Fact]
    public async Task Each_file_is_applied_once_in_order_and_belongs_to_the_owner()
    {
        await using var database = await TestDatabase.Empty();
        var applied = new List<string>();
        Assert.Equal(2, await Migrate(database, [First, Second], file => applied.Add(file.Migration.Name)));
        Assert.Equal(["0001_platform_first.sql", "0002_platform_second.sql"], applied);
        Assert.Equal(0, await Migrate(database, [First, Second]));
        Assert.Equal(["frontdesk_owner"], await database.QueryAsOwner<string>("select distinct tableowner from pg_tables where schemaname = 'platform'"));
    }

    [Fact]
    public async Task Check_names_what_is_pending_and_changes_nothing()
    {
        await using var database = await TestDatabase.Empty();
        Assert.Equal([First, Second], await Migrator(database, [First, Second]).Check(CancellationToken.None));
        Assert.Empty(await database.QueryAsOwner<string>("select nspname from pg_namespace where nspname = 'platform'"));
        await Migrate(database, [First]);
        Assert.Equal([Second], await Migrator(database, [First, Second]).Check(CancellationToken.None));
    }

    [Fact]
    public async Task An_edited_file_stops_it()
    {
        await using var database = await TestDatabase.Empty();
        await Migrate(database, [First]);
        var edited = Migration.Parse(First.Name, First.Sql + " -- a word more");
        var fault = await Assert.ThrowsAsync<StartFault>(() => Migrate(database, [edited, Second]));
        Assert.Contains("0001_platform_first.sql was edited after it was applied", fault.Message);
        Assert.Empty(await database.QueryAsOwner<string>("select tablename from pg_tables where tablename = 'seconds'"));
    }

    [Fact]
    public async Task A_checkout_with_other_line_ends_is_not_an_edit()
    {
        await using var database = await TestDatabase.Empty();
        var unix = Migration.Parse("0001_platform_first.sql", "create schema platform;\nselect 1;\n");
        await Migrate(database, [unix]);
        Assert.Equal(0, await Migrate(database, [Migration.Parse(unix.Name, unix.Sql.Replace("\n", "\r\n", StringComparison.Ordinal))]));
    }

    [Fact]
    public async Task A_missing_file_stops_it()
    {
        await using var database = await TestDatabase.Empty();
        await Migrate(database, [First, Second]);
        var third = Migration.Parse("0003_platform_third.sql", "select 1");
        var fault = await Assert.ThrowsAsync<StartFault>(() => Migrate(database, [First, third]));
        Assert.Contains("0002_platform_second.sql was applied to this database, but this program has no such file", fault.Message);
    }

    [Fact]
    public async Task A_database_newer_than_the_program_stops_it()
    {
        await using var database = await TestDatabase.Empty();
        await Migrate(database, [First, Second]);
        var fault = await Assert.ThrowsAsync<NewerDatabase>(() => Migrate(database, [First]));
        Assert.Contains("newer than this program: it has 0002_platform_second.sql", fault.Message);
    }

    [Fact]
    public async Task A_file_that_fails_leaves_nothing()
    {
        await using var database = await TestDatabase.Empty();
        await Migrate(database, [First]);
        var broken = Migration.Parse("0002_platform_broken.sql", "create table platform.halves (id integer);\nselect id,\n  nothing_like_it\nfrom platform.halves;");
        var fault = await Assert.ThrowsAsync<StartFault>(() => Migrate(database, [First, broken]));
        Assert.Contains("0002_platform_broken.sql failed and left nothing behind: column \"nothing_like_it\" does not exist", fault.Message);
        Assert.Empty(await database.QueryAsOwner<string>("select tablename from pg_tables where tablename = 'halves'"));
        Assert.Equal([Second], await Migrator(database, [First, Second]).Check(CancellationToken.None));
    }

    [Fact]
    public async Task Two_at_once_apply_each_file_once()
    {
        await using var database = await TestDatabase.Empty();
        var slow = Migration.Parse("0002_platform_slow.sql", "create table platform.seconds (id integer primary key); select pg_sleep(0.3)");
        var applied = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Migrate(database, [First, slow])));
        Assert.Equal(2, applied.Sum());
    }

    [Fact]
    public async Task A_file_waits_two_seconds_for_a_lock_and_no_longer()
    {
        await using var database = await TestDatabase.Empty();
        await Migrate(database, [First]);
        await using var busy = await database.Open();
        await using var holding = await busy.BeginTransactionAsync();
        await using (var hold = new Npgsql.NpgsqlCommand("lock table platform.firsts", busy, holding))
            await hold.ExecuteNonQueryAsync();
        var fault = await Assert.ThrowsAsync<StartFault>(() => Migrate(database, [First, Migration.Parse("0002_platform_column.sql", "alter table platform.firsts add column more text")]));
        Assert.Contains("lock timeout", fault.Message);
    }

    [Fact]
    public async Task A_password_that_works_is_left_as_it_is()
    {
        await using var database = await TestDatabase.Empty();
        const string Verifier = "select rolpassword from pg_authid where rolname = 'frontdesk_app'";
        var before = await database.QueryAsSuperuser<string>(Verifier);
        await Migrate(database, [First]);
        Assert.Equal(before, await database.QueryAsSuperuser<string>(Verifier));
    }

    [Theory]
    [InlineData("1_platform_x.sql"), InlineData("0001-platform.sql"), InlineData("0001_Platform_x.sql"), InlineData("0001_platform.sql")]
    public void A_name_that_does_not_fit_is_refused(string name) => Assert.Throws<StartFault>(() => Migration.Parse(name, ""));

    private static Migrator Migrator(TestDatabase database, IReadOnlyList<Migration> migrations) => new(database.Admin, TestServer.Password, migrations);

    private static Task<int> Migrate(TestDatabase database, IReadOnlyList<Migration> migrations, Action<Frontdesk.Platform.Migrator.Applied>? applied = null) =>
        Migrator(database, migrations).Migrate(applied, CancellationToken.None);
}
