using Frontdesk.Platform;

namespace Frontdesk.Scheduling;

/// <summary>
/// A hold that was asked for under the old rules may be written a moment after <see cref="RuleChange"/> looked for what they strand, and before they were changed. So what came about then is
/// looked at once more, a minute later. A lock that every hold takes would say the same, and all who book would pay for it.
/// </summary>
public sealed record StrandLateVisits(DateTimeOffset ChangedAt) : IJob
{
    internal static readonly TimeSpan Delay = TimeSpan.FromMinutes(1);

    internal sealed class Handler : IJobHandler<StrandLateVisits>
    {
        public Task Handle(StrandLateVisits job, JobContext context, CancellationToken ct) => RuleChange.LookAgain(context.Db, job.ChangedAt - Delay, ct);
    }
}
