using Dapper;
using Frontdesk.Platform;
using Npgsql;

namespace Frontdesk.Bench;

/// <summary>
/// Where the throw-away databases are: an embedded cluster with the settings of a real one, fsync on, or a server of whoever measures, on this machine.
/// What this run made is removed at the end, if it is not to be kept.
/// </summary>
internal sealed class Cluster : IAsyncDisposable
{
    private readonly EmbeddedPostgres? _embedded;
    private readonly NpgsqlConnectionStringBuilder _admin;
    private readonly bool _keep;
    private readonly bool _keepFolder;
    private readonly HashSet<string> _made = [];

    private Cluster(EmbeddedPostgres? embedded, NpgsqlConnectionStringBuilder admin, int postmaster, DataFolder folder, BenchOptions options, bool keepFolder) =>
        (_embedded, _admin, Postmaster, Folder, _keep, _keepFolder) = (embedded, admin, postmaster, folder, options.Keep, keepFolder);

    public DataFolder Folder { get; }

    public int Postmaster { get; }

    public static async Task<Cluster> Start(BenchOptions options, CancellationToken ct)
    {
        var path = Path.GetFullPath(options.Data);
        var keepFolder = options.Keep || Directory.Exists(path);
        var folder = new DataFolder(new DatabaseOptions { Data = path });
        var embedded = options.Database.Length > 0 ? null : await EmbeddedPostgres.Start(folder, new EmbeddedPostgresSettings(Durable: true, Connections: 300), ct);
        var admin = embedded?.Admin ?? new DatabaseOptions { Database = options.Database }.Admin()!;
        await using var connection = new NpgsqlConnection(admin.ConnectionString);
        await connection.OpenAsync(ct);
        // Its first line is the process whose children are counted.
        var pid = (await connection.ExecuteScalarAsync<string>(new CommandDefinition("select pg_read_file('postmaster.pid')", cancellationToken: ct)))!.Split('\n')[0];
        return new Cluster(embedded, admin, int.Parse(pid), folder, options, keepFolder);
    }

    public DatabaseOptions Database(string name) => new() { Database = new NpgsqlConnectionStringBuilder(_admin.ConnectionString) { Database = name }.ConnectionString, Data = Folder.Root };

    public async Task<bool> Has(string name, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(_admin.ConnectionString);
        await connection.OpenAsync(ct);
        return await connection.ExecuteScalarAsync<bool>(new CommandDefinition("select exists (select from pg_database where datname = @name)", new { name }, cancellationToken: ct));
    }

    public async Task<DatabaseOptions> NewDatabase(string name, CancellationToken ct)
    {
        await Drop(name, ct);
        _made.Add(name);
        await using var connection = new NpgsqlConnection(_admin.ConnectionString);
        await connection.OpenAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition($"create database {name}", cancellationToken: ct));
        return Database(name);
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (_embedded is not null)
            await _embedded.DisposeAsync();
        else if (!_keep)
            foreach (var name in _made)
                await Drop(name, CancellationToken.None);
        if (!_keepFolder)
            Directory.Delete(Folder.Root, recursive: true);
    }

    private async Task Drop(string name, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(_admin.ConnectionString);
        await connection.OpenAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition($"drop database if exists {name} with (force)", cancellationToken: ct));
    }
}
