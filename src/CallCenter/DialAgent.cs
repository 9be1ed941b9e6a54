using Frontdesk.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Frontdesk.CallCenter;

/// <summary>Dials the agent's telephone into a call that is already noted as theirs; takes it back when that fails.</summary>
internal static class DialAgent
{
    /// <returns>Null when the provider took it; else what to tell the agent.</returns>
    internal static async Task<ProblemHttpResult?> Now(
        Guid callId, string sid, Guid leg, string meanwhile, TenantDb db, TwilioRest twilio, Twiml twiml, TimeProvider clock, CallCenterOptions options, CancellationToken ct)
    {
        try
        {
            await AgentActs.Redirect(twilio, clock, sid, twiml.DialAgent(db.Tenant, db.Actor.Id, leg), ct);
            await db.Execute("update callcenter.legs set taken_at = coalesce(taken_at, now()) where id = @Leg", new { Leg = leg }, CancellationToken.None);
            return null;
        }
        catch (TwilioException e)
        {
            await db.Transaction(async tx =>
            {
                if (await CallBook.Lock(tx, callId, ct) is { } call)
                    await CallBook.Save(tx, call, CallStates.Apply(call.Facts, new CallEvent.LegFailed(leg, NotDialled)), "withdrawn", ct);
            }, ct);
            var problem = await AgentActs.Say(db, callId, e, meanwhile, ct);
            await OfferCalls.Run(db, options, ct);
            return problem;
        }
    }

    /// <summary>Why a leg failed that the provider never took.</summary>
    internal const string NotDialled = "not_dialled";
}
