using System.Threading.Channels;

namespace Frontdesk.Platform;

/// <summary>Calls one waiting loop. Calls that come before it waits are kept as one.</summary>
internal class Signal(TimeProvider clock)
{
    private readonly Channel<bool> calls = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    internal void Wake() => calls.Writer.TryWrite(true);

    /// <summary>Returns when called, or after <paramref name="longest"/>.</summary>
    internal async Task Wait(TimeSpan longest, CancellationToken ct)
    {
        if (calls.Reader.TryRead(out _))
            return;
        using var limit = new CancellationTokenSource(longest, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            await calls.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // Nobody called: it is time to look anyway.
        }
    }
}

/// <summary>Calls this node's worker to the queue.</summary>
internal sealed class JobSignal(TimeProvider clock) : Signal(clock);
