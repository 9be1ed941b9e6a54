using Dapper;

namespace Frontdesk.Platform;

/// <summary>A job in a worker's hands until its lease ends. <paramref name="Fence"/> is the number it must be finished with.</summary>
internal sealed record ClaimedJob(Guid TenantId, Guid Id, string Kind, string Payload, long Fence, int Attempts, string? RequestId);

/// <summary>What lies ahead, in seconds by the database's clock; null when nothing does.</summary>
internal sealed record Ahead(double? NextJob, int Rescued);

/// <summary>The statements of the queue, run as frontdesk_worker. Every time in them is the database's: workers' clocks decide nothing.</summary>
internal sealed class JobQueue(Databases databases, JobSettings settings)
{
    /// <summary>Makes due jobs ready and takes back those whose worker fell silent.</summary>
    internal Task<Ahead> Tend(CancellationToken ct) =>
        databases.Worker.On(connection => connection.QuerySingleAsync<Ahead>(new CommandDefinition(TendSql, cancellationToken: ct)), ct);

    /// <param name="after">The clinic the last claim ended with: clinics take turns.</param>
    /// <param name="full">Clinics that already have their share of this worker.</param>
    internal async Task<IReadOnlyList<ClaimedJob>> Claim(int count, int share, Guid after, Guid[] full, CancellationToken ct)
    {
        var claimed = await databases.Worker.On(connection => connection.QueryAsync<ClaimedJob>(new CommandDefinition(
            ClaimSql, new { Count = count, Share = share, After = after, House = Guid.Empty, Full = full, Lease = settings.Lease.TotalSeconds }, cancellationToken: ct)), ct);
        return claimed.AsList();
    }

    /// <summary>Prolongs the leases of running jobs. Returns those that are still ours.</summary>
    internal async Task<HashSet<Guid>> Beat(IReadOnlyCollection<ClaimedJob> running, CancellationToken ct)
    {
        var ours = await databases.Worker.On(connection => connection.QueryAsync<Guid>(new CommandDefinition(BeatSql, new
        {
            Tenants = running.Select(job => job.TenantId).ToArray(),
            Ids = running.Select(job => job.Id).ToArray(),
            Fences = running.Select(job => job.Fence).ToArray(),
            Lease = settings.Lease.TotalSeconds,
        }, cancellationToken: ct)), ct);
        return ours.ToHashSet();
    }

    internal async Task Finish(ClaimedJob job, CancellationToken ct)
    {
        if (await Execute(FinishSql, job, null, 0, ct) == 0)
            throw new LeaseLostException();
    }

    /// <summary>To be tried again after a pause that doubles and varies; dead after the last attempt.</summary>
    internal Task<int> Fail(ClaimedJob job, string error, CancellationToken ct) => Execute(FailSql, job, error, 0, ct);

    /// <summary>Given back untried, and not counted as an attempt: the program stops, or cannot run this one now.</summary>
    internal Task<int> Release(ClaimedJob job, TimeSpan pause, CancellationToken ct) => Execute(ReleaseSql, job, null, pause.TotalSeconds, ct);

    /// <summary>Seconds the oldest ready job has waited for a worker; 0 when none waits. Looks at the head of at most 1,000 clinics.</summary>
    internal Task<double> Lag(CancellationToken ct) =>
        databases.Worker.On(connection => connection.QuerySingleAsync<double>(new CommandDefinition(LagSql, cancellationToken: ct)), ct);

    private Task<int> Execute(string sql, ClaimedJob job, string? error, double pause, CancellationToken ct) =>
        databases.Worker.On(connection => connection.ExecuteAsync(new CommandDefinition(
            sql, new { job.TenantId, job.Id, job.Fence, Error = error, Pause = pause }, cancellationToken: ct)), ct);

    internal const string FinishSql =
        """
        delete from platform.jobs
        where  tenant_id = @TenantId and id = @Id and fence = @Fence and state = 'running'
        """;

    private const string FailSql =
        """
        update platform.jobs
        set    state = case when attempts >= max_attempts then 'dead' else 'waiting' end,
               leased_until = null,
               last_error = @Error,
               run_at = now() + make_interval(secs => least(3600, power(2, attempts)) * (0.5 + random()))
        where  tenant_id = @TenantId and id = @Id and fence = @Fence and state = 'running'
        """;

    private const string ReleaseSql =
        """
        update platform.jobs
        set    state = case when @Pause > 0 then 'waiting' else 'ready' end,
               leased_until = null,
               attempts = attempts - 1,
               run_at = case when @Pause > 0 then now() + make_interval(secs => @Pause) else run_at end
        where  tenant_id = @TenantId and id = @Id and fence = @Fence and state = 'running'
        """;

