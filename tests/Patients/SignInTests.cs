using System.Diagnostics;
using System.Net;
using Frontdesk.Patients;
using Frontdesk.Tests.Support;

namespace Frontdesk.Tests.Patients;

public sealed class SignInTests(App app) : AppTest(app)
{
    [Fact]
    public async Task A_patient_signs_in_with_the_texted_code_and_the_birth_date()
    {
        var clinic = await App.Clinic();
        var id = await (await clinic.Agent()).Registers("Ana", "Ruiz", "1985-03-14", "312-555-0123");
        var ana = clinic.Visitor();
        var (challenge, code) = await clinic.CodeFor(ana, "(312) 555-0123");
        Assert.Matches("^[0-9]{6}$", code);
        Assert.DoesNotContain(code!, (await App.Database.QueryAsSuperuser<string>("select to_jsonb(c)::text from patients.sign_in_challenges c where id = @challenge", new { challenge }))[0]);

        var session = await ana.Post($"patients/sign-in/{challenge}", new { code, birthDate = "1985-03-14" });

        Assert.True(session.Status == HttpStatusCode.OK, session.Text);
        Assert.Equal(("patient", id, "Ana Ruiz"), (session.Body.GetProperty("kind").GetString(), session.Body.GetProperty("patientId").GetGuid(), session.Body.GetProperty("name").GetString()));
        Assert.Equal(HttpStatusCode.OK, (await ana.Get("patients/me")).Status);
        Assert.Equal("sign_in_failed", (await clinic.Visitor().Post($"patients/sign-in/{challenge}", new { code, birthDate = "1985-03-14" })).Code);
    }

