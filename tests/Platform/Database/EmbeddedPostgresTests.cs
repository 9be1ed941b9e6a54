using System.Diagnostics;
using Frontdesk.Platform;
using Frontdesk.Tests.Support;
using Npgsql;

namespace Frontdesk.Tests.Platform;

public sealed class EmbeddedPostgresTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("frontdesk-embedded-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_second_start_keeps_the_data_and_the_port()
    {
        int port;
        await using (var first = await Start())
        {
            Assert.True(first.StartedHere);
            port = first.Admin.Port;
            await Execute(first, "create table kept (id integer); insert into kept values (42)");
        }
        Assert.Null(Server());
        await using var second = await Start();
        Assert.Equal(42, await Execute(second, "select id from kept"));
        Assert.Equal(port, second.Admin.Port);
    }

    [Fact]
    public async Task It_is_shared_while_it_runs_and_the_last_to_leave_stops_it()
    {
        var first = await Start();
        var second = await Start();
        Assert.False(second.StartedHere);
        await first.DisposeAsync();
        Assert.Equal(1, await Execute(second, "select 1"));
        await second.DisposeAsync();
        Assert.Null(Server());
    }

    [Fact]
    public async Task Four_that_start_at_once_share_one()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Start()));
        Assert.Single(all, one => one.StartedHere);
        Assert.Single(all.Select(one => one.Admin.Port).Distinct());
        foreach (var one in all)
            await one.DisposeAsync();
        Assert.Null(Server());
    }

    [Fact]
    public async Task A_server_killed_with_minus_9_comes_back_with_what_was_committed()
    {
        var durable = new EmbeddedPostgresSettings();
        await using var first = await Start(durable);
        await Execute(first, "create table kept (id integer)");
        for (var id = 0; id < 20; id++)
            await Execute(first, $"insert into kept values ({id})");
        Server()!.Kill();
        await using var second = await Start(durable);
        Assert.True(second.StartedHere);
        Assert.Equal(20L, await Execute(second, "select count(*) from kept"));
    }

    [Fact]
    public async Task A_process_id_that_another_program_has_by_now_is_no_server()
    {
        await using (await Start()) { }
        var pidFile = Path.Combine(_folder, "data", "postgres", "postmaster.pid");
        await File.WriteAllTextAsync(pidFile, $"{Environment.ProcessId}\n{_folder}\n1\n5432\n\n127.0.0.1\n1 1\nready\n");
        await using var again = await Start();
        Assert.True(again.StartedHere);
    }

    [Fact]
    public async Task It_runs_without_root_in_a_folder_only_its_owner_may_enter()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Reads /proc.");
        await using var postgres = await Start();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, new DirectoryInfo(Path.Combine(_folder, "data")).UnixFileMode);
        var user = File.ReadLines($"/proc/{Server()!.Id}/status").First(line => line.StartsWith("Uid:", StringComparison.Ordinal)).Split('\t')[1];
        Assert.NotEqual("0", user);
    }

    [Fact]
    public async Task Durability_is_on()
    {
        await using var postgres = await Start(new EmbeddedPostgresSettings());
        Assert.Equal("on on on", await Execute(postgres, "select concat_ws(' ', current_setting('fsync'), current_setting('synchronous_commit'), current_setting('full_page_writes'))"));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_one_clear_line()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs a folder that even root cannot write: /proc.");
        var fault = await Assert.ThrowsAsync<StartFault>(() => EmbeddedPostgres.Start(new DataFolder(new DatabaseOptions { Data = "/proc/frontdesk" }), new EmbeddedPostgresSettings(), CancellationToken.None));
        Assert.Contains("The data folder /proc/frontdesk cannot be written", fault.Message);
        Assert.Single(fault.Lines);
        Assert.DoesNotContain('\n', fault.Message);
    }

    [Fact]
    public async Task Data_of_another_version_is_one_clear_line()
    {
        await using (await Start()) { }
        await File.WriteAllTextAsync(Path.Combine(_folder, "data", "postgres", "PG_VERSION"), "17\n");
        var fault = await Assert.ThrowsAsync<StartFault>(() => Start());
        Assert.Contains("was made by PostgreSQL 17, and this program brings 18", fault.Message);
    }

    [Fact]
    public async Task A_first_start_that_was_cut_off_is_made_again()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "data", "postgres.new", "base"));
        await using var postgres = await Start();
        Assert.Equal(1, await Execute(postgres, "select 1"));
    }

    private Task<EmbeddedPostgres> Start(EmbeddedPostgresSettings? settings = null) =>
        EmbeddedPostgres.Start(new DataFolder(new DatabaseOptions { Data = Path.Combine(_folder, "data") }), settings ?? new EmbeddedPostgresSettings(Durable: false), CancellationToken.None);

    private Process? Server()
    {
        var file = Path.Combine(_folder, "data", "postgres", "postmaster.pid");
        return File.Exists(file) ? Process.GetProcessById(int.Parse(File.ReadLines(file).First())) : null;
    }

    private static async Task<object?> Execute(EmbeddedPostgres postgres, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(postgres.Admin.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
