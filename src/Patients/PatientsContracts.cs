using System.Security.Cryptography;
using System.Text;
using Frontdesk.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Frontdesk.Patients;

/// <summary>Texts the code of a sign-in challenge. Messaging does it, with <see cref="SignInCodes.Make"/> at the moment of sending.</summary>
public sealed record SendSignInCode(Guid ChallengeId) : IJob;

/// <summary>Somebody who may be calling from a number.</summary>
/// <param name="Name">Given names, then family name.</param>
/// <param name="Owner">Who picks up at that number: <c>self</c>, <c>parent</c>, <c>guardian</c>, <c>spouse</c>, <c>child</c>, <c>caregiver</c>, <c>other</c>.</param>
public sealed record KnownCaller(Guid PatientId, string Name, string Owner);

/// <summary>Who may be calling, before the phone is answered.</summary>
public static class Callers
{
    /// <summary>The living patients who have this number on file, at most 20: those who pick up themselves first, then by name. On the record as a disclosure.</summary>
    /// <param name="e164">As <see cref="PhoneNumber.ToE164"/> gives it; anything else finds nobody.</param>
    public static Task<IReadOnlyList<KnownCaller>> FindByPhone(TenantDb db, string e164, CancellationToken ct) =>
        db.Disclose<KnownCaller>(Purpose.Treatment, Sql, new { E164 = e164 }, ct);

    /// <inheritdoc cref="FindByPhone(TenantDb, string, CancellationToken)"/>
    public static Task<IReadOnlyList<KnownCaller>> FindByPhone(TenantTransaction tx, string e164, CancellationToken ct) =>
        tx.Disclose<KnownCaller>(Purpose.Treatment, Sql, new { E164 = e164 }, ct);

    internal const string Sql =
        """
        select p.id as "PatientId", concat_ws(' ', p.given_name, p.family_name) as "Name", min(h.owner) as "Owner"
        from   patients.phones h
        join   patients.patients p on p.id = h.patient_id
        where  h.e164 = @E164
        and    h.use <> 'old'
        and    p.deceased_on is null
        group  by p.tenant_id, p.id
        order  by min(h.owner) <> 'self', p.sort_name, p.id
        limit  20
        """;
}

/// <summary>What a caller may prove besides the birth date.</summary>
public enum SecondIdentifier
{
    FullName,
    PostalCode,
    Mrn,
}

/// <summary>Opening a chart to a member of staff, for a caller who proved who they are.</summary>
public static class Charts
{
    private sealed record Known(Guid PatientId, DateOnly BirthDate, string[] Names, string[] PostalCodes, string[] Mrns);

    /// <summary>
    /// Why a chart that should be open to the actor is not: 403 <c>chart_locked</c> for staff when there is such a patient, whom they could find by searching; else 404.
    /// The refusal is on the patient's record.
    /// </summary>
    public static async Task<ProblemHttpResult> WhyNot(TenantDb db, Guid patientId, CancellationToken ct)
    {
        if (db.Actor.Kind != ActorKind.Staff || !await db.QueryOne<bool>("select true from patients.patients where id = @patientId", new { patientId }, ct))
            return Problems.NotFound("patient");
        await db.Record(new AuditEvent("chart.refused", "refused", patientId), ct);
        return Problems.Forbidden("chart_locked", "This chart is locked. Verify the caller, or open it for a stated reason.");
    }

    /// <summary>
    /// Whether birth date and second identifier are this patient's. Tells only yes or no, and takes the same time whichever is wrong.
    /// The caller records the outcome and, on yes, calls <see cref="UnlockChart"/> in the same transaction.
    /// </summary>
    /// <param name="value">As said: a full name needs a given and a family name, a postal code its first five digits, a record number at least four signs.</param>
    public static async Task<bool> MatchIdentifiers(TenantTransaction tx, Guid patientId, DateOnly birthDate, SecondIdentifier kind, string value, CancellationToken ct)
    {
        var known = await tx.DiscloseOne<Known>(Purpose.Treatment, IdentifiersSql, new { PatientId = patientId }, ct)
            ?? new Known(patientId, DateOnly.MinValue, [], [], []);
        var rightBirthDate = Same(known.BirthDate.ToString("O"), birthDate.ToString("O"));
        var rightSecond = kind switch
        {
            SecondIdentifier.FullName => known.Names.Aggregate(false, (right, name) => right | IsFullName(name.Split('\n'), value)),
            SecondIdentifier.PostalCode => Any(known.PostalCodes, Postal(value), Postal),
            SecondIdentifier.Mrn => Any(known.Mrns, Identifier.Fold(value), static mrn => mrn) & Identifier.Fold(value).Length >= 4,
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
        return rightBirthDate & rightSecond;
    }

    /// <summary>Opens the chart to this member of staff for a call, until <paramref name="until"/>.</summary>
    public static Task UnlockChart(TenantTransaction tx, Guid actorId, Guid patientId, Guid callId, DateTimeOffset until, CancellationToken ct) =>
        tx.Execute(
            """
            insert into patients.chart_unlocks (id, actor_id, patient_id, call_id, expires_at)
            values (@Id, @ActorId, @PatientId, @CallId, @Until)
            """,
            new { Id = Guid.CreateVersion7(), ActorId = actorId, PatientId = patientId, CallId = callId, Until = until }, ct);

    /// <summary>Closes what was opened for a call; charts opened for a stated reason stay open.</summary>
    public static Task LockAfterCall(TenantTransaction tx, Guid callId, CancellationToken ct) =>
        tx.Execute("update patients.chart_unlocks set expires_at = now() where call_id = @CallId and expires_at > now() and opened_at < now()", new { CallId = callId }, ct);

    private const string IdentifiersSql =
        """
        select p.id as "PatientId", p.birth_date as "BirthDate",
               array(select concat(p.given_name, E'\n', p.family_name)
                     union all
                     select concat(coalesce(n.given_name, p.given_name), E'\n', coalesce(n.family_name, p.family_name)) from patients.names n where n.patient_id = p.id) as "Names",
               array(select a.postal_code from patients.addresses a where a.patient_id = p.id and a.postal_code is not null and a.use <> 'old') as "PostalCodes",
               array(select i.search_value from patients.identifiers i where i.patient_id = p.id and i.type = 'MR') as "Mrns"
        from   patients.patients p
        where  p.id = @PatientId
        """;

    // Every word said must be the patient's, with one given and one family name among them: "Maria García" is María Elena García López.
    private static bool IsFullName(string[] name, string said)
    {
        var given = PersonName.IndexWords(name[0]);
        var family = PersonName.IndexWords(name.Length > 1 ? name[1] : null);
        var words = PersonName.SearchWords(said);
        var given1 = words.Count(given.Contains);
        var family1 = words.Count(family.Contains);
        return words.All(word => given.Contains(word) || family.Contains(word))
            & (given.Count == 0 | given1 > 0) & (family.Count == 0 | family1 > 0) & words.Count > 0;
    }

    private static string Postal(string code)
    {
        var folded = Identifier.Fold(code);
        return folded.Length is 5 or 9 && folded.All(char.IsAsciiDigit) ? folded[..5] : folded;
    }

    private static bool Any(string[] known, string said, Func<string, string> fold) =>
        known.Aggregate(false, (right, one) => right | Same(fold(one), said)) & said.Length > 0;

    // Hashed first: comparing the hashes takes the same time whatever the lengths.
    private static bool Same(string a, string b) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(a)), SHA256.HashData(Encoding.UTF8.GetBytes(b)));
}
