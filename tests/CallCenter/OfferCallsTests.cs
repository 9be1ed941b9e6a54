using System.Net;
using Frontdesk.CallCenter;
using Frontdesk.Platform;
using Frontdesk.Tests.Support;

namespace Frontdesk.Tests.CallCenter;

public sealed class OfferCallsTests(CallDesk desk) : IClassFixture<CallDesk>
{
    [Fact]
    public async Task The_longest_idle_agent_is_asked_and_the_longest_waiting_caller_served()
    {
        var clinic = await desk.Clinic();
        await Call(clinic, "first");
        await Call(clinic, "second");
        var (ann, ben, cleo) = (await clinic.AvailableAgent(), await clinic.AvailableAgent(), await clinic.AvailableAgent());
        await Call(clinic, "third");

        Assert.Equal("first second third", string.Join(' ', await Task.WhenAll(Sid(clinic, ann), Sid(clinic, ben), Sid(clinic, cleo))));
    }

    [Fact]
    public async Task Forty_calls_and_twenty_agents_at_once_make_twenty_offers_and_no_two_of_one_agent()
    {
        var clinic = await desk.Clinic();
        var agents = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => clinic.Agent()));

        await Task.WhenAll([
            .. Enumerable.Range(0, 40).Select(n => Call(clinic, $"call-{n}")),
            .. agents.Select(agent => agent.Put("callcenter/agents/me", new { state = "available" })),
        ]);

        var desks = await Task.WhenAll(agents.Select(agent => agent.Desk()));
        Assert.All(desks, at => Assert.Equal("offered", at.State()));
        Assert.All(desks.CountBy(at => at.CallId().ToString()!), call => Assert.Equal(1, call.Value));
        Assert.Equal(20, desks[0].GetProperty("waiting").GetArrayLength());
    }

    [Fact]
    public async Task A_missed_offer_puts_the_agent_away_and_the_call_back_at_its_place()
    {
        var clinic = await desk.Clinic();
        var ann = await clinic.AvailableAgent();
        await using var screen = await OpenDesk.Open(ann);
        await Call(clinic, "first");
        await Call(clinic, "second");
        await clinic.Db.Execute("update callcenter.calls set offer_expires_at = now() where state = 'offered'", null, TestContext.Current.CancellationToken);
        await clinic.Db.Enqueue(new ExpireOffer.Job((await ann.Desk()).CallId()!.Value, 1), null, null, TestContext.Current.CancellationToken);

        while ((await ann.Desk()).State() == "offered")
            await screen.Wakes(TimeSpan.FromSeconds(30));

        var at = await ann.Desk();
        Assert.Equal(("away", "missed"), (at.State(), at.GetProperty("agent").GetProperty("reason").GetString()));
        Assert.Equal(1, at.GetProperty("missed").GetArrayLength());
        Assert.Equal("first", await Sid(clinic, await clinic.AvailableAgent()));
    }

    [Fact]
    public async Task The_offer_of_a_desk_that_fell_silent_goes_to_the_next()
    {
        var clinic = await desk.Clinic();
        var ann = await clinic.AvailableAgent();
        await Call(clinic, "only");
        await clinic.Db.Execute("update callcenter.agents set lease_until = now() where id = @Id", new { Id = ann.AccountId }, TestContext.Current.CancellationToken);

        Assert.Equal("only", await Sid(clinic, await clinic.AvailableAgent()));
        Assert.Equal("offline", (await ann.Post("callcenter/agents/me/heartbeat")).Body.GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_declined_call_goes_to_the_next_and_another_agents_call_cannot_be_declined()
    {
        var clinic = await desk.Clinic();
        var (ann, ben) = (await clinic.AvailableAgent(), await clinic.AvailableAgent());
        await Call(clinic, "only");
        var call = (await ann.Desk()).CallId();

        Assert.Equal("not_your_call", (await ben.Post($"callcenter/calls/{call}/decline")).Code);
        Assert.Equal(HttpStatusCode.NoContent, (await ann.Post($"callcenter/calls/{call}/decline")).Status);

        Assert.Equal("away", (await ann.Desk()).State());
        Assert.Equal(call, (await ben.Desk()).CallId());
    }

    [Fact]
    public async Task Leaving_the_desk_hands_the_offered_call_to_the_next()
    {
        var clinic = await desk.Clinic();
        var (ann, ben) = (await clinic.AvailableAgent(), await clinic.AvailableAgent());
        await Call(clinic, "only");

        await ann.Put("callcenter/agents/me", new { state = "offline" });

        Assert.Equal(("offline", "only"), ((await ann.Desk()).State(), await Sid(clinic, ben)));
    }

    [Fact]
    public async Task An_offer_ends_with_the_caller()
    {
        var clinic = await desk.Clinic();
        var ann = await clinic.AvailableAgent();
        await Call(clinic, "first");

        await desk.Tell(clinic, "status", CallDesk.Form(clinic, "first", "+13125550150", "completed"));

        Assert.Equal("available", (await ann.Desk()).State());
    }

    private async Task Call(Clinic clinic, string sid) => await desk.Tell(clinic, "voice", CallDesk.Form(clinic, sid, "+13125550150"));

    private static async Task<string?> Sid(Clinic clinic, Person agent) =>
        await clinic.Db.QueryOne<string>("select sid from callcenter.calls where id = @Id", new { Id = (await agent.Desk()).CallId() }, TestContext.Current.CancellationToken);
}
