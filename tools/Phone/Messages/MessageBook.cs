using System.Collections.Concurrent;

namespace Frontdesk.Phone;

/// <summary>Every text since the program started, and who asked not to be texted.</summary>
internal sealed class MessageBook
{
    private readonly ConcurrentDictionary<string, Message> bySid = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Customer, string Person), bool> stopped = new();

    public IEnumerable<Message> Newest => bySid.Values.OrderByDescending(m => m.CreatedAt);

    public Message? Find(string sid) => bySid.GetValueOrDefault(sid);

    public Message Put(Message message) => bySid[message.Sid] = message;

    public bool IsStopped(string customer, string person) => stopped.ContainsKey((customer, person));

    /// <summary>As the carriers demand: STOP and its like end texts from that number, START and its like let them come again.</summary>
    public void Heed(string customer, string person, string body)
    {
        switch (body.Trim().ToUpperInvariant())
        {
            case "STOP" or "STOPALL" or "UNSUBSCRIBE" or "CANCEL" or "END" or "QUIT" or "REVOKE" or "OPTOUT":
                stopped[(customer, person)] = true;
                break;
            case "START" or "YES" or "UNSTOP":
                stopped.TryRemove((customer, person), out _);
                break;
        }
    }
}
