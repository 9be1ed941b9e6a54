using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Frontdesk.Phone;

/// <summary>Something that happened on the telephone network, numbered in the order it happened.</summary>
internal sealed record Happening(long Id, DateTimeOffset At, string Kind, string? CallSid, IReadOnlyDictionary<string, object?> Data);

/// <summary>What there is to tell of a happening, by name.</summary>
internal sealed class Details() : Dictionary<string, object?>(StringComparer.Ordinal);

/// <summary>Everything that happens, kept for the page and for tests, and streamed live. Keeps the newest hundred thousand.</summary>
internal sealed class Journal(TimeProvider clock)
{
    private const int Kept = 100_000;
    private readonly Lock gate = new();
    private readonly Queue<Happening> happenings = new();
    private readonly List<Channel<Happening>> listeners = [];
    private long last;

    public void Write(string kind, string? callSid, Details data)
    {
        lock (gate)
        {
            var happening = new Happening(++last, clock.GetUtcNow(), kind, callSid, data);
            happenings.Enqueue(happening);
            if (happenings.Count > Kept) happenings.Dequeue();
            foreach (var listener in listeners) listener.Writer.TryWrite(happening);
        }
    }

    public IReadOnlyList<Happening> Of(string callSid)
    {
        lock (gate)
        {
            return [.. happenings.Where(h => string.Equals(h.CallSid, callSid, StringComparison.Ordinal))];
        }
    }

    /// <summary>First what happened after <paramref name="after"/>, then what happens, without a gap between. A null starts with what happens next.</summary>
    public async IAsyncEnumerable<Happening> Follow(long? after, [EnumeratorCancellation] CancellationToken ct)
    {
        var channel = Channel.CreateUnbounded<Happening>(new() { SingleReader = true });
        lock (gate)
        {
            if (after is { } seen)
            {
                foreach (var happening in happenings.Where(h => h.Id > seen)) channel.Writer.TryWrite(happening);
            }

            listeners.Add(channel);
        }

        try
        {
            await foreach (var happening in channel.Reader.ReadAllAsync(ct)) yield return happening;
        }
        finally
        {
            lock (gate) listeners.Remove(channel);
        }
    }
}
