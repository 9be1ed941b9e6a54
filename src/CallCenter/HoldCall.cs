using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.CallCenter;

/// <summary>
/// Puts the caller on hold. Twilio's Dial knows no hold, so the caller is moved into a queue of their own, which ends the agent's leg;
/// <see cref="ResumeCall"/> dials the agent again.
/// </summary>
internal static class HoldCall
{
    public static void Map(IEndpointRouteBuilder callcenter) => callcenter
        .MapPost("/calls/{id:guid}/hold", Handle)
        .WithName(nameof(HoldCall))
        .Requires<TakeCalls>()
        .Audited("call.held")
        .AnswersAgain()
        .RateLimited(RateClass.Write);

    internal static async Task<Results<NoContent, ProblemHttpResult>> Handle(Guid id, TenantDb db, TwilioRest twilio, Twiml twiml, TimeProvider clock, CancellationToken ct)
    {
        // Noted before it is done: the end of the agent's leg, which the provider may tell us first, must not look like the end of the talk.
        var before = await db.Transaction(async tx =>
        {
            if (await AgentActs.LockMine(tx, id, ct) is not { Facts.State: CallStates.Connected or CallStates.Held } call)
                return null;
            await CallBook.Save(tx, call, CallStates.Apply(call.Facts, new CallEvent.PutOnHold()), "withdrawn", ct);
            return call;
        }, ct);
        if (before is null)
            return AgentActs.NotYours();
        if (before.Facts.State == CallStates.Held)
            return TypedResults.NoContent();

        try
        {
            await AgentActs.Redirect(twilio, clock, before.Sid, twiml.Hold(db.Tenant), ct);
            return TypedResults.NoContent();
        }
        catch (TwilioException e)
        {
            await db.Transaction(async tx =>
            {
                if (await CallBook.Lock(tx, id, ct) is { Facts.State: CallStates.Held } call)
                    await CallBook.Save(tx, call, call.Facts with { State = CallStates.Connected, LegId = before.Facts.LegId }, "withdrawn", ct);
            }, ct);
            return await AgentActs.Say(db, id, e, "You are still connected.", ct);
        }
    }
}
