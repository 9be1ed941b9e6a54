using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.CallCenter;

/// <summary>Takes the caller back from hold: the agent's telephone is dialled again.</summary>
internal static class ResumeCall
{
    public static void Map(IEndpointRouteBuilder callcenter) => callcenter
        .MapPost("/calls/{id:guid}/resume", Handle)
        .WithName(nameof(ResumeCall))
        .Requires<TakeCalls>()
        .Audited("call.resumed")
        .AnswersAgain()
        .RateLimited(RateClass.Write);

    internal static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid id, TenantDb db, TwilioRest twilio, Twiml twiml, TimeProvider clock, CallCenterOptions options, CancellationToken ct)
    {
        var leg = Guid.CreateVersion7();
        var before = await db.Transaction(async tx =>
        {
            if (await AgentActs.LockMine(tx, id, ct) is not { Facts.State: CallStates.Connected or CallStates.Held } call)
                return null;
            if (call.Facts.State == CallStates.Held)
                await CallBook.Save(tx, call, CallStates.Apply(call.Facts, new CallEvent.AgentDialled(leg, db.Actor.Id)), "withdrawn", ct);
            return call;
        }, ct);
        if (before is null)
            return AgentActs.NotYours();
        if (before.Facts.State == CallStates.Connected)
            return TypedResults.NoContent();

        return await DialAgent.Now(id, before.Sid, leg, "The caller is still on hold.", db, twilio, twiml, clock, options, ct) is { } problem ? problem : TypedResults.NoContent();
    }
}
