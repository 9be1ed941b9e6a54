namespace Frontdesk.Platform;

/// <summary>Whose work a log line belongs to: flows with the work, and the formatter puts it on every line.</summary>
internal sealed class LogScope : IDisposable
{
    private static readonly AsyncLocal<LogScope?> Flow = new();

    private LogScope(string requestId, string? tenant) => (RequestId, Tenant) = (requestId, tenant);

    internal static LogScope? Now => Flow.Value;

    internal string RequestId { get; }

    /// <summary>The clinic's slug, once it is known.</summary>
    internal string? Tenant { get; set; }

    internal static LogScope Begin(string requestId, string? tenant = null) => Flow.Value = new LogScope(requestId, tenant);

    public void Dispose() => Flow.Value = null;
}
