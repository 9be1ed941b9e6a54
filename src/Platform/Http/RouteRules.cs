using Microsoft.AspNetCore.Builder;

namespace Frontdesk.Platform;

/// <summary>Something a role may do. A permission is a type; a route requires one.</summary>
public interface IPermission
{
    /// <summary>The built-in roles that hold it, from <see cref="Role"/>.</summary>
    static abstract IReadOnlyList<string> HeldBy { get; }
}

/// <summary>The built-in roles.</summary>
public static class Role
{
    public const string Admin = "admin";
    public const string Supervisor = "supervisor";
    public const string Agent = "agent";
    public const string Clinician = "clinician";
    public const string Patient = "patient";

    /// <summary>All who work at the clinic.</summary>
    public static readonly IReadOnlyList<string> Staff = [Admin, Supervisor, Agent, Clinician];

    /// <summary>Staff and patients.</summary>
    public static readonly IReadOnlyList<string> SignedIn = [.. Staff, Patient];
}

/// <summary>How costly a route is to abuse: picks its rate limit.</summary>
public enum RateClass
{
    Read,
    Write,
    Search,
    SignIn,
    Webhook,
}

/// <summary>Who may call the route: a permission's name and holders, or anonymous with the reason why.</summary>
public sealed record Access(string Permission, IReadOnlyList<string> HeldBy, string? AnonymousBecause = null);

/// <summary>The audit kind that stands in every audit row the route makes.</summary>
public sealed record AuditKind(string Name);

/// <summary>The rate limit the route falls under.</summary>
public sealed record RateRule(RateClass Class);

/// <summary>On a route that the screen calls without the person: see <see cref="RouteRules.Unattended"/>.</summary>
public sealed record UnattendedCall;

/// <summary>On a POST route that may run a second time: see <see cref="RouteRules.AnswersAgain"/>.</summary>
public sealed record AnsweredAgain;

/// <summary>What every route declares on its map line. A route that declares no permission is refused by the gate, and one without all three fails the build.</summary>
public static class RouteRules
{
    /// <summary>Only who holds <typeparamref name="TPermission"/> may call; anyone else gets 401 or 403.</summary>
    public static RouteHandlerBuilder Requires<TPermission>(this RouteHandlerBuilder route)
        where TPermission : IPermission =>
        route.WithMetadata(new Access(typeof(TPermission).Name, TPermission.HeldBy));

    /// <summary>Anyone may call, without a session. <paramref name="because"/> is read in reviews.</summary>
    public static RouteHandlerBuilder Anonymous(this RouteHandlerBuilder route, string because) =>
        route.WithMetadata(new Access("anonymous", [], because));

    /// <param name="kind">Stable, dotted, past tense: <c>appointment.booked</c>.</param>
    public static RouteHandlerBuilder Audited(this RouteHandlerBuilder route, string kind) =>
        route.WithMetadata(new AuditKind(kind));

    /// <summary>Called by the open screen by itself: no use of the session, whose idle end does not move.</summary>
    public static RouteHandlerBuilder Unattended(this RouteHandlerBuilder route) =>
        route.WithMetadata(new UnattendedCall());

    /// <summary>
    /// Of a POST: run a second time after it was done, it does nothing more than the first and its answer is still true. Any other whose first answer was lost with its node is
    /// answered 409 <c>already_done</c> when it is sent again with its idempotency key, and not run.
    /// </summary>
    public static RouteHandlerBuilder AnswersAgain(this RouteHandlerBuilder route) =>
        route.WithMetadata(new AnsweredAgain());

    public static RouteHandlerBuilder RateLimited(this RouteHandlerBuilder route, RateClass rate) =>
        route.WithMetadata(new RateRule(rate));
}