    // A job that kills its worker is not tried for ever: a lost lease counts as an attempt. Rows locked by another worker, or by a commit
    // that is just ending the job, are stepped over.
    private const string TendSql =
        """
        with due as (
            select tenant_id, id
            from   platform.jobs
            where  state = 'waiting' and run_at <= now()
            order  by run_at
            limit  2000
            for    update skip locked
        ), made_ready as (
            update platform.jobs j
            set    state = 'ready'
            from   due
            where  j.tenant_id = due.tenant_id and j.id = due.id
        ), silent as (
            select tenant_id, id
            from   platform.jobs
            where  state = 'running' and leased_until < now()
            order  by leased_until
            limit  500
            for    update skip locked
        ), rescued as (
            update platform.jobs j
            set    state = case when attempts >= max_attempts then 'dead' else 'ready' end,
                   leased_until = null,
                   last_error = 'The worker running it fell silent.'
            from   silent
            where  j.tenant_id = silent.tenant_id and j.id = silent.id
            returning 1
        )
        select (select extract(epoch from min(run_at) - now())::double precision from platform.jobs where state = 'waiting' and run_at > now()) as "NextJob",
               (select count(*)::int from rescued) as "Rescued"
        """;

    // Hops from clinic to clinic along jobs_ready, at most one index probe for each clinic served: neither a clinic with 100,000 jobs nor
    // 10,000 clinics make a claim slower. Each clinic gets an equal part of what is wanted. The rows come in the clinics' order: the last one is where to go on.
    // The house comes before all clinics: its id is the least there is, so nothing is before it to go on from.
    private const string ClaimSql =
        """
        with recursive lane (tenant_id, n) as (
            select coalesce(
                       (select tenant_id from platform.jobs where state = 'ready' and tenant_id = @House and @After = @House limit 1),
                       (select tenant_id from platform.jobs where state = 'ready' and tenant_id > @After order by tenant_id limit 1)), 1
            union all
            select (select j.tenant_id from platform.jobs j where j.state = 'ready' and j.tenant_id > lane.tenant_id order by j.tenant_id limit 1), n + 1
            from   lane
            where  lane.tenant_id is not null and n < @Count + cardinality(@Full)
        ), served as (
            select tenant_id from lane where tenant_id is not null and tenant_id <> all (@Full)
        ), picked as (
            select served.tenant_id, next.id
            from   served
            cross  join lateral (
                select j.id
                from   platform.jobs j
                where  j.state = 'ready' and j.tenant_id = served.tenant_id
                order  by j.run_at, j.id
                limit  (select least(@Share, greatest(1, @Count / greatest(1, count(*)))) from served)
                for    update skip locked
            ) next
            limit  @Count
        ), claimed as (
            update platform.jobs j
            set    state = 'running', fence = fence + 1, attempts = attempts + 1, leased_until = now() + make_interval(secs => @Lease)
            from   picked
            where  j.tenant_id = picked.tenant_id and j.id = picked.id
            returning j.tenant_id as "TenantId", j.id as "Id", j.kind as "Kind", j.payload::text as "Payload", j.fence as "Fence", j.attempts as "Attempts", j.request_id as "RequestId"
        )
        select * from claimed order by "TenantId"
        """;

    // A row that is locked is just being finished by its own transaction: it is ours, and waiting for it would hold up all others.
    private const string BeatSql =
        """
        with ours as (
            select j.tenant_id, j.id
            from   unnest(@Tenants, @Ids, @Fences) as held (tenant_id, id, fence)
            join   platform.jobs j on j.tenant_id = held.tenant_id and j.id = held.id and j.fence = held.fence and j.state = 'running'
        ), free as (
            select j.tenant_id, j.id
            from   platform.jobs j
            join   ours on j.tenant_id = ours.tenant_id and j.id = ours.id
            for    update of j skip locked
        ), prolonged as (
            update platform.jobs j
            set    leased_until = now() + make_interval(secs => @Lease)
            from   free
            where  j.tenant_id = free.tenant_id and j.id = free.id and j.state = 'running'
        )
        select id from ours
        """;

    private const string LagSql =
        """
        with recursive lane (tenant_id, n) as (
            (select tenant_id, 1 from platform.jobs where state = 'ready' order by tenant_id limit 1)
            union all
            select (select j.tenant_id from platform.jobs j where j.state = 'ready' and j.tenant_id > lane.tenant_id order by j.tenant_id limit 1), n + 1
            from   lane
            where  lane.tenant_id is not null and n < 1000
        )
        select coalesce(max(extract(epoch from now() - head.run_at)), 0)::double precision
        from   lane
        cross  join lateral (select j.run_at from platform.jobs j where j.state = 'ready' and j.tenant_id = lane.tenant_id order by j.run_at limit 1) head
        """;
}
