using System.Diagnostics.Metrics;

namespace Frontdesk.Messaging;

/// <summary>What became of a text we meant to send.</summary>
internal enum TextOutcome
{
    /// <summary>The network has it, from now or from an earlier try.</summary>
    Sent,

    /// <summary>There was nobody to tell, or nothing to say any more.</summary>
    Needless,

    /// <summary>The number's owner said STOP.</summary>
    Stopped,

    /// <summary>The network will not carry it to this number, now or later.</summary>
    Refused,
}

internal static class MessagingTelemetry
{
    // Named in Platform's Export.
    private static readonly Meter Meter = new("Frontdesk.Messaging");

    internal static readonly Counter<long> Texts = Meter.CreateCounter<long>("frontdesk.messaging.texts", "{text}", "Texts that were to be sent, by purpose and what became of them.");
}
