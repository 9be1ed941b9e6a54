using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.CallCenter;

/// <summary>
/// The open desk reports every ten seconds that it is there. A desk that fell silent for longer than the lease comes back offline, and its agent says when
/// they take calls again. A desk that nobody touches reports too, so this keeps nobody signed in.
/// </summary>
internal static class RenewAgentLease
{
    private sealed record Row(string State, string? Reason, DateTimeOffset Since, bool CallsWait);

    public static void Map(IEndpointRouteBuilder callcenter) => callcenter
        .MapPost("/agents/me/heartbeat", Handle)
        .WithName(nameof(RenewAgentLease))
        .Requires<TakeCalls>()
        .Audited("agent.lease_renewed")
        .AnswersAgain()
        .Unattended()
        .RateLimited(RateClass.Write);

    internal static async Task<Ok<SetAgentState.Response>> Handle(TenantDb db, TimeProvider clock, CallCenterOptions options, CancellationToken ct)
    {
        var me = new { Me = db.Actor.Id, options.LeaseSeconds };
        await db.Execute(RenewSql, me, ct);
        var row = await db.QueryOne<Row>(StateSql, me, ct);
        // Whatever routing missed, such as an offer to a desk that died, it finds here.
        if (row is { State: "available", CallsWait: true })
            await OfferCalls.Run(db, options, ct);
        return TypedResults.Ok(row is null
            ? new SetAgentState.Response("offline", null, clock.GetUtcNow())
            : new SetAgentState.Response(row.State, row.Reason, row.Since));
    }

    private const string RenewSql =
        """
        update callcenter.agents
        set    wish        = case when lease_until <= now() and wish <> 'offline' then 'offline' else wish end,
               reason      = case when lease_until <= now() and wish <> 'offline' then 'connection_lost' else reason end,
               since       = case when lease_until <= now() and wish <> 'offline' then now() else since end,
               lease_until = now() + make_interval(secs => @LeaseSeconds)
        where  id = @Me
        """;

    private const string StateSql =
        """
        select s.state as "State", s.reason as "Reason", s.since as "Since",
               exists (select from callcenter.calls c where c.state = 'queued' or (c.state = 'offered' and c.offer_expires_at <= now())) as "CallsWait"
        from   callcenter.agent_states s
        where  s.id = @Me
        """;
}
