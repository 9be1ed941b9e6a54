using Frontdesk.Platform;

namespace Frontdesk.CallCenter;

/// <summary>
/// Finds calls we were never told of, once an hour, on the provider's list of the last day: a caller who hung up before the first webhook, and whose only
/// callback was lost. So every call ends in one outcome; theirs is abandoned, or failed. A call whose callback is only late is not told twice: its sid is known by then.
/// </summary>
public sealed record FindMissedCalls : IJob
{
    private static readonly TimeSpan Back = TimeSpan.FromDays(1);

    internal sealed class Handler(TwilioRest twilio, TwilioOptions twilioOptions, TimeProvider clock) : IJobHandler<FindMissedCalls>
    {
        public async Task Handle(FindMissedCalls job, JobContext context, CancellationToken ct)
        {
            if (!twilioOptions.Configured)
                return;
            foreach (var number in await context.Db.Query<string>(NumbersSql, new { Main = context.Db.Tenant.Phone }, ct))
            {
                var over = (await twilio.ListCallsTo(number, clock.GetUtcNow() - Back, ct)).Where(static call => call.Direction == "inbound" && ProviderEvents.IsOver(call.Status)).ToList();
                foreach (var id in await Note(context.Db, number, over, ct))
                    context.Db.Announce(CallBook.Topic, id);
            }
        }

        private static Task<IReadOnlyList<Guid>> Note(TenantDb db, string number, List<TwilioListedCall> calls, CancellationToken ct)
        {
            var ends = calls.ConvertAll(static call => CallStates.Apply(CallFacts.New, new CallEvent.CallerGone(call.Status)));
            return db.Query<Guid>(Sql, new
            {
                Number = number,
                Ids = calls.ConvertAll(static _ => Guid.CreateVersion7()),
                Sids = calls.ConvertAll(static call => call.Sid),
                Froms = calls.ConvertAll(static call => ProviderEvents.Telephone(call.From)),
                Starts = calls.ConvertAll(static call => call.StartedAt.ToUniversalTime()),
                Ends = calls.ConvertAll(static call => (call.EndedAt ?? call.StartedAt).ToUniversalTime()),
                Outcomes = ends.ConvertAll(static end => end.Outcome),
                Failures = ends.ConvertAll(static end => end.Failed),
            }, ct);
        }
    }

    // The main number is written down when the first call is heard of, which may be none yet.
    internal const string NumbersSql =
        """
        select e164 from callcenter.numbers
        union
        select @Main
        """;

    internal const string Sql =
        """
        insert into callcenter.calls (id, sid, number_id, from_e164, state, outcome, failed, started_at, queued_at, ended_at)
        select m.id, m.sid, n.id, m.from_e164, 'ended', m.outcome, m.failed, m.started_at, m.started_at, m.ended_at
        from   unnest(@Ids::uuid[], @Sids::text[], @Froms::text[], @Starts::timestamptz[], @Ends::timestamptz[], @Outcomes::text[], @Failures::boolean[])
               as m (id, sid, from_e164, started_at, ended_at, outcome, failed)
        left join callcenter.numbers n on n.e164 = @Number
        where  not exists (select from callcenter.calls c where c.sid = m.sid)
        on conflict (tenant_id, sid) do nothing
        returning id
        """;
}
