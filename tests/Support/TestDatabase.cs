using Dapper;
using Frontdesk.Platform;
using Npgsql;

namespace Frontdesk.Tests.Support;

/// <summary>A database of one test or test class, dropped at its end.</summary>
public sealed class TestDatabase(TestServer server, NpgsqlConnectionStringBuilder admin) : IAsyncDisposable
{
    /// <summary>A new database like the migrated template.</summary>
    public static async Task<TestDatabase> Clone() => await (await TestServer.Current).Clone();

    /// <summary>A new database with nothing in it, for tests of the migrations themselves.</summary>
    public static async Task<TestDatabase> Empty() => await (await TestServer.Current).Empty();

    /// <summary>The superuser's connection: for arranging and for looking, never for what is tested.</summary>
    public NpgsqlConnectionStringBuilder Admin => admin;

    /// <summary>The settings with which a Host, or a data source of a role, reaches this database.</summary>
    public DatabaseOptions Options => new() { Database = admin.ConnectionString, Password = TestServer.Password, Data = server.Folder, Connections = 20 };

    /// <summary>As the superuser, past row level security.</summary>
    public async Task<NpgsqlConnection> Open()
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(admin.ConnectionString) { MaxPoolSize = 10 }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>As a migration would: what is made belongs to frontdesk_owner.</summary>
    public async Task ExecuteAsOwner(string sql)
    {
        await using var connection = await Open();
        await connection.ExecuteAsync($"set role {Databases.OwnerRole}");
        await connection.ExecuteAsync(sql);
    }

    /// <summary>Rows as frontdesk_owner sees them: the catalog, but no tenant's data.</summary>
    public async Task<IReadOnlyList<T>> QueryAsOwner<T>(string sql)
    {
        await using var connection = await Open();
        await connection.ExecuteAsync($"set role {Databases.OwnerRole}");
        return (await connection.QueryAsync<T>(sql)).AsList();
    }

    /// <summary>Rows of all tenants, as only a superuser sees them.</summary>
    public async Task<IReadOnlyList<T>> QueryAsSuperuser<T>(string sql, object? args = null)
    {
        await using var connection = await Open();
        return (await connection.QueryAsync<T>(sql, args)).AsList();
    }

    public async ValueTask DisposeAsync() => await server.Drop(admin.Database!);
}
