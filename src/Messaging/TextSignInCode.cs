using Frontdesk.Patients;
using Frontdesk.Platform;
using Microsoft.Extensions.Logging;

namespace Frontdesk.Messaging;

/// <summary>
/// Texts the code of a sign-in challenge to the number it was asked for, from the clinic's number. The code is made here, at the last moment, and is
/// in no job, log or table.
/// </summary>
internal sealed class TextSignInCode(TwilioRest twilio, TwilioOptions options, PublicUrl publicUrl, ILogger<TextSignInCode> log) : IJobHandler<SendSignInCode>
{
    public async Task Handle(SendSignInCode job, JobContext context, CancellationToken ct)
    {
        // Without a telephone there is nothing to try again for: the code would be over before anybody set one up.
        if (!options.Configured)
        {
            log.LogWarning("No telephone is configured: the code of challenge {ChallengeId} is not sent", job.ChallengeId);
            return;
        }

        await context.Effects.Once(
            $"sign-in-code:{job.ChallengeId}",
            attempt => Send(context.Db, job.ChallengeId, attempt.Id, ct),
            attempt => Find(context.Db, job.ChallengeId, attempt.Id, ct), ct);
    }

    private async Task<string?> Send(TenantDb db, Guid challengeId, Guid messageId, CancellationToken ct)
    {
        if (await SignInCodes.Make(db, challengeId, ct) is not { } code) return null;

        var language = SignInCodeText.Choose(code.Language, db.Tenant.Languages);
        await db.Execute(NoteSql, new { Id = messageId, To = code.E164, Language = language }, ct);
        try
        {
            var callback = $"{publicUrl.Of(db.Tenant)}/api/v1/messaging/twilio/status?message={messageId}";
            var sent = await twilio.SendMessage(db.Tenant.Phone, code.E164, SignInCodeText.In(language, db.Tenant.Name, code.Code), callback, ct);
            await db.Execute(FollowDelivery.Sql, FollowDelivery.Heard(messageId, sent.Sid, sent.Status, null), CancellationToken.None);
            return sent.Sid;
        }
        catch (TwilioException e) when (e.Fault is TwilioFault.Refused)
        {
            // A landline, a number that said STOP: asking again changes nothing.
            await db.Execute(FollowDelivery.Sql, FollowDelivery.Heard(messageId, null, "failed", e.Code), CancellationToken.None);
            return null;
        }
        catch (TwilioException e) when (e.IsCertain)
        {
            throw new EffectRefusedException(e.Message);
        }
    }

    /// <summary>
    /// Whether Twilio has the text that a crash, or a lost answer, left open: the one that says the code made last for this challenge. Null when it has not;
    /// then <see cref="Send"/> makes another code, or sends nothing when the challenge is over by now.
    /// </summary>
    private async Task<string?> Find(TenantDb db, Guid challengeId, Guid messageId, CancellationToken ct)
    {
        // The row is written before Twilio is asked: without it nothing was.
        if (await db.QueryOne<string>("select to_e164 from messaging.messages where id = @Id", new { Id = messageId }, ct) is not { } to)
            return null;
        foreach (var text in await twilio.ListMessages(db.Tenant.Phone, to, ct))
            foreach (var code in SignInCodeText.CodesIn(text.Body))
                if (await SignInCodes.Is(db, challengeId, code, ct))
                {
                    await db.Execute(FollowDelivery.Sql, FollowDelivery.Heard(messageId, text.Sid, text.Status, null), CancellationToken.None);
                    return text.Sid;
                }
        return null;
    }

    private const string NoteSql =
        """
        insert into messaging.messages (id, purpose, to_e164, language)
        values (@Id, 'sign_in_code', @To, @Language)
        on conflict (tenant_id, id) do nothing
        """;
}
