using System.IO.Compression;
using System.Net;
using Frontdesk.Platform;
using Frontdesk.Tests.Scheduling.Calendars;
using Microsoft.AspNetCore.Http;

namespace Frontdesk.Tests.Platform.Http;

public sealed class OutboundFetchTests : IAsyncLifetime
{
    private readonly OutboundFetch outbound = new(new OutboundSettings { Loopback = OnOff.On });
    private ElsewhereServer elsewhere = null!;

    public async ValueTask InitializeAsync() => elsewhere = await ElsewhereServer.Start();

    public async ValueTask DisposeAsync()
    {
        outbound.Dispose();
        await elsewhere.DisposeAsync();
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.0.1", false)]
    [InlineData("198.18.0.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00:ec2::254", false)]
    [InlineData("2002:a00:1::", false)]
    [InlineData("2001:0:1::", false)]
    [InlineData("ff02::1", false)]
    public void Only_public_addresses_are_public(string address, bool isPublic) => Assert.Equal(isPublic, OutboundFetch.IsPublic(IPAddress.Parse(address)));

    [Fact]
    public async Task This_machine_is_out_of_bounds_unless_the_operator_says_otherwise()
    {
        using var strict = new OutboundFetch(new OutboundSettings());
        foreach (var host in new[] { "127.0.0.1", "localhost", "clinic.localhost", "[::1]", "2130706433", "0x7f.1" })
            Assert.Equal("address_not_public", await Refused(strict, new Uri($"https://{host}:{new Uri(elsewhere.Address).Port}/")));
        Assert.Equal(0, elsewhere.Asked);
    }

    [Theory]
    [InlineData("https://10.0.0.1/", "address_not_public")]
    [InlineData("http://example.com/", "address_not_https")]
    [InlineData("file:///etc/passwd", "address_not_https")]
    [InlineData("//", "address_not_https")]
    [InlineData("//[", "address_not_https")]
    [InlineData("//%00/", "address_not_https")]
    [InlineData("//exa%20mple/", "address_not_https")]
    [InlineData("http:///x", "address_not_https")]
    [InlineData("https://", "address_not_https")]
    [InlineData("https://[::1/", "address_not_https")]
    [InlineData("https://a:99999/", "address_not_https")]
    [InlineData("https://user@example.com/", "address_not_https")]
    [InlineData("javascript:alert(1)", "address_not_https")]
    [InlineData("https://xn--0.invalid/", "unreachable")]
    [InlineData("https://a..b/", "address_not_https")]
    public async Task A_redirect_leads_nowhere_an_address_may_not(string location, string code)
    {
        elsewhere.Answers = context =>
        {
            context.Response.Redirect(location);
            return Task.CompletedTask;
        };
        Assert.Equal(code, await Refused(outbound, new Uri(elsewhere.Address)));
    }

    [Fact]
    public async Task A_few_redirects_are_followed_and_a_circle_is_left()
    {
        elsewhere.Answers = context =>
        {
            if (elsewhere.Asked <= 3)
                context.Response.Redirect("/next");
            return Task.CompletedTask;
        };
        Assert.NotNull((await outbound.Get(new Uri(elsewhere.Address), 100, null, null, default)).Body);
        elsewhere.Answers = static context =>
        {
            context.Response.Redirect("/next");
            return Task.CompletedTask;
        };
        Assert.Equal("too_many_redirects", await Refused(outbound, new Uri(elsewhere.Address)));
    }

    [Fact]
    public async Task More_bytes_than_asked_for_are_refused_also_when_they_come_packed()
    {
        elsewhere.Answers = static context => context.Response.Body.WriteAsync(new byte[1001]).AsTask();
        Assert.Equal("too_large", await Refused(outbound, new Uri(elsewhere.Address)));
        elsewhere.Answers = static async context =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            await using var gzip = new GZipStream(context.Response.Body, CompressionLevel.Optimal);
            await gzip.WriteAsync(new byte[5_000_000]);
        };
        Assert.Equal("too_large", await Refused(outbound, new Uri(elsewhere.Address)));
    }

    [Fact]
    public async Task Who_answers_never_is_left_after_ten_seconds()
    {
        elsewhere.Answers = static context => Task.Delay(Timeout.Infinite, context.RequestAborted);
        Assert.Equal("timed_out", await Refused(outbound, new Uri(elsewhere.Address)));
    }

    [Fact]
    public async Task Anything_but_an_answer_is_named()
    {
        elsewhere.Answers = static context =>
        {
            context.Response.StatusCode = 401;
            return Task.CompletedTask;
        };
        Assert.Equal("refused", await Refused(outbound, new Uri(elsewhere.Address)));
        elsewhere.Answers = static context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };
        Assert.Equal("unreachable", await Refused(outbound, new Uri(elsewhere.Address)));
        Assert.Equal("unreachable", await Refused(outbound, new Uri("https://no-such-name.invalid/")));
    }

    private static async Task<string> Refused(OutboundFetch outbound, Uri address) =>
        (await Assert.ThrowsAsync<OutboundException>(() => outbound.Get(address, 1000, null, null, CancellationToken.None))).Code;
}
