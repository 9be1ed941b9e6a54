using Frontdesk.Platform;

namespace Frontdesk.CallCenter;

/// <summary>Runs when an offer's time is over. Whether it was answered meanwhile, the database says.</summary>
internal static class ExpireOffer
{
    public sealed record Job(Guid CallId, int OfferNo) : IJob;

    internal sealed class Handler(CallCenterOptions options) : IJobHandler<Job>
    {
        public Task Handle(Job job, JobContext context, CancellationToken ct) => OfferCalls.Run(context.Db, options, ct);
    }
}
