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
        await MustBeMigrated(program, ct);
        await program.Serve(() => output.WriteLineAsync($"Serving at {string.Join(", ", program.App.Urls)}"), ct);
        return 0;
    }

    // A newer database is fine: in a rolling deploy the last version still serves while the next has migrated.
    private static async Task MustBeMigrated(OpenProgram program, CancellationToken ct)
    {
        IReadOnlyList<Migration> pending;
        try
        {
            pending = await program.Migrator().Check(ct);
        }
        catch (NewerDatabase)
        {
            return;
        }
        if (pending.Count > 0)
            throw new StartFault($"The database lacks {pending[0].Name}{(pending.Count > 1 ? $" and {pending.Count - 1} more" : "")}: run `frontdesk migrate` first.");
    }
}
