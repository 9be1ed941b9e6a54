using System.CommandLine;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json;
using Frontdesk.Platform;
using Frontdesk.Scheduling;

namespace Frontdesk.Host;

/// <summary><c>frontdesk race</c>: the promise of no double booking as something anyone can run, on a clinic of its own in the database of this installation.</summary>
internal static class RaceCommand
{
    private const string Help =
        """
        Race patients for the same times while the server is killed and restarted.

        Opens a throw-away clinic, starts a server of its own on this installation's database, lets patients hold, book, move and cancel at random while the server is
        killed with -9 and started again, and then proves from the database and from what each patient was told: no two visits overlap, every acknowledged booking,
        move and cancelation is stored and nothing else, nobody was refused a time that was free, and every hold is gone. Other clinics are not touched.

        Exit code 0: every promise was kept. 1: one was not; each is named.
        """;

    public static Command Create()
    {
        var seconds = new Option<int>("--seconds") { Description = "How long they race, 5 to 3600.", DefaultValueFactory = static _ => 60 };
        var clients = new Option<int>("--clients") { Description = "Patients at once, 1 to 1000.", DefaultValueFactory = static _ => 200 };
        var times = new Option<int>("--times") { Description = "Times they want, 20 to 1000, in twenties.", DefaultValueFactory = static _ => 100 };
        seconds.Validators.Add(static result => { if (result.GetValueOrDefault<int>() is < 5 or > 3600) result.AddError("--seconds takes 5 to 3600."); });
        clients.Validators.Add(static result => { if (result.GetValueOrDefault<int>() is < 1 or > 1000) result.AddError("--clients takes 1 to 1000."); });
        times.Validators.Add(static result => { if (result.GetValueOrDefault<int>() is < 20 or > 1000 || result.GetValueOrDefault<int>() % 20 != 0) result.AddError("--times takes 20 to 1000, in twenties."); });
        var command = new Command("race", Help) { seconds, clients, times };
        command.SetAction((parsed, ct) => Run(parsed.GetValue(seconds), parsed.GetValue(clients), parsed.GetValue(times), ct));
        return command;
    }

    private static async Task<int> Run(int seconds, int count, int times, CancellationToken ct)
    {
        await using var program = await OpenProgram.At(new Dictionary<string, string?>(StringComparer.Ordinal), ct);
        await program.MustBeMigrated(ct);
        var services = program.Services;
        var slug = $"race-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(5))}";
        var clinic = await services.GetRequiredService<Clinics>().Open(new Tenant(Guid.CreateVersion7(), slug, "The race", "+12015550100", "America/New_York", ["en"]), ct);
        var db = services.GetRequiredService<TenantDbFactory>().For(clinic, Actor.System, $"race-{slug}", "race.run");
        await using var server = new RaceServer(program, slug);
        try
        {
            var course = await Lay(db, times, ct);
            await server.Start(ct);
            Console.WriteLine($"{count} patients race for {course.Times.Count} times for {seconds} s at the clinic {slug}.");
            var clients = await Enter(services, server, db, clinic, course, count, ct);

            var kills = await Race(server, clients, TimeSpan.FromSeconds(seconds), ct);
            var faults = await RaceProof.Faults(db, clients, ct);
            Console.WriteLine($"{clients.Sum(static c => c.Bookings)} booked, {clients.Sum(static c => c.Moves)} moved, {clients.Sum(static c => c.Cancels)} cancelled, "
                + $"{clients.Sum(static c => c.Conflicts)} refused because taken and {clients.Sum(static c => c.Engaged)} because they had a visit then; the server was killed {kills} times.");
            foreach (var fault in faults.Take(20))
                await Console.Error.WriteLineAsync($"broken: {fault}");
            if (faults.Count > 20)
                await Console.Error.WriteLineAsync($"broken: and {faults.Count - 20} more");
            Console.WriteLine(faults.Count == 0 ? "Every promise was kept: no overlap, every acknowledged act stored, no false conflict, every hold gone." : $"{faults.Count} promises were broken.");
            return faults.Count == 0 ? 0 : 1;
        }
        finally
        {
            await services.GetRequiredService<Clinics>().Close(clinic.Id, CancellationToken.None);
        }
    }

    /// <summary>Twenty half hours a day for each practitioner, on a weekday to come.</summary>
    private static async Task<RaceCourse> Lay(TenantDb db, int times, CancellationToken ct)
    {
        Guid location = Guid.CreateVersion7(), visitType = Guid.CreateVersion7();
        var practitioners = Enumerable.Range(1, times / 20).Select(static _ => Guid.CreateVersion7()).ToList();
        await db.Transaction(async tx =>
        {
            await ClinicSetUp.AddLocation(tx, location, "Track", "1 Track Road", "America/New_York", ct);
            await ClinicSetUp.AddVisitType(tx, new VisitTypeToAdd(visitType, "Lap", "Vuelta", 30, PatientsMayBook: true), ct);
            for (var i = 0; i < practitioners.Count; i++)
                await ClinicSetUp.AddPractitioner(tx, practitioners[i], $"Lane {i + 1}", ["en"], [location], [.. Enumerable.Range(1, 7).Select(day => new HoursToAdd(location, day, "08:00", "18:00"))], ct);
        }, ct);
        var day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(7);
        var zone = NodaTime.DateTimeZoneProviders.Tzdb["America/New_York"];
        var first = NodaTime.LocalDate.FromDateOnly(day).At(new NodaTime.LocalTime(8, 0)).InZoneLeniently(zone).ToDateTimeOffset().ToUniversalTime();
        return new RaceCourse(visitType, location, [.. practitioners.SelectMany(p => Enumerable.Range(0, 20).Select(i => (p, first.AddMinutes(30 * i))))]);
    }

