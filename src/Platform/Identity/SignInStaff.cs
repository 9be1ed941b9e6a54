using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.Platform;

/// <summary>
/// Signs a staff member in with password and authenticator code, both in one request: whichever is wrong, or if the account does not exist,
/// the answer and its time are the same. 401 <c>sign_in_failed</c>; 429 with <c>Retry-After</c> when tried too often.
/// </summary>
internal static class SignInStaff
{
    public sealed record Request(
        [property: Required, StringLength(254)] string Email,
        [property: Required, StringLength(1024)] string Password,
        [property: Required, StringLength(10)] string Code);

    public static void Map(IEndpointRouteBuilder identity) => identity
        .MapPost("/staff/sign-in", Handle)
        .WithName(nameof(SignInStaff))
        .Anonymous("this is how a session begins")
        .Audited("staff.signed_in")
        .RateLimited(RateClass.SignIn);

    internal static async Task<Results<Ok<ShowSession.Response>, ProblemHttpResult>> Handle(
        Request request, HttpContext http, TenantDb db, Sessions sessions, SessionCookie cookie, SignInThrottle throttle, TimeProvider clock, CancellationToken ct)
    {
        var email = StaffAccounts.Normalize(request.Email);
        var account = await db.QueryOne<Account>(AccountSql, new { email }, ct);
        var device = cookie.ReadDevice(http);
        if (await throttle.Try(db.Tenant, "staff:" + email, account?.Id, device, Address.Of(http), ct) is { } seconds)
        {
            http.Response.Headers.RetryAfter = seconds.ToString();
            return Problems.Problem(StatusCodes.Status429TooManyRequests, "too_many_tries", "Too many tries. Please wait and try again.");
        }

        // Both factors are always computed, so that time tells nothing.
        var rightPassword = Passwords.Matches(account?.PasswordHash, request.Password);
        var step = Totp.StepOf(account?.TotpSecret ?? new byte[20], request.Code.Trim().Replace(" ", "", StringComparison.Ordinal), clock.GetUtcNow());
        if (!rightPassword || step is null || await db.Execute(UseCodeSql, new { account!.Id, step }, ct) == 0)
        {
            await db.Record(new AuditEvent("staff.sign_in_refused", "refused", Detail: account is null ? "{}" : $$"""{"account":"{{account.Id}}"}"""), ct);
            return Problems.Problem(StatusCodes.Status401Unauthorized, "sign_in_failed", "Email, password or code is not right.");
        }

        var token = await sessions.BeginForStaff(db.Tenant, account.Id, db.RequestId, ct);
        cookie.Write(http, token);
        cookie.WriteDevice(http, await throttle.Remember(db.Tenant, account.Id, device, ct));
        var session = await sessions.Find(db.Tenant, token, ct);
        return TypedResults.Ok(ShowSession.Describe(db.Tenant, session!));
    }

    private sealed record Account(Guid Id, string PasswordHash, byte[] TotpSecret);

    private const string AccountSql =
        """
        select id as "Id", password_hash as "PasswordHash", totp_secret as "TotpSecret"
        from   platform.staff_accounts
        where  email = @email
        and    active
        """;

    // A code is good once: only a later step than the last one used is taken, and of two at the same moment one.
    private const string UseCodeSql = "update platform.staff_accounts set totp_last_step = @step where id = @Id and totp_last_step < @step";
}
