namespace Frontdesk.Platform;

/// <summary>The job being run: its clinic's data, its ledger of effects, and its end.</summary>
public sealed class JobContext
{
    private readonly ClaimedJob job;

    internal JobContext(ClaimedJob job, TenantDb db, Effects effects) => (this.job, Db, Effects) = (job, db, effects);

    public Guid JobId => job.Id;

    /// <summary>1 the first time.</summary>
    public int Attempt => job.Attempts;

    /// <summary>The clinic's data, as the system actor. A job of the house (a schedule that is not per clinic) sees no clinic's rows through it.</summary>
    public TenantDb Db { get; }

    public Effects Effects { get; }

    internal bool Finished { get; private set; }

    /// <summary>
    /// Runs <paramref name="work"/> and ends the job in one transaction: either both happened or neither. A worker whose lease went to another cannot commit.
    /// </summary>
    /// <exception cref="LeaseLostException">Another worker holds the job; everything is rolled back.</exception>
    public async Task Finish(Func<TenantTransaction, Task> work, CancellationToken ct)
    {
        await Db.Transaction(async tx =>
        {
            await work(tx);
            // Last, so that the queue's row is locked for the moment of the commit only.
            if (await tx.Execute(JobQueue.FinishSql, new { job.TenantId, job.Id, job.Fence }, ct) == 0)
                throw new LeaseLostException();
        }, ct);
        Finished = true;
    }
}
