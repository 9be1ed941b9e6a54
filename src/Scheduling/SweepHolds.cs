using Frontdesk.Platform;

namespace Frontdesk.Scheduling;

/// <summary>
/// Removes holds that nobody booked, a day after they were made. They occupy nothing from the moment they expire; this only keeps the table small.
/// What became of them stays in the audit.
/// </summary>
public sealed record SweepHolds : IJob
{
    internal sealed class Handler : IJobHandler<SweepHolds>
    {
        public Task Handle(SweepHolds job, JobContext context, CancellationToken ct) => context.Db.Execute(Sql, null, ct);
    }

    internal const string Sql =
        """
        delete from scheduling.appointments
        where  booked_at is null
        and    status in ('pending', 'cancelled')
        and    created_at < now() - interval '1 day'
        """;
}
