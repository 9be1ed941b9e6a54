namespace Frontdesk.Phone;

/// <summary>
/// <code>
/// queued → initiated → ringing → in-progress → completed
///              └──────────┴→ busy · failed · no-answer · canceled
/// </code>
/// </summary>
internal enum CallStatus
{
    Queued,
    Initiated,
    Ringing,
    InProgress,
    Completed,
    Busy,
    Failed,
    NoAnswer,
    Canceled,
}

internal static class CallStatuses
{
    public static bool IsTerminal(this CallStatus status) => status >= CallStatus.Completed;

    /// <summary>As the vendor writes it.</summary>
    public static string Text(this CallStatus status) => status switch
    {
        CallStatus.Queued => "queued",
        CallStatus.Initiated => "initiated",
        CallStatus.Ringing => "ringing",
        CallStatus.InProgress => "in-progress",
        CallStatus.Completed => "completed",
        CallStatus.Busy => "busy",
        CallStatus.Failed => "failed",
        CallStatus.NoAnswer => "no-answer",
        _ => "canceled",
    };

    /// <summary>The name a callback is subscribed by: every end is "completed", being picked up is "answered".</summary>
    public static string Event(this CallStatus status) =>
        status.IsTerminal() ? "completed" : status is CallStatus.InProgress ? "answered" : status.Text();
}
