using System.Collections.Concurrent;

namespace Frontdesk.Phone;

/// <summary>Queues by name and by sid, made when first named.</summary>
internal sealed class Queues(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, CallQueue> byName = new(StringComparer.Ordinal);

    public IEnumerable<CallQueue> All => byName.Values.OrderBy(q => q.CreatedAt);

    public CallQueue Named(string name) => byName.GetOrAdd(name, n => new CallQueue(n, clock));

    public CallQueue? Find(string name) => byName.GetValueOrDefault(name);

    public CallQueue? WithSid(string sid) => byName.Values.FirstOrDefault(q => string.Equals(q.Sid, sid, StringComparison.Ordinal));

    public bool Remove(CallQueue queue) => queue.Size == 0 && byName.TryRemove(queue.Name, out _);
}
