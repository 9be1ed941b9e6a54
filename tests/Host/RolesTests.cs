using System.Net;
using Frontdesk.Platform;
using Frontdesk.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Frontdesk.Tests.Host;

public sealed class RolesTests
{
    [Fact]
    public async Task A_web_node_leaves_jobs_to_the_worker_and_the_worker_answers_nothing_but_health()
    {
        await using var web = await App.Start(new Dictionary<string, string?> { ["FRONTDESK_ROLE"] = "web" });
        var clinic = await web.Clinic();
        Assert.Equal(HttpStatusCode.Accepted, (await clinic.Visitor().Post("patients/sign-in", new { phone = "+13125550123" })).Status);
        Assert.Equal(["ready"], await Jobs(web));
        Assert.DoesNotContain(web.Services.GetServices<IHostedService>(), static service => service is Worker);

        await using var worker = new ServeProcess(web, new Dictionary<string, string?> { ["FRONTDESK_ROLE"] = "worker" });
        await worker.Start();

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((await Jobs(web)).Count > 0)
            await Task.Delay(20, limit.Token);
        var caller = worker.Visitor(clinic);
        foreach (var path in new[] { "/", "/staff", "/api/v1/identity/clinic", "/api/v1/live", "/api/v1/callcenter/twilio/voice" })
            Assert.Equal((path, HttpStatusCode.NotFound), (path, (await caller.Get(path)).Status));
        Assert.Equal(HttpStatusCode.OK, (await caller.Get("/health")).Status);
        Assert.Equal(HttpStatusCode.OK, (await caller.Get("/health/deep")).Status);
    }

    private static Task<IReadOnlyList<string>> Jobs(App app) => app.Database.QueryAsSuperuser<string>("select state from platform.jobs where kind = 'patients.SendSignInCode'");
}
