using Npgsql;

namespace Frontdesk.Platform;

/// <summary>The connection pools, one per database role. Tenant data is reached through <c>TenantDb</c> only.</summary>
public sealed class Databases(DatabaseOptions options, DataFolder folder) : IAsyncDisposable
{
    public const string OwnerRole = "frontdesk_owner";
    public const string AppRole = "frontdesk_app";
    public const string WorkerRole = "frontdesk_worker";

    private readonly Lazy<NpgsqlDataSource> _app = new(() => Source(options, folder, AppRole));
    private readonly Lazy<NpgsqlDataSource> _worker = new(() => Source(options, folder, WorkerRole));
    private readonly Lazy<NpgsqlDataSource> _owner = new(() => NpgsqlDataSource.Create(Admin(options)));

    /// <summary>Requests: under row level security, no tenant, no rows.</summary>
    public NpgsqlDataSource App => _app.Value;

    /// <summary>The worker: claims the jobs of all tenants and runs each as its tenant.</summary>
    public NpgsqlDataSource Worker => _worker.Value;

    /// <summary>The login of FRONTDESK_DATABASE: for commands such as <c>migrate</c>, never for requests.</summary>
    public NpgsqlDataSource Owner => _owner.Value;

    public static string Password(DatabaseOptions options, DataFolder folder) =>
        string.IsNullOrEmpty(options.Password) ? folder.Secret("database-password") : options.Password;

    private static NpgsqlConnectionStringBuilder Admin(DatabaseOptions options) =>
        options.Admin() ?? throw new InvalidOperationException("The embedded database is started, and FRONTDESK_DATABASE set, before a connection is asked for.");

    private static NpgsqlDataSource Source(DatabaseOptions options, DataFolder folder, string role)
    {
        var login = new NpgsqlConnectionStringBuilder(Admin(options).ConnectionString)
        {
            Username = role,
            Password = Password(options, folder),
            ApplicationName = role,
            // Days added in SQL are days of this clock, whatever the server's is.
            Timezone = "UTC",
            MaxPoolSize = options.Connections,
            // The statements of a use case are few and constant: prepared once per connection they are planned once.
            MaxAutoPrepare = 200,
            AutoPrepareMinUsages = 2,
            // Returning a connection would send seven statements to undo what nothing here does: every setting is local to its transaction, and there are
            // no temporary tables, cursors or session locks. They were an eighth of what an audited read costs Postgres. One that lost its listener may
            // come back still listening: what it then hears, nobody handles.
            NoResetOnClose = true,
            Timeout = 10,
            CommandTimeout = 30,
            // Details quote the row that offended, which may be a patient's.
            IncludeErrorDetail = false,
        };
        return NpgsqlDataSource.Create(login);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var source in new[] { _app, _worker, _owner })
        {
            if (source.IsValueCreated)
                await source.Value.DisposeAsync();
        }
    }
}
