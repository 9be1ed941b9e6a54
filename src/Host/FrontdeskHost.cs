using Frontdesk.CallCenter;
using Frontdesk.Messaging;
using Frontdesk.Patients;
using Frontdesk.Platform;
using Frontdesk.Scheduling;
using Frontdesk.Worklist;

namespace Frontdesk.Host;

/// <summary>Composes the program: settings, modules, and the path of a request. Touches no database and opens no port.</summary>
public static class FrontdeskHost
{
    /// <summary>Registers everything; nothing has been validated or started.</summary>
    /// <param name="settings">Overrides of the environment, by the same names.</param>
    public static WebApplicationBuilder Builder(string[] args, IReadOnlyDictionary<string, string?> settings)
    {
        // Settings are read once. The default would watch every file below the working directory, which is where the demo's database writes.
        var builder = WebApplication.CreateSlimBuilder([.. args, "--hostBuilder:reloadConfigOnChange=false"]);
        builder.Configuration.AddInMemoryCollection(settings);
        var options = Settings.ReadOrDefault<HostOptions>(builder.Configuration);
        builder.Services
            .AddSettings<HostOptions>()
            .AddSettings<DatabaseOptions>()
            .AddSingleton<DataFolder>()
            .AddSingleton<Databases>()
            .AddPlatform(new PublicUrl(options.PublicUrlOrDefault))
            .AddPatients()
            .AddWorklist()
            .AddScheduling()
            .AddMessaging()
            .AddCallCenter()
            .AddApiDocument()
            .AddResponseCompression(static compression => compression.EnableForHttps = true);
        builder.WebHost.ConfigureKestrel(static kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 1024 * 1024;
        });
        if (options.RunsJobs)
            builder.Services.AddWorker();
        return builder;
    }

    /// <summary>Validates the settings and lays the path of a request.</summary>
    /// <exception cref="StartFault">With one line per fault of the settings.</exception>
    public static WebApplication Build(WebApplicationBuilder builder)
    {
        Settings.Validate(builder.Services, builder.Configuration);
        var app = builder.Build();
        if (app.Services.GetRequiredService<QuietHoursSettings>().Hours == OnOff.Off)
            app.Logger.LogWarning("FRONTDESK_QUIET_HOURS is off: people are texted and offered times at night, too.");
        app.UseResponseCompression();
        app.UsePlatform();
        var options = app.Services.GetRequiredService<HostOptions>();
        // A node that only works still tells how it is; the platform's path answers that.
        if (options.ServesWeb)
        {
            var api = app.MapGroup("/api/v1");
            api.MapPlatform();
            api.MapPatients();
            api.MapWorklist();
            api.MapScheduling();
            api.MapMessaging();
            api.MapCallCenter();
        }
        app.UseWebApps(options.ServesWeb ? WebApps.Find() : null);
        app.Urls.Add($"http://{(options.Address.Contains(':', StringComparison.Ordinal) ? $"[{options.Address}]" : options.Address)}:{options.Port}");
        return app;
    }

    public static WebApplication Build(string[] args, IReadOnlyDictionary<string, string?> settings) => Build(Builder(args, settings));
}
