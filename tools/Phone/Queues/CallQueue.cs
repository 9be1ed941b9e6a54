namespace Frontdesk.Phone;

/// <summary>Why somebody left a queue: the vendor's QueueResult, and for "bridged" to whom.</summary>
internal sealed record Departure(string Result, QueueBridge? Bridge = null, Step? Then = null);

/// <summary>A waiting caller and the one who took them out of the queue, while they talk.</summary>
/// <param name="Notice">A document the waiting caller hears just before they are connected.</param>
internal sealed record QueueBridge(Call Dequeuer, Step? Notice)
{
    private readonly TaskCompletionSource connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource over = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Connected => connected.Task;

    public Task Over => over.Task;

    public void Connect() => connected.TrySetResult();

    public void End() => over.TrySetResult();
}

internal sealed class QueueMember(Call call, DateTimeOffset since)
{
    private readonly TaskCompletionSource<Departure> departed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Call Call => call;

    public DateTimeOffset Since => since;

    public Task<Departure> Departed => departed.Task;

    /// <summary>Only through the queue, which keeps its line and this in step.</summary>
    internal bool Depart(Departure departure) => departed.TrySetResult(departure);
}

/// <summary>Callers waiting, first come first served.</summary>
internal sealed class CallQueue(string name, TimeProvider clock)
{
    private readonly Lock gate = new();
    private readonly List<QueueMember> line = [];
    private TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TimeSpan waited;
    private int served;

    public string Sid { get; } = Phone.Sid.New("QU");

    public string Name => name;

    public DateTimeOffset CreatedAt { get; } = clock.GetUtcNow();

    public int MaxSize { get; set; } = 1000;

    public int Size
    {
        get
        {
            lock (gate) return line.Count;
        }
    }

    /// <summary>Seconds, of those who left; 0 before the first did.</summary>
    public int AverageWait
    {
        get
        {
            lock (gate) return served == 0 ? 0 : (int)(waited / served).TotalSeconds;
        }
    }

    public IReadOnlyList<QueueMember> Line
    {
        get
        {
            lock (gate) return [.. line];
        }
    }

    /// <summary>Null when the queue is full.</summary>
    public QueueMember? Join(Call call)
    {
        lock (gate)
        {
            if (line.Count >= MaxSize) return null;
            var member = new QueueMember(call, clock.GetUtcNow());
            line.Add(member);
            arrived.TrySetResult();
            arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return member;
        }
    }

    /// <summary>One-based; 0 once the member has left.</summary>
    public int Place(QueueMember member)
    {
        lock (gate) return line.IndexOf(member) + 1;
    }

    public int SecondsWaited(QueueMember member) => (int)(clock.GetUtcNow() - member.Since).TotalSeconds;

    /// <returns>False when the member had left already: whoever took them first has them.</returns>
    public bool Take(QueueMember member, Departure departure)
    {
        lock (gate)
        {
            if (!line.Remove(member)) return false;
            waited += clock.GetUtcNow() - member.Since;
            served++;
        }

        return member.Depart(departure);
    }

    /// <summary>Takes whoever is first, waiting for somebody to arrive; null when nobody did in time.</summary>
    public async Task<QueueMember?> TakeFirst(Departure departure, TimeSpan patience, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(patience);
        while (true)
        {
            QueueMember? first;
            Task next;
            lock (gate)
            {
                first = line.FirstOrDefault();
                next = arrived.Task;
            }

            if (first is not null && Take(first, departure)) return first;
            if (first is not null) continue;
            try
            {
                await next.WaitAsync(limit.Token);
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                return null;
            }
        }
    }
}
