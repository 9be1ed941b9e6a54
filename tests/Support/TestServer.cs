using System.Diagnostics;
using Frontdesk.Platform;
using Npgsql;

[assembly: AssemblyFixture(typeof(Frontdesk.Tests.Support.TestServer.LastOut))]

namespace Frontdesk.Tests.Support;

/// <summary>
/// One throw-away PostgreSQL for the whole run, with one migrated template. Each test class gets a clone of it, in about 0.1 s.
/// </summary>
/// <remarks>
/// The embedded one, without fsync, in the temporary folder; or the server FRONTDESK_TEST_DATABASE names (a superuser's connection string),
/// as when the same tests run on PostgreSQL 15.
/// </remarks>
public sealed class TestServer : IAsyncDisposable
{
    /// <summary>Password of the login roles on every test server.</summary>
    public const string Password = "only for tests, never elsewhere";

    private static readonly Lazy<Task<TestServer>> Started = new(Start);

    private readonly EmbeddedPostgres? _embedded;
    private readonly NpgsqlConnectionStringBuilder _server;
    private readonly string _template = $"frontdesk_template_{Environment.ProcessId}";

    private TestServer(EmbeddedPostgres? embedded, NpgsqlConnectionStringBuilder server, string folder) =>
        (_embedded, _server, Folder) = (embedded, server, folder);

    /// <summary>A folder that goes with the run.</summary>
    public string Folder { get; }

    public static Task<TestServer> Current => Started.Value;

    /// <summary>A new database like the migrated template.</summary>
    public Task<TestDatabase> Clone() => Make($"template {_template}");

    /// <summary>A new database with nothing in it, for tests of the migrations themselves.</summary>
    public Task<TestDatabase> Empty() => Make("template template0 encoding 'UTF8' locale 'C'");

    private async Task<TestDatabase> Make(string how)
    {
        var name = $"frontdesk_test_{Guid.CreateVersion7():N}";
        await Execute($"create database {name} {how}");
        return new TestDatabase(this, new NpgsqlConnectionStringBuilder(_server.ConnectionString) { Database = name });
    }

    public Task Drop(string name) => Execute($"drop database if exists {name} with (force)");

    private async Task Execute(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_server.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<TestServer> Start()
    {
        var folder = Path.Combine(Path.GetTempPath(), "frontdesk-tests", $"{Environment.ProcessId}");
        Sweep(Path.GetDirectoryName(folder)!);
        Directory.CreateDirectory(folder);
        var external = new DatabaseOptions { Database = Environment.GetEnvironmentVariable("FRONTDESK_TEST_DATABASE") }.Admin();
        var embedded = external is not null ? null
            : await EmbeddedPostgres.Start(new DataFolder(new DatabaseOptions { Data = folder }), new EmbeddedPostgresSettings(Durable: false, Connections: 400), CancellationToken.None);
        var server = external ?? new NpgsqlConnectionStringBuilder(embedded!.Admin.ConnectionString) { Database = "postgres" };
        var database = new TestServer(embedded, server, folder);
        await database.Execute($"create database {database._template} template template0 encoding 'UTF8' locale 'C'");
        var template = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = database._template };
        await new Migrator(template, Password, Migration.All).Migrate(null, CancellationToken.None);
        return database;
    }

    // What a killed run left behind. Its server has stopped by itself.
    private static void Sweep(string runs)
    {
        if (!Directory.Exists(runs))
            return;
        var alive = Process.GetProcesses().Select(process => process.Id).ToHashSet();
        foreach (var run in Directory.EnumerateDirectories(runs).Where(run => int.TryParse(Path.GetFileName(run), out var id) && (!alive.Contains(id) || id == Environment.ProcessId)))
            Directory.Delete(run, recursive: true);
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (_embedded is null)
            await Drop(_template);
        else
            await _embedded.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Stops the server when the last test has run, if one was started.</summary>
    public sealed class LastOut : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            if (Started.IsValueCreated)
                await (await Started.Value).DisposeAsync();
        }
    }
}
