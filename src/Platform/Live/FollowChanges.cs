using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Frontdesk.Platform;

/// <summary>
/// Server-sent events: what changed at this clinic, so that screens ask again. <c>event: refetch</c> comes first, after a reconnect and whenever notices may
/// have been missed; then <c>data: {"topic":"callcenter.calls","id":"…"}</c> for each change this session may know of (a bare topic has no id).
/// </summary>
internal static class FollowChanges
{
    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan SessionCheck = TimeSpan.FromSeconds(2);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };

    internal sealed record Event(string Topic, Guid? Id);

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/live", Handle)
        .WithName(nameof(FollowChanges))
        .Produces(StatusCodes.Status200OK, contentType: "text/event-stream")
        .Requires<BeSignedIn>()
        .Audited("live.followed")
        .RateLimited(RateClass.Read);

    internal static async Task Handle(HttpContext context, RequestScope scope, LiveHub hub, Sessions sessions, SessionCookie cookie, IHostApplicationLifetime host, TimeProvider clock)
    {
        var (tenant, session, token) = (scope.Tenant, scope.Session!, cookie.Read(context)!.Value.Token);
        if (hub.Open(tenant, session) is not { } stream)
        {
            context.Response.Headers.RetryAfter = "10";
            await Problems.Problem(StatusCodes.Status429TooManyRequests, "too_many_streams", "Too many windows of this sign-in are open.").ExecuteAsync(context);
            return;
        }

        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, host.ApplicationStopping);
        try
        {
            context.Response.ContentType = "text/event-stream";
            context.Response.Headers.CacheControl = "no-store";
            context.Response.Headers["X-Accel-Buffering"] = "no";
            context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
            await Stream(context.Response, stream, () => StillLive(sessions, tenant, token, session, end.Token), clock, end.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The screen closed, or this node stops; the screen connects again.
        }
        finally
        {
            hub.Close(tenant, stream);
        }
    }

    /// <summary>Writes until the session ends. Looking whether it lives does not count as use: an open screen alone does not keep anyone signed in.</summary>
    private static async Task Stream(HttpResponse response, LiveStream stream, Func<Task<bool>> live, TimeProvider clock, CancellationToken ct)
    {
        var (breathed, looked) = (clock.GetTimestamp(), clock.GetTimestamp());
        while (true)
        {
            if (clock.GetElapsedTime(looked) >= SessionCheck)
            {
                if (!await live())
                    return;
                looked = clock.GetTimestamp();
            }
            var text = Say(stream);
            if (text.Length == 0 && clock.GetElapsedTime(breathed) >= Breath)
                text = ":\n\n";
            if (text.Length > 0)
            {
                await response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), ct);
                await response.Body.FlushAsync(ct);
                breathed = clock.GetTimestamp();
            }
            var rest = SessionCheck - clock.GetElapsedTime(looked);
            if (rest > TimeSpan.Zero)
                await stream.Some(rest, ct);
        }
    }

    private static string Say(LiveStream stream)
    {
        var (refetch, notices) = stream.Take();
        var text = new StringBuilder();
        if (refetch)
            text.Append("event: refetch\ndata: {}\n\n");
        foreach (var notice in notices)
            text.Append("data: ").Append(JsonSerializer.Serialize(new Event(notice.Topic, notice.Id == Guid.Empty ? null : notice.Id), Json)).Append("\n\n");
        return text.ToString();
    }

    private static async Task<bool> StillLive(Sessions sessions, Tenant tenant, string token, Session begun, CancellationToken ct) =>
        await sessions.Peek(tenant, token, ct) is { } now && now.Id == begun.Id && now.Role == begun.Role;
}
