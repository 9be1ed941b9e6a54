using System.Net;
using System.Xml.Linq;
using Frontdesk.Tests.Support;

namespace Frontdesk.Tests.CallCenter;

public sealed class AnswerVoiceTests(CallDesk desk) : IClassFixture<CallDesk>
{
    [Fact]
    public async Task The_desk_shows_who_it_may_be_while_it_rings()
    {
        var clinic = await desk.Clinic();
        var agent = await clinic.AvailableAgent();
        var patient = await agent.Patient("+13125550142");

        var answer = await desk.Tell(clinic, "voice", CallDesk.Form(clinic, CallDesk.NewSid(), "+13125550142"));

        var call = (await agent.Desk()).GetProperty("call");
        Assert.Equal(["Say", "Say", "Enqueue"], XDocument.Parse(answer.Text).Root!.Elements().Select(verb => verb.Name.LocalName));
        Assert.Equal(("offered", "0142", patient), (call.GetProperty("state").GetString(), call.GetProperty("fromLast4").GetString(), call.GetProperty("candidates")[0].GetProperty("patientId").GetGuid()));
        Assert.Equal("Maria Garcia", call.GetProperty("candidates")[0].GetProperty("name").GetString());
        Assert.Equal(1, await Count(clinic, "select count(*)::int from audit.reads where patient_id = @Patient and action = 'call.arrived'", new { Patient = patient }));
    }

    [Fact]
    public async Task A_call_told_twice_and_again_is_one_call()
    {
        var clinic = await desk.Clinic();
        var form = CallDesk.Form(clinic, CallDesk.NewSid(), "+13125550143");

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(again => desk.Tell(clinic, "voice", form, retryToken: $"token-{again % 2}")));

        Assert.Single(answers.Select(answer => answer.Text).Distinct());
        Assert.Equal(1, await Count(clinic, "select count(*)::int from callcenter.calls"));
        Assert.Equal(1, await Count(clinic, "select count(*)::int from callcenter.provider_events"));
    }

    [Theory]
    [InlineData("anonymous")]
    [InlineData("unknown")]
    [InlineData("client:joey")]
    [InlineData("sip:someone@example.com")]
    [InlineData("'; drop table callcenter.calls; --")]
    public async Task A_caller_without_a_number_is_served_like_any_other(string from)
    {
        var clinic = await desk.Clinic();
        var agent = await clinic.AvailableAgent();

        await desk.Tell(clinic, "voice", CallDesk.Form(clinic, CallDesk.NewSid(), from));

        var call = (await agent.Desk()).GetProperty("call");
        Assert.Equal((null, 0), (call.GetProperty("fromLast4").GetString(), call.GetProperty("candidates").GetArrayLength()));
    }

    [Fact]
    public async Task A_call_to_a_number_that_is_not_the_clinics_is_refused()
    {
        var clinic = await desk.Clinic();
        var form = CallDesk.Form(clinic, CallDesk.NewSid(), "+13125550144");
        form["To"] = "+13125559999";

        var answer = await desk.Tell(clinic, "voice", form);

        Assert.Equal("Reject", XDocument.Parse(answer.Text).Root!.Elements().Single().Name.LocalName);
        Assert.Equal(1, await Count(clinic, "select count(*)::int from callcenter.calls where state = 'ended' and outcome = 'refused'"));
    }

    [Fact]
    public async Task A_call_that_had_ended_before_it_rang_is_not_opened()
    {
        var clinic = await desk.Clinic();
        var sid = CallDesk.NewSid();

        await desk.Tell(clinic, "status", CallDesk.Form(clinic, sid, "+13125550145", "no-answer"));
        var answer = await desk.Tell(clinic, "voice", CallDesk.Form(clinic, sid, "+13125550145"));

        Assert.Equal("Hangup", XDocument.Parse(answer.Text).Root!.Elements().Single().Name.LocalName);
        Assert.Equal(1, await Count(clinic, "select count(*)::int from callcenter.calls where state = 'ended' and outcome = 'abandoned'"));
    }

    [Fact]
    public async Task The_clinics_name_cannot_break_the_document()
    {
        var clinic = await desk.Clinic("Smith & Sons <\"Hangup/>'");

        var answer = await desk.Tell(clinic, "voice", CallDesk.Form(clinic, CallDesk.NewSid(), "+13125550146"));

        Assert.Contains("Smith & Sons <\"Hangup/>'", XDocument.Parse(answer.Text).Root!.Element("Say")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_forger_gets_the_same_refusal_whatever_is_wrong()
    {
        var clinic = await desk.Clinic();
        var other = await desk.Clinic();
        var foreign = CallDesk.Form(clinic, CallDesk.NewSid(), "+13125550147");
        foreign["AccountSid"] = "AC00000000000000000000000000000000";

        var forged = await desk.Tell(clinic, "voice", CallDesk.Form(clinic, CallDesk.NewSid(), "+13125550147"), forged: true);
        var unsigned = await clinic.Visitor().Post("callcenter/twilio/voice", new FormUrlEncodedContent(CallDesk.Form(clinic, CallDesk.NewSid(), "+13125550147")));
        var json = await clinic.Visitor().Post("callcenter/twilio/voice", new { CallSid = "CA1" });
        var ofAnotherAccount = await desk.Tell(clinic, "voice", foreign);

        Answer[] all = [forged, unsigned, json, ofAnotherAccount];
        Assert.All(all, answer => Assert.Equal((HttpStatusCode.Forbidden, "not_from_twilio"), (answer.Status, answer.Code)));
        Assert.Equal(0, await Count(clinic, "select count(*)::int from callcenter.calls"));
        Assert.Equal(0, await Count(other, "select count(*)::int from callcenter.calls"));
    }

    private static async Task<int> Count(Clinic clinic, string sql, object? args = null) => await clinic.Db.QueryOne<int>(sql, args, TestContext.Current.CancellationToken);
}
