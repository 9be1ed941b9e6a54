using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Frontdesk.Tests.Phone;

/// <summary>A request the customer's app received.</summary>
internal sealed record Received(string Path, string Method, IReadOnlyDictionary<string, string> Form, string Token, string? Fault)
{
    public string this[string name] => Form.TryGetValue(name, out var value) ? value : "";
}

/// <summary>A small real web app in the customer's place. It checks every signature by itself, from the URL it was asked by.</summary>
internal sealed class CustomerApp(string authToken) : IAsyncDisposable
{
    private readonly Recorded<Received> received = new();
    private readonly ConcurrentDictionary<string, Func<Received, IResult>> answers = new(StringComparer.Ordinal);
    private WebApplication? app;

    public string Url { get; private set; } = "";

    public IReadOnlyList<Received> All => received.All;

    public async Task Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.Run(Handle);
        await app.StartAsync();
        Url = app.Urls.Single().Replace("127.0.0.1", "clinic.localhost", StringComparison.Ordinal);
    }

    public void On(string path, string verbs) => On(path, _ => Results.Content($"<?xml version=\"1.0\"?><Response>{verbs}</Response>", "text/xml"));

    public void On(string path, Func<Received, IResult> answer) => answers[path] = answer;

    public Task<Received> Got(string path, Func<Received, bool>? fits = null) => received.First(r => r.Path == path && (fits?.Invoke(r) ?? true), $"a request to {path}");

    public Task<IReadOnlyList<Received>> GotMany(string path, int count) => received.Many(r => r.Path == path, count, $"{count} requests to {path}");

    private async Task Handle(HttpContext context)
    {
        var request = context.Request;
        var form = request.HasFormContentType ? (await request.ReadFormAsync()).ToDictionary(p => p.Key, p => p.Value.ToString(), StringComparer.Ordinal) : [];
        var fault = request.Headers["X-Twilio-Signature"] == Expected(request, form) ? null : $"wrong signature for {request.Path}";
        var one = new Received(request.Path, request.Method, form, request.Headers["I-Twilio-Idempotency-Token"].ToString(), fault);
        received.Add(one);
        await (answers.TryGetValue(one.Path, out var answer) ? answer(one) : Results.Content("<Response/>", "text/xml")).ExecuteAsync(context);
    }

    // Written from the vendor's description, not with the code under test.
    [SuppressMessage("Security", "CA5350", Justification = "Twilio's protocol fixes HMAC-SHA1.")]
    private string Expected(HttpRequest request, Dictionary<string, string> form)
    {
        var data = Url + request.Path + request.QueryString + string.Concat(form.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => p.Key + p.Value));
        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(authToken), Encoding.UTF8.GetBytes(data)));
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null) await app.DisposeAsync();
    }
}
