using System.ComponentModel.DataAnnotations;

namespace Frontdesk.Platform;

/// <summary>How a worker works.</summary>
public sealed class JobSettings
{
    /// <summary>Jobs one node runs at once. Default 8, 1–256. One clinic gets at most half of them while others wait.</summary>
    [Setting("FRONTDESK_JOBS_CONCURRENCY"), Range(1, 256)]
    public int Concurrency { get; set; } = 8;

    /// <summary>How long a claimed job is left alone without a sign of life. A killed worker's jobs run elsewhere after this and one <see cref="Poll"/>.</summary>
    internal TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a worker looks without being called, for calls that were lost and leases that ran out.</summary>
    internal TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest a handler may take.</summary>
    internal TimeSpan Longest { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long running jobs may finish when the program stops; then they are given back.</summary>
    internal TimeSpan Drain { get; init; } = TimeSpan.FromSeconds(10);
}
