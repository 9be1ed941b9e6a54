using System.CommandLine;
using Frontdesk.Platform;

namespace Frontdesk.Host;

/// <summary><c>frontdesk run</c>: the whole system on one machine, with demo clinics and a simulated telephone. What <c>make run</c> calls.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var command = new Command("run", "Start everything on this machine: database, demo clinics, telephone and server.");
        command.SetAction((parsed, ct) => Run(parsed.InvocationConfiguration.Output, ct));
        return command;
    }

    private static async Task<int> Run(TextWriter output, CancellationToken ct)
    {
        await using var program = await OpenProgram.At(Telephone(), ct, options =>
        {
            Ports.MustBeFree(options.Address, options.Port, "FRONTDESK_PORT");
            Ports.MustBeFree("127.0.0.1", options.PhonePort, "FRONTDESK_PHONE_PORT");
        });
        await program.Migrator().Migrate(file => output.WriteLine($"  {file.Migration.Name}  {file.Took.TotalMilliseconds:0} ms"), ct);
        await DemoClinics.Seed(program.Services, line => output.WriteLine($"  {line}"), ct);
        await using var phone = await PhoneSimulator.Start(program, program.Services.GetRequiredService<DataFolder>().At(DemoClinics.CallersFile), ct);
        await program.Serve(() => output.WriteLineAsync(Welcome(program)), ct);
        return 0;
    }

    // Unless real credentials are set, the vendor is the simulator.
    private static Dictionary<string, string?> Telephone()
    {
        var environment = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        var settings = new Dictionary<string, string?>();
        if (environment["Logging:LogLevel:Default"] is null)
            settings["Logging:LogLevel:Default"] = "Warning";
        if (!string.IsNullOrEmpty(environment["FRONTDESK_TWILIO_ACCOUNT_SID"]))
            return settings;
        var (account, token) = PhoneSimulator.Credentials(new DataFolder(Settings.ReadOrDefault<DatabaseOptions>(environment)));
        settings["FRONTDESK_TWILIO_ACCOUNT_SID"] = account;
        settings["FRONTDESK_TWILIO_AUTH_TOKEN"] = token;
        settings["FRONTDESK_TWILIO_API_URL"] = $"http://localhost:{Settings.ReadOrDefault<HostOptions>(environment).PhonePort}";
        return settings;
    }

    private static string Welcome(OpenProgram program)
    {
        var url = program.Services.GetRequiredService<PublicUrl>();
        var options = program.Services.GetRequiredService<HostOptions>();
        var clinics = DemoClinics.All.Select(clinic =>
            $"""

            {clinic.Name}
              patients   {url.Of(clinic.Slug)}/
              staff      {url.Of(clinic.Slug)}/staff
              accounts   {string.Join(", ", clinic.Accounts.Select(account => DemoAccounts.Email(clinic, account)))}
              password   {clinic.Password}
            """);
        return $"""
            {string.Join('\n', clinics)}

            The telephone          http://localhost:{options.PhonePort}/
            A code to sign in      make code email=agent@lakeview.example

            Ctrl-C stops everything. The data stays in {program.Services.GetRequiredService<DataFolder>().Root}.
            """;
    }
}
