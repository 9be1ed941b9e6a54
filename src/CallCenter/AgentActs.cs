using System.Xml.Linq;
using Frontdesk.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Frontdesk.CallCenter;

/// <summary>What the acts of an agent on their call have in common: find it, and say what the telephone said.</summary>
internal static class AgentActs
{
    private const int Tries = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>The agent's own call, locked; null when it is another's or none.</summary>
    internal static async Task<LockedCall?> LockMine(TenantTransaction tx, Guid callId, CancellationToken ct) =>
        await CallBook.Lock(tx, callId, ct) is { } call && call.Facts.AgentId == tx.Actor.Id ? call : null;

    /// <summary>
    /// Gives the caller's leg new instructions. A call whose greeting has not begun yet cannot take any: it is tried again for a second.
    /// </summary>
    internal static async Task Redirect(TwilioRest twilio, TimeProvider clock, string sid, XElement twiml, CancellationToken ct)
    {
        for (var tried = 1; ; tried++)
        {
            try
            {
                await twilio.RedirectCall(sid, twiml.ToString(SaveOptions.DisableFormatting), ct);
                return;
            }
            catch (TwilioException e) when (e.Fault == TwilioFault.CallNotInProgress && tried < Tries)
            {
                await Task.Delay(Pause, clock, ct);
            }
        }
    }

    internal static ProblemHttpResult NotYours() => Problems.Conflict("not_your_call", "This call is not with you any more.");

    /// <summary>What the agent is told when the telephone refused. A caller who is gone is found out at once.</summary>
    internal static async Task<ProblemHttpResult> Say(TenantDb db, Guid callId, TwilioException e, string meanwhile, CancellationToken ct)
    {
        if (e.Fault is TwilioFault.CallNotInProgress or TwilioFault.NotFound)
        {
            await db.Enqueue(new CheckCall.Job(callId, 0), null, null, ct);
            return Problems.Conflict("caller_gone", "The caller has hung up.");
        }
        if (e.Fault is TwilioFault.NotConfigured)
            return Problems.Problem(503, "telephone_not_configured", "No telephone is configured.");
        return Problems.Problem(503, "telephone_unreachable", $"The telephone service did not take it. {meanwhile}");
    }
}
