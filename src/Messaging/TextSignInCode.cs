using Frontdesk.Patients;
using Frontdesk.Platform;
using Microsoft.Extensions.Logging;

namespace Frontdesk.Messaging;

/// <summary>
/// Texts the code of a sign-in challenge to the number it was asked for, from the clinic's number. The code is made here, at the last moment, and is
/// in no job, log or table.
/// </summary>
internal sealed class TextSignInCode(Texts texts, ILogger<TextSignInCode> log) : IJobHandler<SendSignInCode>
{
    public async Task Handle(SendSignInCode job, JobContext context, CancellationToken ct)
    {
        // Without a telephone there is nothing to try again for: the code would be over before anybody set one up.
        if (!texts.Configured)
        {
            log.LogWarning("No telephone is configured: the code of challenge {ChallengeId} is not sent", job.ChallengeId);
            return;
        }

        await texts.Once(context, "sign_in_code", $"sign-in-code:{job.ChallengeId}", () => Write(context.Db, job.ChallengeId, ct), ct,
            isIt: text => IsIn(context.Db, job.ChallengeId, text.Body, ct));
    }

    // When nobody has the number, or the challenge is over by now, there is no code.
    private static async Task<Text?> Write(TenantDb db, Guid challengeId, CancellationToken ct)
    {
        if (await SignInCodes.Make(db, challengeId, ct) is not { } code)
            return null;
        var language = TextLanguage.Choose(code.Language, db.Tenant.Languages);
        return new Text("sign_in_code", code.E164, language, SignInCodeText.In(language, db.Tenant.Name, code.Code)) { IsSecret = true, EvenIfStopped = true };
    }

    private static async Task<bool> IsIn(TenantDb db, Guid challengeId, string body, CancellationToken ct)
    {
        foreach (var code in SignInCodeText.CodesIn(body))
            if (await SignInCodes.Is(db, challengeId, code, ct))
                return true;
        return false;
    }
}
