using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.Platform;

/// <summary>A staff member changes the own password. Every other session of the account ends, and this one is replaced.</summary>
internal static class ChangePassword
{
    public sealed record Request([property: Required, StringLength(1024)] string Current, [property: Required, StringLength(1024)] string Password);

    public static void Map(IEndpointRouteBuilder identity) => identity
        .MapPost("/staff/password", Handle)
        .WithName(nameof(ChangePassword))
        .Requires<ChangeOwnPassword>()
        .Audited("password.changed")
        .RateLimited(RateClass.SignIn);

    internal static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Request request, HttpContext http, RequestScope scope, TenantDb db, Sessions sessions, SessionCookie cookie, SignInThrottle throttle, CancellationToken ct)
    {
        var account = await db.QueryOne<Account>(
            """select email as "Email", password_hash as "PasswordHash" from platform.staff_accounts where id = @Id""", new { scope.Actor.Id }, ct);
        if (await throttle.Try(db.Tenant, "staff:" + account!.Email, scope.Actor.Id, cookie.ReadDevice(http), Address.Of(http), ct) is { } seconds)
        {
            http.Response.Headers.RetryAfter = seconds.ToString();
            return Problems.Problem(StatusCodes.Status429TooManyRequests, "too_many_tries", "Too many tries. Please wait and try again.");
        }

        if (!Passwords.Matches(account.PasswordHash, request.Current))
            return Problems.Invalid("current", "password_is_wrong", "This is not the present password.");
        if (Passwords.Fault(request.Password, [account.Email, scope.Session!.Name, db.Tenant.Slug, db.Tenant.Name]) is { } fault)
            return Problems.Invalid("password", "password_is_weak", fault);

        await db.Execute("update platform.staff_accounts set password_hash = @hash where id = @Id", new { hash = Passwords.Hash(request.Password), scope.Actor.Id }, ct);
        await sessions.EndAll(db.Tenant, scope.Actor.Id, ct);
        await db.Record(new AuditEvent("password.changed"), ct);
        cookie.Write(http, await sessions.BeginForStaff(db.Tenant, scope.Actor.Id, db.RequestId, ct));
        return TypedResults.NoContent();
    }

    private sealed record Account(string Email, string PasswordHash);
}

/// <summary>Change one's own password.</summary>
public sealed class ChangeOwnPassword : IPermission
{
    public static IReadOnlyList<string> HeldBy => Role.Staff;
}
