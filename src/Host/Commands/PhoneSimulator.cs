using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Frontdesk.Platform;

namespace Frontdesk.Host;

/// <summary>The telephone of <c>frontdesk run</c>: a program of its own that speaks the vendor's protocol, started and stopped with this one.</summary>
internal sealed class PhoneSimulator : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ParentWatch _watch;

    private PhoneSimulator(Process process, ParentWatch watch) => (_process, _watch) = (process, watch);

    /// <summary>Account and token the two programs share, made once.</summary>
    public static (string AccountSid, string AuthToken) Credentials(DataFolder folder)
    {
        var seed = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(folder.Secret("phone-simulator")));
        return ($"AC{Convert.ToHexStringLower(seed[..16])}", Convert.ToHexStringLower(seed[16..]));
    }

    /// <summary>Starts it with the numbers of all clinics and waits until it answers.</summary>
    /// <param name="callers">A file with who may be played on its page; need not exist.</param>
    public static async Task<PhoneSimulator> Start(OpenProgram program, string callers, CancellationToken ct)
    {
        var folder = program.Services.GetRequiredService<DataFolder>();
        var options = program.Services.GetRequiredService<HostOptions>();
        var numbers = await Numbers(program, folder, ct);
        var (account, token) = Credentials(folder);
        var start = new ProcessStartInfo(Executable(), ["--port", $"{options.PhonePort}", "--numbers", numbers, .. File.Exists(callers) ? new[] { "--callers", callers } : []])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Not on the command line, where everyone on the machine reads it.
        start.Environment["PHONE_ACCOUNT_SID"] = account;
        start.Environment["PHONE_AUTH_TOKEN"] = token;
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        var process = Process.Start(start) ?? throw new StartFault("The telephone simulator could not be started.");
        process.OutputDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        var faults = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var phone = new PhoneSimulator(process, ParentWatch.Start("kill \"$1\"", $"{process.Id}"));
        try
        {
            await UntilItAnswers(process, options.PhonePort, faults, ct);
            return phone;
        }
        catch
        {
            await phone.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _watch.Dismiss();
        _watch.Dispose();
        if (!_process.HasExited)
        {
            using var polite = Process.Start(new ProcessStartInfo("kill", [$"{_process.Id}"]));
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            try
            {
                await _process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
            }
        }
        _process.Dispose();
    }

    private static async Task UntilItAnswers(Process process, int port, Task<string> faults, CancellationToken ct)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            if (process.HasExited || waited.Elapsed > TimeSpan.FromSeconds(30))
                throw new StartFault($"The telephone simulator did not start: {(process.HasExited ? (await faults).ReplaceLineEndings(" ").Trim() : "it does not answer")}");
            try
            {
                using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(IPAddress.Loopback, port, ct);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(50, ct);
            }
        }
    }

    private static async Task<string> Numbers(OpenProgram program, DataFolder folder, CancellationToken ct)
    {
        var clinics = await program.Services.GetRequiredService<Clinics>().All(ct);
        var url = program.Services.GetRequiredService<PublicUrl>();
        var numbers = clinics.Select(clinic => new
        {
            number = clinic.Phone,
            name = clinic.Name,
            voiceUrl = $"{url.Of(clinic.Slug)}/api/v1/callcenter/twilio/voice",
            statusCallback = $"{url.Of(clinic.Slug)}/api/v1/callcenter/twilio/status",
            smsUrl = $"{url.Of(clinic.Slug)}/api/v1/messaging/twilio/text",
        });
        var file = folder.At("phone-numbers.json");
        return folder.Writing(() =>
        {
            File.WriteAllText(file, JsonSerializer.Serialize(numbers));
            return file;
        });
    }

    private static string Executable()
    {
        var name = OperatingSystem.IsWindows() ? "frontdesk-phone.exe" : "frontdesk-phone";
        // …/src/Host/bin/Debug/net10.0/ in a clone; in a published folder it lies beside this program.
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var framework = here.Name;
        var configuration = here.Parent?.Name ?? "";
        var clone = Path.Combine(here.FullName, "..", "..", "..", "..", "..", "tools", "Phone", "bin", configuration, framework, name);
        return new[] { Path.Combine(here.FullName, "phone", name), clone }.FirstOrDefault(File.Exists)
            ?? throw new StartFault("The telephone simulator is not built: start with `make run`.");
    }
}
