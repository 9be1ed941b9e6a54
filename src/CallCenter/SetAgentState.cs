using System.ComponentModel.DataAnnotations;
using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.CallCenter;

/// <summary>
/// An agent says whether they take calls. While a call needs them they still do what it needs; the wish holds from then on. Leaving while a call is
/// offered hands it to the next; becoming available with a call to write up is refused.
/// </summary>
internal static class SetAgentState
{
    /// <param name="State"><c>available</c>, <c>away</c> or <c>offline</c>.</param>
    /// <param name="Reason">Why away; shown to supervisors.</param>
    public sealed record Request(
        [property: Required, AllowedValues("available", "away", "offline")] string State,
        [property: StringLength(80)] string? Reason = null);

    /// <param name="State">offline, available, offered, on_call, writing_up or away.</param>
    public sealed record Response(string State, string? Reason, DateTimeOffset Since);

    public static void Map(IEndpointRouteBuilder callcenter) => callcenter
        .MapPut("/agents/me", Handle)
        .WithName(nameof(SetAgentState))
        .Requires<TakeCalls>()
        .Audited("agent.state_set")
        .RateLimited(RateClass.Write);

    internal static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(Request request, TenantDb db, CallCenterOptions options, CancellationToken ct)
    {
        var me = new { Me = db.Actor.Id };
        var reason = request.State == "away" ? (string.IsNullOrWhiteSpace(request.Reason) ? "break" : request.Reason.Trim()) : null;
        var refused = await db.Transaction(async tx =>
        {
            if (request.State == "available" && await tx.QueryOne<bool>(ToWriteUpSql, me, ct))
                return true;
            // The call first, then the agent, as routing locks them.
            if (request.State != "available" && await tx.QueryOne<Guid?>(OfferedSql, me, ct) is { } callId && await CallBook.Lock(tx, callId, ct) is { } call && call.Facts.AgentId == me.Me)
                await CallBook.Save(tx, call, CallStates.Apply(call.Facts, new CallEvent.OfferEnded()), "declined", ct);
            await tx.Execute(SetSql, new { me.Me, request.State, Reason = reason, options.LeaseSeconds }, ct);
            tx.Announce(OfferCalls.AgentTopic, me.Me);
            return false;
        }, ct);
        if (refused)
            return Problems.Conflict("write_up_first", "Write up your last call, then you are available again.");

        await OfferCalls.Run(db, options, ct);
        return TypedResults.Ok((await db.QueryOne<Response>(StateSql, me, ct))!);
    }

    private const string ToWriteUpSql = "select exists (select from callcenter.calls c where c.agent_id = @Me and c.state = 'ended' and c.outcome = 'answered')";

    private const string OfferedSql = "select c.id from callcenter.calls c where c.agent_id = @Me and c.state = 'offered'";

    // Saying available once more does not send the agent to the end of the line of idle ones.
    private const string SetSql =
        """
        insert into callcenter.agents as a (id, wish, reason, lease_until)
        values (@Me, @State, @Reason, now() + make_interval(secs => @LeaseSeconds))
        on conflict (tenant_id, id) do update
        set    wish = excluded.wish,
               reason = excluded.reason,
               since = case when a.wish = excluded.wish and a.lease_until > now() then a.since else now() end,
               lease_until = excluded.lease_until
        """;

    internal const string StateSql =
        """
        select s.state as "State", s.reason as "Reason", s.since as "Since"
        from   callcenter.agent_states s
        where  s.id = @Me
        """;
}
