using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Frontdesk.Platform;

/// <summary>
/// The few calls of Twilio's REST API (version 2010-04-01) that we make. Nothing is retried here: redirecting a call or sending a text twice is
/// not the same as once, so who asks decides. Answers are foreign input: bounded, and read field by field.
/// </summary>
/// <remarks>Every method throws <see cref="TwilioException"/> when it was not done.</remarks>
public sealed class TwilioRest(IHttpClientFactory clients, TwilioOptions options, TimeProvider clock)
{
    internal const string ClientName = "twilio";

    /// <summary>A call or message resource is about 2 KB, a list of 50 of them 100.</summary>
    internal const int MaxAnswerBytes = 256 * 1024;

    private readonly TwilioBreaker breaker = new(clock);

    /// <summary>Gives a call new instructions at once, whatever it is executing.</summary>
    /// <param name="twiml">The whole document, at most 4,000 characters.</param>
    public Task<TwilioCall> RedirectCall(string callSid, string twiml, CancellationToken ct) =>
        Post(CallPath(callSid), [new("Twiml", twiml)], ReadCall, ct);

    /// <summary>Hangs a call up in any state.</summary>
    public Task<TwilioCall> EndCall(string callSid, CancellationToken ct) =>
        Post(CallPath(callSid), [new("Status", "completed")], ReadCall, ct);

    public Task<TwilioCall> GetCall(string callSid, CancellationToken ct) =>
        Send(() => new HttpRequestMessage(HttpMethod.Get, Url(CallPath(callSid))), ReadCall, ct);

    /// <summary>The legs that Dial made out of a call, newest first; at most 50.</summary>
    public Task<IReadOnlyList<TwilioCall>> GetLegs(string parentCallSid, CancellationToken ct) =>
        Send(() => new HttpRequestMessage(HttpMethod.Get, Url($"Calls.json?ParentCallSid={Uri.EscapeDataString(parentCallSid)}&PageSize=50")),
            static json => (IReadOnlyList<TwilioCall>)[.. json.GetProperty("calls").EnumerateArray().Select(ReadCall)], ct);

    /// <summary>The calls to a number that began since then, newest first; at most 2,000 of them.</summary>
    public async Task<IReadOnlyList<TwilioListedCall>> ListCallsTo(string to, DateTimeOffset since, CancellationToken ct)
    {
        var list = $"/2010-04-01/Accounts/{options.AccountSid}/Calls.json?";
        var calls = new List<TwilioListedCall>();
        var next = $"{list}To={Uri.EscapeDataString(to)}&StartTime%3E={since.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}&PageSize=100";
        for (var page = 0; next is not null && page < 20; page++)
        {
            var path = next;
            (var some, next) = await Send(() => new HttpRequestMessage(HttpMethod.Get, new Uri(options.ApiUrl, path)), static json => (
                json.GetProperty("calls").EnumerateArray().Select(ReadListedCall).ToList(),
                json.TryGetProperty("next_page_uri", out var uri) ? uri.GetString() : null), ct);
            calls.AddRange(some);
            // The next page is on the same list, or it is not asked for: the token travels with the question.
            if (next?.StartsWith(list, StringComparison.Ordinal) == false)
                throw new TwilioException(TwilioFault.UnreadableAnswer);
        }
        return calls;
    }

    /// <param name="statusCallback">Told of each step of the delivery.</param>
    /// <param name="within">How long the answer is waited for: at most the ten seconds of every request.</param>
    public async Task<TwilioMessage> SendMessage(string from, string to, string body, string statusCallback, TimeSpan within, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(within, clock);
        return await Send(() => new HttpRequestMessage(HttpMethod.Post, Url("Messages.json"))
        {
            Content = new FormUrlEncodedContent([new("From", from), new("To", to), new("Body", body), new("StatusCallback", statusCallback)]),
        }, ReadMessage, ct, limit.Token);
    }

    /// <summary>The texts from one number to another, newest first; at most 50.</summary>
    // Not narrowed by DateSent: a text that still waits in Twilio's queue has none and would be left out.
    public Task<IReadOnlyList<TwilioMessage>> ListMessages(string from, string to, CancellationToken ct) =>
        Send(() => new HttpRequestMessage(HttpMethod.Get, Url($"Messages.json?From={Uri.EscapeDataString(from)}&To={Uri.EscapeDataString(to)}&PageSize=50")),
            static json => (IReadOnlyList<TwilioMessage>)[.. json.GetProperty("messages").EnumerateArray().Select(ReadMessage)], ct);

    private static string CallPath(string callSid) => $"Calls/{Uri.EscapeDataString(callSid)}.json";

    private Uri Url(string path) => new(options.ApiUrl, $"/2010-04-01/Accounts/{options.AccountSid}/{path}");

    private Task<T> Post<T>(string path, KeyValuePair<string, string>[] fields, Func<JsonElement, T> read, CancellationToken ct) =>
        Send(() => new HttpRequestMessage(HttpMethod.Post, Url(path)) { Content = new FormUrlEncodedContent(fields) }, read, ct);

