using Dapper;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Frontdesk.Platform;

/// <summary>
/// Takes notices of committed changes and tells every node. Equal notices of a few hundredths of a second become one, and all of them one statement of their own:
/// NOTIFY takes a lock that makes commits wait for each other, so it never runs inside a business transaction.
/// </summary>
public sealed class LiveNotifier(Databases databases, TimeProvider clock, ILogger<LiveNotifier> log) : BackgroundService
{
    // Too short to be seen on a screen, long enough that a busy node's bookings share a statement.
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(1);

    // Beyond this many unsent notices one "everything" says it as well.
    private const int Most = 10_000;

    private readonly Lock gate = new();
    private readonly Signal some = new(clock);
    private HashSet<LiveNotice> pending = [];

    /// <summary>Returns at once. Call it after the commit; a notice of what was rolled back only costs a refetch.</summary>
    /// <param name="patient">The one patient it is told to; empty for staff.</param>
    public void Announce(Guid tenantId, string topic, Guid id, Guid patient = default)
    {
        bool first;
        lock (gate)
        {
            first = pending.Count == 0;
            if (pending.Count < Most)
                pending.Add(new LiveNotice(tenantId, topic, id, patient));
            else
                pending.Add(LiveNotice.Everything);
        }
        if (first)
            some.Wake();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await some.Wait(Timeout.InfiniteTimeSpan, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Task.Delay(Gather, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            // Also when stopping: what was announced is sent before the node leaves.
            if (!await Send())
                await Task.Delay(TryAgain, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> Send()
    {
        HashSet<LiveNotice> batch;
        lock (gate)
            (batch, pending) = (pending, []);
        if (batch.Count == 0)
            return true;
        try
        {
            await databases.App.On(connection => connection.ExecuteAsync(new CommandDefinition(
                "select pg_notify('live', notice) from unnest(@Notices) notice",
                new { Notices = batch.Select(notice => notice.Write()).ToArray() }, commandTimeout: 5, cancellationToken: CancellationToken.None)), CancellationToken.None);
            return true;
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            log.LogWarning(e, "{Notices} live notices could not be sent; they are sent later.", batch.Count);
            lock (gate)
                foreach (var notice in batch)
                    if (pending.Count < Most)
                        pending.Add(notice);
                    else
                        pending.Add(LiveNotice.Everything);
            some.Wake();
            return false;
        }
    }
}
