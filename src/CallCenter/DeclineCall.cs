using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.CallCenter;

/// <summary>The agent does not take the offered call: it goes to the next, and the agent is away until they say otherwise.</summary>
internal static class DeclineCall
{
    public static void Map(IEndpointRouteBuilder callcenter) => callcenter
        .MapPost("/calls/{id:guid}/decline", Handle)
        .WithName(nameof(DeclineCall))
        .Requires<TakeCalls>()
        .Audited("call.declined")
        .RateLimited(RateClass.Write);

    internal static async Task<Results<NoContent, ProblemHttpResult>> Handle(Guid id, TenantDb db, CallCenterOptions options, CancellationToken ct)
    {
        var declined = await db.Transaction(async tx =>
        {
            if (await AgentActs.LockMine(tx, id, ct) is not { Facts.State: CallStates.Offered } call)
                return false;
            await CallBook.Save(tx, call, CallStates.Apply(call.Facts, new CallEvent.OfferEnded()), "declined", ct);
            await tx.Execute(AwaySql, new { Me = tx.Actor.Id }, ct);
            tx.Announce(OfferCalls.AgentTopic, tx.Actor.Id);
            return true;
        }, ct);
        if (!declined)
            return AgentActs.NotYours();
        await OfferCalls.Run(db, options, ct);
        return TypedResults.NoContent();
    }

    private const string AwaySql = "update callcenter.agents set wish = 'away', reason = 'declined', since = now() where id = @Me";
}
