using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.CallCenter;

/// <summary>
/// Dialling the agent has come to an end: they talked and the agent hung up, the agent's telephone was not reached, or the caller hung up.
/// After a talk the call is over; a caller whose agent was not reached goes back to their place in line.
/// </summary>
internal static class EndDial
{
    public static void Map(IEndpointRouteBuilder twilio) => twilio
        .MapPost("/dial", Handle)
        .WithName(nameof(EndDial))
        .Audited("call.dial_ended")
        .FromTwilio();

    internal static async Task<ContentHttpResult> Handle(TwilioForm form, Guid leg, TenantDb db, Twiml twiml, CallCenterOptions options, CancellationToken ct)
    {
        var (call, changed) = await db.Transaction(async tx =>
        {
            if (await CallBook.HearOfLeg(tx, leg, form, "dial", ct) is not { } heard)
                return (CallFacts.New, false);
            var after = ProviderEvents.OfLeg(leg, form["DialCallStatus"]) is { } news ? CallStates.Apply(heard.Facts, news) : heard.Facts;
            // The agent hung up after a talk: we hang up on the caller, so the call is over now, whether or not its last callback arrives.
            var talked = after.State == CallStates.Connected && after.LegId == leg;
            if (talked || ProviderEvents.IsOver(form["CallStatus"]))
                after = CallStates.Apply(after, new CallEvent.CallerGone("completed"));
            await FollowCall.NoteLeg(tx, leg, form["DialCallSid"], form["DialCallStatus"], ct);
            return (after, await CallBook.Save(tx, heard, after, "withdrawn", ct));
        }, ct);
        if (changed)
            await OfferCalls.Run(db, options, ct);
        return Twiml.Answer(twiml.Next(db.Tenant, call));
    }
}
