using System.Net;
using System.Net.Sockets;
using System.Text;
using Frontdesk.Platform;
using Microsoft.Extensions.DependencyInjection;

namespace Frontdesk.Tests.Platform.Twilio;

/// <summary>The vendor as it must not be: what it answers is foreign input.</summary>
public sealed class TwilioRestTests
{
    private const string Found = """{"sid":"CA1","to":"+13125550100","status":"in-progress","duration":null,"more":[1,2]}""";

    [Fact]
    public async Task A_call_is_read_from_what_the_api_promises()
    {
        await using var twilio = await Vendor.That(Answers(200, Found));

        Assert.Equal(new TwilioCall("CA1", "+13125550100", "in-progress", null), await twilio.Rest.GetCall("CA1", CancellationToken.None));
        Assert.StartsWith("GET /2010-04-01/Accounts/AC0123456789abcdef0123456789abcdef/Calls/CA1.json HTTP/1.1", twilio.Heard[0], StringComparison.Ordinal);
        Assert.Contains("Authorization: Basic", twilio.Heard[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Texts_are_found_by_both_numbers_and_one_whose_words_are_redacted_is_read_too()
    {
        await using var twilio = await Vendor.That(Answers(200, """{"messages":[{"sid":"SM1","status":"sent","body":"Hello"},{"sid":"SM2","status":"sent","body":null}],"page":0}"""));

        Assert.Equal([new("SM1", "sent", "Hello"), new("SM2", "sent", "")], await twilio.Rest.ListMessages("+13125550100", "+13125550123", CancellationToken.None));
        Assert.Contains("/Messages.json?From=%2B13125550100&To=%2B13125550123&", twilio.Heard[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_of_calls_is_read_to_its_last_page_and_nowhere_else()
    {
        const string One = """{"sid":"CA1","from":"+13125550123","to":"+13125550100","direction":"inbound","status":"no-answer","start_time":null,"date_created":"Sun, 22 Nov 2026 15:00:00 +0000","end_time":null}""";
        var more = new Queue<string?>(["\"/2010-04-01/Accounts/AC0123456789abcdef0123456789abcdef/Calls.json?Page=1&PageToken=x\"", "null", "\"https://elsewhere.example/Calls.json\""]);
        await using var twilio = await Vendor.That(stream => Answers(200, $$"""{"calls":[{{One}}],"next_page_uri":{{more.Dequeue()}}}""")(stream));
        var since = new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.FromHours(-6));

        var calls = await twilio.Rest.ListCallsTo("+13125550100", since, CancellationToken.None);

        Assert.Equal(2, calls.Count);
        Assert.Equal(new TwilioListedCall("CA1", "+13125550123", "+13125550100", "inbound", "no-answer", since, null), calls[0]);
        Assert.Contains("/Calls.json?To=%2B13125550100&StartTime%3E=2026-11-22T15:00:00Z&", twilio.Heard[0], StringComparison.Ordinal);
        Assert.Contains("/Calls.json?Page=1&PageToken=x ", twilio.Heard[1], StringComparison.Ordinal);
        var fault = await Assert.ThrowsAsync<TwilioException>(() => twilio.Rest.ListCallsTo("+13125550100", since, CancellationToken.None));
        Assert.Equal((TwilioFault.UnreadableAnswer, 3), (fault.Fault, twilio.Heard.Count));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("""{"sid":1,"to":{},"status":[]}""")]
    [InlineData("""{"sid":"CA1","to":"","status":"completed"}""")]
    public async Task An_answer_that_is_not_what_was_promised_is_a_fault_and_not_a_crash(string body)
    {
        await using var twilio = await Vendor.That(Answers(200, body));

        var fault = await Assert.ThrowsAsync<TwilioException>(() => twilio.Rest.GetCall("CA1", CancellationToken.None));

        Assert.Equal(TwilioFault.UnreadableAnswer, fault.Fault);
    }

    [Theory]
    [InlineData(400, """{"code":21220,"message":"not in-progress"}""", TwilioFault.CallNotInProgress, true)]
    [InlineData(400, """{"code":21211,"message":"+13125550100 is not valid"}""", TwilioFault.Refused, true)]
    [InlineData(404, "gone", TwilioFault.NotFound, true)]
    [InlineData(429, "{}", TwilioFault.RateLimited, true)]
    [InlineData(500, "{}", TwilioFault.Unreachable, false)]
    [InlineData(503, "{}", TwilioFault.Unreachable, true)]
    [InlineData(302, "", TwilioFault.Refused, true)]
    public async Task Errors_have_types_and_their_messages_no_numbers(int status, string body, TwilioFault expected, bool certain)
    {
        await using var twilio = await Vendor.That(Answers(status, body));

        var fault = await Assert.ThrowsAsync<TwilioException>(() => twilio.Rest.EndCall("CA1", CancellationToken.None));

        Assert.Equal((expected, certain), (fault.Fault, fault.IsCertain));
        Assert.DoesNotContain("+1312", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endless_answer_is_cut_off()
    {
        await using var twilio = await Vendor.That(async stream =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"u8.ToArray());
            var chunk = new byte[64 * 1024];
            while (true)
                await stream.WriteAsync(chunk);
        });

        var fault = await Assert.ThrowsAsync<TwilioException>(() => twilio.Rest.GetCall("CA1", CancellationToken.None));

        Assert.Contains(fault.Fault, new[] { TwilioFault.UnreadableAnswer, TwilioFault.Unreachable });
    }

    [Fact]
    public async Task After_five_faults_in_a_row_nothing_is_tried()
    {
        await using var twilio = await Vendor.That(Answers(500, "{}"));

        for (var tried = 0; tried < 8; tried++)
            await Assert.ThrowsAsync<TwilioException>(() => twilio.Rest.GetCall("CA1", CancellationToken.None));
        var fault = await Assert.ThrowsAsync<TwilioException>(() => twilio.Rest.GetCall("CA1", CancellationToken.None));

        Assert.Equal((TwilioFault.CircuitOpen, 5), (fault.Fault, twilio.Heard.Count));
    }

    [Fact]
    public async Task Callers_who_gave_up_are_not_the_vendors_faults()
    {
        var impatient = new CancellationTokenSource();
        await using var twilio = await Vendor.That(_ => impatient.CancelAsync());
        for (var tried = 0; tried < 8; tried++)
        {
            using var one = impatient = new CancellationTokenSource();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => twilio.Rest.GetCall("CA1", one.Token));
        }

        Assert.Equal(8, twilio.Heard.Count);
    }

    private sealed class Clock : TimeProvider
    {
        private long now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => now;

        public void Pass(TimeSpan time) => now += time.Ticks;
    }

    [Fact]
    public void A_probe_whose_caller_gave_up_leaves_the_next_one_to_see()
    {
        var clock = new Clock();
        var breaker = new TwilioBreaker(clock);
        for (var fault = 0; fault < 5; fault++)
            breaker.Failed();
        clock.Pass(TimeSpan.FromSeconds(15));

        Assert.Equal((true, false), (breaker.MayTry(), breaker.MayTry()));
        breaker.GaveUp();
        Assert.Equal((true, false), (breaker.MayTry(), breaker.MayTry()));
    }

    private static Func<NetworkStream, Task> Answers(int status, string body) => async stream =>
        await stream.WriteAsync(Encoding.UTF8.GetBytes($"HTTP/1.1 {status} Status\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}"));

    /// <summary>A socket that answers every request the same way, by a name under .localhost.</summary>
    private sealed class Vendor : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly List<string> _heard = [];
        private readonly Func<NetworkStream, Task> _answer;
        private readonly ServiceProvider _services;
        private readonly Task _serving;

        private Vendor(Func<NetworkStream, Task> answer)
        {
            _answer = answer;
            _listener.Start();
            var port = ((IPEndPoint)_listener.LocalEndpoint).Port;
            var services = new ServiceCollection();
            services.AddLogging();
            services.AddTwilio();
            services.AddSingleton(TimeProvider.System);
            services.AddSingleton(new TwilioOptions { AccountSid = "AC0123456789abcdef0123456789abcdef", AuthToken = "secret", ApiUrl = new Uri($"http://api.vendor.localhost:{port}") });
            _services = services.BuildServiceProvider();
            Rest = _services.GetRequiredService<TwilioRest>();
            _serving = Serve();
        }

        public TwilioRest Rest { get; }

        public IReadOnlyList<string> Heard
        {
            get
            {
                lock (_heard)
                    return [.. _heard];
            }
        }

        public static Task<Vendor> That(Func<NetworkStream, Task> answer) => Task.FromResult(new Vendor(answer));

        public async ValueTask DisposeAsync()
        {
            _listener.Stop();
            await _serving;
            _listener.Dispose();
            await _services.DisposeAsync();
        }

        private async Task Serve()
        {
            while (true)
            {
                try
                {
                    using var client = await _listener.AcceptTcpClientAsync();
                    await using var stream = client.GetStream();
                    var buffer = new byte[8192];
                    var read = await stream.ReadAsync(buffer);
                    lock (_heard)
                        _heard.Add(Encoding.UTF8.GetString(buffer, 0, read));
                    await _answer(stream);
                }
                catch (IOException)
                {
                    // The client hung up on an answer it did not like.
                }
                catch (Exception e) when (e is SocketException or InvalidOperationException)
                {
                    return;
                }
            }
        }
    }
}
