using System.Globalization;
using Frontdesk.Platform;
using Frontdesk.Scheduling;
using Microsoft.Extensions.Logging;

namespace Frontdesk.Messaging;

/// <summary>
/// Texts a reminder of a visit, once for each time the visit is at and each lead. The visit is locked while the network is asked: a reminder names a time at which
/// the visit is booked. One number hears of it, the best of those the patient may be texted at; without one nothing is sent, and nothing fails.
/// </summary>
/// <param name="StartsAt">When the visit was to start when this was added.</param>
public sealed record SendReminder(Guid AppointmentId, DateTimeOffset StartsAt, int MinutesBefore) : IJob
{
    internal string Key => string.Create(CultureInfo.InvariantCulture, $"reminder:{AppointmentId}:{StartsAt.UtcDateTime:yyyy-MM-ddTHH:mm:ss.FFFFFF}Z:{MinutesBefore}");

    /// <summary>How soon it is asked again whether somebody has looked at a visit that a change of hours has stranded.</summary>
    private static readonly TimeSpan UntilLookedAt = TimeSpan.FromMinutes(15);

    internal sealed class Handler(Texts texts, QuietHours quiet, ILogger<SendReminder> log) : IJobHandler<SendReminder>
    {
        public async Task Handle(SendReminder job, JobContext context, CancellationToken ct)
        {
            if (!texts.Configured)
                return;
            var visit = await context.Db.DiscloseOne<Visit>(Purpose.Treatment, VisitSql, job, ct);
            if (visit is { Stranded: true })
            {
                await Postpone(job, context, visit.Now + UntilLookedAt, ct);
                return;
            }
            if (visit is not null && quiet.After(visit.Now, visit.TimeZone) is var morning && morning > visit.Now)
            {
                await Postpone(job, context, morning, ct);
                return;
            }
            if (visit is { E164: null })
                log.LogInformation("A reminder is not sent: the patient has no number that may be texted");
            // Asked also when the visit is no longer there: a crash may have left open whether it was told before.
            await texts.Once(context, "reminder", job.Key, () => Task.FromResult(Write(job, visit, context.Db.Tenant)), ct, still: tx => IsStill(tx, job, ct));
        }

        // Under another key, because this job's own is taken until it ends.
        private static Task Postpone(SendReminder job, JobContext context, DateTimeOffset until, CancellationToken ct) => context.Finish(async tx =>
        {
            if (until <= job.StartsAt.AddHours(-1))
                await tx.Enqueue(job, $"{job.Key}:{until.UtcDateTime:O}", until, ct);
        }, ct);

        private static Text? Write(SendReminder job, Visit? visit, Tenant clinic)
        {
            if (visit is not { E164: { } to })
                return null;
            var language = TextLanguage.Choose(visit.Language, clinic.Languages);
            var when = TextTime.Moment(job.StartsAt, visit.TimeZone, language);
            return new Text("reminder", to, language, ReminderText.In(language, clinic.Name, when, visit.Confirmed))
            {
                PatientId = visit.PatientId,
                SubjectId = job.AppointmentId,
                SubjectAt = job.StartsAt,
                TimeZone = visit.TimeZone,
            };
        }

        private static Task<bool> IsStill(TenantTransaction tx, SendReminder job, CancellationToken ct) =>
            tx.QueryOne<bool>("select coalesce(scheduling.lock_visit(@AppointmentId, @StartsAt), false)", job, ct);
    }

    internal sealed record Visit(Guid PatientId, string TimeZone, bool Confirmed, string? E164, string? Language, DateTimeOffset Now, bool Stranded);

    // A reminder that an outage kept is sent while the visit is an hour ahead, or half of the lead where that is less.
    // Of a visit that a change of hours has stranded it waits until somebody has looked at it: the door may be closed.
    internal const string VisitSql =
        """
        select u.patient_id as "PatientId", u.time_zone as "TimeZone", u.confirmed_at is not null as "Confirmed", n.e164 as "E164", n.language as "Language", now() as "Now",
               exists (
                   select
                   from   worklist.states i
                   where  i.kind = 'stranded_visit'
                   and    i.subject_id = u.appointment_id
                   and    i.closed_at is null) as "Stranded"
        from   scheduling.upcoming u
        left join lateral (
            select t.e164, t.language
            from   patients.textable_numbers t
            where  t.patient_id = u.patient_id
            order  by t.place, t.phone_id
            limit  1) n on true
        where  u.appointment_id = @AppointmentId
        and    u.starts_at = @StartsAt
        and    u.status = 'booked'
        and    @MinutesBefore = any (u.reminders)
        and    u.starts_at > now() + make_interval(mins => least(60, @MinutesBefore / 2))
        """;
}
