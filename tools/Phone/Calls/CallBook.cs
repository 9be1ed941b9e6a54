using System.Collections.Concurrent;

namespace Frontdesk.Phone;

/// <summary>Every call since the program started.</summary>
internal sealed class CallBook
{
    private readonly ConcurrentDictionary<string, Call> bySid = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<Call> inOrder = new();

    public void Add(Call call)
    {
        bySid[call.Sid] = call;
        inOrder.Enqueue(call);
    }

    public Call? Find(string sid) => bySid.GetValueOrDefault(sid);

    /// <summary>Newest first.</summary>
    public IEnumerable<Call> Newest => inOrder.Reverse();
}
