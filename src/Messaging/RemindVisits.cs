using Frontdesk.Platform;
using NodaTime;

namespace Frontdesk.Messaging;

/// <summary>
/// Finds the reminders that fell due since the last look and adds a <see cref="SendReminder"/> for each. A reminder due in the quiet hours waits for the morning,
/// unless the visit is then too near.
/// </summary>
public sealed record RemindVisits : IJob
{
    internal sealed class Handler(TwilioOptions telephone) : IJobHandler<RemindVisits>
    {
        public async Task Handle(RemindVisits job, JobContext context, CancellationToken ct)
        {
            await context.Finish(async tx =>
            {
                var span = await tx.QueryOne<Span>(MarkSql, null, ct);
                if (telephone.Configured)
                    foreach (var due in await tx.Query<Due>(DueSql, span, ct))
                        if (SendAt(due.StartsAt, due.Minutes, due.TimeZone) is { } at)
                            await Add(tx, due, at, ct);
                await tx.Execute(AdvanceSql, null, ct);
            }, ct);
        }

        private static Task Add(TenantTransaction tx, Due due, DateTimeOffset at, CancellationToken ct)
        {
            var reminder = new SendReminder(due.AppointmentId, due.StartsAt, due.Minutes);
            return tx.Enqueue(reminder, reminder.Key, at, ct);
        }
    }

    /// <summary>When a reminder goes out; null: not at all.</summary>
    internal static DateTimeOffset? SendAt(DateTimeOffset startsAt, int minutesBefore, string timeZone)
    {
        var due = startsAt.AddMinutes(-minutesBefore);
        var at = QuietHours.After(due, timeZone);
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
