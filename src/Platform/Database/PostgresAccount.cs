using System.Diagnostics;

namespace Frontdesk.Platform;

/// <summary>
/// Runs PostgreSQL's programs in a data folder. They refuse to run as root, so root runs them as an unprivileged account.
/// </summary>
/// <remarks>
/// The clone may lie where that account cannot go, such as root's home. Two things make it work all the same, in containers too, where user
/// namespaces and mounts are often forbidden: the shell enters the data folder while it is still root, and the programs then name it
/// /proc/self/cwd, which needs no right on the folders above; and the programs themselves are copied to /var/cache once.
/// </remarks>
internal sealed class PostgresAccount
{
    private readonly string _native;
    private readonly string _folder;
    private readonly string? _account;

    private PostgresAccount(string native, string folder, string? account) => (_native, _folder, _account) = (native, folder, account);

    /// <summary>How the programs name the data folder.</summary>
    public string Data => _account is null ? _folder : "/proc/self/cwd";

    public static async Task<PostgresAccount> For(string native, string folder, CancellationToken ct)
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
            return new PostgresAccount(native, folder, null);
        if (!OperatingSystem.IsLinux())
            throw new StartFault("The embedded database does not run as root here: start as an ordinary user, or set FRONTDESK_DATABASE.");
        var account = await Owner(folder, ct);
        if (account.StartsWith("0:", StringComparison.Ordinal))
            account = Unprivileged();
        var own = await Execute("chown", ["-R", account, folder], null, ct);
        if (own.ExitCode != 0)
            throw new StartFault($"The embedded database cannot run as root, and its folder could not be given to another account: {own.LastLine}");
        return new PostgresAccount(Reachable(native), folder, account);
    }

    /// <param name="input">A file only its owner may read, which the program finds as its file descriptor 3 (<see cref="Input"/>).</param>
    public Task<Outcome> Run(string program, IEnumerable<string> arguments, string? input, CancellationToken ct)
    {
        var executable = Path.Combine(_native, "bin", PostgresBinaries.Executable(program));
        if (_account is null)
            return Execute(executable, arguments, Path.GetDirectoryName(_folder), ct);
        var ids = _account.Split(':');
        const string script = "exec 3< \"$1\"; cd \"$2\" && shift 2 && exec setpriv \"$@\"";
        return Execute("/bin/sh", ["-c", script, "frontdesk", input ?? "/dev/null", _folder, $"--reuid={ids[0]}", $"--regid={ids[1]}", "--clear-groups", "--", executable, .. arguments], null, ct);
    }

    /// <summary>Makes a file of ours readable to the program, and says by what name.</summary>
    public async Task<string> Input(string path, CancellationToken ct)
    {
        if (_account is null)
            return path;
        await Execute("chown", [_account, path], null, ct);
        return "/proc/self/fd/3";
    }

    public sealed record Outcome(int ExitCode, string Output)
    {
        public string LastLine => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? $"exit code {ExitCode}";
    }

    private static async Task<Outcome> Execute(string file, IEnumerable<string> arguments, string? folder, CancellationToken ct)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? "/",
        };
        // The person's own PGDATA, PGPORT and locale are about another server.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal) || name.StartsWith("LC_", StringComparison.Ordinal)).ToArray())
            start.Environment.Remove(name);
        start.Environment["LC_ALL"] = "C";
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(ct);
            var errors = process.StandardError.ReadToEndAsync(ct);
            await process.WaitForExitAsync(ct);
            return new Outcome(process.ExitCode, await output + await errors);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new StartFault($"{file} could not be run: {e.Message}", e);
        }
    }

    private static async Task<string> Owner(string folder, CancellationToken ct) => (await Execute("stat", ["-c", "%u:%g", folder], null, ct)).Output.Trim();

    private static string Unprivileged()
    {
        var accounts = File.ReadLines("/etc/passwd").Select(line => line.Split(':')).Where(fields => fields.Length > 3).ToDictionary(fields => fields[0], StringComparer.Ordinal);
        var found = accounts.GetValueOrDefault("nobody") ?? accounts.GetValueOrDefault("postgres")
            ?? throw new StartFault("The embedded database cannot run as root, and there is no account `nobody` to run it as: start as an ordinary user, or set FRONTDESK_DATABASE.");
        return $"{found[2]}:{found[3]}";
    }

    // A folder under /var/cache is made by root and writable by root alone; a name under /tmp could be waiting there, made by someone else.
    private static string Reachable(string native)
    {
        var version = Path.GetFileName(File.ReadLines(Path.Combine(native, "..", "package.json")).First(line => line.Contains("\"version\"", StringComparison.Ordinal)).Split('"')[3]);
        var copy = Path.Combine("/var/cache/frontdesk", $"postgres-{version}");
        if (Directory.Exists(copy))
            return copy;
        var aside = $"{copy}.{Guid.CreateVersion7():N}";
        try
        {
            MakeReadable("/var/cache/frontdesk");
            Copy(native, aside);
            Directory.Move(aside, copy);
        }
        catch (IOException) when (Directory.Exists(copy))
        {
            // Another process made the same copy first.
            Directory.Delete(aside, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartFault($"The embedded database cannot run as root, and its programs could not be copied to {copy} for another account: {e.Message}", e);
        }
        return copy;
    }

    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Enterable = Readable | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private static void MakeReadable(string folder)
    {
        Directory.CreateDirectory(folder);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, Enterable);
    }

    private static void Copy(string from, string to)
    {
        MakeReadable(to);
        foreach (var entry in new DirectoryInfo(from).EnumerateFileSystemInfos())
        {
            var target = Path.Combine(to, entry.Name);
            if (entry.LinkTarget is { } link)
                File.CreateSymbolicLink(target, link);
            else if (entry is DirectoryInfo)
                Copy(entry.FullName, target);
            else
            {
                File.Copy(entry.FullName, target);
                if (!OperatingSystem.IsWindows())
                    File.SetUnixFileMode(target, entry.UnixFileMode.HasFlag(UnixFileMode.UserExecute) ? Enterable : Readable);
            }
        }
    }
}
