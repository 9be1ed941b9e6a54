using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Frontdesk.Phone;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Frontdesk.Tests.Support;

/// <summary>The telephone network: the simulator in this process, on a port of its own. Sounds take no time.</summary>
public sealed class Telephone : IAsyncDisposable
{
    internal const string AccountSid = "AC0123456789abcdef0123456789abcdef";
    internal const string AuthToken = "only for tests";

    private readonly WebApplication _network;

    private Telephone(WebApplication network)
    {
        _network = network;
        Address = new Uri(network.Urls.First().Replace("127.0.0.1", "localhost", StringComparison.Ordinal));
        Hands = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 100 }) { BaseAddress = new Uri(network.Urls.First()) };
        Hands.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{AccountSid}:{AuthToken}")));
    }

    public Uri Address { get; }

    /// <summary>What people do with their telephones.</summary>
    public HttpClient Hands { get; }

    /// <summary>The settings by which a Host finds this network.</summary>
    public Dictionary<string, string?> Settings => new()
    {
        ["FRONTDESK_TWILIO_ACCOUNT_SID"] = AccountSid,
        ["FRONTDESK_TWILIO_AUTH_TOKEN"] = AuthToken,
        ["FRONTDESK_TWILIO_API_URL"] = Address.ToString(),
    };

    /// <param name="line">Stands between the program and the network: may keep what is asked or answered.</param>
    public static async Task<Telephone> Start(Func<HttpContext, RequestDelegate, Task>? line = null)
    {
        var network = PhoneApp.Build(new PhoneSettings("127.0.0.1", 0, AccountSid, AuthToken, [], [], Pace: 0, ClientAnswersAfter: TimeSpan.FromMilliseconds(20)), static log => log.SetMinimumLevel(LogLevel.Error));
        if (line is not null)
            network.Use(line);
        await network.StartAsync();
        return new Telephone(network);
    }

    /// <summary>Rents the clinic's number and points it at the clinic's webhooks.</summary>
    public async Task Rent(Clinic clinic)
    {
        var webhooks = $"http://{clinic.Tenant.Slug}.localhost:{clinic.App.Port}/api/v1";
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["PhoneNumber"] = clinic.Tenant.Phone,
            ["VoiceUrl"] = $"{webhooks}/callcenter/twilio/voice",
            ["StatusCallback"] = $"{webhooks}/callcenter/twilio/status",
            ["SmsUrl"] = $"{webhooks}/messaging/twilio/text",
        });
        using var answer = await Hands.PostAsync($"/2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers.json", form);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Tells something: a signed form to one of the clinic's webhooks, past the network.</summary>
    /// <param name="webhook">Below /api/v1/.</param>
    /// <param name="forged">Signed with another token.</param>
    public static async Task<Answer> Tell(Clinic clinic, string webhook, Dictionary<string, string> form, bool forged = false, string? retryToken = null)
    {
        var url = new Uri($"http://{clinic.Tenant.Slug}.localhost:{clinic.App.Port}/api/v1/{webhook}");
        form.TryAdd("AccountSid", AccountSid);
        using var browser = clinic.App.Browser(new Uri(url, "/"));
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new FormUrlEncodedContent(form) };
        request.Headers.Add("X-Twilio-Signature", Signature.Of(forged ? "another token" : AuthToken, url.OriginalString, form));
        if (retryToken is not null)
            request.Headers.Add("I-Twilio-Idempotency-Token", retryToken);
        using var response = await browser.SendAsync(request);
        return new Answer(response.StatusCode, response.Headers, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Somebody dials; the call's sid.</summary>
    public async Task<string> Dial(string from, string to)
    {
        using var answer = await Hands.PostAsJsonAsync("/phone/api/calls", new { from, to });
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("callSid").GetString()!;
    }

    public async Task HangUp(string sid)
    {
        using var answer = await Hands.PostAsync($"/phone/api/calls/{sid}/hang-up", null);
    }

    /// <summary>The call and all that happened to it.</summary>
    public Task<JsonElement> Look(string sid) => Hands.GetFromJsonAsync<JsonElement>($"/phone/api/calls/{sid}");

    /// <summary>How often something of this kind happened to the call: <c>bridged</c>, <c>webhook</c>.</summary>
    public async Task<int> Count(string sid, string kind) =>
        (await Look(sid)).GetProperty("events").EnumerateArray().Count(happened => happened.GetProperty("kind").GetString() == kind);

    /// <summary>Waits until caller and agent hear each other, for the so-manieth time.</summary>
    public async Task Talks(string sid, int times = 1)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        while (await Count(sid, "bridged") < times)
            await Task.Delay(20, limit.Token);
    }

    public async Task<IReadOnlyList<JsonElement>> Texts(string party) =>
        [.. (await Hands.GetFromJsonAsync<JsonElement>($"/phone/api/texts?party={Uri.EscapeDataString(party)}")).EnumerateArray()];

    /// <summary>Lets callbacks be lost, doubled and overtaken; shares between 0 and 1.</summary>
    public async Task Disturb(int seed, double duplicate, double reorder, double drop)
    {
        using var answer = await Hands.PutAsJsonAsync("/phone/api/chaos", new { seed, duplicate, reorder, drop, delayFrom = 0, delayTo = 30 });
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>How agents' telephones behave: answer, busy, reject, fail or ring.</summary>
    public async Task Clients(string mode)
    {
        using var answer = await Hands.PutAsJsonAsync("/phone/api/answering/clients", new { mode, afterMs = 20 });
        answer.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        Hands.Dispose();
        await _network.StopAsync();
        await _network.DisposeAsync();
    }
}
