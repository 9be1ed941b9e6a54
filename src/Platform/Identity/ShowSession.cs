using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.Platform;

/// <summary>Who is signed in, and what they may do: what an app asks first. 401 <c>signed_out</c> when nobody is.</summary>
public static class ShowSession
{
    /// <param name="Kind"><c>staff</c> or <c>patient</c>.</param>
    /// <param name="PatientId">The patient, for a patient's session.</param>
    /// <param name="Permissions">Names of the permissions the role holds.</param>
    /// <param name="ExpiresAt">The absolute end; the idle end is <paramref name="IdleMinutes"/> after the last request.</param>
    public sealed record Response(
        string Kind, Guid AccountId, Guid? PatientId, string Name, string Role, IReadOnlyList<string> Permissions, ShowClinic.Response Clinic, int IdleMinutes, DateTimeOffset ExpiresAt);

    internal static void Map(IEndpointRouteBuilder identity) => identity
        .MapGet("/session", Handle)
        .WithName(nameof(ShowSession))
        .Requires<BeSignedIn>()
        .Audited("session.shown")
        .RateLimited(RateClass.Read);

    internal static Ok<Response> Handle(RequestScope scope, EndpointDataSource routes) =>
        TypedResults.Ok(Describe(scope.Tenant, scope.Session!) with { Permissions = Permissions.Of(routes, scope.Session!.Role) });

    /// <summary>The session as the apps see it; sign-in answers with it too.</summary>
    public static Response Describe(Tenant tenant, Session session) => new(
        session.Kind == SessionKind.Staff ? "staff" : "patient", session.AccountId, session.Kind == SessionKind.Patient ? session.AccountId : null,
        session.Name, session.Role, [], ShowClinic.Describe(tenant), session.IdleMinutes, session.ExpiresAt);
}

/// <summary>Have a session, of whatever role.</summary>
public sealed class BeSignedIn : IPermission
{
    public static IReadOnlyList<string> HeldBy => Role.SignedIn;
}
