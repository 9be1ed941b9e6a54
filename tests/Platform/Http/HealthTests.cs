using System.Net;
using Dapper;
using Frontdesk.Tests.Support;

namespace Frontdesk.Tests.Platform.Http;

public sealed class HealthTests(App app) : AppTest(app)
{
    private async Task<Answer> Look(HttpStatusCode expected)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (true)
        {
            var answer = await App.Visitor("any").Get("/health/deep");
            if (answer.Status == expected)
                return answer;
            await timer.WaitForNextTickAsync(limit.Token);
        }
    }

    [Fact]
    public async Task A_live_process_says_so_at_any_address() =>
        Assert.Equal("""{"status":"ok"}""", (await App.Visitor("any").Get("/health")).Text);

    [Fact]
    public async Task A_healthy_node_names_its_parts_and_an_unmigrated_one_fails()
    {
        var healthy = await Look(HttpStatusCode.OK);
        foreach (var part in new[] { "database", "migrations", "jobs", "live" })
            Assert.Equal("ok", healthy.Body.GetProperty(part).GetProperty("status").GetString());

        await using var connection = await App.Database.Open();
        await connection.ExecuteAsync("update platform.migrations set checksum = 'another' where number = 1");
        var failing = await Look(HttpStatusCode.ServiceUnavailable);
        Assert.Equal("failing", failing.Body.GetProperty("migrations").GetProperty("status").GetString());
        Assert.Equal("ok", failing.Body.GetProperty("database").GetProperty("status").GetString());
    }
}
