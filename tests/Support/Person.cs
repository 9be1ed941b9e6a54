using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Frontdesk.Tests.Support;

/// <summary>Someone at a browser: paths are below /api/v1/ unless they begin with a slash.</summary>
public sealed class Person(HttpClient browser)
{
    public HttpClient Browser => browser;

    /// <summary>The staff account or patient, when signed in.</summary>
    public Guid AccountId { get; set; }

    public Task<Answer> Get(string path) => Send(HttpMethod.Get, path, null);

    public Task<Answer> Post(string path, object? body = null) => Send(HttpMethod.Post, path, body);

    public Task<Answer> Put(string path, object? body = null) => Send(HttpMethod.Put, path, body);

    public Task<Answer> Delete(string path) => Send(HttpMethod.Delete, path, null);

    /// <summary>The status, the headers and the first event of an answer that never ends.</summary>
    public async Task<Answer> Glance(string path)
    {
        using var response = await browser.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
        if (!response.IsSuccessStatusCode)
            return new Answer(response.StatusCode, response.Headers, await response.Content.ReadAsStringAsync());
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        var first = "";
        while (await reader.ReadLineAsync() is { Length: > 0 } line)
            first += line + "\n";
        return new Answer(response.StatusCode, response.Headers, first);
    }

    public async Task<Answer> Send(HttpMethod method, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, path.StartsWith('/') ? path : $"/api/v1/{path}");
        if (body is not null)
            request.Content = body as HttpContent ?? JsonContent.Create(body);
        using var response = await browser.SendAsync(request);
        return new Answer(response.StatusCode, response.Headers, await response.Content.ReadAsStringAsync());
    }
}

/// <summary>What came back over HTTP.</summary>
public sealed record Answer(HttpStatusCode Status, HttpResponseHeaders Headers, string Text)
{
    /// <summary>The body as JSON.</summary>
    public JsonElement Body => JsonDocument.Parse(Text).RootElement;

    /// <summary>The stable code of a problem, or null.</summary>
    public string? Code => Text.StartsWith('{') && Body.TryGetProperty("code", out var code) ? code.GetString() : null;

    public T As<T>() => JsonSerializer.Deserialize<T>(Text, JsonSerializerOptions.Web)!;
}