    [Fact]
    public async Task Wrong_code_wrong_birth_date_and_unknown_number_get_the_same_answer()
    {
        var clinic = await App.Clinic();
        await (await clinic.Agent()).Registers("Ana", "Ruiz", "1985-03-14", "312-555-0123");
        var visitor = clinic.Visitor();
        var (known, code) = await clinic.CodeFor(visitor, "312-555-0123");
        var (unknown, none) = await clinic.CodeFor(visitor, "312-555-0199");
        Assert.Null(none);

        var wrongCode = await visitor.Post($"patients/sign-in/{known}", new { code = code == "000000" ? "000001" : "000000", birthDate = "1985-03-14" });
        var wrongDate = await visitor.Post($"patients/sign-in/{known}", new { code, birthDate = "1985-03-15" });
        var nobody = await visitor.Post($"patients/sign-in/{unknown}", new { code = "000000", birthDate = "1985-03-14" });
        var noChallenge = await visitor.Post($"patients/sign-in/{Guid.CreateVersion7()}", new { code = "000000", birthDate = "1985-03-14" });

        Assert.All([wrongCode, wrongDate, nobody, noChallenge], answer => Assert.Equal((HttpStatusCode.Unauthorized, "sign_in_failed", Plain(wrongCode)), (answer.Status, answer.Code, Plain(answer))));
        Assert.Equal([4L], await App.Database.QueryAsSuperuser<long>("select count(*) from audit.events where tenant_id = @Id and kind = 'patient.sign_in_refused'", new { clinic.Tenant.Id }));
        static string Plain(Answer answer) => answer.Text.Replace(answer.Body.GetProperty("requestId").GetString()!, "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_challenge_has_five_tries_and_the_right_code_comes_too_late_after_them()
    {
        var clinic = await App.Clinic();
        await (await clinic.Agent()).Registers("Ana", "Ruiz", "1985-03-14", "312-555-0123");
        var visitor = clinic.Visitor();
        var (challenge, code) = await clinic.CodeFor(visitor, "312-555-0123");
        for (var i = 0; i < 5; i++)
            await visitor.Post($"patients/sign-in/{challenge}", new { code = code == "000000" ? "000001" : "000000", birthDate = "1985-03-14" });
        Assert.Equal("sign_in_failed", (await visitor.Post($"patients/sign-in/{challenge}", new { code, birthDate = "1985-03-14" })).Code);
        Assert.Equal([(short)5], await App.Database.QueryAsSuperuser<short>("select tries from patients.sign_in_challenges where id = @challenge", new { challenge }));
    }

    [Fact]
    public async Task Of_five_with_the_same_code_at_once_one_gets_in()
    {
        var clinic = await App.Clinic();
        await (await clinic.Agent()).Registers("Ana", "Ruiz", "1985-03-14", "312-555-0123");
        var (challenge, code) = await clinic.CodeFor(clinic.Visitor(), "312-555-0123");
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => clinic.Visitor().Post($"patients/sign-in/{challenge}", new { code, birthDate = "1985-03-14" })));
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_code_is_over_after_ten_minutes()
    {
        var clinic = await App.Clinic();
        await (await clinic.Agent()).Registers("Ana", "Ruiz", "1985-03-14", "312-555-0123");
        var visitor = clinic.Visitor();
        var (challenge, code) = await clinic.CodeFor(visitor, "312-555-0123");
        await App.Database.QueryAsSuperuser<int>("update patients.sign_in_challenges set created_at = created_at - interval '10 minutes', expires_at = expires_at - interval '10 minutes' where id = @challenge returning 1", new { challenge });
        Assert.Equal("sign_in_failed", (await visitor.Post($"patients/sign-in/{challenge}", new { code, birthDate = "1985-03-14" })).Code);
        Assert.Null(await SignInCodes.Make(clinic.Db, challenge, CancellationToken.None));
    }

    [Fact]
    public async Task Twins_on_one_phone_are_told_apart_by_their_first_name()
    {
        var clinic = await App.Clinic();
        var agent = await clinic.Agent();
        await agent.Registers("Luz María", "Vega", "2004-05-06", "312-555-0123");
        var sol = await agent.Registers("Sol", "Vega", "2004-05-06", "312-555-0123");
        await agent.Registers("Rosa", "Vega", "1980-01-02", "312-555-0123");
        var visitor = clinic.Visitor();
        var (challenge, code) = await clinic.CodeFor(visitor, "312-555-0123");

        var asked = await visitor.Post($"patients/sign-in/{challenge}", new { code, birthDate = "2004-05-06" });
        Assert.Equal((HttpStatusCode.Conflict, "several_patients"), (asked.Status, asked.Code));
        Assert.DoesNotContain("Vega", asked.Text);
        Assert.Equal("sign_in_failed", (await visitor.Post($"patients/sign-in/{challenge}", new { code, birthDate = "2004-05-06", givenName = "Rosa" })).Code);
        var session = await visitor.Post($"patients/sign-in/{challenge}", new { code, birthDate = "2004-05-06", givenName = "sol" });
        Assert.True(session.Status == HttpStatusCode.OK, session.Text);
        Assert.Equal(sol, session.Body.GetProperty("patientId").GetGuid());
    }

    [Fact]
    public async Task Codes_asked_for_too_often_are_slowed_and_the_owners_browser_is_not()
    {
        var clinic = await App.Clinic();
        var id = await (await clinic.Agent()).Registers("Ana", "Ruiz", "1985-03-14", "312-555-0123");
        var ana = await clinic.SignedIn("312-555-0123", "1985-03-14", id);
        var stranger = clinic.Visitor();
        Answer answer = await stranger.Post("patients/sign-in", new { phone = "312-555-0123" });
        for (var i = 0; i < 10 && answer.Status == HttpStatusCode.Accepted; i++)
            answer = await stranger.Post("patients/sign-in", new { phone = "312-555-0123" });
        Assert.Equal((HttpStatusCode.TooManyRequests, "too_many_tries"), (answer.Status, answer.Code));
        Assert.True(answer.Headers.RetryAfter?.Delta > TimeSpan.Zero);

        await ana.Delete("identity/session");
        Assert.Equal(HttpStatusCode.Accepted, (await ana.Post("patients/sign-in", new { phone = "312-555-0123" })).Status);
    }

    [Fact]
    public async Task A_number_gets_ten_codes_an_hour_at_most_from_browsers_it_does_not_know()
    {
        var clinic = await App.Clinic();
        await (await clinic.Agent()).Registers("Ana", "Ruiz", "1985-03-14", "312-555-0123");
        for (var i = 0; i < 12; i++)
        {
            var challenge = Guid.CreateVersion7();
            await clinic.Db.Execute("insert into patients.sign_in_challenges (id, e164) values (@challenge, '+13125550123')", new { challenge }, CancellationToken.None);
            Assert.Equal(i < 10, await SignInCodes.Make(clinic.Db, challenge, CancellationToken.None) is not null);
        }
    }

    [Fact]
    public async Task The_dead_and_half_numbers_get_no_code()
    {
        var clinic = await App.Clinic();
        var agent = await clinic.Agent();
        var id = await agent.Registers("Ana", "Ruiz", "1925-03-14", "312-555-0123");
        await clinic.Db.Execute("update patients.patients set deceased_on = '2020-01-01' where id = @id", new { id }, CancellationToken.None);
        Assert.Null((await clinic.CodeFor(clinic.Visitor(), "312-555-0123")).Code);
        Assert.Equal("phone_not_whole", (await clinic.Visitor().Post("patients/sign-in", new { phone = "555-0123" })).Code);
    }
}
