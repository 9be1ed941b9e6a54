using System.Net;
using Frontdesk.CallCenter;
using Frontdesk.Platform;
using Frontdesk.Tests.Support;

namespace Frontdesk.Tests.CallCenter;

/// <summary>One call from the ring to the write-up, and what may go wrong on the way.</summary>
public sealed class CallTests(CallDesk desk) : IClassFixture<CallDesk>
{
    [Fact]
    public async Task Answer_hold_resume_hang_up_and_write_up()
    {
        var (clinic, agent, sid, call) = await Offered();

        await Does(agent, call, "answer");
        await desk.Telephone.Talks(sid, 1);
        Assert.Equal("on_call", (await agent.Desk()).State());
        await Does(agent, call, "hold");
        Assert.Equal("held", (await agent.Desk()).GetProperty("call").GetProperty("state").GetString());
        await Does(agent, call, "resume");
        await desk.Telephone.Talks(sid, 2);
        await Does(agent, call, "hang-up");

        Assert.Equal("writing_up", (await agent.Desk()).State());
        Assert.Equal("write_up_first", (await agent.Put("callcenter/agents/me", new { state = "available" })).Code);
        Assert.Equal("disposition_unknown", (await agent.Post($"callcenter/calls/{call}/write-up", new { disposition = "nonsense", note = "x" })).Code);
        Assert.Equal("available", (await agent.Post($"callcenter/calls/{call}/write-up", new { disposition = "booked", note = "Booked for Monday." })).Body.GetProperty("agentState").GetString());
        Assert.Equal("nothing_to_write_up", (await agent.Post($"callcenter/calls/{call}/write-up", new { disposition = "booked", note = "Again." })).Code);
        Assert.Equal("written_up answered", await State(clinic, call));
        Assert.Equal("completed", (await desk.Telephone.Look(sid)).GetProperty("call").GetProperty("status").GetString());
    }

    [Fact]
    public async Task The_caller_hangs_up_after_a_talk_and_the_agent_writes_up()
    {
        var (clinic, agent, sid, call) = await Offered();
        await Does(agent, call, "answer");
        await desk.Telephone.Talks(sid, 1);

        await desk.Telephone.HangUp(sid);

        await Until(async () => (await agent.Desk()).State() == "writing_up");
        Assert.Equal("ended answered", await State(clinic, call));
    }

    [Fact]
    public async Task An_agent_whose_telephone_is_busy_is_put_away_and_the_caller_is_back_in_line()
    {
        await desk.Telephone.Clients("busy");
        try
        {
            var (clinic, agent, _, call) = await Offered();

            await Does(agent, call, "answer");

            await Until(async () => (await agent.Desk()).State() == "away");
            Assert.Equal("unreachable", (await agent.Desk()).GetProperty("agent").GetProperty("reason").GetString());
            Assert.Equal("queued", await State(clinic, call));
        }
        finally
        {
            await desk.Telephone.Clients("answer");
        }
    }

    [Fact]
    public async Task A_call_of_which_no_callback_came_is_found_out_at_the_provider()
    {
        var (clinic, agent, sid, call) = await Offered();
        await Does(agent, call, "answer");
        await desk.Telephone.Talks(sid, 1);
        await clinic.Db.Execute("update callcenter.legs set bridged = false, sid = null where call_id = @Call", new { Call = call }, CancellationToken.None);
        // From here on the network's progress callbacks are lost.
        await desk.Telephone.Disturb(seed: 1, duplicate: 0, reorder: 0, drop: 1);
        try
        {
            await desk.Telephone.HangUp(sid);
            await clinic.Db.Enqueue(new CheckCall.Job(call, 0), null, null, CancellationToken.None);

            await Until(async () => (await agent.Desk()).State() == "writing_up");
            Assert.True(await clinic.Db.QueryOne<bool>("select bridged from callcenter.legs where call_id = @Call", new { Call = call }, CancellationToken.None));
        }
        finally
        {
            await desk.Telephone.Disturb(seed: 1, duplicate: 0, reorder: 0, drop: 0);
        }
    }

    [Fact]
    public async Task An_answer_to_a_caller_who_is_gone_says_so_and_sticks_nobody()
    {
        var clinic = await desk.Clinic();
        var agent = await clinic.AvailableAgent();
        await desk.Tell(clinic, "voice", CallDesk.Form(clinic, CallDesk.NewSid(), "+13125550180"));
        var call = (await agent.Desk()).CallId()!.Value;

        var answer = await agent.Post($"callcenter/calls/{call}/answer");

        Assert.Equal((HttpStatusCode.Conflict, "caller_gone"), (answer.Status, answer.Code));
        await Until(async () => (await agent.Desk()).State() == "available");
        Assert.Equal("ended failed", await State(clinic, call));
    }

    [Fact]
    public async Task Without_a_telephone_the_routes_say_so()
    {
        await using var app = await App.Start(new Dictionary<string, string?>());
        var clinic = await app.Clinic();

        var answer = await clinic.Visitor().Post("callcenter/twilio/voice", new FormUrlEncodedContent([]));

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "telephone_not_configured"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task A_patient_may_not_sit_at_the_desk()
    {
        var clinic = await desk.Clinic();

        Assert.Equal(HttpStatusCode.Unauthorized, (await clinic.Visitor().Get("callcenter/desk")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await clinic.Clinician()).Get("callcenter/desk")).Status);
    }

    private async Task<(Clinic Clinic, Person Agent, string Sid, Guid Call)> Offered()
    {
        var clinic = await desk.Clinic();
        var agent = await clinic.AvailableAgent();
        var sid = await desk.Telephone.Dial("+13125550181", clinic.Tenant.Phone);
        await Until(async () => (await agent.Desk()).State() == "offered");
        return (clinic, agent, sid, (await agent.Desk()).CallId()!.Value);
    }

    private static async Task Does(Person agent, Guid call, string act) => Assert.Equal(HttpStatusCode.NoContent, (await agent.Post($"callcenter/calls/{call}/{act}")).Status);

    private static async Task<string?> State(Clinic clinic, Guid call) =>
        await clinic.Db.QueryOne<string>("select concat_ws(' ', state, outcome) from callcenter.calls where id = @Call", new { Call = call }, CancellationToken.None);

    // The network acts in its own time.
    private static async Task Until(Func<Task<bool>> so)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        while (!await so())
            await Task.Delay(20, limit.Token);
    }
}
