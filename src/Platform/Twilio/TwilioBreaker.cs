namespace Frontdesk.Platform;

/// <summary>
/// Spares a vendor that is down and those who wait for it: after five faults in a row nothing is tried for fifteen seconds, then one request is
/// let through to see.
/// </summary>
internal sealed class TwilioBreaker(TimeProvider clock)
{
    private const int Limit = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    private readonly Lock gate = new();
    private int faults;
    private long openedAt;
    private bool probing;

    internal bool MayTry()
    {
        lock (gate)
        {
            if (faults < Limit) return true;
            if (probing || clock.GetElapsedTime(openedAt) < Pause) return false;
            return probing = true;
        }
    }

    internal void Succeeded()
    {
        lock (gate)
        {
            faults = 0;
            probing = false;
        }
    }

    /// <summary>Whoever asked went away before the answer, which says nothing about the vendor.</summary>
    internal void GaveUp()
    {
        lock (gate)
            probing = false;
    }

    internal void Failed()
    {
        lock (gate)
        {
            faults++;
            probing = false;
            if (faults >= Limit) openedAt = clock.GetTimestamp();
        }
    }
}
