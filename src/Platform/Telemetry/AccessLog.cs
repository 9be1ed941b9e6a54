using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Frontdesk.Platform;

/// <summary>One line for each request: method, route pattern, status, time. The pattern and not the path: no id, no query string, nothing a caller typed.</summary>
internal sealed partial class AccessLog(RequestDelegate next, TimeProvider clock, ILoggerFactory loggers)
{
    private readonly ILogger log = loggers.CreateLogger("Frontdesk.Access");

    public async Task Invoke(HttpContext context, RequestScope scope)
    {
        using var said = LogScope.Begin(scope.RequestId);
        var started = clock.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            if (Activity.Current is { IsAllDataRequested: true } span)
            {
                span.DisplayName = $"{context.Request.Method} {Route(context)}";
                span.SetTag("http.route", Route(context)).SetTag("http.response.status_code", context.Response.StatusCode).SetTag("frontdesk.request_id", scope.RequestId);
            }
            if (log.IsEnabled(LogLevel.Information))
            {
                if (scope.HasTenant)
                    said.Tenant = scope.Tenant.Slug;
                Finished(log, context.Request.Method, Route(context), context.Response.StatusCode, clock.GetElapsedTime(started).TotalMilliseconds);
            }
        }
    }

    // A path that matched no route is the caller's own text.
    private static string Route(HttpContext context) =>
        (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText is { } pattern ? pattern : context.GetEndpoint()?.DisplayName ?? "(no route)";

    [LoggerMessage(Level = LogLevel.Information, Message = "{Method} {Route} {Status} in {Ms} ms")]
    private static partial void Finished(ILogger log, string method, string route, int status, double ms);
}
