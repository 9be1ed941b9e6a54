using System.CommandLine;

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
            await using var app = FrontdeskHost.Build([], new Dictionary<string, string?>());
            await File.WriteAllTextAsync(parsed.GetRequiredValue(file).FullName, await ApiDocument.Write(app, ct), ct);
            return 0;
        });
        return command;
    }
}