    /// <param name="tooLate">Cancelled when the answer has been waited for long enough: a fault of the vendor's, where <paramref name="ct"/> is none.</param>
    private async Task<T> Send<T>(Func<HttpRequestMessage> ask, Func<JsonElement, T> read, CancellationToken ct, CancellationToken tooLate = default)
    {
        if (!options.Configured) throw new TwilioException(TwilioFault.NotConfigured);
        if (!breaker.MayTry()) throw new TwilioException(TwilioFault.CircuitOpen);

        using var request = ask();
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic",
            Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.AccountSid}:{options.AuthToken}")));
        HttpStatusCode status;
        byte[] answer;
        try
        {
            using var client = clients.CreateClient(ClientName);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, tooLate);
            using var response = await client.SendAsync(request, either.Token);
            status = response.StatusCode;
            answer = await response.Content.ReadAsByteArrayAsync(either.Token);
        }
        catch (Exception e) when (!ct.IsCancellationRequested && e is HttpRequestException or OperationCanceledException or IOException)
        {
            breaker.Failed();
            throw new TwilioException(TooLarge(e) ? TwilioFault.UnreadableAnswer : TwilioFault.Unreachable, inner: e);
        }
        catch
        {
            breaker.GaveUp();
            throw;
        }

        if ((int)status >= 500)
            breaker.Failed();
        else
            breaker.Succeeded();
        return Read(status, answer, read);
    }

    private static bool TooLarge(Exception e) => e is HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded };

    private static T Read<T>(HttpStatusCode status, byte[] answer, Func<JsonElement, T> read)
    {
        try
        {
            if ((int)status is < 200 or > 299) throw new TwilioException(FaultOf(status, ErrorCode(answer)), (int)status, ErrorCode(answer));
            using var json = JsonDocument.Parse(answer, new JsonDocumentOptions { MaxDepth = 16 });
            return read(json.RootElement);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new TwilioException(TwilioFault.UnreadableAnswer, (int)status, inner: e);
        }
    }

    private static TwilioFault FaultOf(HttpStatusCode status, int? code) => (status, code) switch
    {
        (_, 21220) => TwilioFault.CallNotInProgress,
        (HttpStatusCode.NotFound, _) => TwilioFault.NotFound,
        (HttpStatusCode.TooManyRequests, _) => TwilioFault.RateLimited,
        ( >= HttpStatusCode.InternalServerError, _) => TwilioFault.Unreachable,
        _ => TwilioFault.Refused,
    };

    private static int? ErrorCode(byte[] answer)
    {
        try
        {
            using var json = JsonDocument.Parse(answer, new JsonDocumentOptions { MaxDepth = 16 });
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("code", out var code) && code.TryGetInt32(out var number) ? number : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    // Durations come as strings, and as null while the call lasts.
    private static TwilioCall ReadCall(JsonElement json) => new(
        Text(json, "sid"),
        Text(json, "to"),
        Text(json, "status"),
        json.TryGetProperty("duration", out var duration) && duration.ValueKind == JsonValueKind.String
            && int.TryParse(duration.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : null);

    // A call that was never answered may have no start, and one that lasts has no end.
    private static TwilioListedCall ReadListedCall(JsonElement json)
    {
        var startedAt = Moment(json, "start_time") ?? Moment(json, "date_created") ?? throw new JsonException();
        return new(Text(json, "sid"), Text(json, "from"), Text(json, "to"), Text(json, "direction"), Text(json, "status"), startedAt, Moment(json, "end_time"));
    }

    // RFC 2822, always in UTC.
    private static DateTimeOffset? Moment(JsonElement json, string name) =>
        json.TryGetProperty(name, out var text) && DateTimeOffset.TryParseExact(text.GetString()?.Replace("+0000", "GMT", StringComparison.Ordinal), "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : null;

    private static TwilioMessage ReadMessage(JsonElement json) => new(Text(json, "sid"), Text(json, "status"), json.GetProperty("body").GetString() ?? "");

    private static string Text(JsonElement json, string name) =>
        json.GetProperty(name).GetString() is { Length: > 0 and <= 256 } text ? text : throw new JsonException();
}

/// <param name="To">E.164, or <c>client:name</c> of a leg to an agent.</param>
/// <param name="Status">queued, ringing, in-progress, completed, busy, failed, no-answer or canceled.</param>
/// <param name="Seconds">How long it lasted; null while it lasts.</param>
public sealed record TwilioCall(string Sid, string To, string Status, int? Seconds);

/// <param name="From">E.164, or what stands for a withheld number.</param>
/// <param name="Direction">inbound, outbound-api or outbound-dial.</param>
/// <param name="Status">As of a <see cref="TwilioCall"/>.</param>
/// <param name="EndedAt">Null while it lasts.</param>
public sealed record TwilioListedCall(string Sid, string From, string To, string Direction, string Status, DateTimeOffset StartedAt, DateTimeOffset? EndedAt);

/// <param name="Status">accepted, queued, sending, sent, delivered, undelivered or failed.</param>
/// <param name="Body">What it says; empty where the account has Twilio redact it.</param>
public sealed record TwilioMessage(string Sid, string Status, string Body);
