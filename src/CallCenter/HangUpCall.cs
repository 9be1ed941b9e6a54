using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.CallCenter;

/// <summary>The agent hangs up. The provider's answer is its word that the call is over; the callback that may follow adds nothing.</summary>
internal static class HangUpCall
{
    public static void Map(IEndpointRouteBuilder callcenter) => callcenter
        .MapPost("/calls/{id:guid}/hang-up", Handle)
        .WithName(nameof(HangUpCall))
        .Requires<TakeCalls>()
        .Audited("call.hung_up")
        .AnswersAgain()
        .RateLimited(RateClass.Write);

    internal static async Task<Results<NoContent, ProblemHttpResult>> Handle(Guid id, TenantDb db, TwilioRest twilio, CallCenterOptions options, CancellationToken ct)
    {
        var call = await db.Transaction(tx => AgentActs.LockMine(tx, id, ct), ct);
        if (call is { Facts.Outcome: not null })
            return TypedResults.NoContent();
        if (call is not { Facts.State: CallStates.Connected or CallStates.Held })
            return AgentActs.NotYours();

        try
        {
            await twilio.EndCall(call.Sid, ct);
        }
        catch (TwilioException e) when (e.Fault is not (TwilioFault.CallNotInProgress or TwilioFault.NotFound))
        {
            return await AgentActs.Say(db, id, e, "You are still connected.", ct);
        }
        catch (TwilioException)
        {
            // The caller was quicker: over is over.
        }

        await db.Transaction(async tx =>
        {
            if (await CallBook.Lock(tx, id, ct) is { } now)
                await CallBook.Save(tx, now, CallStates.Apply(now.Facts, new CallEvent.CallerGone("completed")), "withdrawn", ct);
        }, ct);
        await OfferCalls.Run(db, options, ct);
        return TypedResults.NoContent();
    }
}
