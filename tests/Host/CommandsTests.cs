using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Frontdesk.Tests.Support;

namespace Frontdesk.Tests.Host;

/// <summary>The program as a person starts it: a process, its exit code, and what it says on standard error.</summary>
public sealed class CommandsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("frontdesk-commands-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_used_port_is_one_line_before_anything_is_started()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var (exitCode, _, errors) = await Run(["run"], ("FRONTDESK_PORT", $"{port}"));
        Assert.Equal(1, exitCode);
        Assert.Equal($"frontdesk: Port {port} is in use: stop the program that listens there, or set FRONTDESK_PORT to another port.\n", errors);
        Assert.False(Directory.Exists(Path.Combine(_folder, "postgres")));
    }

    [Fact]
    public async Task Wrong_settings_are_a_line_each_and_exit_code_2()
    {
        var (exitCode, _, errors) = await Run(["serve"], ("FRONTDESK_PORT", "x"), ("FRONTDESK_PHONE_PORT", "0"));
        Assert.Equal(2, exitCode);
        Assert.Equal(2, errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task A_database_out_of_reach_is_one_line()
    {
        var (exitCode, _, errors) = await Run(["migrate"], ("FRONTDESK_DATABASE", "postgresql://me:secret@127.0.0.1:1/none"));
        Assert.Equal(1, exitCode);
        Assert.Equal("frontdesk: The database none at 127.0.0.1:1 cannot be reached as me: Connection refused\n", errors);
    }

    [Fact]
    public async Task Serve_wants_a_migrated_database()
    {
        await using var database = await TestDatabase.Empty();
        var (exitCode, _, errors) = await Run(["serve"], ("FRONTDESK_DATABASE", database.Admin.ConnectionString), ("FRONTDESK_DATABASE_PASSWORD", TestServer.Password), ("FRONTDESK_PORT", "0"));
        Assert.Equal(1, exitCode);
        Assert.Contains("run `frontdesk migrate` first", errors);
    }

    [Theory]
    [InlineData("on", false)]
    [InlineData("off", true)]
    public async Task That_nobody_is_left_in_peace_at_night_is_said_at_the_start(string hours, bool said)
    {
        await using var database = await TestDatabase.Empty();
        var (_, output, _) = await Run(["serve"], ("FRONTDESK_DATABASE", database.Admin.ConnectionString), ("FRONTDESK_DATABASE_PASSWORD", TestServer.Password), ("FRONTDESK_PORT", "0"), ("FRONTDESK_QUIET_HOURS", hours));
        Assert.Equal(said, output.Contains("FRONTDESK_QUIET_HOURS is off", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Migrate_check_tells_by_its_exit_code_whether_something_is_pending()
    {
        await using var empty = await TestDatabase.Empty();
        await using var migrated = await TestDatabase.Clone();
        var (pending, files, _) = await Run(["migrate", "--check"], ("FRONTDESK_DATABASE", empty.Admin.ConnectionString), ("FRONTDESK_DATABASE_PASSWORD", TestServer.Password));
        var (done, _, _) = await Run(["migrate", "--check"], ("FRONTDESK_DATABASE", migrated.Admin.ConnectionString), ("FRONTDESK_DATABASE_PASSWORD", TestServer.Password));
        Assert.Equal((1, 0), (pending, done));
        Assert.StartsWith("0001_platform_tenancy.sql\n", files);
    }

    [Theory]
    [InlineData("HUP", 1), InlineData("INT", 2), InlineData("KILL", 9), InlineData("TERM", 15)]
    public async Task However_it_ends_no_process_is_left(string signal, int number)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Reads /proc.");
        Assert.SkipWhen(IsIgnored(number), $"Whoever started these tests lets their processes ignore {signal}, as for work in the background.");
        Assert.Equal(0, (await Run(["migrate"])).ExitCode);
        using var host = Start(["serve"], ("FRONTDESK_PORT", "0"));
        while (await host.StandardOutput.ReadLineAsync() is { } line && !line.StartsWith("Serving at", StringComparison.Ordinal))
            Assert.StartsWith("{", line);
        using var server = Process.GetProcessById(int.Parse(File.ReadLines(Path.Combine(_folder, "postgres", "postmaster.pid")).First()));
        using (var kill = Process.Start("kill", [$"-{signal}", $"{host.Id}"]))
            await kill.WaitForExitAsync();
        try
        {
            await host.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
            await server.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        }
        finally
        {
            host.Kill();
        }
        // What is left can be started again.
        Assert.Equal(0, (await Run(["migrate", "--check"])).ExitCode);
    }

    private static bool IsIgnored(int signal)
    {
        var mask = File.ReadLines("/proc/self/status").First(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)).Split('\t')[1];
        return (Convert.ToUInt64(mask, 16) >> (signal - 1) & 1) == 1;
    }

    private async Task<(int ExitCode, string Output, string Errors)> Run(string[] arguments, params (string Name, string Value)[] settings)
    {
        using var process = Start(arguments, settings);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(3));
        return (process.ExitCode, await output, await errors);
    }

    private Process Start(string[] arguments, params (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "frontdesk"), arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("FRONTDESK_", StringComparison.Ordinal)).ToArray())
            start.Environment.Remove(name);
        start.Environment["FRONTDESK_DATA"] = _folder;
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
