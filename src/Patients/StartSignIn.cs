using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;
using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.Patients;

/// <summary>
/// Begins a patient's sign-in: a code is texted to the number if a living patient has it on file. The answer, and the work done before it, are the same
/// when nobody has. 429 with <c>Retry-After</c> when asked too often.
/// </summary>
internal static class StartSignIn
{
    public sealed record Request([property: Required, StringLength(60)] string Phone);

    /// <param name="ExpiresAt">Ten minutes from now; the code is good until then, once.</param>
    public sealed record Response(Guid ChallengeId, DateTimeOffset ExpiresAt);

    public static void Map(IEndpointRouteBuilder patients) => patients
        .MapPost("/sign-in", Handle)
        .WithName(nameof(StartSignIn))
        .Anonymous("this is how a patient's session begins")
        .Audited("patient.sign_in_started")
        .RateLimited(RateClass.SignIn);

    internal static async Task<Results<Accepted<Response>, ProblemHttpResult>> Handle(
        Request request, HttpContext http, TenantDb db, SessionCookie cookie, SignInThrottle throttle, CancellationToken ct)
    {
        if (PhoneNumber.ToE164(request.Phone) is not { } e164)
            return Problems.Invalid("phone", "phone_not_whole", "That is not a whole phone number.");

        var device = cookie.ReadDevice(http);
        if (await throttle.Try(db.Tenant, "patient:" + e164, PhoneKey(e164), device, Address.Of(http), ct) is { } seconds)
            return TooManyTries(http, seconds);

        var started = await db.Transaction(async tx =>
        {
            var response = await tx.QueryOne<Response>(Sql, new { ChallengeId = Guid.CreateVersion7(), E164 = e164, Account = PhoneKey(e164), Device = device is null ? null : SHA256.HashData(Encoding.UTF8.GetBytes(device)) }, ct);
            await tx.Enqueue(new SendSignInCode(response!.ChallengeId), ct);
            return response;
        }, ct);
        return TypedResults.Accepted((string?)null, started);
    }

    internal static ProblemHttpResult TooManyTries(HttpContext http, int seconds)
    {
        http.Response.Headers.RetryAfter = seconds.ToString();
        return Problems.Problem(StatusCodes.Status429TooManyRequests, "too_many_tries", "Too many tries. Please wait and try again.");
    }

    /// <summary>What a browser is remembered by that signed in with this number: the number names a household, not one patient.</summary>
    internal static Guid PhoneKey(string e164) => new(SHA256.HashData(Encoding.UTF8.GetBytes("patient:" + e164)).AsSpan(0, 16));

    // Rows a day old are swept by the next who signs in: there is always a next.
    internal const string Sql =
        """
        with swept as (
            delete from patients.sign_in_challenges where expires_at < now() - interval '1 day'
        )
        insert into patients.sign_in_challenges (id, e164, known_device)
        values (@ChallengeId, @E164, exists (select from platform.known_devices d where d.account_id = @Account and d.device_hash = @Device))
        returning id as "ChallengeId", expires_at as "ExpiresAt"
        """;
}
