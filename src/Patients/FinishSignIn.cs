using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.Patients;

/// <summary>
/// Ends a patient's sign-in with the texted code and the birth date. 401 <c>sign_in_failed</c> whichever is wrong, and in the same time;
/// 409 <c>several_patients</c> when a household has two born on that day: then the given name is asked. Five tries a challenge, one success.
/// </summary>
internal static class FinishSignIn
{
    public sealed record Request([property: Required, StringLength(20)] string Code, DateOnly BirthDate, [property: StringLength(200)] string? GivenName = null);

    private sealed record Challenge(Guid Id, string E164, byte[]? CodeSalt, byte[]? CodeHash);

    private sealed record Candidate(Guid PatientId, string? GivenName, string Name);

    public static void Map(IEndpointRouteBuilder patients) => patients
        .MapPost("/sign-in/{challengeId:guid}", Handle)
        .WithName(nameof(FinishSignIn))
        .Anonymous("this is how a patient's session begins")
        .Audited("patient.signed_in")
        .RateLimited(RateClass.SignIn);

    internal static async Task<Results<Ok<ShowSession.Response>, ProblemHttpResult>> Handle(
        Guid challengeId, Request request, HttpContext http, TenantDb db, Sessions sessions, SessionCookie cookie, SignInThrottle throttle, CancellationToken ct)
    {
        // The try is spent before it is judged, so that guesses sent at once do not share one.
        var challenge = await db.QueryOne<Challenge>(SpendTrySql, new { ChallengeId = challengeId }, ct);

        // Hash and look-up are always done, with a code nobody has, or for a number nobody has: time tells nothing.
        var code = string.Concat(request.Code.Where(char.IsAsciiDigit));
        var rightCode = CryptographicOperations.FixedTimeEquals(SignInCodes.Hash(code, challenge?.CodeSalt ?? new byte[16]), challenge?.CodeHash ?? new byte[32]);
        var candidates = await db.Disclose<Candidate>(
            Purpose.PatientRequest, CandidatesSql, new { E164 = rightCode ? challenge!.E164 : "", request.BirthDate }, ct);

        if (candidates.Count > 1)
        {
            if (string.IsNullOrWhiteSpace(request.GivenName))
                return Problems.Conflict("several_patients", "Several patients share this phone and birth date. Please give the first name too.");
            candidates = [.. candidates.Where(candidate => IsCalled(candidate.GivenName, request.GivenName))];
        }

        if (candidates is not [var patient] || await db.Execute(UseSql, new { ChallengeId = challengeId }, ct) == 0)
        {
            await db.Record(new AuditEvent("patient.sign_in_refused", "refused", Detail: $$"""{"challenge":"{{challengeId}}"}"""), ct);
            return Problems.Problem(StatusCodes.Status401Unauthorized, "sign_in_failed", "The code or the birth date is not right, or the code is over.");
        }

        var token = await sessions.BeginForPatient(db.Tenant, patient.PatientId, db.RequestId, ct);
        cookie.Write(http, token);
        cookie.WriteDevice(http, await throttle.Remember(db.Tenant, StartSignIn.PhoneKey(challenge!.E164), cookie.ReadDevice(http), ct));
        var session = await sessions.Find(db.Tenant, token, ct);
        return TypedResults.Ok(ShowSession.Describe(db.Tenant, session!) with { Name = patient.Name });
    }

    // Any one of the given names, or all of them.
    private static bool IsCalled(string? givenName, string said)
    {
        var words = PersonName.IndexWords(givenName);
        var saidWords = PersonName.SearchWords(said);
        return saidWords.Count > 0 && saidWords.All(words.Contains);
    }

    // A challenge whose code was never sent, because nobody has the number, spends its tries like every other: the write takes the same time.
    internal const string SpendTrySql =
        """
        update patients.sign_in_challenges
        set    tries = tries + 1
        where  id = @ChallengeId
        and    used_at is null
        and    expires_at > now()
        and    tries < 5
        returning id as "Id", e164 as "E164", code_salt as "CodeSalt", code_hash as "CodeHash"
        """;

    internal const string CandidatesSql =
        """
        select p.id as "PatientId", p.given_name as "GivenName", concat_ws(' ', p.given_name, p.family_name) as "Name"
        from   patients.phones h
        join   patients.patients p on p.id = h.patient_id
        where  h.e164 = @E164
        and    h.use <> 'old'
        and    p.birth_date = @BirthDate
        and    p.deceased_on is null
        group  by p.tenant_id, p.id
        """;

    // Of two at the same moment one gets in.
    internal const string UseSql = "update patients.sign_in_challenges set used_at = now() where id = @ChallengeId and used_at is null and expires_at > now()";
}
