using System.Text.RegularExpressions;
using Frontdesk.Platform;

namespace Frontdesk.CallCenter;

/// <summary>What the provider tells, read.</summary>
internal static partial class ProviderEvents
{
    /// <summary>
    /// What makes two requests the same telling of one call. Progress has a sequence number; a call arrives once; a Dial ends once for each leg.
    /// A queue may be left several times, so there the retry token tells, or failing that what was said.
    /// </summary>
    internal static string Identity(string kind, TwilioForm form) => Bounded(kind switch
    {
        "status" => $"status:{form["SequenceNumber"]}:{form["CallStatus"]}",
        "voice" => "voice",
        "dial" => $"dial:{form["DialCallSid"]}:{form["DialCallStatus"]}",
        _ => $"{kind}:{form.RetryToken ?? $"{form["QueueSid"]}:{form["QueueResult"]}:{form["QueueTime"]}"}",
    });

    /// <summary>The E.164 number, or null for <c>anonymous</c>, <c>unknown</c>, <c>client:…</c>, <c>sip:…</c> and whatever else is no telephone.</summary>
    internal static string? Telephone(string? address) => address is not null && E164().IsMatch(address) ? address : null;

    internal static bool IsOver(string? callStatus) => callStatus is "completed" or "busy" or "failed" or "no-answer" or "canceled";

    /// <summary>What a status of an agent's leg says about the call; null when nothing.</summary>
    /// <param name="status">CallStatus of the leg, or DialCallStatus. A leg that completed had been answered; one that was not ends with another word.</param>
    internal static CallEvent? OfLeg(Guid legId, string? status) => status switch
    {
        "in-progress" or "answered" or "completed" => new CallEvent.LegBridged(legId),
        "busy" or "no-answer" or "failed" or "canceled" => new CallEvent.LegFailed(legId, status),
        _ => null,
    };

    private static string Bounded(string text) => text.Length <= 200 ? text : text[..200];

    [GeneratedRegex(@"^\+[1-9][0-9]{6,14}$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex E164();
}
