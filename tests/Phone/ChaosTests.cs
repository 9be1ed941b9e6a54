using Frontdesk.Phone;

namespace Frontdesk.Tests.Phone;

public sealed class ChaosTests
{
    [Fact]
    public void About_the_share_asked_for_is_lost_doubled_and_overtaken()
    {
        var chaos = new Chaos();
        chaos.Start(new(Seed: 3, Duplicate: 0.2, Reorder: 0.3, Drop: 0.1, DelayFrom: 10, DelayTo: 20));

        var plans = Enumerable.Range(0, 10_000).Select(i => chaos.PlanFor(new($"call{i}", "leg0/0 completed"))).ToList();

        Assert.InRange(plans.Count(p => p.Drop), 900, 1100);
        Assert.InRange(plans.Count(p => p.Duplicate), 1850, 2150);
        Assert.InRange(plans.Count(p => p.Reorder), 2850, 3150);
        Assert.All(plans, p => Assert.InRange(p.Delay.TotalMilliseconds, 10, 20));
    }

    [Fact]
    public async Task The_same_seed_and_calls_meet_the_same_trouble_and_another_seed_other_trouble()
    {
        await using var line = await Telephone.Start();

        var first = await Run(line, seed: 7);
        var second = await Run(line, seed: 7);
        var third = await Run(line, seed: 8);

        Assert.NotEmpty(first);
        Assert.Equal(first, second);
        Assert.NotEqual(first, third);
    }

    [Fact]
    public async Task Callbacks_drawn_to_be_overtaken_arrive_after_the_one_that_followed()
    {
        await using var line = await Telephone.Start();
        await line.Chaos(new { seed = 1, reorder = 1.0 });

        await Originate(line, 0);

        var told = (await line.App.GotMany("/progress", 4)).Select(t => t["SequenceNumber"]).ToList();
        Assert.True(told.IndexOf("1") < told.IndexOf("0") && told.IndexOf("3") < told.IndexOf("2"), string.Join(' ', told));
    }

    [Fact]
    public async Task A_doubled_callback_comes_twice_with_one_token_and_never_more_often()
    {
        await using var line = await Telephone.Start();
        await line.Chaos(new { seed = 1, duplicate = 1.0 });

        await Originate(line, 0);

        var told = await line.App.GotMany("/progress", 8);
        await Originate(line, 1);
        told = await line.App.GotMany("/progress", 16);
        Assert.Equal(8, told.Select(t => t.Token).Distinct().Count());
        Assert.All(told.GroupBy(t => t.Token), twice => Assert.Equal(2, twice.Count()));
    }

    [Fact]
    public async Task A_document_request_may_come_twice_with_one_token_but_is_never_lost()
    {
        await using var line = await Telephone.Start();
        line.App.On("/voice", "<Say>Hello</Say>");
        await line.Chaos(new { seed = 1, duplicate = 1.0, drop = 1.0 });

        var call = await line.Dial();
        await line.Ended(call);

        var twice = await line.App.GotMany("/voice", 2);
        Assert.Equal(twice[0].Token, twice[1].Token);
        await line.Happened(call, "callback-dropped");
        Assert.DoesNotContain(line.App.All, r => r.Path == "/status");
        Assert.Single(line.Events(call), e => Telephone.Text(e, "kind") == "say");
    }

    [Theory]
    [InlineData("""{"drop": 1.5}""")]
    [InlineData("""{"delayFrom": 10, "delayTo": 5}""")]
    public async Task Impossible_trouble_is_refused(string settings)
    {
        await using var line = await Telephone.Start();
        using var response = await line.Http.PutAsync("/phone/api/chaos", new StringContent(settings, System.Text.Encoding.UTF8, "application/json"));
        Assert.Equal(400, (int)response.StatusCode);
    }

    /// <summary>What was lost in a run of twelve calls, by the place of the call.</summary>
    private static async Task<List<string>> Run(Telephone line, int seed)
    {
        await line.Chaos(new { seed, drop = 0.3, reorder = 0.3, duplicate = 0.3 });
        var calls = new List<string>();
        for (var i = 0; i < 12; i++) calls.Add(await Originate(line, i));
        foreach (var call in calls) await line.Ended(call);

        // A loss is drawn when the callback is due, before the call counts as ended.
        return [.. line.AllEvents
            .Where(e => calls.Contains(Telephone.Text(e, "callSid")!) && Telephone.Text(e, "kind") == "callback-dropped")
            .Select(e => $"{calls.IndexOf(Telephone.Text(e, "callSid")!)} {Telephone.Text(e, "event")}")
            .Order(StringComparer.Ordinal)];
    }

    private static async Task<string> Originate(Telephone line, int place)
    {
        await line.Answering($"+1312555{place:0000}", "answer");
        var (_, made) = await line.Rest(
            "Calls.json", ("From", Telephone.Clinic), ("To", $"+1312555{place:0000}"), ("Twiml", "<Response><Hangup/></Response>"),
            ("StatusCallback", line.App.Url + "/progress"), ("StatusCallbackEvent", "initiated ringing answered completed"));
        return made.GetProperty("sid").GetString()!;
    }
}
