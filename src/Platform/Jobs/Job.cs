using System.Text.Json;

namespace Frontdesk.Platform;

/// <summary>
/// Work to be done after the transaction that made it necessary. A job is a record of ids, counts, enums and times, never PHI: it lies in the queue in
/// clear, is shown to operators and named in logs. A test holds this over every job type.
/// </summary>
public interface IJob;

/// <summary>Does the work of one job type. Made anew for each job, in a scope whose <see cref="TenantDb"/> is the job's clinic.</summary>
public interface IJobHandler<in TJob>
    where TJob : IJob
{
    /// <summary>
    /// Runs at least once; again after a crash. Write through <see cref="JobContext.Finish"/> so that the writes and the end of the job are one transaction,
    /// and reach outside through <see cref="Effects.Once"/>. An exception means "later": retried with growing pauses, dead after the last attempt.
    /// </summary>
    Task Handle(TJob job, JobContext context, CancellationToken ct);
}

/// <summary>A failure whose message is written for operators and holds no PHI; any other exception is remembered by its type only.</summary>
public sealed class JobFailedException(string reason) : Exception(reason);

/// <summary>Another worker holds this job by now: whatever was about to be committed is rolled back.</summary>
public sealed class LeaseLostException() : Exception("The job's lease was lost: another worker may be running it.");

internal static class JobPayload
{
    /// <summary>camelCase, so that SQL can build a payload with jsonb_build_object; a missing property is a failure, not a default.</summary>
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { RespectRequiredConstructorParameters = true };

    internal static string Write<TJob>(TJob job)
        where TJob : IJob => JsonSerializer.Serialize(job, Json);

    internal static TJob Read<TJob>(string payload)
        where TJob : IJob => JsonSerializer.Deserialize<TJob>(payload, Json) ?? throw new JobFailedException("The payload is empty.");
}
