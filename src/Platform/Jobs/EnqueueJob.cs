
namespace Frontdesk.Platform;

/// <summary>One of many jobs, see <see cref="EnqueueJob"/>.</summary>
public sealed record JobToAdd<TJob>(TJob Job, string? UniqueKey, DateTimeOffset? RunAt)
    where TJob : IJob;

/// <summary>
/// Adds jobs. In the caller's transaction a job exists exactly when its cause was committed. A use case that is one statement writes
/// <c>select platform.enqueue('module.Type', jsonb_build_object(…), key, run_at) from …</c> inside it and then calls <see cref="WakeWorkers"/>.
/// </summary>
public static class EnqueueJob
{
    internal const string Topic = "platform.jobs";

    private const string Sql = "select platform.enqueue(@Kind, @Payload::jsonb, @UniqueKey, @RunAt)";

    private const string ManySql =
        """
        select platform.enqueue(@Kind, j.payload::jsonb, j.unique_key, j.run_at)
        from   unnest(@Payloads::text[], @UniqueKeys::text[], @RunAts::timestamptz[]) as j (payload, unique_key, run_at)
        """;

    /// <summary>Due at once.</summary>
    public static Task<Guid?> Enqueue<TJob>(this TenantTransaction tx, TJob job, CancellationToken ct)
        where TJob : IJob => tx.Enqueue(job, null, null, ct);

    /// <summary>Due at once; at most one job of this type and key is in the queue.</summary>
    public static Task<Guid?> Enqueue<TJob>(this TenantTransaction tx, TJob job, string? uniqueKey, CancellationToken ct)
        where TJob : IJob => tx.Enqueue(job, uniqueKey, null, ct);

    /// <param name="uniqueKey">At most one job of this type and key is waiting, ready or running; once it is done the key is free again (what must happen once for ever is <see cref="Effects.Once"/>'s).</param>
    /// <param name="runAt">Not before this, by the database's clock; null is at once.</param>
    /// <returns>The job's id; null when one of this key is already there.</returns>
    public static async Task<Guid?> Enqueue<TJob>(this TenantTransaction tx, TJob job, string? uniqueKey, DateTimeOffset? runAt, CancellationToken ct)
        where TJob : IJob
    {
        var id = await tx.QueryOne<Guid?>(Sql, Arguments(job, uniqueKey, runAt), ct);
        tx.Announce(Topic, Guid.Empty);
        return id;
    }

    /// <summary>As the others, for many in one statement.</summary>
    public static async Task Enqueue<TJob>(this TenantTransaction tx, IEnumerable<JobToAdd<TJob>> jobs, CancellationToken ct)
        where TJob : IJob
    {
        var all = jobs.ToList();
        if (all.Count == 0)
            return;
        await tx.Execute(ManySql, new
        {
            Kind = JobKind.NameOf(typeof(TJob)),
            Payloads = all.Select(static j => JobPayload.Write(j.Job)).ToArray(),
            UniqueKeys = all.Select(static j => j.UniqueKey).ToArray(),
            RunAts = all.Select(static j => j.RunAt?.ToUniversalTime()).ToArray(),
        }, ct);
        tx.Announce(Topic, Guid.Empty);
    }

    /// <summary>As the others, where the job is all there is to write.</summary>
    public static async Task<Guid?> Enqueue<TJob>(this TenantDb db, TJob job, string? uniqueKey, DateTimeOffset? runAt, CancellationToken ct)
        where TJob : IJob
    {
        var id = await db.QueryOne<Guid?>(Sql, Arguments(job, uniqueKey, runAt), ct);
        db.WakeWorkers();
        return id;
    }

    /// <summary>After a statement that used <c>platform.enqueue</c>. Forgotten, the job waits for the next look, at most five seconds.</summary>
    public static void WakeWorkers(this TenantDb db) => db.Announce(Topic, Guid.Empty);

    private static object Arguments<TJob>(TJob job, string? uniqueKey, DateTimeOffset? runAt)
        where TJob : IJob =>
        new { Kind = JobKind.NameOf(typeof(TJob)), Payload = JobPayload.Write(job), UniqueKey = uniqueKey, RunAt = runAt };
}
