using Microsoft.AspNetCore.Http;

namespace Frontdesk.Platform;

/// <summary>Takes the caller's <c>X-Request-ID</c> or makes one, and gives it back; it stands in logs, audit rows and jobs.</summary>
internal sealed class RequestIds(RequestDelegate next)
{
    private const string Header = "X-Request-ID";

    public Task Invoke(HttpContext context, RequestScope scope)
    {
        var given = context.Request.Headers[Header];
        var id = given.Count == 1 && IsPlain(given[0]) ? given[0]! : Guid.CreateVersion7().ToString("N");
        scope.RequestId = context.TraceIdentifier = id;
        // When the answer starts, because a fault clears what was set before it.
        context.Response.OnStarting(() =>
        {
            context.Response.Headers[Header] = id;
            return Task.CompletedTask;
        });
        return next(context);
    }

    // A foreign id is written to logs and the database: letters, digits, - _ . and at most 64 of them.
    private static bool IsPlain(string? id) =>
        id is { Length: > 0 and <= 64 } && id.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
}