    /// <summary>Registers the patients at the desk and signs each in.</summary>
    private static async Task<List<RaceClient>> Enter(IServiceProvider services, RaceServer server, TenantDb db, Tenant clinic, RaceCourse course, int count, CancellationToken ct)
    {
        var sessions = services.GetRequiredService<Sessions>();
        var staff = Guid.CreateVersion7();
        await StaffAccounts.Add(db, staff, $"{clinic.Slug}@race.example", "Starter", Role.Agent, Convert.ToHexString(RandomNumberGenerator.GetBytes(16)), RandomNumberGenerator.GetBytes(20), ct);
        using var desk = server.Browser(await sessions.BeginForStaff(clinic, staff, "race", ct));
        var clients = new List<RaceClient>();
        for (var i = 1; i <= count; i++)
        {
            using var registered = await desk.PostAsJsonAsync("api/v1/patients", new { givenName = "Runner", familyName = $"Number {i}", birthDate = "1990-01-01" }, ct);
            var patient = (await registered.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(ct)).GetProperty("patientId").GetGuid();
            var browser = server.Browser(await sessions.BeginForPatient(clinic, patient, "race", ct));
            clients.Add(new RaceClient(browser, patient, course, new Random(i), TimeProvider.System, () => server.Serving));
        }
        return clients;
    }

    private static async Task<int> Race(RaceServer server, List<RaceClient> clients, TimeSpan lasts, CancellationToken ct)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var running = Task.WhenAll(clients.Select(client => client.Run(enough.Token)));
        var begun = Stopwatch.StartNew();
        var kills = 0;
        while (begun.Elapsed < lasts && !running.IsFaulted)
        {
            var pause = TimeSpan.FromSeconds(4 + (RandomNumberGenerator.GetInt32(80) / 10.0));
            await Task.Delay(pause < lasts - begun.Elapsed ? pause : lasts - begun.Elapsed + TimeSpan.FromMilliseconds(1), ct);
            Console.WriteLine($"{begun.Elapsed.TotalSeconds,4:0} s: {clients.Sum(static c => c.Bookings)} booked, {clients.Sum(static c => c.Moves)} moved, {clients.Sum(static c => c.Cancels)} cancelled, {clients.Sum(static c => c.Conflicts)} refused");
            if (begun.Elapsed >= lasts)
                break;
            await server.Kill();
            kills++;
            await server.Start(ct);
        }
        await enough.CancelAsync();
        Console.WriteLine("Finishing what is under way; a request the server died over is asked again when its key is free.");
        await running;
        return kills;
    }
}

/// <summary>The server of a race: a process of its own that can be killed, on a port nobody else uses.</summary>
internal sealed class RaceServer(OpenProgram program, string slug) : IAsyncDisposable
{
    private readonly int _port = FreePort();
    private volatile TaskCompletionSource _serving = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Process? _process;

    /// <summary>Completes when it answers.</summary>
    public Task Serving => _serving.Task;

    public async Task Start(CancellationToken ct)
    {
        var database = program.Services.GetRequiredService<DatabaseOptions>();
        var start = new ProcessStartInfo(Environment.ProcessPath!, [.. Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? new[] { typeof(RaceServer).Assembly.Location } : [], "serve", "--role", "web"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["FRONTDESK_DATABASE"] = database.Database,
                ["FRONTDESK_PORT"] = $"{_port}",
                ["FRONTDESK_PUBLIC_URL"] = $"http://{{tenant}}.localhost:{_port}",
                ["FRONTDESK_RATE_LIMITS"] = "off",
                ["Logging__LogLevel__Default"] = "Error",
            },
        };
        var said = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.StartsWith("Serving at", StringComparison.Ordinal) == true)
                said.TrySetResult();
        };
        process.ErrorDataReceived += static (_, line) =>
        {
            if (line.Data is { Length: > 0 } text)
                Console.Error.WriteLine(text);
        };
        process.Exited += (_, _) => said.TrySetException(new StartFault("The race's server ended before it served."));
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _process = process;
        await said.Task.WaitAsync(TimeSpan.FromSeconds(60), ct);
        _serving.SetResult();
    }

    /// <summary>As <c>kill -9</c>: it gets no chance to finish anything.</summary>
    public async Task Kill()
    {
        _serving = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _process!.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
        _process = null;
    }

    public HttpClient Browser(string token)
    {
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, ct) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(IPAddress.Loopback, _port, ct);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        var browser = new HttpClient(handler) { BaseAddress = new Uri($"http://{slug}.localhost:{_port}/") };
        browser.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return browser;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await Kill();
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
