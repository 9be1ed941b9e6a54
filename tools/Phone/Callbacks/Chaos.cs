using System.Security.Cryptography;
using System.Text;

namespace Frontdesk.Phone;

/// <summary>What the network does to callbacks. Shares are between 0 and 1; delays in milliseconds.</summary>
internal sealed record ChaosSettings(int Seed = 1, double Duplicate = 0, double Reorder = 0, double Drop = 0, int DelayFrom = 0, int DelayTo = 0)
{
    public IEnumerable<string> Faults()
    {
        foreach (var (name, share) in new[] { ("duplicate", Duplicate), ("reorder", Reorder), ("drop", Drop) })
            if (share is not (>= 0 and <= 1)) yield return $"{name} is a share between 0 and 1, not {share}";
        if (DelayFrom < 0 || DelayTo < DelayFrom || DelayTo > 60_000) yield return "delayFrom and delayTo are milliseconds, 0 ≤ delayFrom ≤ delayTo ≤ 60000";
    }
}

/// <summary>What a decision is drawn by: the conversation's place in the run, its leg, and the event. Never the clock, a random id or the order of threads.</summary>
internal readonly record struct ChaosKey(string Conversation, string Event);

internal sealed record ChaosPlan(bool Drop, bool Duplicate, bool Reorder, TimeSpan Delay, TimeSpan DuplicateDelay);

/// <summary>
/// Draws what happens to each callback from the seed and the callback's own name, so that a run with the same calls in the same order meets the same
/// trouble however its threads were scheduled. Only progress callbacks are lost, late or out of order; any webhook may come twice.
/// </summary>
internal sealed class Chaos
{
    private ChaosSettings settings = new();
    private int conversations;

    public ChaosSettings Settings => Volatile.Read(ref settings);

    /// <summary>Starts a new run: counting of conversations begins again, so that the same seed draws the same.</summary>
    public void Start(ChaosSettings next)
    {
        Interlocked.Exchange(ref conversations, 0);
        Volatile.Write(ref settings, next);
    }

    public string NextConversation(string kind) => $"{kind}{Interlocked.Increment(ref conversations)}";

    public bool Repeats(ChaosKey key)
    {
        var now = Settings;
        return now.Duplicate > 0 && Draw(now.Seed, key, "webhook") < now.Duplicate;
    }

    public ChaosPlan PlanFor(ChaosKey key)
    {
        var now = Settings;
        TimeSpan Delay(string why) => TimeSpan.FromMilliseconds(now.DelayFrom + (Draw(now.Seed, key, why) * (now.DelayTo - now.DelayFrom)));
        return new(
            Draw(now.Seed, key, "drop") < now.Drop,
            Draw(now.Seed, key, "duplicate") < now.Duplicate,
            Draw(now.Seed, key, "reorder") < now.Reorder,
            Delay("delay"),
            Delay("second delay"));
    }

    /// <summary>A number in [0, 1) that depends on nothing but its arguments, on every machine.</summary>
    private static double Draw(int seed, ChaosKey key, string question)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}|{key.Conversation}|{key.Event}|{question}"));
        return (BitConverter.ToUInt64(hash) >> 11) * (1.0 / (1UL << 53));
    }
}
