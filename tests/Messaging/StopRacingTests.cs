using System.Collections.Concurrent;
using System.Net;
using Frontdesk.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Frontdesk.Tests.Messaging;

/// <summary>People say STOP while a batch of reminders goes out and the network is slow: at the very moment it has their text in hand, and before it is their turn.</summary>
public sealed class StopRacingTests
{
    private const int People = 24;

    private readonly ConcurrentDictionary<string, TaskCompletionSource> _arrived = new(StringComparer.Ordinal);

    [Fact]
    public async Task Once_a_STOP_is_acknowledged_nothing_is_sent()
    {
        await using var telephone = await Telephone.Start(SlowLine);
        await using var app = await App.Start(new Dictionary<string, string?>(telephone.Settings) { ["FRONTDESK_RATE_LIMITS"] = "off" });
        var clinic = await app.Clinic();
        await telephone.Rent(clinic);
        var practice = await clinic.Practice(practitioners: People, timeZone: MessagingWords.ZoneWhereItIs(12));
        var agent = await clinic.Agent();
        var phones = Enumerable.Range(0, People).Select(static _ => MessagingWords.NewPhone()).ToList();
        for (var i = 0; i < People; i++)
            await practice.Visits(await agent.Patient(phones[i]), MessagingWords.In(TimeSpan.FromDays(1)), practitioner: i);

        // Those of even place stop when the network has their text, those of odd place when it has their neighbour's. ALTO is no word of the network's own.
        var stopping = Enumerable.Range(0, People).Select(async i =>
        {
            await Arrived(phones[i / 2 * 2]).WaitAsync(TimeSpan.FromMinutes(1));
            var told = await Telephone.Tell(clinic, "messaging/twilio/text", MessagingWords.TextForm(clinic, phones[i], "ALTO"));
            Assert.Equal(HttpStatusCode.OK, told.Status);
            return (Phone: phones[i], Acknowledged: TimeProvider.System.GetUtcNow());
        }).ToList();
        await clinic.RemindersAreSent();
        var stopped = await Task.WhenAll(stopping);
        await clinic.TextsAreSent();

        var reminders = (await telephone.Texts(clinic.Tenant.Phone)).Where(static text => text.GetProperty("body").GetString()!.Contains("le recordamos", StringComparison.Ordinal))
            .ToLookup(static text => text.GetProperty("to").GetString()!, static text => text.GetProperty("at").GetDateTimeOffset());
        Assert.All(stopped, one => Assert.All(reminders[one.Phone], taken => Assert.True(taken <= one.Acknowledged, $"taken {(taken - one.Acknowledged).TotalMilliseconds} ms after STOP was acknowledged")));
        Assert.True(reminders.Count >= People / 2);
    }

    private Task Arrived(string phone) => _arrived.GetOrAdd(phone, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    private async Task SlowLine(HttpContext context, RequestDelegate next)
    {
        if (HttpMethods.IsPost(context.Request.Method) && context.Request.Path.Value!.EndsWith("/Messages.json", StringComparison.Ordinal))
        {
            var to = (await context.Request.ReadFormAsync()).TryGetValue("To", out var value) ? value.ToString() : "";
            _ = Arrived(to);
            _arrived[to].TrySetResult();
            await Task.Delay(Random.Shared.Next(100, 400), context.RequestAborted);
        }
        await next(context);
    }
}
