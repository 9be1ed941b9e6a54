using System.Net;
using Frontdesk.Platform;
using Frontdesk.Tests.Support;

namespace Frontdesk.Tests.Platform.Identity;

public sealed class SignInStaffTests(App app) : AppTest(app)
{
    private const string Password = "quiet harbour lantern";
    private static readonly byte[] Secret = Totp.NewSecret();

    private static string Code(int seconds = 0) => Totp.Code(Secret, TimeProvider.System.GetUtcNow().AddSeconds(seconds));

    private async Task<(Clinic Clinic, string Email)> Staff()
    {
        var clinic = await App.Clinic();
        await StaffAccounts.Add(clinic.Db, Guid.CreateVersion7(), "ana@clinic.example", "Ana Ruiz", Role.Agent, Password, Secret, CancellationToken.None);
        return (clinic, "ana@clinic.example");
    }

    [Fact]
    public async Task Password_and_code_begin_a_session_that_signing_out_ends()
    {
        var (clinic, email) = await Staff();
        var ana = clinic.Visitor();

        var signedIn = await ana.Post("identity/staff/sign-in", new { email = " Ana@Clinic.example ", password = Password, code = Code() });
        Assert.Equal(HttpStatusCode.OK, signedIn.Status);
        Assert.Equal("Ana Ruiz", signedIn.Body.GetProperty("name").GetString());
        var session = await ana.Get("identity/session");
        Assert.Contains("BeSignedIn", session.Body.GetProperty("permissions").EnumerateArray().Select(static p => p.GetString()));

        Assert.Equal(HttpStatusCode.NoContent, (await ana.Delete("identity/session")).Status);
        Assert.Equal("signed_out", (await ana.Get("identity/session")).Code);
        Assert.Equal(email, email.ToLowerInvariant());
    }

    [Fact]
    public async Task Whatever_is_wrong_the_answer_is_the_same()
    {
        var (clinic, email) = await Staff();
        var answers = new List<(HttpStatusCode, string?, string?)>();
        foreach (var (e, p, c) in new[] { (email, "wrong password here", Code()), (email, Password, "000000"), ("nobody@clinic.example", Password, Code()) })
        {
            var answer = await clinic.Visitor().Post("identity/staff/sign-in", new { email = e, password = p, code = c });
            answers.Add((answer.Status, answer.Code, answer.Body.GetProperty("title").GetString()));
        }

        Assert.Single(answers.Distinct());
        Assert.Equal((HttpStatusCode.Unauthorized, "sign_in_failed"), (answers[0].Item1, answers[0].Item2));
    }

    [Fact]
    public async Task A_code_is_good_once_even_for_two_at_the_same_moment()
    {
        var (clinic, email) = await Staff();
        var code = Code();
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => clinic.Visitor().Post("identity/staff/sign-in", new { email, password = Password, code })));
        Assert.Single(answers, static answer => answer.Status == HttpStatusCode.OK);
    }

    [Fact]
    public async Task Guessing_is_stopped_after_five_tries_and_the_owners_browser_still_gets_in()
    {
        var (clinic, email) = await Staff();
        var owner = clinic.Visitor();
        Assert.Equal(HttpStatusCode.OK, (await owner.Post("identity/staff/sign-in", new { email, password = Password, code = Code(-30) })).Status);

        // The owner's first sign-in counted too: four are left.
        for (var guess = 0; guess < 4; guess++)
            Assert.Equal(HttpStatusCode.Unauthorized, (await clinic.Visitor().Post("identity/staff/sign-in", new { email, password = $"guess number {guess}", code = "123456" })).Status);
        var stopped = await clinic.Visitor().Post("identity/staff/sign-in", new { email, password = Password, code = Code() });
        Assert.Equal(HttpStatusCode.TooManyRequests, stopped.Status);
        Assert.True(stopped.Headers.RetryAfter!.Delta > TimeSpan.Zero);

        Assert.Equal(HttpStatusCode.OK, (await owner.Post("identity/staff/sign-in", new { email, password = Password, code = Code() })).Status);
    }

    [Fact]
    public async Task Refusals_are_on_the_record()
    {
        var (clinic, email) = await Staff();
        await clinic.Visitor().Post("identity/staff/sign-in", new { email, password = "wrong password here", code = Code() });
        Assert.Equal("refused", await clinic.Db.QueryOne<string>("select outcome from audit.events where kind = 'staff.sign_in_refused'", null, CancellationToken.None));
    }

    [Fact]
    public async Task Neither_password_hash_nor_secret_enters_the_audit()
    {
        var (clinic, _) = await Staff();
        var image = await clinic.Db.QueryOne<string>("select new::text from audit.changes where table_name = 'platform.staff_accounts'", null, CancellationToken.None);
        Assert.Contains("ana@clinic.example", image);
        Assert.DoesNotContain("password", image);
        Assert.DoesNotContain("totp", image);
    }
}
