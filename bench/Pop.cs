using System.Text;
using System.Text.Json;
using Frontdesk.Host;
using Frontdesk.Platform;

namespace Frontdesk.Bench;

/// <summary>
/// From the first webhook of a call to the agent's screen: the telephone simulator dials a demo clinic, its voice webhook makes the call, and an agent's
/// client hears of it on its live stream and fetches the desk. All on one machine, so all on one clock.
/// </summary>
internal static class Pop
{
    private const double BudgetMs = 300;
    private const string AccountSid = "AC0123456789abcdef0123456789abcdef";
    private const string AuthToken = "only for the bench";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private sealed record Placed(string CallSid, DateTimeOffset CreatedAt);

    public static async Task Run(BenchOptions options, CancellationToken ct)
    {
        await using var cluster = await Cluster.Start(options, ct);
        var database = await cluster.NewDatabase("bench_pop", ct);
        await new Migrator(database, cluster.Folder).Migrate(null, ct);
        var (port, phonePort) = (options.Port, options.Port + 1);
        Dictionary<string, string?> settings = new(StringComparer.Ordinal)
        {
            ["FRONTDESK_DATABASE"] = database.Database,
            ["FRONTDESK_DATA"] = cluster.Folder.Root,
            ["FRONTDESK_PORT"] = $"{port}",
            ["FRONTDESK_RATE_LIMITS"] = "off",
            ["FRONTDESK_TWILIO_ACCOUNT_SID"] = AccountSid,
            ["FRONTDESK_TWILIO_AUTH_TOKEN"] = AuthToken,
            ["FRONTDESK_TWILIO_API_URL"] = $"http://localhost:{phonePort}",
        };
        await using (var program = FrontdeskHost.Build([], settings))
            await DemoClinics.Seed(program.Services, static line => Console.Error.WriteLine(line), ct);

        var clinic = DemoClinics.All[0];
        var hooks = $"http://{clinic.Slug}.localhost:{port}/api/v1/callcenter/twilio";
        await using var host = await HostProcess.Start("frontdesk.dll", ["serve"], settings.ToDictionary(static pair => pair.Key, static pair => pair.Value!, StringComparer.Ordinal), port, ct);
        await using var phone = await HostProcess.Start("frontdesk-phone.dll",
            ["--port", $"{phonePort}", "--account-sid", AccountSid, "--auth-token", AuthToken, "--number", $"{clinic.Phone},voice={hooks}/voice,status={hooks}/status"],
            new Dictionary<string, string>(StringComparer.Ordinal), phonePort, ct);

        var (notices, desks) = await Measure(new Desk(clinic, port), phonePort, options.Calls, ct);
        Console.WriteLine($"{options.Calls} calls, one after the other; milliseconds from the simulator's dialling, which sends the first webhook, on one clock");
        Console.WriteLine(Line("notice on the agent's live stream", notices));
        Console.WriteLine(Line("desk with the call and the caller in the agent's hands", desks));
        var p95 = Percentile(desks, 0.95);
        Console.WriteLine($"budget: p95 at most {BudgetMs:0} ms: {(p95 <= BudgetMs ? "met" : "missed")} with {p95:0.0} ms");
    }

    private static async Task<(List<double> Notices, List<double> Desks)> Measure(Desk desk, int phonePort, int calls, CancellationToken ct)
    {
        using (desk)
        using (var phone = new HttpConnection())
        {
            await phone.Connect(phonePort, ct);
            await desk.SignIn(ct);
            var callers = DemoPeople.Of(desk.Clinic).SelectMany(static patient => patient.Phones).Select(static one => one.Number).Distinct().ToArray();
            List<double> notices = [], desks = [];
            // The first calls meet code that has never run; a desk meets those once a day.
            const int WarmUp = 5;
            for (var n = 0; n < calls + WarmUp; n++)
            {
                await desk.BeAvailable(ct);
                await phone.Send(HttpConnection.Request("POST", "/phone/api/calls", $"localhost:{phonePort}", null, JsonSerializer.Serialize(new { from = callers[n % callers.Length], to = desk.Clinic.Phone })), ct);
                if (phone.Status != 201)
                    throw new BenchFault($"The simulator did not dial: {phone.Status} {Encoding.UTF8.GetString(phone.Body.Span)}");
                var placed = JsonSerializer.Deserialize<Placed>(phone.Body.Span, JsonSerializerOptions.Web)!;
                var (notice, shown) = await desk.UntilTheCallIsThere(ct);
                if (n >= WarmUp)
                {
                    notices.Add((notice - placed.CreatedAt).TotalMilliseconds);
                    desks.Add((shown - placed.CreatedAt).TotalMilliseconds);
                }

                await phone.Send(HttpConnection.Request("POST", $"/phone/api/calls/{placed.CallSid}/hang-up", $"localhost:{phonePort}", null, null), ct);
                await desk.UntilTheCallIsGone(ct);
            }

            return (notices, desks);
        }
    }

