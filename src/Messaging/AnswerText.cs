using Frontdesk.Platform;
using Frontdesk.Scheduling;

namespace Frontdesk.Messaging;

/// <summary>
/// Texts back what came of a text, in the language of who wrote it. Who stopped the texts is answered nothing but that, and who to turn to. A yes or no to an offer
/// is handed to the waitlist first: of a crash in between it hears twice, and says the same again.
/// </summary>
public sealed record AnswerText(Guid TextId) : IJob
{
    internal sealed class Handler(Texts texts) : IJobHandler<AnswerText>
    {
        public async Task Handle(AnswerText job, JobContext context, CancellationToken ct)
        {
            var received = await context.Db.QueryOne<Received>(ReceivedSql, job, ct);
            if (received is { Meaning: "accept" or "decline", Answer: null, SubjectId: { } offer })
                received = received with { Answer = await Offered(context.Db, job.TextId, offer, received, ct) };
            if (!texts.Configured)
                return;
            await texts.Once(context, "reply", $"reply:{job.TextId}", () => Task.FromResult(Write(received, context.Db.Tenant)), ct, still: tx => IsStill(tx, received!, ct));
        }

        private static async Task<string?> Offered(TenantDb db, Guid text, Guid offer, Received received, CancellationToken ct)
        {
            var answer = await WaitlistOffers.Answer(db, offer, received.Meaning == "accept", "text", ct, received.CameAt) switch
            {
                // Whoever says no to a time that they took before has a visit: where it can be changed, the answer says.
                OfferAnswer.Accepted or OfferAnswer.Over("accepted") => "accepted",
                OfferAnswer.Declined => "declined",
                _ => "offer_over",
            };
            return await db.QueryOne<bool>(ReceiveText.AnswerSql, new { Id = text, Answer = answer, Most = ReceiveText.MostAnswers }, ct) ? answer : null;
        }

        private static Text? Write(Received? received, Tenant clinic)
        {
            if (received is not { Answer: { } answer })
                return null;
            var when = received is { At: { } at, TimeZone: { } zone } ? TextTime.Moment(at, zone, received.Language) : "";
            return new Text("reply", received.From, received.Language, ReplyText.In(received.Language, clinic.Name, answer, when, clinic.Phone))
            {
                PatientId = received.PatientId,
                EvenIfStopped = answer is "stopped" or "help",
            };
        }

        // The last word on stopping may be another by now.
        private static async Task<bool> IsStill(TenantTransaction tx, Received received, CancellationToken ct) =>
            received.Answer != "stopped" || await StoppedNumbers.Has(tx, received.From, ct);
    }

    internal sealed record Received(string From, DateTimeOffset CameAt, string Meaning, string Language, string? Answer, Guid? SubjectId, DateTimeOffset? At, string? TimeZone, Guid? PatientId);

    internal const string ReceivedSql =
        """
        select t.from_e164 as "From", t.received_at as "CameAt", t.meaning as "Meaning", t.language as "Language", t.answer as "Answer", m.subject_id as "SubjectId", m.subject_at as "At", m.time_zone as "TimeZone", m.patient_id as "PatientId"
        from   messaging.received_texts t
        left join messaging.messages m on m.id = t.message_id
        where  t.id = @TextId
        """;
}
