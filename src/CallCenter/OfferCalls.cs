using Frontdesk.Platform;

namespace Frontdesk.CallCenter;

/// <summary>
/// Routing: brings the longest-waiting call of the highest priority to the agent who has been idle longest. Run after the commit of whatever may have made
/// a match possible: a call came into line, an agent became free, an offer ended.
/// </summary>
/// <remarks>
/// One clinic's routing runs one after another, under an advisory lock taken before the statement that looks: two that look at once, each skipping what the
/// other has locked, could leave a caller and a free agent waiting for each other. As each run follows a commit, the last one sees both.
/// </remarks>
internal static class OfferCalls
{
    private sealed record Lapsed(Guid CallId, Guid AgentId);

    private sealed record Offer(Guid CallId, Guid AgentId, Guid Job);

    internal static Task Run(TenantDb db, CallCenterOptions options, CancellationToken ct) => db.Transaction(async tx =>
    {
        await tx.Execute(LockSql, null, ct);
        foreach (var lapsed in await tx.Query<Lapsed>(LapseSql, null, ct))
        {
            tx.Announce(CallBook.Topic, lapsed.CallId);
            tx.Announce(AgentTopic, lapsed.AgentId);
        }
        while (await tx.QueryOne<Offer>(OfferSql, new { OfferId = Guid.CreateVersion7(), options.RingSeconds }, ct) is { } offer)
        {
            tx.Announce(CallBook.Topic, offer.CallId);
            tx.Announce("platform.jobs", Guid.Empty);
        }
    }, ct);

    internal const string AgentTopic = "callcenter.agents";

    private const string LockSql = "select pg_advisory_xact_lock(hashtextextended('callcenter.offers', 0) # hashtextextended(platform.tenant_id()::text, 0))";

    // An offer nobody took in time, or to a desk that fell silent: the agent is away until they come back, the call has its old place in line.
    private const string LapseSql =
        """
        with over as (
            select c.id, c.agent_id, c.offer_no
            from   callcenter.calls c
            join   callcenter.agents a on a.id = c.agent_id
            where  c.state = 'offered'
            and    (c.offer_expires_at <= now() or a.lease_until <= now())
            for update of c
        ), returned as (
            update callcenter.calls c
            set    state = 'queued', agent_id = null, offer_expires_at = null
            from   over
            where  c.id = over.id
        ), noted as (
            update callcenter.offers o
            set    result = 'missed', ended_at = now()
            from   over
            where  o.call_id = over.id
            and    o.offer_no = over.offer_no
            and    o.result is null
        ), away as (
            update callcenter.agents a
            set    wish = 'away', reason = 'missed', since = now()
            from   over
            where  a.id = over.agent_id
            and    a.wish = 'available'
        )
        select over.id as "CallId", over.agent_id as "AgentId"
        from   over
        """;

    // The clock, not the transaction's beginning: it may have waited for the lock.
    private const string OfferSql =
        """
        with next_call as (
            select c.id
            from   callcenter.calls c
            where  c.state = 'queued'
            order  by c.priority desc, c.queued_at, c.id
            limit  1
            for update of c
        ), idle as (
            select a.id
            from   callcenter.agents a
            cross  join next_call
            where  a.wish = 'available'
            and    a.lease_until > now()
            and    not exists (select from callcenter.calls b where b.agent_id = a.id and b.state in ('offered', 'connected', 'held'))
            and    not exists (select from callcenter.calls w where w.agent_id = a.id and w.state = 'ended' and w.outcome = 'answered')
            order  by a.since, a.id
            limit  1
            for update of a
        ), offered as (
            update callcenter.calls c
            set    state = 'offered', agent_id = idle.id, offer_no = c.offer_no + 1, offered_at = clock_timestamp(), offer_expires_at = clock_timestamp() + make_interval(secs => @RingSeconds)
            from   next_call, idle
            where  c.id = next_call.id
            returning c.id, c.agent_id, c.offer_no, c.offer_expires_at
        ), noted as (
            insert into callcenter.offers (id, call_id, offer_no, agent_id)
            select @OfferId, o.id, o.offer_no, o.agent_id
            from   offered o
        )
        select o.id as "CallId", o.agent_id as "AgentId",
               platform.enqueue('callcenter.ExpireOffer', jsonb_build_object('callId', o.id, 'offerNo', o.offer_no), null, o.offer_expires_at) as "Job"
        from   offered o
        """;
}
