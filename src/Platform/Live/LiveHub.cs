using System.Collections.Concurrent;

namespace Frontdesk.Platform;

/// <summary>The open streams of this node, by clinic.</summary>
internal sealed class LiveHub(IEnumerable<LiveTopic> declared, TimeProvider clock)
{
    /// <summary>Tabs of one session that may stay open at once.</summary>
    internal const int StreamsOfOneSession = 6;

    private readonly Dictionary<string, LiveTopic> topics = declared.GroupBy(topic => topic.Name, StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.First(), StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Guid, ConcurrentDictionary<LiveStream, byte>> clinics = new();
    private readonly ConcurrentDictionary<Guid, int> sessions = new();

    /// <summary>Opens a stream, or null when the session has too many.</summary>
    internal LiveStream? Open(Tenant tenant, Session session)
    {
        if (sessions.AddOrUpdate(session.Id, 1, static (_, n) => n + 1) > StreamsOfOneSession)
        {
            Leave(session.Id);
            return null;
        }
        var stream = new LiveStream(session, clock);
        clinics.GetOrAdd(tenant.Id, static _ => new ConcurrentDictionary<LiveStream, byte>())[stream] = 0;
        return stream;
    }

    internal void Close(Tenant tenant, LiveStream stream)
    {
        if (clinics.TryGetValue(tenant.Id, out var streams) && streams.TryRemove(stream, out _))
            Leave(stream.Session.Id);
    }

    internal void Tell(LiveNotice notice)
    {
        if (!clinics.TryGetValue(notice.TenantId, out var streams))
            return;
        var topic = topics.GetValueOrDefault(notice.Topic);
        foreach (var (stream, _) in streams)
            if (LiveTopic.For(stream.Session, notice, topic) is { } heard)
                stream.Tell(heard);
    }

    internal void TellAllToRefetch()
    {
        foreach (var (_, streams) in clinics)
            foreach (var (stream, _) in streams)
                stream.TellToRefetch();
    }

    private void Leave(Guid session)
    {
        // Removed at zero, so that ended sessions leave nothing behind.
        while (sessions.TryGetValue(session, out var n))
            if (n <= 1 ? sessions.TryRemove(new KeyValuePair<Guid, int>(session, n)) : sessions.TryUpdate(session, n - 1, n))
                return;
    }
}

/// <summary>One open screen. Keeps each thing to be said once; a screen too slow to hear them all is told to ask for everything.</summary>
internal sealed class LiveStream(Session session, TimeProvider clock)
{
    private const int Most = 256;

    private readonly Lock gate = new();
    private readonly HashSet<LiveNotice> pending = [];
    private readonly Signal some = new(clock);
    private bool refetch = true;

    internal Session Session => session;

    internal void Tell(LiveNotice notice)
    {
        lock (gate)
        {
            if (refetch || !pending.Add(notice))
                return;
            if (pending.Count > Most)
            {
                pending.Clear();
                refetch = true;
            }
            else if (pending.Count > 1)
                return;
        }
        some.Wake();
    }

    internal void TellToRefetch()
    {
        lock (gate)
        {
            pending.Clear();
            refetch = true;
        }
        some.Wake();
    }

    /// <summary>Waits at most <paramref name="longest"/> for something to say.</summary>
    internal Task Some(TimeSpan longest, CancellationToken ct) => some.Wait(longest, ct);

    /// <summary>Takes all there is to say. A new stream begins with a refetch.</summary>
    internal (bool Refetch, LiveNotice[] Notices) Take()
    {
        lock (gate)
        {
            var taken = (refetch, pending.ToArray());
            refetch = false;
            pending.Clear();
            return taken;
        }
    }
}
