using Dapper;
using Frontdesk.Platform;
using Frontdesk.Tests.Support;
using Npgsql;

namespace Frontdesk.Tests.Platform.Tenancy;

public sealed class TenantDbTests(App app) : AppTest(app)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Sees_its_own_clinic_and_no_other()
    {
        var here = await App.Clinic();
        var there = await App.Clinic();
        await there.Agent();
        Assert.Equal(0, await here.Db.QueryOne<long>("select count(*) from platform.staff_accounts", null, None));
        Assert.Equal(1, await there.Db.QueryOne<long>("select count(*) from platform.staff_accounts", null, None));
        Assert.Equal(0, await here.Db.Execute("update platform.staff_accounts set name = 'mine now'", null, None));
    }

    [Fact]
    public async Task Cannot_write_a_row_of_another_clinic()
    {
        var here = await App.Clinic();
        var there = await App.Clinic();
        var refused = await Assert.ThrowsAsync<PostgresException>(() =>
            here.Db.Execute("insert into platform.throttles (tenant_id, key) values (@Id, 'x')", new { there.Tenant.Id }, None));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public async Task Leaves_nothing_of_its_scope_on_the_connection()
    {
        var clinic = await App.Clinic();
        await clinic.Agent();
        await using var connection = await App.Service<Databases>().App.OpenConnectionAsync(None);
        for (var turn = 0; turn < 20; turn++)
            await clinic.Db.Query<string>("select email from platform.staff_accounts", null, None);
        Assert.Equal(0, await connection.QueryFirstAsync<long>("select count(*) from platform.staff_accounts"));
    }

    [Fact]
    public async Task Whatever_the_clock_of_the_server_days_are_those_of_UTC()
    {
        await using var superuser = await App.Database.Open();
        await superuser.ExecuteAsync("do $$ begin execute format('alter database %I set timezone to %L', current_database(), 'Pacific/Kiritimati'); end $$");
        await using var databases = new Databases(App.Database.Options, new DataFolder(App.Database.Options));
        foreach (var pool in new[] { databases.App, databases.Worker })
        {
            await using var connection = await pool.OpenConnectionAsync(None);
            Assert.Equal("UTC", await connection.QueryFirstAsync<string>("show timezone"));
        }
    }

    [Fact]
    public async Task Where_no_actor_was_set_nobody_acts()
    {
        var clinic = await App.Clinic();
        await using var connection = await App.Service<Databases>().App.OpenConnectionAsync(None);
        await using var transaction = await connection.BeginTransactionAsync(None);
        await connection.ExecuteAsync("select set_config('app.tenant_id', @Id, true)", new { Id = clinic.Tenant.Id.ToString() });

        Assert.Equal(("anonymous", false), await connection.QueryFirstAsync<(string, bool)>("select platform.actor_kind(), patients.acts_for(gen_random_uuid())"));
    }

    [Fact]
    public async Task Ten_thousand_statements_of_two_clinics_on_one_connection_never_mix()
    {
        var clinics = new[] { await App.Clinic(), await App.Clinic() };
        foreach (var clinic in clinics)
            await clinic.Agent();
        await using var one = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(App.Service<Databases>().App.ConnectionString) { MaxPoolSize = 1, Password = TestServer.Password }.ConnectionString);
        var doors = clinics.Select(clinic => new TenantDb(one, App.Service<LiveNotifier>(), new TenantScope(clinic.Tenant, Actor.System, "test", "test"))).ToArray();

        var random = new Random(7);
        for (var turn = 0; turn < 10_000; turn++)
        {
            var which = random.Next(2);
            if (random.Next(50) == 0)
                await Assert.ThrowsAsync<PostgresException>(() => doors[which].Execute("select 1/0 from platform.staff_accounts", null, None));
            else
                Assert.Equal(clinics[which].Tenant.Id, await doors[which].QueryOne<Guid>("select tenant_id from platform.staff_accounts", null, None));
        }
    }

    [Theory]
    [InlineData("cancelled")]
    [InlineData("timed out")]
    [InlineData("refused")]
    public async Task A_statement_that_ends_while_it_is_prepared_answers_the_next_who_asks(string how)
    {
        var clinic = await App.Clinic();
        var name = $"test-{Guid.CreateVersion7():N}";
        await using var one = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(App.Service<Databases>().App.ConnectionString)
        {
            MaxPoolSize = 1,
            Password = TestServer.Password,
            ApplicationName = name,
            CommandTimeout = how == "timed out" ? 1 : 30,
        }.ConnectionString);
        var db = new TenantDb(one, App.Service<LiveNotifier>(), new TenantScope(clinic.Tenant, Actor.System, "test", "test"));
        // Planned, the factorial of a constant is a constant; of large numbers it takes its time, a minute for all of these.
        var slow = "select length((" + string.Join(" + ", Enumerable.Range(0, 40).Select(static i => $"factorial(@n::bigint - {i} % 2)")) + ")::text)";
        Task<int> Digits(long n, CancellationToken ct) => db.QueryOne<int>(slow, new { n }, ct);
        Task<int> Backend() => db.QueryOne<int>("select pg_backend_pid()", null, None);
        var backend = await Backend();
        Assert.Equal(2, await Digits(1, None));

        using var hangsUp = new CancellationTokenSource();
        var second = Digits(how == "refused" ? -1 : 32_000, hangsUp.Token);
        if (how == "cancelled")
        {
            while (!await clinic.Db.QueryOne<bool>("select exists (select from pg_stat_activity where application_name = @name and state = 'active')", new { name }, None))
                Assert.False(second.IsCompleted);
            await hangsUp.CancelAsync();
        }
        var ended = await Assert.ThrowsAnyAsync<Exception>(() => second);
        Assert.True(how switch { "cancelled" => ended is OperationCanceledException, "timed out" => ended.InnerException is TimeoutException, _ => ended is PostgresException }, ended.ToString());

        Assert.Equal(3, await Digits(4, None));
        Assert.Equal(3, await Digits(4, None));
        Assert.Equal(backend, await Backend());
    }

    [Fact]
    public async Task A_transaction_that_throws_leaves_nothing()
    {
        var clinic = await App.Clinic();
        await Assert.ThrowsAsync<InvalidOperationException>(() => clinic.Db.Transaction(async tx =>
        {
            await tx.Execute("insert into platform.throttles (key) values ('x')", null, None);
            throw new InvalidOperationException();
        }, None));
        Assert.Equal(0, await clinic.Db.QueryOne<long>("select count(*) from platform.throttles where key = 'x'", null, None));
    }
}
