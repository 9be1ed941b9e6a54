using System.CommandLine;
using Frontdesk.Host;
using Frontdesk.Platform;

// The build writes openapi.json by running this program up to the composed Host: no command, no database.
if (System.Reflection.Assembly.GetEntryAssembly()?.GetName().Name is "GetDocument.Insider")
{
    await FrontdeskHost.Build(args, new Dictionary<string, string?>()).RunAsync();
    return 0;
}

var root = new RootCommand("Frontdesk: the open front desk for clinics.")
{
    ServeCommand.Create(),
    MigrateCommand.Create(),
    RunCommand.Create(),
    DemoCommand.Create(),
    ImportPatientsCommand.Create(),
    CodeCommand.Create(),
    RaceCommand.Create(),
    OpenApiCommand.Create(),
};

using var stop = new StopSignal();
try
{
    return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, stop.Token);
}
catch (StartFault fault)
{
    foreach (var line in fault.Lines)
        await Console.Error.WriteLineAsync($"frontdesk: {line}");
    return fault.ExitCode;
}
catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
{
    return 130;
}
