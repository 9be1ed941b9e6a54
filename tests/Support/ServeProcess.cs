using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Frontdesk.Tests.Support;

/// <summary><c>frontdesk serve</c> as a process of its own on the database of an <see cref="App"/>, to be killed like one.</summary>
/// <param name="settings">By the names of the environment, over those every test has.</param>
public sealed class ServeProcess(App app, IReadOnlyDictionary<string, string?>? settings = null) : IAsyncDisposable
{
    private readonly int _port = FreePort();
    private Process? _process;

    /// <summary>Starts it, or starts it again; returns when it answers.</summary>
    public async Task Start()
    {
        var options = app.Database.Options;
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "frontdesk.dll"), "serve"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["FRONTDESK_DATABASE"] = options.Database,
                ["FRONTDESK_DATABASE_PASSWORD"] = options.Password,
                ["FRONTDESK_DATABASE_CONNECTIONS"] = $"{options.Connections}",
                ["FRONTDESK_DATA"] = options.Data,
                ["FRONTDESK_PORT"] = $"{_port}",
                ["FRONTDESK_RATE_LIMITS"] = "off",
                ["Logging__LogLevel__Default"] = "Error",
            },
        };
        foreach (var (name, value) in settings ?? new Dictionary<string, string?>())
            start.Environment[name] = value;
        var serves = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var said = new ConcurrentQueue<string>();
        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.ErrorDataReceived += (_, line) => said.Enqueue(line.Data ?? "");
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.StartsWith("Serving at", StringComparison.Ordinal) == true)
                serves.TrySetResult();
            else if (!serves.Task.IsCompleted)
                said.Enqueue(line.Data ?? "");
        };
        process.Exited += (_, _) => serves.TrySetException(new InvalidOperationException($"frontdesk serve ended before it served: {string.Join('\n', said)}"));
        process.Start();
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        _process = process;
        await serves.Task;
    }

    /// <summary>As <c>kill -9</c>: it gets no chance to finish anything.</summary>
    public async Task Kill()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>Someone with this bearer token at a clinic's address on this process.</summary>
    public Person Person(Clinic clinic, string token)
    {
        var person = Visitor(clinic);
        person.Browser.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return person;
    }

    /// <summary>Someone not signed in at a clinic's address on this process.</summary>
    public Person Visitor(Clinic clinic)
    {
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, ct) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(IPAddress.Loopback, _port, ct);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        return new Person(new HttpClient(handler) { BaseAddress = new Uri($"http://{clinic.Tenant.Slug}.localhost:{_port}/") });
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await Kill();
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
