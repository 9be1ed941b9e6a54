using System.Globalization;

namespace Frontdesk.Phone;

/// <summary>Queues.json and its members: make, list, size, and take a waiting caller elsewhere.</summary>
internal static class QueuesResource
{
    public static void Map(IEndpointRouteBuilder account)
    {
        account.MapPost("/Queues.json", Create);
        account.MapGet("/Queues.json", (HttpRequest request, Queues queues, PhoneSettings settings) => Page.Of(request, "queues", queues.All, q => View(q, settings)));
        account.MapGet("/Queues/{sid}.json", (string sid, HttpRequest request, Queues queues, PhoneSettings settings) =>
            queues.WithSid(sid) is { } queue ? Results.Json(View(queue, settings)) : TwilioError.NotFound(request));
        account.MapGet("/Queues/{sid}/Members.json", (string sid, HttpRequest request, Queues queues, PhoneSettings settings) =>
            queues.WithSid(sid) is { } queue ? Page.Of(request, "queue_members", queue.Line, m => View(queue, m, settings)) : TwilioError.NotFound(request));
        account.MapGet("/Queues/{sid}/Members/{member}.json", (string sid, string member, HttpRequest request, Queues queues, PhoneSettings settings) =>
            queues.WithSid(sid) is { } queue && Find(queue, member) is { } found ? Results.Json(View(queue, found, settings)) : TwilioError.NotFound(request));
        account.MapPost("/Queues/{sid}/Members/{member}.json", Dequeue);
    }

    private static async Task<IResult> Create(HttpRequest request, Queues queues, PhoneSettings settings, CancellationToken ct)
    {
        var form = await request.ReadFormAsync(ct);
        var name = form["FriendlyName"].ToString();
        if (name.Length is 0 or > 64) return TwilioError.Of(400, 22001, "FriendlyName is required and has at most 64 characters");
        var queue = queues.Named(name);
        if (int.TryParse(form["MaxSize"], NumberStyles.None, CultureInfo.InvariantCulture, out var most)) queue.MaxSize = Math.Clamp(most, 1, 5000);
        return Results.Json(View(queue, settings), statusCode: 201);
    }

    /// <summary>The caller hears the given document next; their Enqueue's action learns "redirected".</summary>
    private static async Task<IResult> Dequeue(string sid, string member, HttpRequest request, Queues queues, PhoneSettings settings, CancellationToken ct)
    {
        if (queues.WithSid(sid) is not { } queue || Find(queue, member) is not { } found) return TwilioError.NotFound(request);
        var form = await request.ReadFormAsync(ct);
        var url = form["Url"].ToString();
        if (!WebUrl.Is(url)) return TwilioError.Of(400, 21205, $"Url is not a valid URL: {url}");
        var method = string.Equals(form["Method"], "GET", StringComparison.OrdinalIgnoreCase) ? HttpMethod.Get : HttpMethod.Post;
        var view = View(queue, found, settings);
        return queue.Take(found, new("redirected", Then: Step.To(new(url), method))) ? Results.Json(view) : TwilioError.NotFound(request);
    }

    private static QueueMember? Find(CallQueue queue, string member) =>
        queue.Line.FirstOrDefault(m => member is "Front" || string.Equals(m.Call.Sid, member, StringComparison.Ordinal));

    private static object View(CallQueue queue, PhoneSettings settings) => new
    {
        sid = queue.Sid,
        account_sid = settings.AccountSid,
        friendly_name = queue.Name,
        current_size = queue.Size,
        max_size = queue.MaxSize,
        average_wait_time = queue.AverageWait,
        date_created = CallForm.Rfc2822(queue.CreatedAt),
        date_updated = CallForm.Rfc2822(queue.CreatedAt),
        uri = $"/{CallForm.ApiVersion}/Accounts/{settings.AccountSid}/Queues/{queue.Sid}.json",
    };

    private static object View(CallQueue queue, QueueMember member, PhoneSettings settings) => new
    {
        queue_sid = queue.Sid,
        call_sid = member.Call.Sid,
        date_enqueued = CallForm.Rfc2822(member.Since),
        position = queue.Place(member),
        wait_time = queue.SecondsWaited(member),
        uri = $"/{CallForm.ApiVersion}/Accounts/{settings.AccountSid}/Queues/{queue.Sid}/Members/{member.Call.Sid}.json",
    };
}
