using System.Net;
using Frontdesk.CallCenter;
using Frontdesk.Tests.Support;

namespace Frontdesk.Tests.CallCenter;

public sealed class VerifyCallerTests(CallDesk desk) : IClassFixture<CallDesk>
{
    [Theory]
    [InlineData("full_name", "maria garcia")]
    [InlineData("postal_code", "60614-1234")]
    [InlineData("mrn", "mr-0042")]
    public async Task Two_right_identifiers_open_the_chart_for_the_call_and_the_write_up_closes_it(string kind, string value)
    {
        var (clinic, agent, patient, call) = await Connected("MR0042");
        Assert.Equal("chart_locked", (await agent.Get($"patients/{patient}")).Code);

        var answer = await agent.Post($"callcenter/calls/{call}/verify", new { patientId = patient, birthDate = "1985-03-14", secondKind = kind, secondValue = value });

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(HttpStatusCode.OK, (await agent.Get($"patients/{patient}")).Status);
        Assert.Equal("Maria Garcia", (await agent.Desk()).GetProperty("call").GetProperty("verifiedPatientName").GetString());
        await agent.Post($"callcenter/calls/{call}/hang-up");
        await agent.Post($"callcenter/calls/{call}/write-up", new { disposition = "question", note = "Asked for the hours." });
        Assert.Equal("chart_locked", (await agent.Get($"patients/{patient}")).Code);
        Assert.Equal(1, await Count(clinic, "select count(*)::int from audit.events where kind = 'caller.verified' and outcome = 'success' and patient_id = @Patient", patient));
    }

    [Theory]
    [InlineData("1985-03-15", "postal_code", "60614")]
    [InlineData("1985-03-14", "postal_code", "60615")]
    [InlineData("1985-03-14", "full_name", "Maria")]
    [InlineData("1985-03-15", "mrn", "MR9999")]
    public async Task A_wrong_identifier_is_refused_alike_and_recorded_without_what_was_said(string birthDate, string kind, string value)
    {
        var (clinic, agent, patient, call) = await Connected(null);

        var answer = await agent.Post($"callcenter/calls/{call}/verify", new { patientId = patient, birthDate, secondKind = kind, secondValue = value });

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "identifiers_do_not_match"), (answer.Status, answer.Code));
        Assert.Equal("chart_locked", (await agent.Get($"patients/{patient}")).Code);
        Assert.Equal(1, (await agent.Desk()).GetProperty("call").GetProperty("refusals").GetInt32());
        Assert.Equal(1, await Count(clinic, "select count(*)::int from audit.events where kind = 'caller.refused' and outcome = 'refused' and patient_id = @Patient", patient));
        Assert.Equal(0, await Count(clinic, "select count(*)::int from audit.events where position(@Said in detail::text) > 0", patient, value));
    }

    [Fact]
    public async Task Twenty_guesses_at_once_are_five()
    {
        var (clinic, agent, patient, call) = await Connected(null);

        var answers = await Task.WhenAll(Enumerable.Range(1, 20).Select(day =>
            agent.Post($"callcenter/calls/{call}/verify", new { patientId = patient, birthDate = $"1985-04-{day:D2}", secondKind = "postal_code", secondValue = "60614" })));
        var right = await agent.Post($"callcenter/calls/{call}/verify", new { patientId = patient, birthDate = "1985-03-14", secondKind = "postal_code", secondValue = "60614" });

        Assert.Equal(VerifyCaller.MaxAttempts, answers.Count(answer => answer.Code == "identifiers_do_not_match"));
        Assert.Equal("too_many_attempts", right.Code);
        Assert.Equal(21, await Count(clinic, "select count(*)::int from audit.events where kind = 'caller.refused' and patient_id = @Patient", patient));
    }

    [Fact]
    public async Task Only_the_agent_who_has_the_caller_on_the_line_can_verify()
    {
        var (clinic, _, patient, call) = await Connected(null);
        var other = await clinic.AvailableAgent();

        var answer = await other.Post($"callcenter/calls/{call}/verify", new { patientId = patient, birthDate = "1985-03-14", secondKind = "postal_code", secondValue = "60614" });

        Assert.Equal("not_your_call", answer.Code);
        Assert.Equal(HttpStatusCode.NotFound, (await other.Get($"callcenter/calls/{call}")).Status);
    }

    [Fact]
    public async Task A_patient_who_does_not_exist_is_refused_like_any_other()
    {
        var (_, agent, _, call) = await Connected(null);

        var answer = await agent.Post($"callcenter/calls/{call}/verify", new { patientId = Guid.CreateVersion7(), birthDate = "1985-03-14", secondKind = "postal_code", secondValue = "60614" });

        Assert.Equal("identifiers_do_not_match", answer.Code);
    }

    private async Task<(Clinic Clinic, Person Agent, Guid Patient, Guid Call)> Connected(string? mrn)
    {
        var clinic = await desk.Clinic();
        var patient = await (await clinic.Agent()).Patient("+13125550160", mrn: mrn);
        var agent = await clinic.AvailableAgent();
        var sid = await desk.Telephone.Dial("+13125550160", clinic.Tenant.Phone);
        await using var screen = await OpenDesk.Open(agent);
        while ((await agent.Desk()).State() != "offered")
            await screen.Wakes(TimeSpan.FromSeconds(5));
        var call = (await agent.Desk()).CallId()!.Value;
        Assert.Equal(HttpStatusCode.NoContent, (await agent.Post($"callcenter/calls/{call}/answer")).Status);
        await desk.Telephone.Talks(sid);
        return (clinic, agent, patient, call);
    }

    private static async Task<int> Count(Clinic clinic, string sql, Guid patient, string said = "") =>
        await clinic.Db.QueryOne<int>(sql, new { Patient = patient, Said = said }, TestContext.Current.CancellationToken);
}
