using Frontdesk.CallCenter;
using Frontdesk.Platform;
using Frontdesk.Tests.Support;

namespace Frontdesk.Tests.CallCenter;

/// <summary>A busy hour on a bad network, against the simulator, with the whole Host.</summary>
public sealed class HundredCallsTests(HurriedCallDesk desk) : IClassFixture<HurriedCallDesk>
{
    private sealed record Ended(string Sid, string? Outcome, string State);

    [Fact]
    public async Task Of_a_hundred_calls_with_callbacks_lost_doubled_and_overtaken_each_has_one_outcome_and_no_agent_is_stuck()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        var clinic = await desk.Clinic();
        var agents = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => clinic.AvailableAgent()));
        await desk.Telephone.Disturb(seed: 20261122, duplicate: 0.2, reorder: 0.2, drop: 0.1);
        using var closing = new CancellationTokenSource();
        var desks = agents.Select((agent, at) => Work(agent, at, closing.Token)).ToList();
        await using var screen = await OpenDesk.Open(await clinic.Agent());

        var sids = await Task.WhenAll(Enumerable.Range(0, 100).Select(async n =>
        {
            var sid = await desk.Telephone.Dial($"+1413555{n + 1000:D4}", clinic.Tenant.Phone);
            // Every ninth loses patience at once, whatever is going on just then.
            if (n % 9 == 4)
                await desk.Telephone.HangUp(sid);
            return sid;
        }));
        // Who hung up before we were asked, and whose one callback was lost, is found on the network's list; the hourly look comes often here.
        while (await Open(clinic) > 0 || await clinic.Db.QueryOne<int>("select count(*)::integer from callcenter.calls", null, limit.Token) < sids.Length)
        {
            await clinic.Db.Enqueue(new FindMissedCalls(), "often", null, limit.Token);
            Assert.False(limit.IsCancellationRequested, await Stand(clinic));
            await screen.Wakes(TimeSpan.FromMilliseconds(500));
        }
        await closing.CancelAsync();
        await Task.WhenAll(desks);

        var calls = await clinic.Db.Query<Ended>("select sid as \"Sid\", outcome as \"Outcome\", state as \"State\" from callcenter.calls", null, limit.Token);
        Assert.Equal(sids.Order(), calls.Select(call => call.Sid).Order());
        Assert.All(calls, call => Assert.Contains(call.Outcome, new[] { "answered", "abandoned" }));
        // What the network knows: who talked was answered. Who did not was abandoned, unless the agent had written it up before the news came.
        foreach (var call in calls)
            Assert.Equal((call.Sid, await desk.Telephone.Count(call.Sid, "bridged") > 0 || call.State == "written_up" ? "answered" : "abandoned"), (call.Sid, call.Outcome));
        Assert.All(calls.Where(call => call.Outcome == "answered"), call => Assert.Equal("written_up", call.State));
        Assert.Empty(await clinic.Db.Query<string>("select state from callcenter.agent_states where state in ('offered', 'on_call', 'writing_up')", null, limit.Token));
        Assert.Empty(await desk.App.Database.QueryAsSuperuser<string>("select kind || ' ' || last_error from platform.jobs where state = 'dead'"));
        TestContext.Current.SendDiagnosticMessage("100 calls: {0}", string.Join(", ", calls.CountBy(call => call.Outcome!).Select(pair => $"{pair.Value} {pair.Key}")));
    }

    /// <summary>What an agent does all day; every so often they hold, miss, decline, or let the caller hang up.</summary>
    private async Task Work(Person agent, int who, CancellationToken closing)
    {
        await using var screen = await OpenDesk.Open(agent);
        var seen = new HashSet<Guid>();
        for (var turn = who; !closing.IsCancellationRequested;)
        {
            var at = await agent.Desk();
            switch (at.State())
            {
                case "offered" when at.CallId() is { } offered && seen.Add(offered):
                    turn++;
                    if (turn % 11 == 0)
                        await agent.Post($"callcenter/calls/{offered}/decline");
                    else if (turn % 17 != 0)
                        await agent.Post($"callcenter/calls/{offered}/answer");
                    break;
                case "on_call" when at.CallId() is { } call:
                    if (turn % 7 == 0)
                    {
                        await agent.Post($"callcenter/calls/{call}/hold");
                        await agent.Post($"callcenter/calls/{call}/resume");
                    }
                    if (turn % 3 == 0)
                        await desk.Telephone.HangUp(await Sid(call));
                    else
                        await agent.Post($"callcenter/calls/{call}/hang-up");
                    break;
                case "writing_up":
                    foreach (var call in at.GetProperty("toWriteUp").EnumerateArray())
                        await agent.Post($"callcenter/calls/{call.GetProperty("callId").GetGuid()}/write-up", new { disposition = "question", note = "Answered." });
                    continue;
                case "away" or "offline":
                    seen.Clear();
                    await agent.Put("callcenter/agents/me", new { state = "available" });
                    break;
            }
            await screen.Wakes(TimeSpan.FromMilliseconds(300));
            if (seen.Count > 0)
                await agent.Post("callcenter/agents/me/heartbeat");
        }
    }

    private async Task<string> Sid(Guid call) =>
        (await desk.App.Database.QueryAsSuperuser<string>("select sid from callcenter.calls where id = @Call", new { Call = call })).Single();

    // A call is open until somebody wrote it up, or it has another outcome and each of its legs is known not to have talked.
    private static Task<int> Open(Clinic clinic) => clinic.Db.QueryOne<int>(
        """
        select count(*)::integer
        from   callcenter.calls c
        where  c.outcome is null
        or     c.state = 'ended' and (c.outcome = 'answered' or exists (select from callcenter.legs l where l.call_id = c.id and not l.bridged and l.failure is null))
        """, null, CancellationToken.None)!;

    private static async Task<string> Stand(Clinic clinic) => string.Join("; ", await clinic.Db.Query<string>(
        """
        select concat_ws(' ', count(*), c.state, c.outcome) from callcenter.calls c group by c.state, c.outcome
        union all
        select concat_ws(' ', 'agent', a.state, a.reason) from callcenter.agent_states a
        union all
        select concat_ws(' ', 'leg', l.bridged, l.failure, l.taken_at is not null, c.state) from callcenter.legs l join callcenter.calls c on c.id = l.call_id where not l.bridged
        """, null, CancellationToken.None));
}
