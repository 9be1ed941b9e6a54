using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Frontdesk.Platform;

/// <summary>This node's ear: one connection that listens to all notices. What was said while it was deaf is made good by telling every screen to ask again.</summary>
internal sealed class LiveListener(Databases databases, LiveHub hub, JobSignal jobs, TimeProvider clock, ILogger<LiveListener> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(10);

    /// <summary>Whether notices arrive at this moment.</summary>
    internal bool Listening { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Listen(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException or OperationCanceledException or InvalidOperationException)
            {
                log.LogWarning(e, "The listener lost its connection; it connects again.");
            }
            Listening = false;
            await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        Listening = false;
    }

    private async Task Listen(CancellationToken ct)
    {
        await using var connection = await databases.App.OpenConnectionAsync(ct);
        connection.Notification += (_, heard) => Hear(heard.Payload);
        await Execute(connection, "listen live", ct);
        Listening = true;
        hub.TellAllToRefetch();
        jobs.Wake();
        while (true)
        {
            // A dead network says nothing: after a quiet while the connection must prove that it lives.
            if (!await connection.WaitAsync(Quiet, ct))
                await Execute(connection, "select 1", ct);
        }
    }

    private void Hear(string payload)
    {
        if (LiveNotice.Read(payload) is not { } notice)
            return;
        if (notice.Topic == EnqueueJob.Topic)
            jobs.Wake();
        else if (notice == LiveNotice.Everything)
        {
            jobs.Wake();
            hub.TellAllToRefetch();
        }
        else
            hub.Tell(notice);
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 5 };
        await command.ExecuteNonQueryAsync(ct);
    }
}
