using Dapper;
using Frontdesk.Tests.Support;

namespace Frontdesk.Tests.Platform.Tenancy;

/// <summary>How SQL with named arguments reaches the database.</summary>
public sealed class StatementTests(App app) : AppTest(app)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task What_looks_like_an_argument_in_quotes_and_comments_is_text()
    {
        var db = (await App.Clinic()).Db;
        const string Sql =
            """
            select '@Id; it''s @Id' /* @Id; */ || "@Id" || @Id -- @Id;
            from   (select $a$@Id;$a$ as "@Id") x
            """;
        Assert.Equal("@Id; it's @Id@Id;7", await db.QueryOne<string>(Sql, new { Id = "7" }, None));
    }

    [Fact]
    public async Task An_argument_may_be_named_twice_and_in_any_case()
    {
        var db = (await App.Clinic()).Db;
        Assert.Equal("ababxb", await db.QueryOne<string>("select @One || @Two || @one || @TWO || 'x' || @Two", new { two = "b", one = "a" }, None));
    }

    [Fact]
    public async Task An_argument_that_is_missing_is_named()
    {
        var db = (await App.Clinic()).Db;
        Assert.Contains("@PatientId", (await Assert.ThrowsAsync<InvalidOperationException>(() => db.Execute("select @PatientId", new { Id = 1 }, None))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Null_has_the_type_of_its_property()
    {
        var db = (await App.Clinic()).Db;
        var types = await db.QueryOne<string>(
            "select concat_ws(' ', pg_typeof(@Number), pg_typeof(@Text), pg_typeof(@Id), pg_typeof(@At), pg_typeof(@Day), pg_typeof(@Ids), pg_typeof(@Yes))",
            new { Number = (int?)null, Text = (string?)null, Id = (Guid?)null, At = (DateTimeOffset?)null, Day = (DateOnly?)null, Ids = (Guid[]?)null, Yes = (bool?)null }, None);
        Assert.Equal("integer text uuid timestamp with time zone date uuid[] boolean", types);
    }

    [Fact]
    public async Task An_instant_may_come_with_any_offset()
    {
        var db = (await App.Clinic()).Db;
        var at = new DateTimeOffset(2026, 7, 1, 9, 0, 0, TimeSpan.FromHours(-5));
        Assert.Equal(at, await db.QueryOne<DateTimeOffset>("select @At", new { At = at }, None));
        Assert.Equal(at, await db.QueryOne<DateTimeOffset?>("select @At", new { At = (DateTimeOffset?)at }, None));
    }

    [Fact]
    public async Task Lists_travel_as_arrays_whatever_they_are_declared_as()
    {
        var db = (await App.Clinic()).Db;
        IReadOnlyList<string> words = ["a", "b"];
        Assert.Equal(2, await db.QueryOne<int>("select cardinality(@words)", new { words }, None));
        Assert.Equal(["a", "b"], await db.Query<string>("select unnest(@words)", new { words = words.ToList() }, None));
    }

    [Fact]
    public async Task Statements_divided_by_semicolons_run_in_turn_and_their_rows_add_up()
    {
        var db = (await App.Clinic()).Db;
        const string Sql =
            """
            insert into platform.throttles (key) values (@Key::bytea), ((@Key || '2')::bytea);
            delete from platform.throttles where key = @Key::bytea;

            """;
        Assert.Equal(3, await db.Execute(Sql, new { Key = "one" }, None));
        var arguments = new DynamicParameters();
        arguments.Add("Key", "other");
        Assert.Equal(3, await db.Transaction(tx => tx.Execute(Sql, arguments, None), None));
        Assert.Equal(["one2", "other2"], await db.Query<string>("select encode(key, 'escape') from platform.throttles order by key", null, None));
    }

    [Fact]
    public async Task A_transaction_that_begins_with_a_savepoint_stays_with_its_clinic_after_going_back_to_it()
    {
        var clinic = await App.Clinic();
        var tenant = await clinic.Db.Transaction(async tx =>
        {
            await tx.Execute("savepoint one", null, None);
            await tx.Execute("insert into platform.throttles (key) values ('gone')", null, None);
            await tx.Execute("rollback to savepoint one", null, None);
            return await tx.QueryOne<Guid>("select platform.tenant_id()", null, None);
        }, None);
        Assert.Equal(clinic.Tenant.Id, tenant);
    }

    [Fact]
    public async Task Rows_are_whole_records_numbers_and_nothing()
    {
        var db = (await App.Clinic()).Db;
        Assert.Equal(5, await db.QueryOne<int>("select 5::bigint", null, None));
        Assert.Null(await db.QueryOne<string>("select null::text", null, None));
        Assert.Equal(Guid.Empty, await db.QueryOne<Guid>("select gen_random_uuid() where false", null, None));
        Assert.Equal((1, "a"), await db.QueryOne<(int, string)>("select 1, 'a'", null, None));
    }
}
