using System.Collections.Concurrent;

namespace Frontdesk.Phone;

/// <summary>answer: by itself after a while; ring: until a person takes it; busy and reject: turned away; no-answer: rings on; fail: cannot be reached.</summary>
internal sealed record Answer(string Mode, int AfterMs = 0)
{
    public static readonly IReadOnlyList<string> Modes = ["answer", "ring", "busy", "reject", "no-answer", "fail"];
}

/// <summary>How each address behaves when it is called: clients answer by themselves, telephones ring until somebody picks up.</summary>
internal sealed class Answering(PhoneSettings settings)
{
    private readonly ConcurrentDictionary<string, Answer> byAddress = new(StringComparer.Ordinal);
    private Answer clients = new("answer", (int)settings.ClientAnswersAfter.TotalMilliseconds);

    public IReadOnlyDictionary<string, Answer> ByAddress => byAddress;

    public Answer Clients
    {
        get => Volatile.Read(ref clients);
        set => Volatile.Write(ref clients, value);
    }

    public void Set(string address, Answer answer) => byAddress[address] = answer;

    public bool Forget(string address) => byAddress.TryRemove(address, out _);

    public Answer For(string address) =>
        byAddress.TryGetValue(address, out var answer) ? answer
        : address.StartsWith("client:", StringComparison.Ordinal) ? Clients
        : new("ring");
}
