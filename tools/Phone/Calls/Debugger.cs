namespace Frontdesk.Phone;

/// <summary>One fault found in the customer's app, by Twilio's error number.</summary>
internal sealed record Alert(string Sid, DateTimeOffset At, string Level, int Code, string Message, string? Url, string? CallSid);

/// <summary>The vendor's debugger list: what went wrong at the customer's app. The page shows it; the newest thousand are kept.</summary>
internal sealed partial class Debugger(Journal journal, ILogger<Debugger> log, TimeProvider clock)
{
    private const int Kept = 1000;
    private readonly Lock gate = new();
    private readonly Queue<Alert> alerts = new();

    public IReadOnlyList<Alert> Alerts
    {
        get
        {
            lock (gate) return [.. alerts];
        }
    }

    public void Report(int code, string message, Uri? url, string? callSid, bool warning = false)
    {
        var alert = new Alert(Sid.New("NO"), clock.GetUtcNow(), warning ? "warning" : "error", code, message, url?.OriginalString, callSid);
        lock (gate)
        {
            alerts.Enqueue(alert);
            if (alerts.Count > Kept) alerts.Dequeue();
        }

        journal.Write("alert", callSid, new() { ["level"] = alert.Level, ["code"] = code, ["message"] = message, ["url"] = alert.Url });
        Reported(code, message, callSid);
    }

    [LoggerMessage(LogLevel.Warning, "The customer's app: {Code} {Message} (call {CallSid})")]
    private partial void Reported(int code, string message, string? callSid);
}
