using Frontdesk.Platform;

namespace Frontdesk.Messaging;

/// <summary>Texts back what came of a text, in the language of who wrote it. Who stopped the texts is answered nothing but that, and who to turn to.</summary>
public sealed record AnswerText(Guid TextId) : IJob
{
    internal sealed class Handler(Texts texts) : IJobHandler<AnswerText>
    {
        public async Task Handle(AnswerText job, JobContext context, CancellationToken ct)
        {
            if (!texts.Configured)
                return;
            var received = await context.Db.QueryOne<Received>(ReceivedSql, job, ct);
            await texts.Once(context, "reply", $"reply:{job.TextId}", () => Task.FromResult(Write(received, context.Db.Tenant)), ct, still: tx => IsStill(tx, received!, ct));
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

    internal sealed record Received(string From, string Language, string? Answer, DateTimeOffset? At, string? TimeZone, Guid? PatientId);

    internal const string ReceivedSql =
        """
        select t.from_e164 as "From", t.language as "Language", t.answer as "Answer", m.subject_at as "At", m.time_zone as "TimeZone", m.patient_id as "PatientId"
        from   messaging.received_texts t
        left join messaging.messages m on m.id = t.message_id
        where  t.id = @TextId
        """;
}
