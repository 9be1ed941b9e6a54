using System.CommandLine;
using Frontdesk.Platform;

namespace Frontdesk.Host;

/// <summary><c>frontdesk code EMAIL</c>: what the authenticator of a demo account shows now. Demo accounts alone: their secrets are public.</summary>
internal static class CodeCommand
{
    public static Command Create()
    {
        var email = new Argument<string>("email") { Description = "A demo account, such as agent@lakeview.example." };
        var command = new Command("code", "Show the current sign-in code of a demo account.") { email };
        command.SetAction(async (parsed, _) =>
        {
            var code = DemoAccounts.Code(parsed.GetRequiredValue(email), TimeProvider.System.GetUtcNow())
                ?? throw new StartFault($"{parsed.GetRequiredValue(email)} is no demo account: try {DemoAccounts.Email(DemoClinics.All[0], DemoClinics.All[0].Accounts[0])}.");
            await parsed.InvocationConfiguration.Output.WriteLineAsync(code);
            return 0;
        });
        return command;
    }
}
