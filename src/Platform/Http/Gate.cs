using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.Platform;

/// <summary>
/// Session, then permission: decides after routing and before the use case. A route that declares nothing is refused, because a guard that cannot decide does not open.
/// </summary>
internal sealed class Gate(RequestDelegate next, Sessions sessions, SessionCookie cookie)
{
    public async Task Invoke(HttpContext context, RequestScope scope)
    {
        var endpoint = context.GetEndpoint();
        scope.Action = endpoint?.Metadata.GetMetadata<AuditKind>()?.Name ?? "none";
        var access = endpoint?.Metadata.GetMetadata<Access>();

        if (scope.HasTenant && cookie.Read(context) is { } presented)
        {
            scope.Session = endpoint?.Metadata.GetMetadata<UnattendedCall>() is null
                ? await sessions.Find(scope.Tenant, presented.Token, context.RequestAborted)
                : await sessions.Peek(scope.Tenant, presented.Token, context.RequestAborted);
            if (scope.Session is not null)
                scope.Actor = scope.Session.Actor;

            // A cookie travels by itself, so a write must also carry a header that no foreign page can send.
            if (presented.FromCookie && scope.Session is not null && IsWrite(context.Request.Method) && !context.Request.Headers.ContainsKey("X-Frontdesk"))
            {
                await Problems.Forbidden("missing_header", "A write needs the header X-Frontdesk.").ExecuteAsync(context);
                return;
            }
        }

        // What is no route of ours is routing's own answer: another method, another type of body.
        if (endpoint is RouteEndpoint && Refusal(access, scope) is { } refusal)
        {
            await refusal.ExecuteAsync(context);
            return;
        }

        await next(context);
    }

    private static IResult? Refusal(Access? access, RequestScope scope) => access switch
    {
        null => Problems.Forbidden("undeclared_route", "This route declares no permission."),
        { AnonymousBecause: not null } => null,
        _ when scope.Session is null => Problems.SignedOut(),
        _ when !access.HeldBy.Contains(scope.Actor.Role, StringComparer.Ordinal) =>
            Problems.Forbidden("not_permitted", $"Your role does not hold the permission {access.Permission}. An administrator of your clinic can grant it."),
        _ => null,
    };

    private static bool IsWrite(string method) => !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method) && !HttpMethods.IsOptions(method);
}
