using System.Net;
using System.Net.Http.Headers;
using Frontdesk.Platform;
using Frontdesk.Tests.Support;

namespace Frontdesk.Tests.CallCenter;

public sealed class RenewAgentLeaseTests(CallDesk desk) : IClassFixture<CallDesk>
{
    [Fact]
    public async Task A_desk_that_reports_keeps_its_agent_there_and_does_not_keep_them_signed_in()
    {
        var clinic = await desk.Clinic();
        var agent = await clinic.AvailableAgent();
        // A sign-in of its own, which this node has not yet looked at.
        var window = clinic.Visitor();
        window.Browser.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await desk.App.Service<Sessions>().BeginForStaff(clinic.Tenant, agent.AccountId, "test", default));
        await Pass(clinic, "14 minutes 30 seconds");
        await clinic.Db.Execute("update callcenter.agents set lease_until = now() + interval '1 second'", null, default);

        Assert.Equal(HttpStatusCode.OK, (await window.Post("callcenter/agents/me/heartbeat")).Status);

        Assert.True(await clinic.Db.QueryOne<bool>("select lease_until > now() + interval '1 minute' from callcenter.agents", null, default));
        await Pass(clinic, "1 minute");
        Assert.Equal(HttpStatusCode.Unauthorized, (await window.Post("callcenter/agents/me/heartbeat")).Status);
    }

    private static Task Pass(Clinic clinic, string time) =>
        clinic.Db.Execute("update platform.sessions set seen_at = seen_at - @time::interval", new { time }, default);
}
