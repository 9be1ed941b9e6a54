using Dapper;
using Frontdesk.Platform;
using Npgsql;

namespace Frontdesk.Bench;

/// <summary>A throw-away embedded cluster with the settings of a real one, fsync on; its folder is removed at the end, if this run made it and is not to keep it.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private readonly EmbeddedPostgres _postgres;
    private readonly bool _keep;

    private Cluster(EmbeddedPostgres postgres, DataFolder folder, bool keep) => (_postgres, Folder, _keep) = (postgres, folder, keep);

    public DataFolder Folder { get; }

    public int Postmaster => int.Parse(File.ReadLines(Path.Combine(Folder.Root, "postgres", "postmaster.pid")).First());

    public static async Task<Cluster> Start(BenchOptions options, CancellationToken ct)
    {
        var path = Path.GetFullPath(options.Data);
        var keep = options.Keep || Directory.Exists(path);
        var folder = new DataFolder(new DatabaseOptions { Data = path });
        return new Cluster(await EmbeddedPostgres.Start(folder, new EmbeddedPostgresSettings(Durable: true, Connections: 300), ct), folder, keep);
    }

    public DatabaseOptions Database(string name) => new() { Database = new NpgsqlConnectionStringBuilder(_postgres.Admin.ConnectionString) { Database = name }.ConnectionString, Data = Folder.Root };

    public async Task<bool> Has(string name, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(_postgres.Admin.ConnectionString);
        await connection.OpenAsync(ct);
        return await connection.ExecuteScalarAsync<bool>(new CommandDefinition("select exists (select from pg_database where datname = @name)", new { name }, cancellationToken: ct));
    }

    public async Task<DatabaseOptions> NewDatabase(string name, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(_postgres.Admin.ConnectionString);
        await connection.OpenAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition($"drop database if exists {name} with (force)", cancellationToken: ct));
        await connection.ExecuteAsync(new CommandDefinition($"create database {name}", cancellationToken: ct));
        return Database(name);
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await _postgres.DisposeAsync();
        if (!_keep)
            Directory.Delete(Folder.Root, recursive: true);
    }
}
