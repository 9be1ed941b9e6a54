using System.CommandLine;

namespace Frontdesk.Host;

/// <summary><c>frontdesk demo</c>: fills a migrated database with the demo clinics; what is there already stays.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var command = new Command("demo", "Add three demo clinics to the database.");
        command.SetAction(async (parsed, ct) =>
        {
            await using var program = await OpenProgram.At(new Dictionary<string, string?>(), ct);
            await program.MustBeMigrated(ct);
            await DemoClinics.Seed(program.Services, parsed.InvocationConfiguration.Output.WriteLine, ct);
            return 0;
        });
        return command;
    }
}
