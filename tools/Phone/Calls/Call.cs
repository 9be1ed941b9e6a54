using System.Threading.Channels;

namespace Frontdesk.Phone;

/// <summary>Where progress of a call is told, and which of it.</summary>
internal sealed record ProgressCallback(Uri Url, HttpMethod Method, IReadOnlySet<string> Events);

/// <summary>One leg: a line between the network and one party. Its status only moves forward, and ends once.</summary>
internal sealed class Call(string sid, string from, string to, string direction, ChaosKey key, DateTimeOffset createdAt)
{
    private readonly Lock gate = new();
    private readonly TaskCompletionSource over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<bool> pickedUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource takenElsewhere = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int sequence;

    public string Sid => sid;
    public string From => from;
    public string To => to;

    /// <summary>inbound, outbound-api or outbound-dial.</summary>
    public string Direction => direction;

    /// <summary>What chaos is drawn by for this leg; its event part names the leg.</summary>
    public ChaosKey Key => key;
    public DateTimeOffset CreatedAt => createdAt;
    public string? ParentSid { get; init; }
    public string? NumberSid { get; init; }
    public ProgressCallback? Progress { get; init; }

    /// <summary>Sent with every webhook of an inbound call.</summary>
    public string? CallToken { get; init; }
    public Mailbag Mailbag { get; } = new();

    /// <summary>Keys pressed and not yet taken by a verb.</summary>
    public Channel<char> Keys { get; } = Channel.CreateUnbounded<char>();
    public Conversation? Conversation { get; set; }

    public CallStatus Status { get; private set; }
    public DateTimeOffset? AnsweredAt { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }
    public bool IsAnswered => AnsweredAt is not null;
    public bool IsOver => over.Task.IsCompleted;
    public bool IsInbound => string.Equals(direction, "inbound", StringComparison.Ordinal);

    /// <summary>Done when the leg has ended.</summary>
    public Task Over => over.Task;

    /// <summary>Done when the person at the far end took the call (true) or turned it away (false).</summary>
    public Task<bool> PickedUp => pickedUp.Task;

    public bool PickUp(bool takes) => pickedUp.TrySetResult(takes);

    /// <summary>Done when the REST API gave a bridged leg a document of its own, which parts it from the other side.</summary>
    public Task TakenElsewhere => takenElsewhere.Task;

    public void TakeElsewhere() => takenElsewhere.TrySetResult();

    public int NextSequence() => Interlocked.Increment(ref sequence) - 1;

    /// <summary>Seconds talked, rounded up; 0 when never answered; null while it lasts.</summary>
    public int? Duration => EndedAt is { } end ? AnsweredAt is { } start ? (int)Math.Ceiling((end - start).TotalSeconds) : 0 : null;

    /// <returns>False when the call had ended, or had come as far already: then nothing changed.</returns>
    public bool Become(CallStatus next, DateTimeOffset at)
    {
        lock (gate)
        {
            if (Status.IsTerminal() || next <= Status) return false;
            Status = next;
            if (next is CallStatus.InProgress) AnsweredAt = at;
            if (next.IsTerminal()) EndedAt = at;
            return true;
        }
    }

    /// <summary>Lets everything that waits on the end go on; called once the end was announced.</summary>
    public void Close()
    {
        Keys.Writer.TryComplete();
        over.TrySetResult();
    }
}
