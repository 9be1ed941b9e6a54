using System.Diagnostics;
using Dapper;
using Npgsql;

namespace Frontdesk.Platform;

/// <summary>
/// Brings a database to the state this program knows: each file once, in order, in one transaction of its own, as the owner role.
/// Two that run at once queue on an advisory lock; a file that fails leaves nothing.
/// </summary>
public sealed class Migrator(NpgsqlConnectionStringBuilder admin, string password, IReadOnlyList<Migration> migrations)
{
    /// <summary>"Frontdesk" as a number: the advisory lock of whoever migrates this database.</summary>
    private const long LockKey = 0x46726f6e746465;

    public Migrator(DatabaseOptions options, DataFolder folder)
        : this(options.Admin() ?? throw new StartFault("FRONTDESK_DATABASE is not set."), Databases.Password(options, folder), Migration.All) { }

    /// <param name="Took">How long the file took.</param>
    public sealed record Applied(Migration Migration, TimeSpan Took);

    private sealed record Landed(int Number, string Name, string Checksum);

    /// <summary>Applies what is missing.</summary>
    /// <param name="applied">Told of each file when it has been committed.</param>
    /// <exception cref="StartFault">An edited or missing file, a newer database, a file that fails, a database out of reach or too old.</exception>
    public async Task<int> Migrate(Action<Applied>? applied, CancellationToken ct)
    {
        await using var connection = await Open(ct);
        // Waits for another migrator. Held by the session, so it also goes when the process is killed.
        await connection.ExecuteAsync(new CommandDefinition("select pg_advisory_lock(@LockKey)", new { LockKey }, commandTimeout: 0, cancellationToken: ct));
        await DatabaseRoles.Make(connection, admin, password, ct);
        var pending = Pending(await LandedFiles(connection, ct));
        foreach (var migration in pending)
        {
            var started = Stopwatch.GetTimestamp();
            await Apply(connection, migration, ct);
            applied?.Invoke(new Applied(migration, Stopwatch.GetElapsedTime(started)));
        }
        return pending.Count;
    }

    /// <summary>What <see cref="Migrate"/> would apply; changes nothing.</summary>
    public async Task<IReadOnlyList<Migration>> Check(CancellationToken ct)
    {
        await using var connection = await Open(ct);
        return Pending(await LandedFiles(connection, ct));
    }

    private List<Migration> Pending(List<Landed> landed)
    {
        var known = migrations.ToDictionary(migration => migration.Number);
        var newest = migrations.Count == 0 ? 0 : migrations[^1].Number;
        var newer = landed.Where(file => file.Number > newest).Select(file => file.Name).ToList();
        if (newer.Count > 0)
            throw new NewerDatabase($"The database is newer than this program: it has {string.Join(", ", newer)}, and this program ends at {newest:0000}. Run the newer program.");
        foreach (var file in landed)
        {
            if (!known.TryGetValue(file.Number, out var migration))
                throw new StartFault($"{file.Name} was applied to this database, but this program has no such file. A landed migration is never removed.");
            if (migration.Checksum != file.Checksum)
                throw new StartFault($"{migration.Name} was edited after it was applied to this database ({file.Name}). A landed migration is never edited: undo the edit and write a new file.");
        }
        var done = landed.Select(file => file.Number).ToHashSet();
        return [.. migrations.Where(migration => !done.Contains(migration.Number))];
    }

    private static async Task Apply(NpgsqlConnection connection, Migration migration, CancellationToken ct)
    {
        try
        {
            await using var transaction = await connection.BeginTransactionAsync(ct);
            // A migration that would wait longer for a lock than requests can bear gives up, and is tried again at a quieter time.
            await connection.ExecuteAsync(new CommandDefinition($"set local role {Databases.OwnerRole}; set local lock_timeout = '2s'", transaction: transaction, cancellationToken: ct));
            await using (var file = new NpgsqlCommand(migration.Sql, connection, transaction) { CommandTimeout = 0 })
                await file.ExecuteNonQueryAsync(ct);
            await connection.ExecuteAsync(new CommandDefinition(Ledger, new { migration.Number, migration.Name, migration.Checksum }, transaction, cancellationToken: ct));
            await transaction.CommitAsync(ct);
        }
        catch (PostgresException e)
        {
            throw new StartFault($"{migration.Name} failed and left nothing behind: {e.MessageText} ({e.SqlState})", e);
        }
    }

    // After the file, not before the first one: 0001 makes the schema.
    private const string Ledger =
        $"""
        set local role {Databases.OwnerRole};
        create schema if not exists platform;
        create table if not exists platform.migrations (
            number     integer primary key,
            name       text not null,
            checksum   text not null, -- SHA-256 of the file
            applied_at timestamptz not null default now()
        );
        grant usage on schema platform to {Databases.AppRole}, {Databases.WorkerRole};
        grant select on platform.migrations to {Databases.AppRole}, {Databases.WorkerRole};
        insert into platform.migrations (number, name, checksum) values (@Number, @Name, @Checksum)
        """;

    private static async Task<List<Landed>> LandedFiles(NpgsqlConnection connection, CancellationToken ct)
    {
        var exists = await connection.ExecuteScalarAsync<bool>(new CommandDefinition("select to_regclass('platform.migrations') is not null", cancellationToken: ct));
        return exists
            ? (await connection.QueryAsync<Landed>(new CommandDefinition("select number as \"Number\", name as \"Name\", checksum as \"Checksum\" from platform.migrations order by number", cancellationToken: ct))).AsList()
            : [];
    }

    private async Task<NpgsqlConnection> Open(CancellationToken ct)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(admin.ConnectionString) { Pooling = false, ApplicationName = "frontdesk migrate" }.ConnectionString);
        try
        {
            await connection.OpenAsync(ct);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            await connection.DisposeAsync();
            throw DatabaseRoles.OutOfReach(admin, e);
        }
        if (connection.PostgreSqlVersion.Major >= 15)
            return connection;
        var version = connection.PostgreSqlVersion;
        await connection.DisposeAsync();
        throw new StartFault($"The database at {admin.Host}:{admin.Port} is PostgreSQL {version}; 15 or later is needed.");
    }
}

/// <summary>A newer program migrated this database.</summary>
public sealed class NewerDatabase(string line) : StartFault(line);
