using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Frontdesk.Platform;

internal static class TelemetryModule
{
    internal static IServiceCollection AddTelemetry(this IServiceCollection services)
    {
        services.AddSettings<TelemetrySettings>();
        services.AddHostedService<Export>();
        services.AddLogging(static logging =>
        {
            logging.ClearProviders();
            logging.AddConsole(static console => console.FormatterName = LogLines.FormatterName);
            // The framework's own lines name raw addresses; ours name the route. It speaks when something is wrong.
            logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
            logging.AddFilter("System.Net.Http", LogLevel.Warning);
            logging.AddFilter("Npgsql", LogLevel.Warning);
        });
        services.AddSingleton<ConsoleFormatter>(provider => new LogLines(
            json: !provider.GetRequiredService<IHostEnvironment>().IsDevelopment(), provider.GetRequiredService<TimeProvider>()));
        return services;
    }
}
