using Microsoft.AspNetCore.Http;

namespace Frontdesk.Tests.Phone;

public sealed class TwimlTests
{
    [Fact]
    public async Task The_first_webhook_carries_what_the_vendor_sends()
    {
        await using var line = await Telephone.Start();
        line.App.On("/voice", "<Say>Hello</Say>");

        var call = await line.Dial();

        var voice = await line.App.Got("/voice");
        Assert.Equal(call, voice["CallSid"]);
        Assert.Matches("^CA[0-9a-f]{32}$", call);
        Assert.Equal((Telephone.Account, "2010-04-01", "inbound", "ringing"), (voice["AccountSid"], voice["ApiVersion"], voice["Direction"], voice["CallStatus"]));
        Assert.Equal((Telephone.Rosa, Telephone.Rosa, Telephone.Clinic, Telephone.Clinic), (voice["From"], voice["Caller"], voice["To"], voice["Called"]));
        Assert.Equal(("CHICAGO", "IL", "60614", "US"), (voice["FromCity"], voice["CallerState"], voice["FromZip"], voice["CalledCountry"]));
        Assert.Equal("TN-Validation-Passed-A", voice["StirVerstat"]);
        Assert.Contains("parentCallInfoToken", voice["CallToken"], StringComparison.Ordinal);
        Assert.NotEmpty(voice.Token);
        await line.Ended(call);
    }

    [Fact]
    public async Task Keys_end_the_words_and_go_to_the_action_relative_to_the_document()
    {
        await using var line = await Telephone.Start(url => new(Telephone.Clinic, VoiceUrl: url + "/menu/voice"));
        line.App.On("/menu/voice", """<Gather numDigits="2" action="chosen?a=1" timeout="10"><Say>Press two keys</Say><Pause length="1"/></Gather><Say>Nothing pressed</Say>""");
        line.App.On("/menu/chosen", "<Hangup/>");

        var call = await line.Dial();
        await line.Happened(call, "gather");
        await line.Press(call, "4");
        await line.Press(call, "2");

        Assert.Equal("42", (await line.App.Got("/menu/chosen"))["Digits"]);
        await line.Ended(call);
        Assert.DoesNotContain(line.Events(call), e => Telephone.Text(e, "text") == "Nothing pressed");
    }

    [Theory]
    [InlineData("123#", "123")]
    [InlineData("#", "")]
    public async Task The_finishing_key_ends_gathering_and_is_not_part_of_the_answer(string pressed, string digits)
    {
        await using var line = await Telephone.Start();
        line.App.On("/voice", """<Gather action="/chosen" timeout="10"/>""");

        var call = await line.Dial();
        await line.Happened(call, "gather");
        await line.Press(call, pressed);

        var chosen = await line.App.Got("/chosen");
        Assert.Equal((digits, "#"), (chosen["Digits"], chosen["FinishedOnKey"]));
        await line.Ended(call);
    }

    [Fact]
    public async Task Silence_goes_on_with_the_next_verb()
    {
        await using var line = await Telephone.Start();
        line.App.On("/voice", """<Gather action="/chosen" timeout="1"/><Redirect>/again</Redirect>""");
        line.App.On("/again", "<Say language=\"es-MX\">Adiós</Say>");

        var call = await line.Dial();

        Assert.Equal("es-MX", Telephone.Text(await line.Happened(call, "say", "text", "Adiós"), "language"));
        await line.Ended(call);
        Assert.DoesNotContain(line.App.All, r => r.Path == "/chosen");
    }

    [Fact]
    public async Task Waiting_in_a_queue_asks_for_the_wait_document_again_and_again_until_it_says_to_leave()
    {
        await using var line = await Telephone.Start();
        var rounds = 0;
        line.App.On("/voice", """<Enqueue waitUrl="/wait" action="/queue">frontdesk</Enqueue>""");
        line.App.On("/wait", _ => Results.Content(++rounds < 3 ? "<Response><Say>Please wait</Say></Response>" : "<Response><Leave/></Response>", "text/xml"));

        var call = await line.Dial();

        var left = await line.App.Got("/queue");
        Assert.Equal("leave", left["QueueResult"]);
        Assert.Matches("^QU[0-9a-f]{32}$", left["QueueSid"]);
        var waits = await line.App.GotMany("/wait", 3);
        Assert.Equal(("1", "1", "0"), (waits[0]["QueuePosition"], waits[0]["CurrentQueueSize"], waits[0]["AvgQueueTime"]));
        Assert.True(int.Parse(waits[2]["QueueTime"]) >= 1);
        await line.Ended(call);
    }

