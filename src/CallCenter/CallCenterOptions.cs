using System.ComponentModel.DataAnnotations;
using Frontdesk.Platform;

namespace Frontdesk.CallCenter;

/// <summary>The clock of the call desk.</summary>
public sealed class CallCenterOptions
{
    /// <summary>How long an offered call rings at an agent's desk, in seconds. Default 20, 1–120.</summary>
    [Setting("FRONTDESK_CALL_RING_SECONDS"), Range(1, 120)]
    public int RingSeconds { get; set; } = 20;

    /// <summary>How long a desk that falls silent still counts as there, in seconds. It reports every ten. Default 30, 1–300.</summary>
    [Setting("FRONTDESK_CALL_LEASE_SECONDS"), Range(1, 300)]
    public int LeaseSeconds { get; set; } = 30;

    /// <summary>How often a call of which no end was heard is asked for at the provider, in seconds: what a lost callback costs. Default 60, 1–300.</summary>
    [Setting("FRONTDESK_CALL_CHECK_SECONDS"), Range(1, 300)]
    public int CheckSeconds { get; set; } = 60;
}
