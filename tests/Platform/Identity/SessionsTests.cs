using System.Diagnostics;
using System.Net;
using Frontdesk.Platform;
using Frontdesk.Tests.Support;

namespace Frontdesk.Tests.Platform.Identity;

public sealed class SessionsTests(App app) : AppTest(app)
{
    [Fact]
    public void A_session_made_from_another_acts_as_its_own_account()
    {
        var one = new Session(Guid.CreateVersion7(), SessionKind.Staff, Guid.CreateVersion7(), "", Role.Agent, 15, DateTimeOffset.UnixEpoch);

        var other = one with { Kind = SessionKind.Patient, AccountId = Guid.CreateVersion7(), Role = Role.Patient };

        Assert.Equal(new Actor(ActorKind.Patient, other.AccountId, Role.Patient), other.Actor);
    }

    [Theory]
    [InlineData("update platform.staff_accounts set active = false")]
    [InlineData("update platform.sessions set ended_at = now()")]
    [InlineData("update platform.sessions set seen_at = now() - interval '16 minutes'")]
    [InlineData("update platform.sessions set started_at = now() - interval '13 hours', expires_at = now() - interval '1 second'")]
    public async Task Ends_within_five_seconds_on_a_node_that_was_not_told(string change)
    {
        var clinic = await App.Clinic();
        var agent = await clinic.Agent();
        Assert.Equal(HttpStatusCode.OK, (await agent.Get("identity/session")).Status);

        await clinic.Db.Execute(change, null, CancellationToken.None);
        await Refused(agent);
    }

    [Fact]
    public async Task Another_role_takes_effect_within_five_seconds()
    {
        var clinic = await App.Clinic();
        var agent = await clinic.Agent();
        await clinic.Db.Execute("update platform.staff_accounts set role = 'clinician'", null, CancellationToken.None);
        var since = Stopwatch.GetTimestamp();
        // Asked so fast, the answer may also be that it was asked too often.
        while (!(await agent.Get("identity/session")).Body.TryGetProperty("role", out var role) || role.GetString() != "clinician")
            Assert.True(Stopwatch.GetElapsedTime(since) < TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Of_one_clinic_is_nothing_at_another()
    {
        var here = await App.Clinic();
        var there = await App.Clinic();
        var token = await Begin(here);
        Assert.Equal(HttpStatusCode.OK, (await Bearer(here, token).Get("identity/session")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Bearer(there, token).Get("identity/session")).Status);
    }

    [Fact]
    public async Task Only_the_hash_of_a_token_is_stored()
    {
        var clinic = await App.Clinic();
        var token = await Begin(clinic);
        var rows = await clinic.Db.Query<string>("select s::text from platform.sessions s", null, CancellationToken.None);
        Assert.DoesNotContain(rows, row => row.Contains(token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_cookie_alone_does_not_write()
    {
        var clinic = await App.Clinic();
        var agent = await clinic.Agent();
        agent.Browser.DefaultRequestHeaders.Remove("X-Frontdesk");
        Assert.Equal("missing_header", (await agent.Delete("identity/session")).Code);
        Assert.Equal(HttpStatusCode.OK, (await agent.Get("identity/session")).Status);
    }

    [Fact]
    public async Task A_new_password_ends_the_other_sessions()
    {
        var clinic = await App.Clinic();
        var id = Guid.CreateVersion7();
        var secret = Totp.NewSecret();
        await StaffAccounts.Add(clinic.Db, id, "lee@clinic.example", "Lee", Role.Agent, "quiet harbour lantern", secret, CancellationToken.None);
        var sessions = App.Service<Sessions>();
        var first = Bearer(clinic, await sessions.BeginForStaff(clinic.Tenant, id, "test", CancellationToken.None));
        var second = Bearer(clinic, await sessions.BeginForStaff(clinic.Tenant, id, "test", CancellationToken.None));

        Assert.Equal("password_is_wrong", (await first.Post("identity/staff/password", new { current = "something else", password = "three other words" })).Code);
        Assert.Equal("password_is_weak", (await first.Post("identity/staff/password", new { current = "quiet harbour lantern", password = "password1" })).Code);
        Assert.Equal(HttpStatusCode.NoContent, (await first.Post("identity/staff/password", new { current = "quiet harbour lantern", password = "three other words" })).Status);
        await Refused(second);
    }

    private static async Task Refused(Person person)
    {
        var since = Stopwatch.GetTimestamp();
        while ((await person.Get("identity/session")).Status != HttpStatusCode.Unauthorized)
            Assert.True(Stopwatch.GetElapsedTime(since) < TimeSpan.FromSeconds(5));
    }

    private async Task<string> Begin(Clinic clinic)
    {
        var id = Guid.CreateVersion7();
        await StaffAccounts.Add(clinic.Db, id, $"{id:N}@clinic.example", "Lee", Role.Agent, "quiet harbour lantern", Totp.NewSecret(), CancellationToken.None);
        return await App.Service<Sessions>().BeginForStaff(clinic.Tenant, id, "test", CancellationToken.None);
    }

    private static Person Bearer(Clinic clinic, string token)
    {
        var person = clinic.Visitor();
        person.Browser.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return person;
    }
}
