using System.CommandLine;
using Frontdesk.Platform;

namespace Frontdesk.Host;

/// <summary><c>frontdesk demo</c>: fills a migrated database with the demo clinics; what is there already stays. <c>demo accounts</c> says who can sign in.</summary>
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
        var accounts = new Command("accounts", "List the demo accounts with passwords and authenticator secrets.");
        accounts.SetAction(async (parsed, _) =>
        {
            var url = Settings.ReadOrDefault<HostOptions>(new ConfigurationBuilder().AddEnvironmentVariables().Build()).PublicUrlOrDefault;
            await parsed.InvocationConfiguration.Output.WriteLineAsync(DemoAccounts.Describe(new PublicUrl(url)));
            return 0;
        });
        command.Add(accounts);
        return command;
    }
}
