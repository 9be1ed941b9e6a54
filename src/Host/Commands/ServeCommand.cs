using System.CommandLine;
using Frontdesk.Platform;

namespace Frontdesk.Host;

/// <summary><c>frontdesk serve</c>: answers requests, runs jobs, or both, on a database that has been migrated.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var role = new Option<HostRole?>("--role") { Description = "What this process does: web, worker or all. Default: FRONTDESK_ROLE, else all.", HelpName = "web|worker|all" };
        var command = new Command("serve", "Serve requests and run jobs.") { role };
        command.SetAction((parsed, ct) => Run(parsed.GetValue(role), parsed.InvocationConfiguration.Output, ct));
        return command;
    }

    private static async Task<int> Run(HostRole? role, TextWriter output, CancellationToken ct)
    {
        var settings = new Dictionary<string, string?>();
        if (role is not null)
            settings["FRONTDESK_ROLE"] = role.ToString();
        await using var program = await OpenProgram.At(settings, ct, options => Ports.MustBeFree(options.Address, options.Port, "FRONTDESK_PORT"));
        await program.MustBeMigrated(ct);
        await program.Serve(() => output.WriteLineAsync($"Serving at {string.Join(", ", program.App.Urls)}"), ct);
        return 0;
    }
}
