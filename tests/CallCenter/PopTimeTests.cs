using System.Diagnostics;
using Frontdesk.Tests.Support;

namespace Frontdesk.Tests.CallCenter;

/// <summary>Measures; prints what it measured with -diagnostics, and asserts no time.</summary>
public sealed class PopTimeTests(CallDesk desk) : IClassFixture<CallDesk>
{
    [Fact]
    public async Task How_long_from_the_first_webhook_to_the_call_on_the_agents_page()
    {
        var clinic = await desk.Clinic();
        var agent = await clinic.AvailableAgent();
        await agent.Patient("+13125550170");
        await using var screen = await OpenDesk.Open(agent);
        var times = new List<double>();
        for (var n = 0; n < 110; n++)
        {
            var sid = CallDesk.NewSid();
            var started = Stopwatch.GetTimestamp();
            var told = desk.Tell(clinic, "voice", CallDesk.Form(clinic, sid, "+13125550170"));
            while ((await agent.Desk()).CallId() is null)
                await screen.Wakes(TimeSpan.FromSeconds(10));
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            await told;
            await desk.Tell(clinic, "status", CallDesk.Form(clinic, sid, "+13125550170", "completed"));
            while ((await agent.Desk()).CallId() is not null)
                await screen.Wakes(TimeSpan.FromSeconds(10));
        }

        var sorted = times.Skip(10).Order().ToList();
        TestContext.Current.SendDiagnosticMessage("First webhook to pop over {0} calls: p50 {1:F0} ms, p95 {2:F0} ms, max {3:F0} ms", sorted.Count, sorted[49], sorted[94], sorted[99]);
        Assert.Equal(100, sorted.Count);
    }
}
