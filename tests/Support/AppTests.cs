using System.Net;

namespace Frontdesk.Tests.Support;

public sealed class AppTests(App app) : AppTest(app)
{
    [Fact]
    public async Task A_staff_member_signs_in_over_http_and_is_known()
    {
        var clinic = await App.Clinic();
        var agent = await clinic.Agent();
        var session = await agent.Get("identity/session");
        Assert.Equal(HttpStatusCode.OK, session.Status);
        Assert.Equal("agent", session.Body.GetProperty("role").GetString());
    }

    [Fact]
    public async Task An_unknown_host_is_refused() =>
        Assert.Equal(HttpStatusCode.MisdirectedRequest, (await App.Visitor("nowhere").Get("identity/clinic")).Status);
}
