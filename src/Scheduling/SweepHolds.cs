using Frontdesk.Platform;

namespace Frontdesk.Scheduling;

/// <summary>
/// Removes holds that nobody booked, a day after they were made; those of the last month, for it runs every day. They occupy nothing from the moment they expire; this only keeps the table small.
/// What became of them stays in the audit. So does what calendars no longer show as gone.
/// </summary>
public sealed record SweepHolds : IJob
{
    internal sealed class Handler(TimeProvider clock) : IJobHandler<SweepHolds>
    {
        // An id tells when it was made: what is read is the last month, off the primary key, and not every visit there ever was.
        public Task Handle(SweepHolds job, JobContext context, CancellationToken ct) =>
            context.Db.Execute(Sql, new { After = Guid.CreateVersion7(clock.GetUtcNow().AddDays(-30)) }, ct);
    }

    internal const string Sql =
        """
        with forgotten as (
            delete from scheduling.left_calendars
            where  left_at < now() - interval '42 days'
        )
        delete from scheduling.appointments
        where  id > @After
        and    booked_at is null
        and    status in ('pending', 'cancelled')
        and    created_at < now() - interval '1 day'
        """;
}
