using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.Platform;

/// <summary>Ends the session on the server, and so everywhere within two seconds.</summary>
internal static class SignOut
{
    public static void Map(IEndpointRouteBuilder identity) => identity
        .MapDelete("/session", Handle)
        .WithName(nameof(SignOut))
        .Requires<BeSignedIn>()
        .Audited("session.ended")
        .RateLimited(RateClass.Write);

    internal static async Task<NoContent> Handle(HttpContext http, RequestScope scope, TenantDb db, Sessions sessions, SessionCookie cookie, CancellationToken ct)
    {
        await sessions.End(scope.Tenant, scope.Session!.Id, ct);
        await db.Record(new AuditEvent("session.ended"), ct);
        cookie.Delete(http);
        return TypedResults.NoContent();
    }
}
