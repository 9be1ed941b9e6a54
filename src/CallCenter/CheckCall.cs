using Frontdesk.Platform;

namespace Frontdesk.CallCenter;

/// <summary>
/// Asks the provider how a call stands of which no end was heard, and applies the answer: a lost callback costs a minute, never a stuck call.
/// Made with the call's row, and made again until nothing more can be learnt. The pause does not grow: a long talk ends as suddenly as a short one, and
/// its agent waits for the news.
/// </summary>
internal static class CheckCall
{
    /// <summary>After the end, the fate of a leg is asked for this often; a provider that has forgotten it will not remember.</summary>
    private const int RoundsAfterTheEnd = 4;

    /// <param name="Round">How often it was looked at before, or since it ended.</param>
    public sealed record Job(Guid CallId, int Round) : IJob;

    private sealed record Stand(string Sid, bool Gone);

    private sealed record OpenLeg(Guid Id, Guid AgentId, string? Sid, bool NeverTaken);

    internal sealed class Handler(TwilioRest twilio, CallCenterOptions options) : IJobHandler<Job>
    {
        public async Task Handle(Job job, JobContext context, CancellationToken ct)
        {
            if (await context.Db.QueryOne<Stand>(StandSql, new { job.CallId }, ct) is not { } call)
                return;
            var legs = await context.Db.Query<OpenLeg>(OpenLegsSql, new { job.CallId }, ct);
            if (call.Gone && (legs.Count == 0 || job.Round >= RoundsAfterTheEnd))
                return;

            var news = new List<CallEvent>();
            try
            {
                if (!call.Gone)
                    await AskForCaller(call.Sid, news, ct);
                if (legs.Count > 0)
                    await AskForLegs(call.Sid, legs, news, ct);
            }
            catch (TwilioException e) when (e.Fault is not TwilioFault.NotFound)
            {
                // Asked again in a while; a call is not given up because the provider could not be reached.
            }

            var settled = false;
            await context.Finish(async tx =>
            {
                if (await CallBook.Lock(tx, job.CallId, ct) is not { } locked)
                    return;
                var after = news.Aggregate(locked.Facts, CallStates.Apply);
                await CallBook.Save(tx, locked, after, "withdrawn", ct);
                settled = CallStates.IsSettled(after);
                // After the end the rounds are counted anew.
                var round = after.Outcome is not null && locked.Facts.Outcome is null ? 0 : job.Round + 1;
                if (!settled)
                    await tx.Execute(AgainSql, new { job.CallId, Round = round, Pause = options.CheckSeconds }, ct);
            }, ct);
            if (news.Count > 0)
                await OfferCalls.Run(context.Db, options, ct);
        }

        private async Task AskForCaller(string sid, List<CallEvent> news, CancellationToken ct)
        {
            try
            {
                var found = await twilio.GetCall(sid, ct);
                if (ProviderEvents.IsOver(found.Status))
                    news.Add(new CallEvent.CallerGone(found.Status));
            }
            catch (TwilioException e) when (e.Fault == TwilioFault.NotFound)
            {
                news.Add(new CallEvent.CallerGone("failed"));
            }
        }

        private async Task AskForLegs(string sid, IReadOnlyList<OpenLeg> legs, List<CallEvent> news, CancellationToken ct)
        {
            news.AddRange(legs.Where(static leg => leg.NeverTaken).Select(static leg => new CallEvent.LegFailed(leg.Id, DialAgent.NotDialled)));
            var children = (await twilio.GetLegs(sid, ct)).ToList();
            foreach (var leg in legs.Where(static leg => !leg.NeverTaken))
            {
                // A leg whose every callback was lost has no known sid: it is the one to its agent that nobody else claims.
                var found = children.Find(child => child.Sid == leg.Sid)
                    ?? children.Find(child => leg.Sid is null && child.To == $"client:agent-{leg.AgentId}" && legs.All(other => other.Sid != child.Sid));
                if (found is null)
                    continue;
                children.Remove(found);
                if (ProviderEvents.OfLeg(leg.Id, found.Status) is { } known)
                    news.Add(known);
            }
        }
    }

    private const string StandSql =
        """
        select c.sid as "Sid", c.outcome is not null as "Gone"
        from   callcenter.calls c
        where  c.id = @CallId
        and    c.state <> 'written_up'
        """;

    // A leg that the provider did not confirm within half a minute was lost between us and it, with the node that asked.
    private const string OpenLegsSql =
        """
        select l.id as "Id", l.agent_id as "AgentId", l.sid as "Sid", l.taken_at is null and l.created_at < now() - interval '30 seconds' as "NeverTaken"
        from   callcenter.legs l
        where  l.call_id = @CallId
        and    not l.bridged
        and    l.failure is null
        order  by l.created_at, l.id
        """;

    private const string AgainSql =
        "select platform.enqueue('callcenter.CheckCall', jsonb_build_object('callId', @CallId, 'round', @Round), null, now() + make_interval(secs => @Pause))";
}
