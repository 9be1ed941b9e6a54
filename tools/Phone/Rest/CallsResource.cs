using System.Globalization;

namespace Frontdesk.Phone;

/// <summary>Calls.json: make, change, fetch and list calls.</summary>
internal static class CallsResource
{
    public static void Map(IEndpointRouteBuilder account)
    {
        account.MapPost("/Calls.json", Create);
        account.MapGet("/Calls.json", List);
        account.MapGet("/Calls/{sid}.json", (string sid, HttpRequest request, CallBook book, PhoneSettings settings) =>
            book.Find(sid) is { } call ? Results.Json(View(call, settings)) : TwilioError.NotFound(request));
        account.MapPost("/Calls/{sid}.json", Update);
    }

    private static async Task<IResult> Create(HttpRequest request, Exchange exchange, Numbers numbers, PhoneSettings settings, CancellationToken ct)
    {
        var form = await request.ReadFormAsync(ct);
        string to = form["To"].ToString(), from = form["From"].ToString(), url = form["Url"].ToString(), twiml = form["Twiml"].ToString();
        if (to.Length == 0) return TwilioError.Of(400, 21201, "No 'To' number is specified");
        if (from.Length == 0) return TwilioError.Of(400, 21213, "No 'From' number is specified");
        if (!E164.Is(to) && !to.StartsWith("client:", StringComparison.Ordinal)) return TwilioError.Of(400, 21211, $"Invalid 'To' Phone Number: {to}");
        if (numbers.Find(from) is null) return TwilioError.Of(400, 21210, $"The source phone number provided, {from}, is not yet verified for your account.");
        if (url.Length == 0 && twiml.Length == 0) return TwilioError.Of(400, 21205, "Url parameter is required.");
        if (url.Length > 0 && !WebUrl.Is(url)) return TwilioError.Of(400, 21205, $"Url is not a valid URL: {url}");
        var callback = form["StatusCallback"].ToString();
        if (callback.Length > 0 && !WebUrl.Is(callback)) return TwilioError.Of(400, 21609, $"Invalid StatusCallback URL: {callback}");

        var events = form["StatusCallbackEvent"].SelectMany(e => (e ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)).DefaultIfEmpty("completed").ToHashSet(StringComparer.Ordinal);
        var progress = callback.Length > 0 ? new ProgressCallback(new(callback), Method(form["StatusCallbackMethod"]), events) : null;
        var seconds = int.TryParse(form["Timeout"], NumberStyles.None, CultureInfo.InvariantCulture, out var set) && set is >= 1 and <= 600 ? set : 60;
        var fallback = WebUrl.Is(form["FallbackUrl"]) ? Step.To(new(form["FallbackUrl"].ToString()), Method(form["FallbackMethod"])) : null;
        var call = exchange.Originate(from, to, progress, TimeSpan.FromSeconds(seconds), First(url, twiml, form["Method"]), fallback);
        return Results.Json(View(call, settings), statusCode: 201);
    }

    private static async Task<IResult> Update(string sid, HttpRequest request, CallBook book, Exchange exchange, PhoneSettings settings, CancellationToken ct)
    {
        if (book.Find(sid) is not { } call) return TwilioError.NotFound(request);
        var form = await request.ReadFormAsync(ct);
        string url = form["Url"].ToString(), twiml = form["Twiml"].ToString(), status = form["Status"].ToString();
        if (url.Length > 0 && !WebUrl.Is(url)) return TwilioError.Of(400, 21205, $"Url is not a valid URL: {url}");
        if (status.Length > 0 && status is not ("completed" or "canceled")) return TwilioError.Of(400, 21219, $"Call status \"{status}\" is neither completed nor canceled");

        // "canceled" ends a call nobody has answered yet and leaves a talking one alone; "completed" ends either.
        if (status.Length > 0)
        {
            if (call.IsOver) return TwilioError.Of(400, 21220, "Call is not in-progress. Cannot redirect.");
            if (status is "completed" || !call.IsAnswered) exchange.End(call);
        }
        else if ((url.Length > 0 || twiml.Length > 0) && !exchange.Redirect(call, First(url, twiml, form["Method"])))
        {
            return TwilioError.Of(400, 21220, "Call is not in-progress. Cannot redirect.");
        }

        return Results.Json(View(call, settings));
    }

    private static IResult List(HttpRequest request, CallBook book, PhoneSettings settings)
    {
        var query = request.Query;
        bool Fits(string filter, string value) => query[filter].ToString() is not { Length: > 0 } wanted || string.Equals(wanted, value, StringComparison.Ordinal);
        // StartTime>=2026-11-22T15:00:00Z, or a day; the sign is part of the name.
        DateTimeOffset? Bound(string filter) =>
            DateTimeOffset.TryParse(query[filter], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : null;
        DateTimeOffset? from = Bound("StartTime>"), until = Bound("StartTime<");
        var calls = book.Newest.Where(c => !(Started(c) < from) && !(Started(c) > until) && Fits("Status", RestStatus(c)) && Fits("From", c.From) && Fits("To", c.To) && Fits("ParentCallSid", c.ParentSid ?? ""));
        return Page.Of(request, "calls", calls, c => View(c, settings));
    }

    private static DateTimeOffset Started(Call call) => call.AnsweredAt ?? call.CreatedAt;

    private static Step First(string url, string twiml, string? method) => url.Length > 0 ? Step.To(new(url), Method(method)) : Step.Of(twiml);

    private static HttpMethod Method(string? text) => string.Equals(text, "GET", StringComparison.OrdinalIgnoreCase) ? HttpMethod.Get : HttpMethod.Post;

    /// <summary>"initiated" is a word of callbacks only; as a resource such a call is queued.</summary>
    private static string RestStatus(Call call) => call.Status is CallStatus.Initiated ? "queued" : call.Status.Text();

    private static object View(Call call, PhoneSettings settings)
    {
        var uri = $"/{CallForm.ApiVersion}/Accounts/{settings.AccountSid}/Calls/{call.Sid}";
        return new
        {
            sid = call.Sid,
            parent_call_sid = call.ParentSid,
            account_sid = settings.AccountSid,
            api_version = CallForm.ApiVersion,
            date_created = CallForm.Rfc2822(call.CreatedAt),
            date_updated = CallForm.Rfc2822(call.EndedAt ?? call.AnsweredAt ?? call.CreatedAt),
            start_time = call.AnsweredAt is { } start ? CallForm.Rfc2822(start) : call.IsOver ? CallForm.Rfc2822(call.CreatedAt) : null,
            end_time = call.EndedAt is { } end ? CallForm.Rfc2822(end) : null,
            duration = call.Duration is { } seconds ? $"{seconds}" : null,
            direction = call.Direction,
            from = call.From,
            from_formatted = E164.Formatted(call.From),
            to = call.To,
            to_formatted = E164.Formatted(call.To),
            phone_number_sid = call.NumberSid,
            status = RestStatus(call),
            price = (string?)null,
            price_unit = "USD",
            answered_by = (string?)null,
            caller_name = (string?)null,
            forwarded_from = (string?)null,
            group_sid = (string?)null,
            trunk_sid = (string?)null,
            annotation = (string?)null,
            queue_time = "0",
            uri = uri + ".json",
            subresource_uris = new { recordings = uri + "/Recordings.json", notifications = uri + "/Notifications.json" },
        };
    }
}
