using System.Net;

namespace Frontdesk.Phone;

/// <summary>One request to the customer's app. <paramref name="Key"/> is what chaos is drawn by: the same run draws the same.</summary>
/// <param name="Token">Set by who repeats the request and so draws chaos itself; otherwise made here.</param>
internal sealed record WebhookRequest(Uri Url, HttpMethod Method, Form Parameters, string? CallSid, string Purpose, ChaosKey Key, string? Token = null);

/// <param name="Url">Where the answer came from, after redirects: relative URLs in it start there.</param>
/// <param name="ErrorCode">Twilio's error number when there was no usable answer, else null.</param>
internal sealed record WebhookReply(Uri Url, int Status, string ContentType, string Body, int? ErrorCode, string? Error);

/// <summary>Sends signed webhooks, with the vendor's limits, retries and headers.</summary>
internal sealed class Webhooks(IHttpClientFactory clients, PhoneSettings settings, Chaos chaos, Journal journal, TimeProvider clock)
{
    public const string ClientName = "webhooks";
    public static readonly HttpRequestOptionsKey<TimeSpan> ConnectLimit = new("connect-limit");
    private const int MostRedirects = 10;

    public async Task<WebhookReply> Send(WebhookRequest request, CancellationToken ct)
    {
        if (request.Token is { } given) return await Once(request, given, duplicate: false, ct);
        var token = NewToken();
        if (chaos.Repeats(request.Key)) _ = Once(request, token, duplicate: true, ct);
        return await Once(request, token, duplicate: false, ct);
    }

    /// <summary>The same on a retry and on a duplicate: that is how a customer tells them from a new event.</summary>
    public static string NewToken() => Sid.New("") + "-" + Sid.New("")[..8];

    private async Task<WebhookReply> Once(WebhookRequest request, string token, bool duplicate, CancellationToken ct)
    {
        var limits = ConnectionOverrides.Of(request.Url);
        using var total = CancellationTokenSource.CreateLinkedTokenSource(ct);
        total.CancelAfter(limits.Total);
        for (var attempt = 0; ; attempt++)
        {
            var started = clock.GetTimestamp();
            var (reply, failure) = await Attempt(request, limits, token, total.Token, ct);
            journal.Write("webhook", request.CallSid, new()
            {
                ["purpose"] = request.Purpose,
                ["url"] = request.Url.OriginalString,
                ["method"] = request.Method.Method,
                ["attempt"] = attempt,
                ["duplicate"] = duplicate,
                ["status"] = reply.Status,
                ["error"] = reply.Error,
                ["milliseconds"] = (int)clock.GetElapsedTime(started).TotalMilliseconds,
                ["parameters"] = request.Parameters.ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal),
            });
            if (failure is null || attempt >= limits.Retries || !limits.Repeats(failure) || total.IsCancellationRequested) return reply;
        }
    }

    private async Task<(WebhookReply Reply, string? Failure)> Attempt(WebhookRequest request, ConnectionOverrides limits, string token, CancellationToken total, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(total);
        limit.CancelAfter(limits.Read);
        try
        {
            var (url, method, parameters) = (request.Url, request.Method, request.Parameters);
            for (var hop = 0; hop <= MostRedirects; hop++)
            {
                using var message = Message(url, method, parameters, token, limits);
                using var response = await clients.CreateClient(ClientName).SendAsync(message, HttpCompletionOption.ResponseContentRead, limit.Token);
                var status = (int)response.StatusCode;
                if (status is >= 300 and < 400 && response.Headers.Location is { } location)
                {
                    url = new Uri(url, location);
                    if (response.StatusCode is not (HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect)) (method, parameters) = (HttpMethod.Get, []);
                    continue;
                }

                var body = await response.Content.ReadAsStringAsync(limit.Token);
                var type = response.Content.Headers.ContentType?.MediaType ?? "";
                return status < 400
                    ? (new(url, status, type, body, null, null), null)
                    : (new(url, status, type, body, 11200, $"HTTP retrieval failure: {request.Url.Host} answered {status}"), status < 500 ? "4xx" : "5xx");
            }

            return (Failed(request, 11200, "Too many redirects"), null);
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.NameResolutionError)
        {
            return (Failed(request, 11210, $"HTTP bad host name: {request.Url.Host}"), "ct");
        }
        catch (HttpRequestException e)
        {
            var connecting = e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;
            return (Failed(request, 11205, $"HTTP connection failure: {request.Url.Authority}"), connecting ? "ct" : "rt");
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return (Failed(request, 11200, $"HTTP retrieval failure: {request.Url.Host} did not answer in time"), "rt");
        }
    }

    private HttpRequestMessage Message(Uri url, HttpMethod method, Form parameters, string token, ConnectionOverrides limits)
    {
        var get = method == HttpMethod.Get;
        if (get && parameters.Count > 0)
        {
            var query = string.Join('&', parameters.Select(p => $"{Uri.EscapeDataString(p.Key)}={Uri.EscapeDataString(p.Value)}"));
            var bare = Signature.SignedUrl(url);
            url = new Uri(bare + (bare.Contains('?', StringComparison.Ordinal) ? '&' : '?') + query);
        }

        var message = new HttpRequestMessage(method, url);
        message.Options.Set(ConnectLimit, limits.Connect);
        message.Headers.TryAddWithoutValidation("X-Twilio-Signature", Signature.Of(settings.AuthToken, Signature.SignedUrl(url), get ? [] : parameters));
        message.Headers.TryAddWithoutValidation("I-Twilio-Idempotency-Token", token);
        message.Headers.TryAddWithoutValidation("User-Agent", "TwilioProxy/1.1");
        message.Headers.TryAddWithoutValidation("Accept", "*/*");
        if (url.UserInfo.Length > 0)
            message.Headers.Authorization = new("Basic", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(Uri.UnescapeDataString(url.UserInfo))));
        if (!get)
        {
            message.Content = new FormUrlEncodedContent(parameters);
            message.Content.Headers.ContentType = new("application/x-www-form-urlencoded", "utf-8");
        }

        return message;
    }

    private static WebhookReply Failed(WebhookRequest request, int code, string message) => new(request.Url, 0, "", "", code, message);
}
