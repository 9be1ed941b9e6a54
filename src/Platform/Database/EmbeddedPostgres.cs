using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Frontdesk.Platform;

/// <summary>
/// PostgreSQL in the data folder, for those who have none: made when missing, started when it does not run, shared when it does
/// (an import beside a running server), and stopped by the last process that used it.
/// </summary>
/// <remarks>
/// <code>
/// .data/postgres         the cluster; .data/postgres/log its log
/// .data/postgres.port    its port on 127.0.0.1, chosen once
/// .data/postgres.users/  one file per process that uses it, named by process id
/// .data/postgres.lock    held while it is made, started or stopped
/// </code>
/// </remarks>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    private const string DatabaseName = "frontdesk";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly DataFolder _folder;
    private readonly EmbeddedPostgresSettings _settings;
    private readonly string _cluster;
    private readonly string _user;
    private PostgresAccount _account = null!;
    private ParentWatch? _watch;
    private int _port;

    private EmbeddedPostgres(DataFolder folder, EmbeddedPostgresSettings settings)
    {
        _folder = folder;
        _settings = settings;
        _cluster = folder.At("postgres");
        _user = Path.Combine(folder.Make("postgres.users"), $"{Environment.ProcessId}-{Guid.CreateVersion7():N}");
    }

    /// <summary>Whether this process started it; false when it was already running.</summary>
    public bool StartedHere { get; private set; }

    /// <summary>The superuser's connection to the database of the program.</summary>
    public NpgsqlConnectionStringBuilder Admin => new()
    {
        Host = "127.0.0.1",
        Port = _port,
        Database = DatabaseName,
        Username = "postgres",
        Password = _folder.Secret("postgres-password"),
    };

    /// <exception cref="StartFault">With one line: no programs, folder not writable, disk full, a cluster of another version.</exception>
    public static async Task<EmbeddedPostgres> Start(DataFolder folder, EmbeddedPostgresSettings settings, CancellationToken ct)
    {
        var postgres = new EmbeddedPostgres(folder, settings);
        try
        {
            using (await postgres.Lock(ct))
                await postgres.StartOrShare(ct);
            return postgres;
        }
        catch
        {
            await postgres.DisposeAsync();
            throw;
        }
    }

    /// <summary>Leaves the database; the last to leave stops it.</summary>
    public async ValueTask DisposeAsync()
    {
        using (await Lock(CancellationToken.None))
        {
            File.Delete(_user);
            if (_account is not null && !HasUsers() && RunningProcess() is not null)
                await Stop();
        }
        _watch?.Dismiss();
        _watch?.Dispose();
    }

    private async Task StartOrShare(CancellationToken ct)
    {
        var native = PostgresBinaries.Find();
        _folder.Make("postgres.users");
        _folder.Writing(() => { File.WriteAllText(_user, ""); return true; });
        _watch = ParentWatch.Start(CleanUp, _folder.Root, Path.GetFileName(_user));
        if (!File.Exists(Path.Combine(_cluster, "PG_VERSION")))
            await Make(native, ct);
        _account = await PostgresAccount.For(native, _cluster, ct);
        CheckVersion(native);
        await UntilItAnswers(ct);
        await MakeDatabase(ct);
    }

    // What DisposeAsync does, for a process that was killed.
    private const string CleanUp =
        """
        rm -f "$1/postgres.users/$2"
        for user in "$1"/postgres.users/*; do
            [ -e "$user" ] || continue
            name=${user##*/}
            kill -0 "${name%%-*}" 2>/dev/null && exit 0
        done
        [ -f "$1/postgres/postmaster.pid" ] && kill -INT "$(head -n 1 "$1/postgres/postmaster.pid")"
        """;

    // Made aside and renamed when whole: an interrupted first start leaves no half cluster behind.
    private async Task Make(string native, CancellationToken ct)
    {
        var aside = _folder.At("postgres.new");
        var password = _folder.At("postgres.new.password");
        _folder.Secret("postgres-password");
        _folder.Writing(() =>
        {
            if (Directory.Exists(aside))
                Directory.Delete(aside, recursive: true);
            _folder.Make("postgres.new");
            File.Delete(password);
            File.Copy(_folder.At("secrets/postgres-password"), password);
            return true;
        });
        try
        {
            var account = await PostgresAccount.For(native, aside, ct);
            var input = await account.Input(password, ct);
            var made = await account.Run("initdb",
                ["-D", account.Data, "--username=postgres", "--auth=scram-sha-256", $"--pwfile={input}", "--encoding=UTF8", "--locale-provider=libc", "--locale=C", _settings.Durable ? "--data-checksums" : "--no-sync"], password, ct);
            if (made.ExitCode != 0)
                throw new StartFault($"The embedded database could not be made in {aside}: {Reason(made.Output) ?? made.LastLine}");
            Directory.Move(aside, _cluster);
        }
        finally
        {
            File.Delete(password);
        }
    }

    private void CheckVersion(string native)
    {
        var has = File.ReadAllText(Path.Combine(_cluster, "PG_VERSION")).Trim();
        var brings = File.ReadLines(Path.Combine(native, "..", "package.json")).First(line => line.Contains("\"version\"", StringComparison.Ordinal)).Split('"')[3].Split('.')[0];
        if (has != brings)
            throw new StartFault($"The embedded database in {_cluster} was made by PostgreSQL {has}, and this program brings {brings}: move the data over, or start anew with `make db-reset`.");
    }

    private async Task UntilItAnswers(CancellationToken ct)
    {
        var deadline = Stopwatch.StartNew();
        while (true)
        {
            if (RunningProcess() is null)
            {
                await Launch(ct);
                StartedHere = true;
            }
            var fault = await Ask(ct);
            if (fault is null)
                return;
            if (deadline.Elapsed > Patience)
                throw new StartFault($"The embedded database in {_cluster} does not answer: {fault.Message}", fault);
            await Task.Delay(50, ct);
        }
    }

    private async Task<Exception?> Ask(CancellationToken ct)
    {
        var port = RunningPort();
        if (port is null)
            return new InvalidOperationException("it has not opened its port");
        _port = port.Value;
        try
        {
            await using var connection = new NpgsqlConnection(Maintenance());
            await connection.OpenAsync(ct);
            return null;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.CannotConnectNow)
        {
            return e;
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification)
        {
            throw new StartFault($"The embedded database in {_cluster} refuses the password in {_folder.At("secrets")}: they belong to different installations. `make db-reset` starts anew.", e);
        }
        catch (NpgsqlException e)
        {
            return e;
        }
    }

    private async Task Launch(CancellationToken ct)
    {
        var log = Path.Combine(_cluster, "log");
        ForgetDeadServer(log);
        for (var attempt = 1; ; attempt++)
        {
            var from = File.Exists(log) ? new FileInfo(log).Length : 0;
            var port = ChoosePort(keep: attempt == 1);
            var started = await _account.Run("pg_ctl", ["start", "-D", _account.Data, "-w", "-t", $"{(int)Patience.TotalSeconds}", "-s", "-l", $"{_account.Data}/log", "-o", ServerOptions(port)], null, ct);
            if (started.ExitCode == 0)
                return;
            var reason = Reason(Tail(log, from)) ?? Reason(started.Output) ?? started.LastLine;
            // The port was taken in between, or the children of a killed server are about to notice and leave.
            var passing = reason.Contains("TCP/IP", StringComparison.Ordinal) || reason.Contains("pre-existing shared memory", StringComparison.Ordinal);
            if (passing && attempt < 20)
                await Task.Delay(100, ct);
            else
                throw new StartFault($"The embedded database did not start: {reason} (its log: {log})");
        }
    }

    private string ServerOptions(int port)
    {
        // A sixteenth, at most 1 GB: the Host, a browser and the system want memory too, where a server of its own would take a quarter.
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20;
        // Statements and details hold patients' data: they stay out of the log.
        string[] settings =
        [
            "listen_addresses=127.0.0.1", "unix_socket_directories=", $"max_connections={_settings.Connections}",
            $"shared_buffers={Math.Clamp(memory / 16, 128, 1024)}MB", $"effective_cache_size={Math.Max(memory / 4, 256)}MB",
            "max_wal_size=1GB", "checkpoint_timeout=15min", "random_page_cost=1.1", "jit=off", "timezone=UTC", "log_timezone=UTC",
            "log_min_error_statement=panic", "log_error_verbosity=terse", "log_checkpoints=off", "max_worker_processes=4", "max_parallel_workers_per_gather=0",
            .. _settings.Durable ? Array.Empty<string>() : ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off"],
        ];
        return $"-p {port} " + string.Join(' ', settings.Select(setting => $"-c {setting}"));
    }

    private int ChoosePort(bool keep)
    {
        var kept = _folder.At("postgres.port");
        if (keep && File.Exists(kept) && int.TryParse(File.ReadAllText(kept), out var port) && IsFree(port))
            return port;
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        port = ((IPEndPoint)listener.LocalEndpoint).Port;
        _folder.Writing(() => { File.WriteAllText(kept, $"{port}\n"); return true; });
        return port;
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private async Task MakeDatabase(CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(Maintenance());
        await connection.OpenAsync(ct);
        await using var find = new NpgsqlCommand("select 1 from pg_database where datname = $1", connection) { Parameters = { new() { Value = DatabaseName } } };
        if (await find.ExecuteScalarAsync(ct) is not null)
            return;
        await using var make = new NpgsqlCommand($"create database {DatabaseName}", connection);
        await make.ExecuteNonQueryAsync(ct);
    }

    private string Maintenance() => new NpgsqlConnectionStringBuilder(Admin.ConnectionString) { Database = "postgres", Pooling = false, Timeout = 5 }.ConnectionString;

    private async Task Stop()
    {
        var stopped = await _account.Run("pg_ctl", ["stop", "-D", _account.Data, "-w", "-t", "30", "-s", "-m", "fast"], null, CancellationToken.None);
        if (stopped.ExitCode != 0)
            await _account.Run("pg_ctl", ["stop", "-D", _account.Data, "-w", "-t", "30", "-s", "-m", "immediate"], null, CancellationToken.None);
    }

    private bool HasUsers() =>
        Directory.EnumerateFiles(Path.GetDirectoryName(_user)!)
            .Where(file => !Path.GetFileName(file).StartsWith('.'))
            .Any(file => int.TryParse(Path.GetFileName(file).Split('-')[0], out var id) && IsAlive(id));

    private static bool IsAlive(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return !process.HasExited;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    private string[] PidFile()
    {
        try
        {
            return File.ReadAllLines(Path.Combine(_cluster, "postmaster.pid"));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
    }

    // Process ids come round again, in containers soon: the one in the file must be a postgres.
    private int? RunningProcess()
    {
        if (PidFile() is not [var first, ..] || !int.TryParse(first, out var id))
            return null;
        try
        {
            using var process = Process.GetProcessById(id);
            return process.ProcessName.StartsWith("postgres", StringComparison.Ordinal) ? id : null;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    private int? RunningPort() => PidFile() is [_, _, _, var port, ..] && int.TryParse(port, out var number) ? number : null;

    private void ForgetDeadServer(string log)
    {
        // Only when another program has the process id by now. Else PostgreSQL itself decides: it looks for children that outlived a killed server.
        if (PidFile() is [var first, ..] && int.TryParse(first, out var id) && IsAlive(id))
            File.Delete(Path.Combine(_cluster, "postmaster.pid"));
        if (File.Exists(log) && new FileInfo(log).Length > 16 * 1024 * 1024)
            File.Move(log, log + ".old", overwrite: true);
    }

    private static string Tail(string log, long from)
    {
        if (!File.Exists(log))
            return "";
        using var stream = new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        stream.Seek(Math.Min(from, stream.Length), SeekOrigin.Begin);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    // The line that says why: "FATAL:  could not write lock file …: No space left on device".
    private static string? Reason(string output) =>
        output.Split('\n')
            .LastOrDefault(line => line.Contains("No space left", StringComparison.Ordinal) || line.Contains("TCP/IP", StringComparison.Ordinal)
                || line.Contains("PANIC:", StringComparison.Ordinal) || line.Contains("FATAL:", StringComparison.Ordinal) || line.Contains("error:", StringComparison.Ordinal)) is { } found
            ? found[(found.IndexOf(": ", StringComparison.Ordinal) is var at and >= 0 ? at + 2 : 0)..].Trim()
            : null;

    // EWOULDBLOCK on Linux, on macOS, and Windows' sharing violation: other faults (a full disk) do not go away by waiting.
    private static bool IsHeldByAnother(IOException e) => e.HResult is 11 or 35 or unchecked((int)0x80070020);

    private async Task<IDisposable> Lock(CancellationToken ct)
    {
        var path = _folder.At("postgres.lock");
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException e) when (IsHeldByAnother(e) && waited.Elapsed < Patience)
            {
                await Task.Delay(50, ct);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new StartFault($"The embedded database's lock {path} cannot be taken: {e.Message}", e);
            }
        }
    }
}

/// <param name="Durable">False for throw-away test clusters only: a crash of the machine may then lose everything.</param>
/// <param name="Connections">The server's max_connections.</param>
public sealed record EmbeddedPostgresSettings(bool Durable = true, int Connections = 150);
