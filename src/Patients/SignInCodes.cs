using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Frontdesk.Platform;

namespace Frontdesk.Patients;

/// <summary>A code to be texted, known to nobody else: only its hash is kept.</summary>
/// <param name="Language">BCP 47; null when the household has none on file.</param>
public sealed record SignInCode(string E164, string Code, string? Language);

/// <summary>The six digits a patient signs in with.</summary>
public static class SignInCodes
{
    private const int Rounds = 20_000;

    private sealed record Made(byte[] Salt, byte[] Hash);

    private sealed record Asked(Guid PatientId, string E164, string? Language);

    /// <summary>
    /// Makes the code of a challenge at the moment it is sent. Null when nobody living has the number, or the challenge is used or over, or ten codes went to
    /// this number within the hour and none of its browsers asks: then nothing is sent.
    /// Made again, it replaces the one before.
    /// </summary>
    public static Task<SignInCode?> Make(TenantDb db, Guid challengeId, CancellationToken ct) => db.Transaction(async tx =>
    {
        var asked = await tx.Disclose<Asked>(Purpose.PatientRequest, AskedSql, new { ChallengeId = challengeId }, ct);
        if (asked.Count == 0)
            return null;

        var code = RandomNumberGenerator.GetInt32(1_000_000).ToString("D6", CultureInfo.InvariantCulture);
        var salt = RandomNumberGenerator.GetBytes(16);
        await tx.Execute(
            "update patients.sign_in_challenges set code_salt = @Salt, code_hash = @Hash where id = @ChallengeId",
            new { ChallengeId = challengeId, Salt = salt, Hash = Hash(code, salt) }, ct);
        return new SignInCode(asked[0].E164, code, asked.Select(static one => one.Language).FirstOrDefault(static language => language is not null));
    }, ct);

    /// <summary>Whether this is the code made last for the challenge, also when that is used or over. For who must recognise a text; signing in is judged elsewhere.</summary>
    public static async Task<bool> Is(TenantDb db, Guid challengeId, string code, CancellationToken ct) =>
        await db.QueryOne<Made>(MadeSql, new { ChallengeId = challengeId }, ct) is { } made && CryptographicOperations.FixedTimeEquals(Hash(code, made.Salt), made.Hash);

    /// <summary>Slow on purpose, so that a copied row does not give its code away before it is over.</summary>
    internal static byte[] Hash(string code, byte[] salt) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(code), salt, Rounds, HashAlgorithmName.SHA256, 32);

    private const string MadeSql =
        """
        select code_salt as "Salt", code_hash as "Hash"
        from   patients.sign_in_challenges
        where  id = @ChallengeId
        and    code_hash is not null
        """;

    private const string AskedSql =
        """
        select distinct p.id as "PatientId", c.e164 as "E164", p.language as "Language"
        from   patients.sign_in_challenges c
        join   patients.phones h on h.e164 = c.e164 and h.use <> 'old'
        join   patients.patients p on p.id = h.patient_id and p.deceased_on is null
        where  c.id = @ChallengeId
        and    c.used_at is null
        and    c.expires_at > now()
        and    (c.known_device
                or (select count(*) from patients.sign_in_challenges o where o.e164 = c.e164 and o.code_hash is not null and o.created_at > now() - interval '1 hour') < 10)
        """;
}
