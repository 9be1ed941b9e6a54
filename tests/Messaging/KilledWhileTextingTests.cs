using System.Net;
using Frontdesk.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Frontdesk.Tests.Messaging;

/// <summary>
/// The server as a process, killed with -9 while its jobs text sign-in codes, and started again. What came to the telephones is compared with who asked.
/// </summary>
public sealed class KilledWhileTextingTests
{
    private const int Kills = 4;
    private const int TextsBetweenKills = 30;
    private const int Patients = (Kills + 2) * TextsBetweenKills;

    private readonly Lock _gate = new();
    private volatile TaskCompletionSource _serving = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private (int Texts, TaskCompletionSource Lost)? _lose;
    private int _next;

    [Fact]
    public async Task Killed_again_and_again_it_does_every_job_in_the_end_and_texts_every_code_once()
    {
        await using var telephone = await Telephone.Start(LoseAnswers);
        // Only the process works: this Host answers the staff.
        await using var app = await App.Start(new Dictionary<string, string?>(telephone.Settings) { ["FRONTDESK_ROLE"] = "web", ["FRONTDESK_RATE_LIMITS"] = "off" });
        var clinic = await app.Clinic();
        await telephone.Rent(clinic);
        var agent = await clinic.Agent();
        for (var i = 0; i < Patients; i++)
            await agent.Registers("Ana", "Ruiz", "1985-03-14", Phone(i));
        await using var server = new ServeProcess(app, telephone.Settings);
        await server.Start();
        _serving.SetResult();

        var answerLost = LoseOne();
        var asking = Enumerable.Range(0, 3).Select(_ => Ask(server, clinic)).ToList();
        for (var kill = 0; kill < Kills; kill++)
        {
            await answerLost.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
            _serving = new(TaskCreationOptions.RunContinuationsAsynchronously);
            await server.Kill();
            await TheLeasesRunOut(app);
            answerLost = LoseOne();
            await server.Start();
            _serving.SetResult();
        }
        lock (_gate)
            _lose = null;
        var acknowledged = (await Task.WhenAll(asking)).SelectMany(static phones => phones).ToHashSet();
        await NoJobIsLeft(app);

        // A challenge whose answer the asker did not get counts too: it is in the table, and so is its job.
        var challenged = await app.Database.QueryAsSuperuser<string>("select e164 from patients.sign_in_challenges");
        var texted = (await telephone.Texts(clinic.Tenant.Phone)).Select(text => (Sid: text.GetProperty("messageSid").GetString()!, To: text.GetProperty("to").GetString()!)).ToList();
        Assert.Equal(challenged.Order(), texted.Select(text => text.To).Order());
        Assert.Subset(challenged.ToHashSet(), acknowledged);
        Assert.True(texted.Count >= Kills * TextsBetweenKills);
        Assert.Equal(texted.Select(text => text.Sid).Order(), (await app.Database.QueryAsSuperuser<string>("select vendor_id from platform.effects where state = 'done'")).Order());
        Assert.Equal(texted.Select(text => text.Sid).Order(), (await app.Database.QueryAsSuperuser<string>("select vendor_id from messaging.messages")).Order());
        Assert.Empty(await app.Database.QueryAsSuperuser<string>("select state from platform.effects where state <> 'done'"));
    }

    private static string Phone(int patient) => $"+1773555{1000 + patient:D4}";

    /// <summary>Asks for a code for one patient after another; the numbers for which that was answered.</summary>
    private async Task<List<string>> Ask(ServeProcess server, Clinic clinic)
    {
        var visitor = server.Visitor(clinic);
        var acknowledged = new List<string>();
        while (Interlocked.Increment(ref _next) is var patient && patient < Patients)
        {
            await _serving.Task;
            try
            {
                var asked = await visitor.Post("patients/sign-in", new { phone = Phone(patient) });
                Assert.Equal(HttpStatusCode.Accepted, asked.Status);
                acknowledged.Add(Phone(patient));
            }
            catch (HttpRequestException)
            {
                // The server is gone in the middle of the request.
            }
        }
        return acknowledged;
    }

    /// <summary>The network takes a text, a good many from now, but its answer never arrives. Done when it has taken it.</summary>
    private Task LoseOne()
    {
        lock (_gate)
        {
            _lose = (TextsBetweenKills, new(TaskCreationOptions.RunContinuationsAsynchronously));
            return _lose.Value.Lost.Task;
        }
    }

    private async Task LoseAnswers(HttpContext context, RequestDelegate next)
    {
        TaskCompletionSource? lost = null;
        if (HttpMethods.IsPost(context.Request.Method) && context.Request.Path.Value!.EndsWith("/Messages.json", StringComparison.Ordinal))
            lock (_gate)
                if (_lose is { } lose)
                {
                    _lose = lose.Texts > 1 ? (lose.Texts - 1, lose.Lost) : null;
                    lost = lose.Texts == 1 ? lose.Lost : null;
                }
        if (lost is not null)
            context.Response.Body = Stream.Null;
        await next(context);
        if (lost is not null)
        {
            lost.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // What half a minute and a whole one would bring.
    private static async Task TheLeasesRunOut(App app)
    {
        await app.Database.QueryAsSuperuser<int>("update platform.jobs set leased_until = now() - interval '1 second' where state = 'running' returning 1");
        await app.Database.QueryAsSuperuser<int>("update platform.effects set leased_until = now() - interval '1 second' where state = 'started' returning 1");
    }

    private static async Task NoJobIsLeft(App app)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        while (await app.Database.QueryAsSuperuser<string>("select state || ' ' || coalesce(last_error, '') from platform.jobs where kind = 'patients.SendSignInCode'") is { Count: > 0 } left)
        {
            Assert.False(limit.IsCancellationRequested || left.Any(static job => job.StartsWith("dead", StringComparison.Ordinal)), string.Join("; ", left));
            await Task.Delay(50, CancellationToken.None);
        }
    }
}
