using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Http;

namespace Frontdesk.CallCenter;

/// <summary>Progress of a leg: of the caller's, which ends the call, or of an agent's, which tells whether the two talked.</summary>
internal static class FollowCall
{
    public static void Map(IEndpointRouteBuilder twilio) => twilio
        .MapPost("/status", Handle)
        .WithName(nameof(FollowCall))
        .Audited("call.followed")
        .FromTwilio();

    /// <param name="leg">Of an agent's leg: our id, from the callback URL. Absent: it is the caller's.</param>
    internal static async Task<NoContent> Handle(TwilioForm form, Guid? leg, TenantDb db, CallCenterOptions options, CancellationToken ct)
    {
        var changed = await db.Transaction(tx => leg is { } id ? OfLeg(tx, id, form, ct) : OfCaller(tx, form, options, ct), ct);
        if (changed)
            await OfferCalls.Run(db, options, ct);
        return TypedResults.NoContent();
    }

    private static async Task<bool> OfCaller(TenantTransaction tx, TwilioForm form, CallCenterOptions options, CancellationToken ct)
    {
        if (await CallBook.Hear(tx, form, "status", options, ct) is not { Fresh: true } heard || !ProviderEvents.IsOver(form["CallStatus"]))
            return false;
        return await CallBook.Save(tx, heard, CallStates.Apply(heard.Facts, new CallEvent.CallerGone(form["CallStatus"]!)), "withdrawn", ct);
    }

    private static async Task<bool> OfLeg(TenantTransaction tx, Guid leg, TwilioForm form, CancellationToken ct)
    {
        if (await CallBook.HearOfLeg(tx, leg, form, "status", ct) is not { Fresh: true } heard)
            return false;
        await NoteLeg(tx, leg, form["CallSid"], form["CallStatus"], ct);
        return ProviderEvents.OfLeg(leg, form["CallStatus"]) is { } news
            && await CallBook.Save(tx, heard, CallStates.Apply(heard.Facts, news), "withdrawn", ct);
    }

    /// <summary>Keeps Twilio's id of an agent's leg. An agent whose telephone could not be reached is put away: the next caller shall not wait for it too.</summary>
    internal static Task NoteLeg(TenantTransaction tx, Guid leg, string? sid, string? status, CancellationToken ct) =>
        tx.Execute(NoteLegSql, new { Leg = leg, Sid = sid is { Length: <= 64 } ? sid : null, Unreachable = status is "busy" or "no-answer" or "failed" }, ct);

    private const string NoteLegSql =
        """
        with leg as (
            update callcenter.legs l
            set    sid = coalesce(l.sid, @Sid), taken_at = coalesce(l.taken_at, now())
            where  l.id = @Leg
            returning l.agent_id
        )
        update callcenter.agents a
        set    wish = 'away', reason = 'unreachable', since = now()
        from   leg
        where  a.id = leg.agent_id
        and    a.wish = 'available'
        and    @Unreachable
        """;
}
