namespace Frontdesk.Tests.Phone;

public sealed class DialTests
{
    private static string Desk(Telephone line) =>
        $"""<Response><Dial answerOnBridge="true" timeout="2" action="{line.App.Url}/dial"><Client statusCallback="{line.App.Url}/client" statusCallbackEvent="initiated ringing answered completed">agent-1</Client></Dial></Response>""";

    [Fact]
    public async Task A_waiting_caller_is_connected_with_an_agent_by_the_rest_api_until_the_agent_hangs_up()
    {
        await using var line = await Telephone.Start();
        line.App.On("/dial", "<Say>Goodbye</Say>");
        var (caller, agent) = await Connected(line);
        Assert.Equal("redirected", (await line.App.Got("/queue"))["QueueResult"]);

        await line.HangUp(agent);

        var dial = await line.App.Got("/dial");
        Assert.Equal(("completed", agent, "in-progress", "true"), (dial["DialCallStatus"], dial["DialCallSid"], dial["CallStatus"], dial["DialBridged"]));
        await line.Happened(caller, "say", "text", "Goodbye");
        await line.Ended(caller);
        await line.Ended(agent);
    }

    [Fact]
    public async Task The_callers_hanging_up_ends_the_agents_leg()
    {
        await using var line = await Telephone.Start();
        var (caller, agent) = await Connected(line);

        await line.HangUp(caller);

        await line.Ended(agent);
        var dial = await line.App.Got("/dial");
        Assert.Equal(("completed", "completed"), (dial["DialCallStatus"], dial["CallStatus"]));
        Assert.Equal("completed", (await line.App.Got("/status"))["CallStatus"]);
    }

    [Fact]
    public async Task A_leg_tells_its_progress_in_order_under_its_own_name()
    {
        await using var line = await Telephone.Start();
        var (caller, agent) = await Connected(line);
        await line.HangUp(agent);

        var told = await line.App.GotMany("/client", 4);
        Assert.Equal(["initiated", "ringing", "in-progress", "completed"], told.Select(t => t["CallStatus"]));
        Assert.Equal(["0", "1", "2", "3"], told.Select(t => t["SequenceNumber"]));
        Assert.All(told, t => Assert.Equal((agent, caller, "outbound-dial", "client:agent-1"), (t["CallSid"], t["ParentCallSid"], t["Direction"], t["To"])));
        Assert.True(int.Parse(told[3]["CallDuration"]) >= 0);
        await line.Ended(caller);
    }

    [Theory]
    [InlineData("busy", "busy")]
    [InlineData("reject", "busy")]
    [InlineData("no-answer", "no-answer")]
    [InlineData("ring", "no-answer")]
    [InlineData("fail", "failed")]
    public async Task An_agent_who_cannot_be_had_is_told_to_the_action_and_the_caller_stays(string behaviour, string status)
    {
        await using var line = await Telephone.Start();
        await line.Answering("client:agent-1", behaviour);
        line.App.On("/dial", "<Say>Nobody there</Say>");
        var caller = await Waiting(line);
        await line.Change(caller, "Twiml", Desk(line));

        var dial = await line.App.Got("/dial");
        Assert.Equal((status, "false", "in-progress"), (dial["DialCallStatus"], dial["DialBridged"], dial["CallStatus"]));
        await line.Happened(caller, "say", "text", "Nobody there");
        await line.Ended(caller);
    }

    [Fact]
    public async Task The_first_of_several_to_answer_has_the_call_and_the_others_stop_ringing()
    {
        await using var line = await Telephone.Start();
        await line.Answering("client:slow", "ring");
        line.App.On("/voice", """<Dial action="/dial"><Client statusCallback="/slow">slow</Client><Client>quick</Client></Dial>""");

        var caller = await line.Dial();
        Assert.Equal("client:quick", Telephone.Text(await line.Happened(caller, "bridged"), "address"));

        Assert.Equal("canceled", (await line.App.Got("/slow"))["CallStatus"]);
        await line.HangUp(caller);
        await line.Ended(caller);
    }

    [Fact]
    public async Task Ending_a_call_by_the_rest_api_ends_both_legs_and_it_cannot_be_changed_after()
    {
        await using var line = await Telephone.Start();
        var (caller, agent) = await Connected(line);

        var (status, body) = await line.Change(caller, "Status", "completed");

        Assert.Equal((200, "completed"), (status, body.GetProperty("status").GetString()));
        await line.Ended(agent);
        var (refused, why) = await line.Change(caller, "Twiml", "<Response/>");
        Assert.Equal((400, 21220), (refused, why.GetProperty("code").GetInt32()));
    }

    [Fact]
    public async Task A_call_made_by_the_customer_rings_until_the_person_answers_and_then_performs_the_document()
    {
        await using var line = await Telephone.Start();
        var (_, made) = await line.Rest(
            "Calls.json", ("From", Telephone.Clinic), ("To", Telephone.Rosa), ("Twiml", "<Response><Say>Your visit is tomorrow</Say></Response>"),
            ("StatusCallback", line.App.Url + "/progress"), ("StatusCallbackEvent", "ringing"), ("StatusCallbackEvent", "completed"));
        var call = made.GetProperty("sid").GetString()!;
        await line.Happened(call, "status", "status", "ringing");

        using var answer = await line.Http.PostAsync($"/phone/api/calls/{call}/answer", null);

        await line.Happened(call, "say", "text", "Your visit is tomorrow");
        var told = await line.App.GotMany("/progress", 2);
        Assert.Equal([("ringing", "0"), ("completed", "1")], told.Select(t => (t["CallStatus"], t["SequenceNumber"])));
    }

    private static async Task<string> Waiting(Telephone line)
    {
        line.App.On("/voice", """<Enqueue waitUrl="/wait" action="/queue">frontdesk</Enqueue>""");
        line.App.On("/wait", "<Play>/music.mp3</Play>");
        var caller = await line.Dial();
        await line.Happened(caller, "queued");
        return caller;
    }

    private static async Task<(string Caller, string Agent)> Connected(Telephone line)
    {
        var caller = await Waiting(line);
        await line.Change(caller, "Twiml", Desk(line));
        return (caller, Telephone.Text(await line.Happened(caller, "bridged"), "with")!);
    }
}
