using System.Net.Sockets;
using Frontdesk.Phone;

var (settings, exitCode) = ReadSettings.From(args, Console.Out, Console.Error);
if (settings is null) return exitCode;
await using var app = PhoneApp.Build(settings);
try
{
    await app.StartAsync();
}
catch (Exception e) when (e is IOException or SocketException)
{
    await Console.Error.WriteLineAsync($"frontdesk-phone: cannot serve {settings.Listen} port {settings.Port}: {(e.GetBaseException() as SocketException)?.Message ?? e.Message}");
    return 3;
}

await app.WaitForShutdownAsync();
return 0;
