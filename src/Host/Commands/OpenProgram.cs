using Frontdesk.Platform;

namespace Frontdesk.Host;

/// <summary>
/// What a command stands on: settings without a fault, a database that is there (the embedded one is started when none is named), and the composed services.
/// </summary>
/// <example><code>await using var program = await OpenProgram.At([], ct); var databases = program.Services.GetRequiredService&lt;Databases&gt;();</code></example>
internal sealed class OpenProgram : IAsyncDisposable
{
    private readonly EmbeddedPostgres? _embedded;

    private OpenProgram(WebApplication app, EmbeddedPostgres? embedded) => (App, _embedded) = (app, embedded);

    /// <summary>Composed, not started.</summary>
    public WebApplication App { get; }

    public IServiceProvider Services => App.Services;

    public bool IsEmbedded => _embedded is not null;

    /// <param name="settings">Over the environment, by the same names.</param>
    /// <param name="ready">Asked when the settings are right and nothing has been started.</param>
    /// <exception cref="StartFault">The settings have faults, or the database cannot be had.</exception>
    public static async Task<OpenProgram> At(IReadOnlyDictionary<string, string?> settings, CancellationToken ct, Action<HostOptions>? ready = null)
    {
        var builder = FrontdeskHost.Builder([], settings);
        Settings.Validate(builder.Services, builder.Configuration);
        ready?.Invoke(Settings.Read<HostOptions>(builder.Configuration));
        var options = Settings.Read<DatabaseOptions>(builder.Configuration);
        var embedded = options.Admin() is null ? await EmbeddedPostgres.Start(new DataFolder(options), new EmbeddedPostgresSettings(), ct) : null;
        try
        {
            if (embedded is not null)
                builder.Configuration["FRONTDESK_DATABASE"] = embedded.Admin.ConnectionString;
            return new OpenProgram(FrontdeskHost.Build(builder), embedded);
        }
        catch
        {
            if (embedded is not null)
                await embedded.DisposeAsync();
            throw;
        }
    }

    public Migrator Migrator() => new(Services.GetRequiredService<DatabaseOptions>(), Services.GetRequiredService<DataFolder>());

    /// <exception cref="StartFault">A migration is missing.</exception>
    // A newer database is fine: in a rolling deploy the last version still serves while the next has migrated.
    public async Task MustBeMigrated(CancellationToken ct)
    {
        IReadOnlyList<Migration> pending;
        try
        {
            pending = await Migrator().Check(ct);
        }
        catch (NewerDatabase)
        {
            return;
        }
        if (pending.Count > 0)
            throw new StartFault($"The database lacks {pending[0].Name}{(pending.Count > 1 ? $" and {pending.Count - 1} more" : "")}: run `frontdesk migrate` first.");
    }

    /// <summary>Serves until asked to stop.</summary>
    /// <param name="started">Called when requests are answered.</param>
    public async Task Serve(Func<Task> started, CancellationToken ct)
    {
        try
        {
            await App.StartAsync(ct);
        }
        catch (IOException e)
        {
            // Kestrel's words for a port that was taken since it was looked at.
            throw new StartFault(e.Message, e);
        }
        await started();
        await App.WaitForShutdownAsync(ct);
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        if (_embedded is not null)
            await _embedded.DisposeAsync();
    }
}
