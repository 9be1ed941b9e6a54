using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Frontdesk.Platform;

/// <summary>
/// One node's worker: waits to be called or for the next due time, claims as many jobs as it has hands free, keeps their leases alive, and on stop lets
/// them finish or gives them back.
/// </summary>
internal sealed class Worker(
    JobQueue queue, Schedules schedules, JobRunner runner, JobSignal signal, JobSettings settings, TimeProvider clock, ILogger<Worker> log) : BackgroundService
{
    private static readonly TimeSpan TendAtMostEvery = TimeSpan.FromMilliseconds(200);

    private readonly ConcurrentDictionary<Guid, Held> running = new();
    private Guid lastServed = Guid.Empty;
    private long lastTended;
    private bool tended;

    private sealed record Held(ClaimedJob Job, CancellationTokenSource Abandon, TaskCompletionSource Ended)
    {
        public long LastBeat { get; set; }
    }

    /// <summary>Jobs in this worker's hands.</summary>
    internal int Busy => running.Count;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var beating = new CancellationTokenSource();
        var beats = Beat(beating.Token);
        await UntilItWorks(schedules.Declare, stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            TimeSpan pause;
            try
            {
                pause = await Round(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException or InvalidOperationException)
            {
                log.LogWarning(e, "The worker cannot reach the queue; it tries again.");
                pause = settings.Poll;
            }
            if (pause > TimeSpan.Zero)
                await signal.Wait(pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        await Drain();
        await beating.CancelAsync();
        await beats;
    }

    /// <summary>One look at the queue. Returns how long to wait for the next; zero when there may be more at once.</summary>
    private async Task<TimeSpan> Round(CancellationToken ct)
    {
        var pause = settings.Poll;
        if (!tended || clock.GetElapsedTime(lastTended) >= TendAtMostEvery)
        {
            (lastTended, tended) = (clock.GetTimestamp(), true);
            var nextSchedule = await schedules.Tick(ct);
            var ahead = await queue.Tend(ct);
            if (ahead.Rescued > 0)
                log.LogWarning("Took back {Jobs} jobs whose worker fell silent.", ahead.Rescued);
            pause = Shortest(pause, ahead.NextJob, nextSchedule);
        }
        else
        {
            pause = TendAtMostEvery;
        }

        var free = settings.Concurrency - running.Count;
        if (free <= 0)
            return pause;
        var claimed = await ClaimInTurn(free, ct);
        foreach (var job in claimed)
            Start(job);
        return claimed.Count == 0 ? pause : TimeSpan.Zero;
    }

    private async Task<IReadOnlyList<ClaimedJob>> ClaimInTurn(int free, CancellationToken ct)
    {
        // Half of the hands stay open for others, so that one clinic's long jobs do not close the desk.
        var share = Math.Max(1, settings.Concurrency / 2);
        var full = running.Values.GroupBy(held => held.Job.TenantId).Where(held => held.Count() >= share).Select(held => held.Key).ToArray();
        var claimed = await queue.Claim(free, share, lastServed, full, ct);
        if (claimed.Count == 0 && lastServed != Guid.Empty)
            claimed = await queue.Claim(free, share, Guid.Empty, full, ct);
        lastServed = claimed.Count < free ? Guid.Empty : claimed[^1].TenantId;
        return claimed;
    }

    private void Start(ClaimedJob job)
    {
        var held = new Held(job, new CancellationTokenSource(settings.Longest, clock), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)) { LastBeat = clock.GetTimestamp() };
        running[job.Id] = held;
        _ = Task.Run(async () =>
        {
            try
            {
                await runner.Run(job, () => running.ContainsKey(job.Id) && draining, held.Abandon.Token);
            }
            catch (Exception e)
            {
                // The queue itself could not be reached: the lease runs out and the job comes back.
                log.LogError(e, "The end of job {JobId} ({Kind}) could not be written.", job.Id, job.Kind);
            }
            finally
            {
                running.TryRemove(job.Id, out _);
                held.Abandon.Dispose();
                held.Ended.SetResult();
                signal.Wake();
            }
        }, CancellationToken.None);
    }

    private volatile bool draining;

    private async Task Drain()
    {
        using var limit = new CancellationTokenSource(settings.Drain, clock);
        var all = Task.WhenAll(running.Values.Select(held => held.Ended.Task));
        await all.WaitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        draining = true;
        foreach (var held in running.Values)
            Abandon(held);
        await all;
    }

    private async Task Beat(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(settings.Lease / 3, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(ct))
                await BeatOnce(ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The worker has stopped.
        }
    }

    private async Task BeatOnce(CancellationToken ct)
    {
        var held = running.Values.ToArray();
        if (held.Length == 0)
            return;
        var started = clock.GetTimestamp();
        try
        {
            var ours = await queue.Beat([.. held.Select(one => one.Job)], ct);
            foreach (var one in held)
                if (ours.Contains(one.Job.Id))
                    one.LastBeat = started;
                else if (running.ContainsKey(one.Job.Id))
                    Abandon(one);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            // Unheard for a whole lease, another worker may have it: stop before doing anything twice.
            log.LogWarning(e, "The leases of {Jobs} jobs could not be prolonged.", held.Length);
            foreach (var one in held)
                if (clock.GetElapsedTime(one.LastBeat) >= settings.Lease)
                    Abandon(one);
        }
    }

    private static void Abandon(Held held)
    {
        try
        {
            held.Abandon.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended by itself in this moment.
        }
    }

    private async Task UntilItWorks(Func<CancellationToken, Task> work, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await work(ct);
                return;
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException && !ct.IsCancellationRequested)
            {
                log.LogWarning(e, "The worker cannot reach the database; it tries again.");
                await signal.Wait(settings.Poll, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private static TimeSpan Shortest(TimeSpan poll, params double?[] seconds)
    {
        var least = seconds.Min() ?? double.MaxValue;
        return least >= poll.TotalSeconds ? poll : TimeSpan.FromSeconds(Math.Max(0.01, least));
    }
}