    private static string Line(string what, List<double> values) =>
        $"  {what,-56} p50 {Percentile(values, 0.5),7:0.0}   p95 {Percentile(values, 0.95),7:0.0}   most {values.Max(),7:0.0}";

    private static double Percentile(List<double> values, double part) => values.Order().ElementAt(Math.Min(values.Count - 1, (int)(values.Count * part)));

    /// <summary>An agent's client: a live stream, and a connection for requests.</summary>
    private sealed class Desk(DemoClinic clinic, int port) : IDisposable
    {
        private readonly HttpConnection _http = new();
        private readonly HttpConnection _live = new();
        private string? _cookie;

        public DemoClinic Clinic => clinic;

        private string HostName => $"{clinic.Slug}.localhost:{port}";

        public async Task SignIn(CancellationToken ct)
        {
            await _http.Connect(port, ct);
            var email = $"agent@{clinic.Slug}.example";
            await Send("POST", "/api/v1/identity/staff/sign-in", JsonSerializer.Serialize(new { email, password = clinic.Password, code = DemoAccounts.Code(email, TimeProvider.System.GetUtcNow()) }), ct);
            _cookie = _http.Header("Set-Cookie")?.Split(';')[0];
            await _live.Connect(port, ct);
            await _live.Open(HttpConnection.Request("GET", "/api/v1/live", HostName, _cookie, null), ct);
        }

        public Task BeAvailable(CancellationToken ct) => Send("PUT", "/api/v1/callcenter/agents/me", """{"state":"available"}""", ct);

        public async Task<(DateTimeOffset Notice, DateTimeOffset Shown)> UntilTheCallIsThere(CancellationToken ct)
        {
            using var limit = Limit(ct);
            while (true)
            {
                await Notice(limit.Token);
                var notice = TimeProvider.System.GetUtcNow();
                if (await Call(limit.Token) is { } call && call.GetProperty("state").GetString() == "offered" && call.GetProperty("candidates").GetArrayLength() > 0)
                    return (notice, TimeProvider.System.GetUtcNow());
            }
        }

        public async Task UntilTheCallIsGone(CancellationToken ct)
        {
            using var limit = Limit(ct);
            while (await Call(limit.Token) is not null)
                await Notice(limit.Token);
        }

        private async Task Notice(CancellationToken ct)
        {
            try
            {
                while ((await _live.Next(ct)).Span.IndexOf("callcenter."u8) < 0)
                {
                    // Breath, or a notice of something else.
                }
            }
            catch (OperationCanceledException)
            {
                throw new BenchFault($"No notice of a call came within {Patience.TotalSeconds:0} s.");
            }
        }

        private async Task<JsonElement?> Call(CancellationToken ct)
        {
            await Send("GET", "/api/v1/callcenter/desk", null, ct);
            var call = JsonDocument.Parse(_http.Body).RootElement.GetProperty("call");
            return call.ValueKind == JsonValueKind.Null ? null : call.Clone();
        }

        private async Task Send(string method, string path, string? body, CancellationToken ct)
        {
            await _http.Send(HttpConnection.Request(method, path, HostName, _cookie, body), ct);
            if (_http.Status >= 300)
                throw new BenchFault($"{method} {path} was answered {_http.Status}: {Encoding.UTF8.GetString(_http.Body.Span)}");
        }

        private static CancellationTokenSource Limit(CancellationToken ct)
        {
            var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
            limit.CancelAfter(Patience);
            return limit;
        }

        public void Dispose()
        {
            _http.Dispose();
            _live.Dispose();
        }
    }
}
