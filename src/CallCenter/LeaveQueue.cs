using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.CallCenter;

/// <summary>The caller has left the line or the hold: they hung up, an agent took them out, or there was no line to stand in.</summary>
internal static class LeaveQueue
{
    public static void Map(IEndpointRouteBuilder twilio) => twilio
        .MapPost("/queue", Handle)
        .WithName(nameof(LeaveQueue))
        .Audited("call.left_line")
        .FromTwilio();

    internal static async Task<ContentHttpResult> Handle(TwilioForm form, TenantDb db, Twiml twiml, CallCenterOptions options, CancellationToken ct)
    {
        var broken = form["QueueResult"] is "error" or "system-error" or "queue-full";
        var (call, changed) = await db.Transaction(async tx =>
        {
            if (await CallBook.Hear(tx, form, "queue", options, ct) is not { } heard)
                return (CallFacts.New, false);
            var after = broken ? CallStates.Apply(heard.Facts, new CallEvent.CallerGone("failed"))
                : form["QueueResult"] is "hangup" || ProviderEvents.IsOver(form["CallStatus"]) ? CallStates.Apply(heard.Facts, new CallEvent.CallerGone("completed"))
                : heard.Facts;
            return (after, await CallBook.Save(tx, heard, after, "withdrawn", ct));
        }, ct);
        if (changed)
            await OfferCalls.Run(db, options, ct);
        return Twiml.Answer(broken ? Twiml.Apologise(db.Tenant) : twiml.Next(db.Tenant, call));
    }
}
