using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.CallCenter;

/// <summary>The agent takes the call they are offered: their telephone is dialled into it. Should the telephone service refuse, the caller is back in line.</summary>
internal static class AnswerCall
{
    public static void Map(IEndpointRouteBuilder callcenter) => callcenter
        .MapPost("/calls/{id:guid}/answer", Handle)
        .WithName(nameof(AnswerCall))
        .Requires<TakeCalls>()
        .Audited("call.answered")
        .AnswersAgain()
        .RateLimited(RateClass.Write);

    internal static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid id, TenantDb db, TwilioRest twilio, Twiml twiml, TimeProvider clock, CallCenterOptions options, CancellationToken ct)
    {
        var leg = Guid.CreateVersion7();
        var (call, taken) = await db.Transaction(async tx =>
        {
            if (await AgentActs.LockMine(tx, id, ct) is not { } mine)
                return ((LockedCall?)null, false);
            var after = CallStates.Apply(mine.Facts, new CallEvent.AgentDialled(leg, db.Actor.Id));
            return ((LockedCall?)mine, mine.Facts.State == CallStates.Offered && await CallBook.Save(tx, mine, after, "accepted", ct));
        }, ct);
        if (call is { Facts.State: CallStates.Connected })
            return TypedResults.NoContent();
        if (call is null || !taken)
            return AgentActs.NotYours();

        return await DialAgent.Now(id, call.Sid, leg, "The caller is back in line.", db, twilio, twiml, clock, options, ct) is { } problem ? problem : TypedResults.NoContent();
    }
}
