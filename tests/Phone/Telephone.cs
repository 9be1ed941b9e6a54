using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using Frontdesk.Phone;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace Frontdesk.Tests.Phone;

/// <summary>The telephone program with a customer's app behind its one number, and hands to use it: everything over HTTP.</summary>
internal sealed class Telephone : IAsyncDisposable
{
    public const string Account = "AC0123456789abcdef0123456789abcdef";
    public const string Token = "the auth token";
    public const string Clinic = "+13125550100";
    public const string Rosa = "+17735550142";
    private readonly Recorded<JsonElement> events = new();
    private readonly CancellationTokenSource done = new();
    private WebApplication phone = null!;
    private Task following = Task.CompletedTask;

    public CustomerApp App { get; } = new(Token);

    public HttpClient Http { get; private set; } = null!;

    public string Url => phone.Urls.Single();

    public static async Task<Telephone> Start(Func<string, NumberSettings>? number = null)
    {
        var line = new Telephone();
        await line.App.Start();
        var settings = new NumberSettings(Clinic, "Lakeview", line.App.Url + "/voice", line.App.Url + "/status", line.App.Url + "/sms");
        line.phone = PhoneApp.Build(new("localhost", 0, Account, Token, [number?.Invoke(line.App.Url) ?? settings], [], Pace: 0, TimeSpan.Zero), logging => logging.ClearProviders());
        await line.phone.StartAsync();
        line.Http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new(line.Url) };
        line.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Account}:{Token}")));
        var ready = new TaskCompletionSource();
        line.following = line.Follow(ready);
        await ready.Task;
        return line;
    }

    public async Task<string> Dial(string from = Rosa, string to = Clinic) =>
        (await Post("/phone/api/calls", new { from, to })).GetProperty("callSid").GetString()!;

    public Task Press(string call, string digits) => Post($"/phone/api/calls/{call}/digits", new { digits });

    public Task HangUp(string call) => Post($"/phone/api/calls/{call}/hang-up", null);

    public Task Text(string body) => Post("/phone/api/texts", new { from = Rosa, to = Clinic, body });

    public Task Chaos(object settings) => Put("/phone/api/chaos", settings);

    public Task Answering(string address, string mode, int afterMs = 0) => Put($"/phone/api/answering/{address}", new { mode, afterMs });

    /// <summary>Waits until this has happened on a call, also before it was asked.</summary>
    public Task<JsonElement> Happened(string call, string kind, string? field = null, string? value = null) => events.First(
        e => Text(e, "callSid") == call && Text(e, "kind") == kind && (field is null || Text(e, field) == value), $"{kind} {field}={value} on {call}");

    public Task<JsonElement> Happened(string kind, Func<JsonElement, bool> fits) => events.First(e => Text(e, "kind") == kind && fits(e), kind);

    public Task Ended(string call, string how = "completed") => Happened(call, "status", "status", how);

    public IReadOnlyList<JsonElement> Events(string call) => [.. events.All.Where(e => Text(e, "callSid") == call)];

    public IReadOnlyList<JsonElement> AllEvents => events.All;

    public static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.ToString() : null;

    /// <summary>The vendor's REST API.</summary>
    public async Task<(int Status, JsonElement Body)> Rest(string path, params (string Name, string Value)[] form)
    {
        var url = $"/2010-04-01/Accounts/{Account}/{path}";
        using var content = new FormUrlEncodedContent(form.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        using var response = form.Length > 0 ? await Http.PostAsync(url, content) : await Http.GetAsync(url);
        return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }

    public Task<(int Status, JsonElement Body)> Change(string call, string name, string value) => Rest($"Calls/{call}.json", (name, value));

    private async Task<JsonElement> Post(string path, object? body)
    {
        using var response = await Http.PostAsJsonAsync(path, body);
        response.EnsureSuccessStatusCode();
        return response.Content.Headers.ContentType is null ? default : await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task Put(string path, object body)
    {
        using var response = await Http.PutAsJsonAsync(path, body);
        response.EnsureSuccessStatusCode();
    }

    private async Task Follow(TaskCompletionSource ready)
    {
        try
        {
            await using var stream = await Http.GetStreamAsync("/phone/api/events?after=0", done.Token);
            ready.TrySetResult();
            await foreach (var item in SseParser.Create(stream, (_, data) => JsonDocument.Parse(data.ToArray()).RootElement).EnumerateAsync(done.Token)) events.Add(item.Data);
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await done.CancelAsync();
        await following;
        Http.Dispose();
        await phone.DisposeAsync();
        var faults = App.All.Where(r => r.Fault is not null).Select(r => r.Fault).ToList();
        await App.DisposeAsync();
        done.Dispose();
        Assert.Empty(faults);
    }
}
