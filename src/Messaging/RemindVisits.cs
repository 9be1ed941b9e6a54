using Frontdesk.Platform;
using Frontdesk.Scheduling;

namespace Frontdesk.Messaging;

/// <summary>
/// Finds the reminders that fell due since the last look and adds a <see cref="SendReminder"/> for each. A reminder due in the quiet hours waits for the morning,
/// unless the visit is then too near.
/// </summary>
/// <remarks>
/// Changed leads hold for the visits that are booked already. A lead that is yet to come brings its reminder; one that has passed is not made up for, unless the
/// change takes a visit the only reminder it would have had: that goes out at once (<c>scheduling.remind_of_changed_leads</c>).
/// </remarks>
public sealed record RemindVisits : IJob
{
    internal sealed class Handler(TwilioOptions telephone, QuietHours quiet) : IJobHandler<RemindVisits>
    {
        public async Task Handle(RemindVisits job, JobContext context, CancellationToken ct)
        {
            await context.Finish(async tx =>
            {
                var span = await tx.QueryOne<Span>(MarkSql, null, ct);
                if (telephone.Configured)
                    await tx.Enqueue((await tx.Query<Due>(DueSql, span, ct)).SelectMany(Reminder), ct);
                await tx.Execute(AdvanceSql, null, ct);
            }, ct);
        }

        private IEnumerable<JobToAdd<SendReminder>> Reminder(Due due)
        {
            var reminder = new SendReminder(due.AppointmentId, due.StartsAt, due.Minutes);
            if (SendAt(quiet, due.StartsAt, due.Minutes, due.TimeZone) is { } at)
                yield return new(reminder, reminder.Key, at);
        }
    }

    /// <summary>When a reminder goes out; null: not at all.</summary>
    internal static DateTimeOffset? SendAt(QuietHours quiet, DateTimeOffset startsAt, int minutesBefore, string timeZone)
    {
        var due = startsAt.AddMinutes(-minutesBefore);
        var at = quiet.After(due, timeZone);
        return at == due || at <= startsAt.AddHours(-1) ? at : null;
    }

    private sealed record Span(DateTimeOffset Since, DateTimeOffset Until);

    private sealed record Due(Guid AppointmentId, DateTimeOffset StartsAt, int Minutes, string TimeZone);

    // A minute is looked at twice, because a visit may be booked a little before it can be seen; the keys keep a reminder one. After a long outage only
    // the last day's are sent.
    internal const string MarkSql =
        """
        insert into messaging.reminder_marks as m (looked_until)
        values (now() - interval '5 minutes')
        on conflict (tenant_id) do update set looked_until = m.looked_until
        returning greatest(looked_until - interval '1 minute', now() - interval '1 day') as "Since", now() as "Until"
        """;

    internal const string DueSql =
        """
        select appointment_id as "AppointmentId", starts_at as "StartsAt", minutes as "Minutes", time_zone as "TimeZone"
        from   scheduling.reminders_due(@Since, @Until)
        """;

    internal const string AdvanceSql =
        """
        update messaging.reminder_marks
        set    looked_until = now()
        """;
}
