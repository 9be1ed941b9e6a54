using Dapper;

namespace Frontdesk.Platform;

/// <summary>Makes the audit's partitions of the coming months, once a day.</summary>
public sealed record MakeAuditPartitions : IJob
{
    internal sealed class Handler(Databases databases) : IJobHandler<MakeAuditPartitions>
    {
        // The worker may call this one definer function and owns nothing.
        public Task Handle(MakeAuditPartitions job, JobContext context, CancellationToken ct) =>
            databases.Worker.On(connection => connection.ExecuteAsync(new CommandDefinition("select audit.make_partitions()", cancellationToken: ct)), ct);
    }
}
