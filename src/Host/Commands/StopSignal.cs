using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Frontdesk.Host;

/// <summary>Ctrl-C, a polite kill and a closed terminal ask every command to end in order; a second one, later than a second, ends it at once.</summary>
internal sealed class StopSignal : IDisposable
{
    private readonly CancellationTokenSource _asked = new();
    private readonly PosixSignalRegistration[] _signals;
    private long _askedAt;

    public StopSignal() => _signals = [Listen(PosixSignal.SIGINT), Listen(PosixSignal.SIGTERM), Listen(PosixSignal.SIGHUP)];

    public CancellationToken Token => _asked.Token;

    private PosixSignalRegistration Listen(PosixSignal signal) => PosixSignalRegistration.Create(signal, context =>
    {
        // One wish may arrive twice: from the terminal, and passed on by make.
        context.Cancel = !_asked.IsCancellationRequested || Stopwatch.GetElapsedTime(_askedAt) < TimeSpan.FromSeconds(1);
        if (_asked.IsCancellationRequested)
            return;
        _askedAt = Stopwatch.GetTimestamp();
        _asked.Cancel();
    });

    public void Dispose()
    {
        foreach (var signal in _signals)
            signal.Dispose();
        _asked.Dispose();
    }
}
