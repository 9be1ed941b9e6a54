using System.Diagnostics;

namespace Frontdesk.Bench;

/// <summary>What one repetition of a scenario came to.</summary>
internal enum Result
{
    Right,
    Wrong,
    FalseConflict,

    /// <summary>There is nothing left to do, such as no more held times to book.</summary>
    Exhausted,
}

/// <param name="Seconds">Of the measured stretch.</param>
/// <param name="HostMs">Processor time of the Host per request; of the floor, the client's.</param>
/// <param name="PostgresMs">Processor time of all of Postgres' processes per request.</param>
internal sealed record Measured(int Requests, double Seconds, double P50, double P99, int Errors, int FalseConflicts, double HostMs, double PostgresMs, double MemoryMb)
{
    public double PerSecond => Requests / Seconds;
}

/// <summary>Repeats a scenario on several connections at once: first to warm up, then measured.</summary>
internal static class Load
{
    /// <param name="work">One repetition on connection n.</param>
    /// <param name="cpu">Seconds so far of (Host or client, Postgres).</param>
    public static async Task<Measured> Run(int connections, double warmUpSeconds, double seconds, Func<int, CancellationToken, Task<Result>> work, Func<(double, double)> cpu, Func<double> memory, CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        var measuring = false;
        var stop = false;
        var latencies = new List<double>[connections];
        int errors = 0, conflicts = 0, exhausted = 0;

        async Task Worker(int n)
        {
            var mine = latencies[n] = new List<double>(1 << 16);
            while (!Volatile.Read(ref stop))
            {
                ct.ThrowIfCancellationRequested();
                var counted = Volatile.Read(ref measuring);
                var at = Stopwatch.GetTimestamp();
                var result = await work(n, ct);
                var latency = Stopwatch.GetElapsedTime(at).TotalMilliseconds;
                if (result == Result.Exhausted)
                {
                    Interlocked.Increment(ref exhausted);
                    return;
                }

                if (!counted || Volatile.Read(ref stop))
                    continue;
                mine.Add(latency);
                if (result == Result.Wrong)
                    Interlocked.Increment(ref errors);
                else if (result == Result.FalseConflict)
                    Interlocked.Increment(ref conflicts);
            }
        }

        var workers = Task.WhenAll(Enumerable.Range(0, connections).Select(n => Task.Run(() => Worker(n), ct)));
        await Task.WhenAny(workers, Task.Delay(TimeSpan.FromSeconds(warmUpSeconds), ct));
        var before = cpu();
        var from = clock.Elapsed.TotalSeconds;
        Volatile.Write(ref measuring, true);
        await Task.WhenAny(workers, Task.Delay(TimeSpan.FromSeconds(seconds), ct));
        Volatile.Write(ref stop, true);
        var took = clock.Elapsed.TotalSeconds - from;
        var after = cpu();
        await workers;

        var all = latencies.SelectMany(static one => one).Order().ToArray();
        if (all.Length == 0)
            throw new BenchFault(exhausted > 0 ? "The scenario ran out of work before it was measured: raise --tenants or lower --seconds." : "No request came back while measuring.");
        return new Measured(
            all.Length, took, all[all.Length / 2], all[(int)(all.Length * 0.99)], errors, conflicts,
            (after.Item1 - before.Item1) * 1000 / all.Length, (after.Item2 - before.Item2) * 1000 / all.Length, memory());
    }
}
