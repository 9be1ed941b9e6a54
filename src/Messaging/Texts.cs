using System.Security.Cryptography;
using System.Text;
using Frontdesk.Platform;

namespace Frontdesk.Messaging;

/// <summary>A text about to be sent from the clinic's number. What it says is not kept.</summary>
/// <param name="Purpose">One of those messaging.messages knows.</param>
/// <param name="To">E.164.</param>
/// <param name="Language">Of ours, in which it is written.</param>
internal sealed record Text(string Purpose, string To, string Language, string Body)
{
    public Guid? PatientId { get; init; }

    /// <summary>The visit or the offer it is about, so that an answer can be understood.</summary>
    public Guid? SubjectId { get; init; }

    /// <summary>The time it names.</summary>
    public DateTimeOffset? SubjectAt { get; init; }

    /// <summary>IANA zone by whose clock it names it.</summary>
    public string? TimeZone { get; init; }

    /// <summary>It says something that is kept nowhere, not even as a hash: how it is known again, the caller knows.</summary>
    public bool IsSecret { get; init; }

    /// <summary>Goes to a number whose owner said STOP, too: it was asked for, or says that it is so.</summary>
    public bool EvenIfStopped { get; init; }
}

/// <summary>
/// The one place texts go out from. Each has an effect's key, and goes out once: the row is noted before the network is asked, Twilio tells that row what became
/// of the text, and what a crash left open is looked up at Twilio before anything is sent again.
/// </summary>
/// <remarks>
/// What a text says is true when the network takes it: <c>still</c> looks once more and locks what it looked at, and the lock is held until the network has answered.
/// Those who would change it wait; so that they do not wait in vain (the database gives them five seconds) the network is given four. One gap stays: a worker that is
/// killed in those seconds lets go of the lock, and what it had put on the wire may be taken a moment later.
/// </remarks>
internal sealed class Texts(TwilioRest twilio, TwilioOptions options, PublicUrl publicUrl, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    // As long as both locks may be waited for. Longer, and this process was asleep: the database may have let go of its locks meanwhile.
    private static readonly TimeSpan Awake = TimeSpan.FromSeconds(10);

    private sealed record Noted(string To, string? VendorId, byte[]? BodyHash)
    {
        // An account may have Twilio redact what texts say. Then one that we cannot account for is taken for ours: better one text too few than two.
        public bool Says(string body) => BodyHash is not null && (body.Length == 0 || BodyHash.AsSpan().SequenceEqual(Hash(body)));
    }

    /// <summary>Whether there is a telephone at all.</summary>
    public bool Configured => options.Configured;

    /// <param name="key">The text's meaning, see <see cref="Effects"/>. A text that turns out needless, or is stopped, leaves the key free.</param>
    /// <param name="write">What to say and to whom; null when there is nobody to tell.</param>
    /// <param name="still">Whether it is still to be said, under a lock that keeps it so until the transaction ends.</param>
    /// <param name="isIt">Of a secret text: whether this one that Twilio has is it.</param>
    public async Task<TextOutcome> Once(
        JobContext context, string purpose, string key, Func<Task<Text?>> write, CancellationToken ct,
        Func<TenantTransaction, Task<bool>>? still = null, Func<TwilioMessage, Task<bool>>? isIt = null)
    {
        var outcome = TextOutcome.Sent;
        try
        {
            var known = await context.Effects.Once(key, async attempt =>
            {
                (outcome, var sid) = await Send(context.Db, attempt.Id, write, still, ct);
                return outcome is TextOutcome.Sent or TextOutcome.Refused ? sid : throw new EffectRefusedException("There is nothing to send.");
            }, attempt => Find(context.Db, attempt.Id, isIt, ct), ct);
            // Also when a try before this one was refused, and crashed before the caller heard of it.
            if (known is null)
                outcome = TextOutcome.Refused;
        }
        catch (EffectRefusedException) when (outcome is TextOutcome.Needless or TextOutcome.Stopped)
        {
            // The ledger has forgotten it: should it become true again, it may be said.
        }
        MessagingTelemetry.Texts.Add(1, new("purpose", purpose), new("outcome", outcome.ToString()));
        return outcome;
    }

    private async Task<(TextOutcome Outcome, string? Sid)> Send(TenantDb db, Guid id, Func<Task<Text?>> write, Func<TenantTransaction, Task<bool>>? still, CancellationToken ct)
    {
        if (await write() is not { } text)
            return (TextOutcome.Needless, null);
        await db.Execute(NoteSql, new { Id = id, text.Purpose, text.To, text.Language, text.PatientId, text.SubjectId, text.SubjectAt, text.TimeZone, BodyHash = text.IsSecret ? null : Hash(text.Body) }, ct);
        try
        {
            return await db.Transaction<(TextOutcome, string?)>(async tx =>
            {
                var began = clock.GetTimestamp();
                if (!text.EvenIfStopped && await StoppedNumbers.Has(tx, text.To, ct))
                    return (await Forget(tx, id, TextOutcome.Stopped, ct), null);
                if (still is not null && !await still(tx))
                    return (await Forget(tx, id, TextOutcome.Needless, ct), null);
                if (clock.GetElapsedTime(began) > Awake)
                    throw new JobFailedException("The worker was asleep between locking and sending.");

                var callback = $"{publicUrl.Of(db.Tenant)}/api/v1/messaging/twilio/status?message={id}";
                var sent = await twilio.SendMessage(db.Tenant.Phone, text.To, text.Body, callback, Patience, ct);
                await tx.Execute(FollowDelivery.Sql, FollowDelivery.Heard(id, sent.Sid, sent.Status, null), CancellationToken.None);
                return (TextOutcome.Sent, sent.Sid);
            }, ct);
        }
        catch (TwilioException e) when (e.Fault is TwilioFault.Refused)
        {
            // A landline, a number that said STOP to Twilio: asking again changes nothing.
            await db.Execute(FollowDelivery.Sql, FollowDelivery.Heard(id, null, "failed", e.Code), CancellationToken.None);
            return (TextOutcome.Refused, null);
        }
        catch (TwilioException e) when (e.IsCertain)
        {
            await db.Execute(ForgetSql, new { Id = id }, CancellationToken.None);
            throw new EffectRefusedException(e.Message);
        }
    }

    /// <summary>Twilio's id of the text that a crash, or a lost answer, left open; null when Twilio does not have it.</summary>
    private async Task<string?> Find(TenantDb db, Guid id, Func<TwilioMessage, Task<bool>>? isIt, CancellationToken ct)
    {
        // The row is written before Twilio is asked: without it nothing was.
        if (await db.QueryOne<Noted>(NotedSql, new { Id = id }, ct) is not { } noted)
            return null;
        if (noted.VendorId is not null)
            return noted.VendorId;
        var texts = await twilio.ListMessages(db.Tenant.Phone, noted.To, ct);
        var known = (await db.Query<string>(KnownSql, new { Sids = texts.Select(static text => text.Sid).ToArray() }, ct)).ToHashSet(StringComparer.Ordinal);
        foreach (var text in texts)
            if (!known.Contains(text.Sid) && (isIt is null ? noted.Says(text.Body) : await isIt(text)))
            {
                // Two texts may say the same, to a mother of two: the constraint lets only one of them have this id, and the other looks again.
                await db.Execute(FollowDelivery.Sql, FollowDelivery.Heard(id, text.Sid, text.Status, null), CancellationToken.None);
                return text.Sid;
            }
        return null;
    }

    private static async Task<TextOutcome> Forget(TenantTransaction tx, Guid id, TextOutcome outcome, CancellationToken ct)
    {
        await tx.Execute(ForgetSql, new { Id = id }, ct);
        return outcome;
    }

    private static byte[] Hash(string body) => SHA256.HashData(Encoding.UTF8.GetBytes(body));

    internal const string NoteSql =
        """
        insert into messaging.messages (id, purpose, to_e164, language, patient_id, subject_id, subject_at, time_zone, body_hash)
        values (@Id, @Purpose, @To, @Language, @PatientId, @SubjectId, @SubjectAt, @TimeZone, @BodyHash)
        on conflict (tenant_id, id) do update
        set    to_e164 = excluded.to_e164, language = excluded.language, body_hash = excluded.body_hash
        """;

    internal const string NotedSql =
        """
        select to_e164 as "To", vendor_id as "VendorId", body_hash as "BodyHash"
        from   messaging.messages
        where  id = @Id
        """;

    internal const string KnownSql =
        """
        select vendor_id
        from   messaging.messages
        where  vendor_id = any (@Sids)
        """;

    internal const string ForgetSql =
        """
        delete from messaging.messages
        where  id = @Id
        and    vendor_id is null
        """;
}