    [Fact]
    public async Task Hanging_up_in_a_queue_tells_the_action_and_the_number_once()
    {
        await using var line = await Telephone.Start();
        line.App.On("/voice", """<Enqueue waitUrl="/wait" action="/queue">frontdesk</Enqueue>""");
        line.App.On("/wait", "<Pause length=\"1\"/>");

        var call = await line.Dial();
        await line.Happened(call, "queued");
        await line.HangUp(call);

        Assert.Equal(("hangup", "completed"), ((await line.App.Got("/queue"))["QueueResult"], (await line.App.Got("/queue"))["CallStatus"]));
        var end = await line.App.Got("/status");
        Assert.Equal(("completed", "0", "call-progress-events"), (end["CallStatus"], end["SequenceNumber"], end["CallbackSource"]));
        Assert.Matches(@"^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000$", end["Timestamp"]);
        Assert.Single(line.App.All, r => r.Path == "/status");
    }

    [Fact]
    public async Task Dialling_a_queue_connects_with_its_first_caller_after_the_notice()
    {
        await using var line = await Telephone.Start();
        line.App.On("/voice", """<Enqueue waitUrl="/wait" action="/queue">frontdesk</Enqueue>""");
        line.App.On("/wait", "<Pause length=\"1\"/>");
        line.App.On("/notice", "<Say>This call may be recorded</Say>");
        line.App.On("/agent", """<Dial action="/dial"><Queue url="/notice">frontdesk</Queue></Dial>""");
        await line.Answering("+13125550199", "answer");

        var caller = await line.Dial();
        await line.Happened(caller, "queued");
        var (status, agent) = await line.Rest("Calls.json", ("From", Telephone.Clinic), ("To", "+13125550199"), ("Url", line.App.Url + "/agent"));
        Assert.Equal(201, status);
        await line.Happened(caller, "say", "text", "This call may be recorded");
        await line.Happened(caller, "bridged");
        await line.Happened(agent.GetProperty("sid").GetString()!, "bridged");
        Assert.Equal(agent.GetProperty("sid").GetString(), (await line.App.Got("/notice"))["DequeingCallSid"]);

        await line.HangUp(agent.GetProperty("sid").GetString()!);
        Assert.Equal("bridged", (await line.App.Got("/queue"))["QueueResult"]);
        await line.Ended(caller);
    }

    [Fact]
    public async Task A_recording_is_a_real_sound_file_and_is_told()
    {
        await using var line = await Telephone.Start();
        line.App.On("/voice", """<Record action="/recorded" recordingStatusCallback="/recording" finishOnKey="#"/>""");

        var call = await line.Dial();
        await line.Happened(call, "record");
        await line.Press(call, "#");

        var recorded = await line.App.Got("/recorded");
        Assert.Equal(recorded["RecordingSid"], (await line.App.Got("/recording"))["RecordingSid"]);
        var sound = await line.Http.GetByteArrayAsync(recorded["RecordingUrl"] + ".wav");
        Assert.Equal("RIFF"u8.ToArray(), sound[..4]);
        Assert.Equal(sound.Length - 8, BitConverter.ToInt32(sound, 4));
        await line.Ended(call);
    }

    [Theory]
    [InlineData("""<Reject reason="busy"/>""", "busy")]
    [InlineData("<Reject/>", "no-answer")]
    public async Task A_rejected_call_is_never_answered(string verb, string status)
    {
        await using var line = await Telephone.Start();
        line.App.On("/voice", verb);

        var call = await line.Dial();
        await line.Ended(call, status);

        var end = await line.App.Got("/status");
        Assert.Equal((status, "0"), (end["CallStatus"], end["CallDuration"]));
        Assert.DoesNotContain(line.Events(call), e => Telephone.Text(e, "status") == "in-progress");
    }

    [Theory]
    [InlineData("<Response><Say>open", 200, "text/xml", 12100)]
    [InlineData("<Answer/>", 200, "text/xml", 12100)]
    [InlineData("<Response/>", 200, "application/json", 12300)]
    [InlineData("oops", 500, "text/plain", 11200)]
    public async Task A_broken_document_ends_the_call_with_an_apology_and_is_listed(string body, int status, string type, int code)
    {
        await using var line = await Telephone.Start();
        line.App.On("/voice", _ => Results.Content(body, type, statusCode: status));

        var call = await line.Dial();

        Assert.Equal($"{code}", Telephone.Text(await line.Happened(call, "alert"), "code"));
        await line.Happened(call, "say", "text", "We are sorry, an application error has occurred. Goodbye.");
        await line.Ended(call);
    }

    [Fact]
    public async Task An_unknown_verb_is_passed_over_with_a_warning()
    {
        await using var line = await Telephone.Start();
        line.App.On("/voice", "<Dance/><Say>Still here</Say>");

        var call = await line.Dial();

        Assert.Equal("warning", Telephone.Text(await line.Happened(call, "alert"), "level"));
        await line.Happened(call, "say", "text", "Still here");
        await line.Ended(call);
    }
}
