using Dapper;
using Frontdesk.Platform;
using Frontdesk.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Frontdesk.Tests.Platform.Jobs;

public sealed class JobsTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly Witness witness = new();
    private TestDatabase database = null!;

    public async ValueTask InitializeAsync() => database = await TestDatabase.Clone();

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private static JobSettings Hasty => new() { Lease = TimeSpan.FromSeconds(1), Poll = TimeSpan.FromMilliseconds(200), Drain = TimeSpan.FromMilliseconds(100), Concurrency = 4 };

    private Task<Node> Node(JobSettings? settings = null, bool works = true, TimeProvider? clock = null, Action<IServiceCollection>? more = null) =>
        Jobs.Node.Start(database, services =>
        {
            services.AddSingleton(witness);
            services.AddJob<LeaveMark, LeaveMark.Handler>();
            services.AddJob<Fail, Fail.Handler>();
            services.AddJob<ComeBack, ComeBack.Handler>();
            more?.Invoke(services);
        }, settings, works, clock);

    private async Task<Tenant> Clinic(Guid? id = null)
    {
        var tenant = new Tenant(id ?? Guid.CreateVersion7(), $"c{Guid.CreateVersion7().ToString("N")[20..]}", "Clinic", "+13125550100", "America/Chicago", ["en"]);
        await using var connection = await database.Open();
        await connection.ExecuteAsync("insert into platform.tenants (id, slug, name, phone, time_zone, languages) values (@Id, @Slug, @Name, @Phone, @TimeZone, @Languages)", tenant);
        return tenant;
    }

    private async Task<T> Ask<T>(string sql, object? args = null) => (await database.QueryAsSuperuser<T>(sql, args))[0];

    private Task<int> JobCount() => Ask<int>("select count(*)::int from platform.jobs");

    /// <summary>Waits until the database says so.</summary>
    private async Task Until(string condition, object? args = null)
    {
        using var limit = new CancellationTokenSource(Witness.Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await Ask<bool>($"select {condition}", args))
            await timer.WaitForNextTickAsync(limit.Token);
    }

    [Fact]
    public async Task Fifty_enqueues_of_one_key_at_once_make_one_job()
    {
        var clinic = await Clinic();
        await using var node = await Node(works: false);

        var ids = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => node.Db(clinic).Transaction(tx => tx.Enqueue(new LeaveMark(clinic.Id), "one", None), None)));

        Assert.Single(ids, id => id is not null);
        Assert.Equal(1, await JobCount());
    }

    [Fact]
    public async Task The_same_key_in_two_clinics_is_two_jobs()
    {
        await using var node = await Node(works: false);

        foreach (var clinic in new[] { await Clinic(), await Clinic() })
            Assert.NotNull(await node.Db(clinic).Enqueue(new LeaveMark(clinic.Id), "one", null, None));
    }

    [Fact]
    public async Task A_job_exists_exactly_when_its_transaction_committed()
    {
        var clinic = await Clinic();
        await using var node = await Node(works: false);

        await Task.WhenAll(Enumerable.Range(0, 60).Select(async i =>
        {
            try
            {
                await node.Db(clinic).Transaction(async tx =>
                {
                    await tx.Enqueue(new LeaveMark(clinic.Id), None);
                    if (i % 3 == 0)
                        throw new TimeoutException();
                }, None);
            }
            catch (TimeoutException)
            {
                // A third rolls back.
            }
        }));

        Assert.Equal(40, await JobCount());
    }

    [Fact]
    public async Task A_job_runs_once_as_its_clinic_and_is_gone_from_the_queue()
    {
        var clinic = await Clinic();
        await using var node = await Node();
        var job = new LeaveMark(Guid.CreateVersion7());

        await node.Db(clinic).Transaction(tx => tx.Enqueue(job, None), None);

        Assert.Equal((job.Id, 1), await witness.Next());
        await Until("not exists (select from platform.jobs)");
        Assert.Equal(clinic.Id, await Ask<Guid>("select tenant_id from platform.effects where id = @Id", new { job.Id }));
    }

    [Fact]
    public async Task A_call_reaches_a_worker_that_would_not_look_by_itself()
    {
        var clinic = await Clinic();
        await using var web = await Node(works: false);
        await using var worker = await Node(new JobSettings { Poll = TimeSpan.FromHours(1) });
        await Until("exists (select from platform.schedules)");

        await web.Db(clinic).Transaction(tx => tx.Enqueue(new LeaveMark(clinic.Id), None), None);

        Assert.Equal(clinic.Id, (await witness.Next()).Id);
    }

    [Fact]
    public async Task A_silent_workers_job_is_finished_by_another_and_the_silent_one_cannot_commit()
    {
        var clinic = await Clinic();
        var job = new LeaveMark(Guid.CreateVersion7());
        var gate = witness.Hold(job.Id);
        // Its clock stands still: it sends no sign of life, as if stopped with SIGSTOP while it held the job.
        await using var stopped = await Node(Hasty, clock: new FrozenClock());
        await stopped.Db(clinic).Enqueue(job, null, null, None);
        stopped.Get<JobSignal>().Wake();
        Assert.Equal((job.Id, 1), await witness.Next());

        await using var other = await Node(Hasty);
        Assert.Equal((job.Id, 2), await witness.Next());
        gate.SetResult();

        await Until("not exists (select from platform.jobs where kind like '%LeaveMark')");
        await stopped.Stop();
        Assert.Equal(1, await Ask<int>("select count(*)::int from platform.effects where id = @Id", new { job.Id }));
    }

    [Fact]
    public async Task A_finish_with_an_old_fence_is_rolled_back()
    {
        var clinic = await Clinic();
        await using var node = await Node(Hasty, works: false);
        await node.Db(clinic).Enqueue(new LeaveMark(clinic.Id), null, null, None);
        var queue = node.Get<JobQueue>();
        var first = Assert.Single(await queue.Claim(1, 1, Guid.Empty, [], None));
        await using (var connection = await database.Open())
            await connection.ExecuteAsync("update platform.jobs set leased_until = now() - interval '1 second'");
        Assert.Equal(1, (await queue.Tend(None)).Rescued);
        var second = Assert.Single(await queue.Claim(1, 1, Guid.Empty, [], None));

        var db = node.Db(clinic);
        var stale = new JobContext(first, db, new Effects(db));
        await Assert.ThrowsAsync<LeaseLostException>(() => stale.Finish(tx => tx.Execute("insert into platform.effects (key, id, leased_until) values ('stale', gen_random_uuid(), now())", null, None), None));
        await Assert.ThrowsAsync<LeaseLostException>(() => queue.Finish(first, None));

        Assert.Equal(0, await Ask<int>("select count(*)::int from platform.effects"));
        Assert.Empty(await queue.Beat([first], None));
        Assert.Single(await queue.Beat([second], None));
    }

    [Fact]
    public async Task A_clinic_with_many_jobs_does_not_hold_up_others()
    {
        await using var node = await Node(works: false);
        var (big, small) = (await Clinic(Guid.Parse("00000000-0000-0000-0000-000000000001")), await Clinic());
        await node.Db(big).Execute("select platform.enqueue('jobs.LeaveMark', '{}') from generate_series(1, 20000)", null, None);
        var queue = node.Get<JobQueue>();

        var last = Guid.Empty;
        for (var round = 0; round < 3; round++)
            last = (await queue.Claim(8, 4, last, [], None)) is [.., var job] ? job.TenantId : Guid.Empty;
        await node.Db(small).Execute("select platform.enqueue('jobs.LeaveMark', '{}') from generate_series(1, 3)", null, None);

        var next = await queue.Claim(8, 4, Guid.Empty, [], None);
        Assert.Equal(3, next.Count(job => job.TenantId == small.Id));
        Assert.Equal(4, next.Count(job => job.TenantId == big.Id));
    }

    [Fact]
    public async Task A_clinic_that_has_its_share_of_a_worker_is_passed_over()
    {
        await using var node = await Node(works: false);
        var (big, small) = (await Clinic(), await Clinic());
        foreach (var clinic in new[] { big, small })
            await node.Db(clinic).Execute("select platform.enqueue('jobs.LeaveMark', '{}') from generate_series(1, 10)", null, None);

        var claimed = await node.Get<JobQueue>().Claim(4, 4, Guid.Empty, [big.Id], None);

        Assert.All(claimed, job => Assert.Equal(small.Id, job.TenantId));
        Assert.Equal(4, claimed.Count);
    }

    [Fact]
    public async Task Two_workers_run_every_job_of_many_clinics_once()
    {
        var clinics = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Clinic()));
        await using var one = await Node(new JobSettings { Concurrency = 8 });
        await using var two = await Node(new JobSettings { Concurrency = 8 });

        await Task.WhenAll(clinics.Select(async clinic =>
        {
            for (var i = 0; i < 20; i++)
                await one.Db(clinic).Transaction(tx => tx.Enqueue(new LeaveMark(Guid.CreateVersion7()), None), None);
        }));

        await Until("not exists (select from platform.jobs)");
        Assert.Equal(200, await Ask<int>("select count(*)::int from platform.effects"));
        Assert.Equal(200, await Ask<int>("select count(distinct id)::int from platform.effects"));
    }

    [Fact]
    public async Task A_failing_job_is_tried_again_then_dies_with_its_reason_and_without_data()
    {
        var clinic = await Clinic();
        await using var node = await Node(Hasty);
        await node.Db(clinic).Execute("select platform.enqueue('jobs.Fail', jsonb_build_object('id', @Id), max_attempts => 2)", new { clinic.Id }, None);
        node.Db(clinic).WakeWorkers();

        Assert.Equal(1, (await witness.Next()).Attempt);
        await Until("exists (select from platform.jobs where state = 'waiting' and run_at > now())");
        await using (var connection = await database.Open())
            await connection.ExecuteAsync("update platform.jobs set run_at = now()");
        Assert.Equal(2, (await witness.Next()).Attempt);

        await Until("exists (select from platform.jobs where state = 'dead')");
        Assert.Equal("System.FormatException", await Ask<string>("select last_error from platform.jobs"));
    }

    [Fact]
    public async Task A_job_for_later_is_not_ready_before_the_databases_clock_says_so()
    {
        var clinic = await Clinic();
        await using var node = await Node(works: false);
        var queue = node.Get<JobQueue>();
        await node.Db(clinic).Enqueue(new LeaveMark(clinic.Id), null, TimeProvider.System.GetUtcNow().AddHours(1), None);

        var ahead = await queue.Tend(None);
        Assert.InRange(ahead.NextJob!.Value, 3500, 3700);
        Assert.Empty(await queue.Claim(8, 8, Guid.Empty, [], None));

        await using (var connection = await database.Open())
            await connection.ExecuteAsync("update platform.jobs set run_at = now()");
        await queue.Tend(None);
        Assert.Single(await queue.Claim(8, 8, Guid.Empty, [], None));
    }

    [Fact]
    public async Task A_worker_that_stops_gives_its_unfinished_job_back_untried()
    {
        var clinic = await Clinic();
        var job = new LeaveMark(Guid.CreateVersion7());
        witness.Hold(job.Id);
        await using var node = await Node(Hasty);
        await node.Db(clinic).Enqueue(job, null, null, None);
        await witness.Next();

        await node.Stop();

        Assert.Equal(1, await Ask<int>("select count(*)::int from platform.jobs where state = 'ready' and attempts = 0"));
    }

    [Fact]
    public async Task A_job_this_program_does_not_know_waits_for_one_that_does()
    {
        var clinic = await Clinic();
        await using var node = await Node(Hasty);

        await node.Db(clinic).Execute("select platform.enqueue('later.NewKind', '{}')", null, None);
        node.Db(clinic).WakeWorkers();

        await Until("exists (select from platform.jobs where kind = 'later.NewKind' and state = 'waiting' and attempts = 0 and run_at > now())");
    }

    [Fact]
    public async Task Two_workers_make_a_due_schedules_jobs_once_one_for_each_clinic()
    {
        var clinics = new[] { await Clinic(), await Clinic() };
        // Due once in a century: the test says when.
        void Rarely(IServiceCollection services) => services.AddSchedule<ComeBack>("test.come-back", "0 0 0 1 1 ? 2098", perTenant: true);
        await using var one = await Node(Hasty, more: Rarely);
        await using var two = await Node(Hasty, more: Rarely);
        await Until("exists (select from platform.schedules where name = 'test.come-back')");

        await using (var connection = await database.Open())
            await connection.ExecuteAsync("update platform.schedules set next_at = now() where name = 'test.come-back'");
        foreach (var node in new[] { one, two })
            node.Get<JobSignal>().Wake();

        foreach (var _ in clinics)
            await witness.Next();
        await Until("(select next_at > now() from platform.schedules where name = 'test.come-back') and not exists (select from platform.jobs where kind = 'jobs.ComeBack')");
        Assert.Equal(0, witness.Waiting);
    }

    [Fact]
    public void A_payload_holds_ids_counts_enums_and_times_only()
    {
        var safe = new HashSet<Type> { typeof(Guid), typeof(int), typeof(long), typeof(bool), typeof(DateTimeOffset), typeof(DateOnly) };
        var jobs = AppDomain.CurrentDomain.GetAssemblies()
            .Where(assembly => assembly.GetName().Name is "frontdesk" || assembly.GetName().Name!.StartsWith("Frontdesk.", StringComparison.Ordinal))
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.IsAssignableTo(typeof(IJob)) && !type.IsAbstract)
            .ToList();

        var unsafeProperties = jobs
            .SelectMany(type => type.GetProperties().Select(property => (type, property)))
            .Where(pair => (Nullable.GetUnderlyingType(pair.property.PropertyType) ?? pair.property.PropertyType) is var bare && !safe.Contains(bare) && !bare.IsEnum)
            .Select(pair => $"{pair.type.Name}.{pair.property.Name}");

        Assert.Contains(typeof(MakeAuditPartitions), jobs);
        Assert.Empty(unsafeProperties);
    }

    [Fact]
    public async Task The_app_role_sees_only_its_own_clinics_jobs()
    {
        var (mine, theirs) = (await Clinic(), await Clinic());
        await using var node = await Node(works: false);
        await node.Db(theirs).Enqueue(new LeaveMark(theirs.Id), null, null, None);

        Assert.Equal(0, await node.Db(mine).QueryOne<int>("select count(*)::int from platform.jobs", null, None));
    }

    [Fact]
    public async Task The_audits_partitions_are_made_by_the_daily_job()
    {
        await using var node = await Node();
        await Until("exists (select from platform.schedules where name = 'audit.make-partitions')");
        await using (var connection = await database.Open())
            await connection.ExecuteAsync("drop table audit.reads_" + TimeProvider.System.GetUtcNow().AddMonths(2).ToString("yyyy_MM", System.Globalization.CultureInfo.InvariantCulture)
                + "; update platform.schedules set next_at = now() where name = 'audit.make-partitions'");
        node.Get<JobSignal>().Wake();

        await Until("to_regclass('audit.reads_' || to_char(now() + interval '2 months', 'YYYY_MM')) is not null");
    }
}
