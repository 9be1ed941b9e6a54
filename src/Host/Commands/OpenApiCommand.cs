using System.CommandLine;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Frontdesk.Host;

/// <summary><c>frontdesk openapi FILE</c>: writes the HTTP contract; needs no database.</summary>
internal static class OpenApiCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("file") { Description = "Where to write it.", HelpName = "FILE" };
        var command = new Command("openapi", "Write the HTTP contract as OpenAPI 3.1.") { file };
        command.SetAction(async (parsed, ct) =>
        {
            // The routes are known once the program answers: on any free port, and without what it does by itself.
            var builder = FrontdeskHost.Builder([], new Dictionary<string, string?> { ["FRONTDESK_PORT"] = "0", ["Logging:LogLevel:Default"] = "Error" });
            builder.Services.RemoveAll<IHostedService>();
            await using var app = FrontdeskHost.Build(builder);
            await app.StartAsync(ct);
            await File.WriteAllTextAsync(parsed.GetRequiredValue(file).FullName, await ApiDocument.Write(app, ct), ct);
            return 0;
        });
        return command;
    }
}
