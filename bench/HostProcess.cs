using System.Diagnostics;
using System.Net.Sockets;

namespace Frontdesk.Bench;

/// <summary>The real Host, or another program that it is measured with, as its own process, built as this bench was, on a port of loopback.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly List<string> _lastLines = [];

    private HostProcess(Process process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    public int Id => _process.Id;

    public static async Task<HostProcess> Start(string program, string[] arguments, IReadOnlyDictionary<string, string> settings, int port, CancellationToken ct)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, program), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(static name => name.StartsWith("FRONTDESK_", StringComparison.Ordinal)).ToArray())
            start.Environment.Remove(name);
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        var host = new HostProcess(Process.Start(start)!, port);
        host._process.OutputDataReceived += host.Remember;
        host._process.ErrorDataReceived += host.Remember;
        host._process.BeginOutputReadLine();
        host._process.BeginErrorReadLine();
        try
        {
            await host.UntilItAnswers(ct);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    private async Task UntilItAnswers(CancellationToken ct)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            if (_process.HasExited)
                throw new BenchFault($"The program ended before it answered: {Said()}");
            try
            {
                using var connection = new HttpConnection();
                await connection.Connect(Port, ct);
                return;
            }
            catch (SocketException) when (waited.Elapsed < TimeSpan.FromSeconds(60))
            {
                await Task.Delay(100, ct);
            }
            catch (SocketException e)
            {
                throw new BenchFault($"Nothing answers at port {Port}: {e.Message} {Said()}");
            }
        }
    }

    /// <summary>What it last wrote, for a fault's sentence.</summary>
    public string Said()
    {
        lock (_lastLines)
            return string.Join(" | ", _lastLines);
    }

    private void Remember(object sender, DataReceivedEventArgs e)
    {
        if (string.IsNullOrWhiteSpace(e.Data))
            return;
        lock (_lastLines)
        {
            _lastLines.Add(e.Data);
            if (_lastLines.Count > 5)
                _lastLines.RemoveAt(0);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }
}
