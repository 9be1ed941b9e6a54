using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace Frontdesk.Tests.Phone;

public sealed class WebhookTests
{
    [Fact]
    public async Task A_failed_connection_is_tried_once_more()
    {
        // Bound but not listening: connecting is refused, and nobody else takes the port meanwhile.
        using var nobody = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        nobody.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        await using var line = await Telephone.Start(_ => new(Telephone.Clinic, VoiceUrl: $"http://127.0.0.1:{((IPEndPoint)nobody.LocalEndPoint!).Port}/voice"));

        var call = await line.Dial();
        await line.Ended(call);

        Assert.Equal("11205", Telephone.Text(await line.Happened(call, "alert"), "code"));
        Assert.Equal(["0", "1"], line.Events(call).Where(e => Telephone.Text(e, "kind") == "webhook").Select(e => Telephone.Text(e, "attempt")));
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("#rc=3&rp=5xx", 4)]
    public async Task A_refusal_is_tried_again_only_when_the_url_says_so_and_under_the_same_token(string fragment, int tries)
    {
        await using var line = await Telephone.Start(url => new(Telephone.Clinic, VoiceUrl: url + "/voice" + fragment));
        line.App.On("/voice", _ => Results.StatusCode(503));

        await line.Ended(await line.Dial());

        Assert.Equal(tries, line.App.All.Count);
        Assert.Single(line.App.All.Select(r => r.Token).Distinct());
    }

    [Fact]
    public async Task An_answer_that_takes_too_long_is_a_fault()
    {
        await using var line = await Telephone.Start(url => new(Telephone.Clinic, VoiceUrl: url + "/voice#rt=100"));
        using var silence = new ManualResetEventSlim();
        line.App.On("/voice", _ =>
        {
            silence.Wait();
            return Results.Ok();
        });

        var call = await line.Dial();

        Assert.Equal("11200", Telephone.Text(await line.Happened(call, "alert"), "code"));
        Assert.InRange((await line.Happened(call, "webhook")).GetProperty("milliseconds").GetInt32(), 90, 5000);
        silence.Set();
        await line.Ended(call);
    }

    [Fact]
    public async Task A_get_webhook_signs_its_query()
    {
        await using var line = await Telephone.Start();
        line.App.On("/voice", """<Redirect method="GET">/next?from=voice</Redirect>""");

        await line.Ended(await line.Dial());

        // The app checks the signature of every request it gets.
        Assert.Equal("GET", (await line.App.Got("/next")).Method);
    }

    [Fact]
    public async Task The_fallback_url_takes_over_and_learns_the_error()
    {
        await using var line = await Telephone.Start();
        var (_, numbers) = await line.Rest("IncomingPhoneNumbers.json");
        var number = numbers.GetProperty("incoming_phone_numbers")[0].GetProperty("sid").GetString();
        await line.Rest($"IncomingPhoneNumbers/{number}.json", ("VoiceFallbackUrl", line.App.Url + "/fallback"));
        line.App.On("/voice", _ => Results.StatusCode(500));
        line.App.On("/fallback", "<Say>Please call later</Say>");

        var call = await line.Dial();

        await line.Happened(call, "say", "text", "Please call later");
        Assert.Equal("11200", (await line.App.Got("/fallback"))["ErrorCode"]);
        await line.Ended(call);
    }
}
