using System.Net;
using Frontdesk.Platform;
using Frontdesk.Tests.Support;
using Signature = Frontdesk.Phone.Signature;

namespace Frontdesk.Tests.Platform.Http;

public sealed class RateLimitsTests(App app) : AppTest(app)
{
    private static readonly IPAddress Home = IPAddress.Parse("198.51.100.7");

    private sealed class Clock : TimeProvider
    {
        private long now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => now;

        public void Pass(TimeSpan time) => now += time.Ticks;
    }

    private static int Taken(Buckets buckets, RateClass rate, Guid? tenant, IPAddress address, int tries) =>
        Enumerable.Range(0, tries).Count(_ => buckets.Take(rate, tenant, address) is null);

    [Fact]
    public async Task A_flood_of_sign_ins_gets_429_and_when_to_come_back()
    {
        var visitor = (await App.Clinic()).Visitor();

        var answers = new List<Answer>();
        for (var i = 0; i < 80; i++)
            answers.Add(await visitor.Post("identity/staff/sign-in"));

        var refused = answers.Last(answer => answer.Status == HttpStatusCode.TooManyRequests);
        Assert.Equal("rate_limited", refused.Code);
        Assert.True(refused.Headers.RetryAfter!.Delta >= TimeSpan.FromSeconds(1));
        Assert.InRange(answers.Count(answer => answer.Status == HttpStatusCode.BadRequest), 60, 75);
    }

    [Fact]
    public async Task A_flood_of_forged_webhooks_gets_429_and_the_vendors_own_from_the_same_address_do_not()
    {
        await using var host = await App.Start(new Dictionary<string, string?> { ["FRONTDESK_TWILIO_ACCOUNT_SID"] = Telephone.AccountSid, ["FRONTDESK_TWILIO_AUTH_TOKEN"] = Telephone.AuthToken });
        var clinic = await host.Clinic();
        var url = new Uri($"http://{clinic.Tenant.Slug}.localhost:{host.Port}/api/v1/messaging/twilio/status");
        var form = new Dictionary<string, string> { ["AccountSid"] = Telephone.AccountSid, ["MessageSid"] = "SM1", ["MessageStatus"] = "sent" };
        using var browser = host.Browser(new Uri(url, "/"));
        async Task<HttpStatusCode> Tell(string token)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new FormUrlEncodedContent(form) };
            request.Headers.Add("X-Twilio-Signature", Signature.Of(token, url.OriginalString, form));
            using var response = await browser.SendAsync(request);
            return response.StatusCode;
        }

        var forged = Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            var answers = new List<HttpStatusCode>();
            while (answers.Count < 1500)
                answers.Add(await Tell("another token"));
            return answers;
        }));
        var genuine = new List<HttpStatusCode>();
        while (!forged.IsCompleted && genuine.Count < 900)
            genuine.Add(await Tell(Telephone.AuthToken));

        var refused = (await forged).SelectMany(static answers => answers).CountBy(static status => status).ToDictionary();
        Assert.Equal([HttpStatusCode.Forbidden, HttpStatusCode.TooManyRequests], refused.Keys.Order());
        Assert.All(genuine, status => Assert.Equal(HttpStatusCode.NoContent, status));
        Assert.Equal(HttpStatusCode.NoContent, await Tell(Telephone.AuthToken));
    }

    [Fact]
    public void A_bucket_gives_its_burst_then_what_flows_in()
    {
        var clock = new Clock();
        var buckets = new Buckets(new RateLimitSettings(), clock);
        var limit = RateLimit.OfAddress(RateClass.SignIn);

        Assert.Equal((int)limit.Burst, Taken(buckets, RateClass.SignIn, null, Home, 1000));
        clock.Pass(TimeSpan.FromSeconds(5));
        Assert.Equal((int)(5 * limit.PerSecond), Taken(buckets, RateClass.SignIn, null, Home, 1000));
    }

    [Fact]
    public void One_clinics_flood_does_not_touch_another_and_one_address_does_not_use_up_its_clinic()
    {
        var buckets = new Buckets(new RateLimitSettings(), new Clock());
        var (clinic, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        Taken(buckets, RateClass.Write, clinic, Home, 10_000);

        Assert.Null(buckets.Take(RateClass.Write, other, IPAddress.Parse("203.0.113.1")));
        Assert.Null(buckets.Take(RateClass.Write, clinic, IPAddress.Parse("203.0.113.2")));
    }

    [Fact]
    public void A_household_of_IPv6_counts_as_one_address()
    {
        var buckets = new Buckets(new RateLimitSettings(), new Clock());
        Taken(buckets, RateClass.SignIn, null, IPAddress.Parse("2001:db8:1:2::1"), 1000);

        Assert.NotNull(buckets.Take(RateClass.SignIn, null, IPAddress.Parse("2001:db8:1:2:ffff::9")));
        Assert.Null(buckets.Take(RateClass.SignIn, null, IPAddress.Parse("2001:db8:1:3::1")));
    }

    [Fact]
    public void A_million_addresses_do_not_fill_the_memory()
    {
        var buckets = new Buckets(new RateLimitSettings(), new Clock());
        for (var i = 0; i < 200_000; i++)
            buckets.Take(RateClass.Read, null, new IPAddress((long)i));

        Assert.InRange(buckets.Count, 1, Buckets.Most + 1);
    }

    [Fact]
    public void Switched_off_nothing_is_counted()
    {
        var buckets = new Buckets(new RateLimitSettings { Limits = OnOff.Off }, new Clock());

        Assert.Equal(10_000, Taken(buckets, RateClass.SignIn, null, Home, 10_000));
        Assert.Equal(0, buckets.Count);
    }

    [Fact]
    public async Task Behind_a_trusted_proxy_each_caller_counts_for_itself_and_without_one_nobody_says_who_calls()
    {
        await using var behind = await App.Start(new Dictionary<string, string?> { ["FRONTDESK_TRUSTED_PROXIES"] = "127.0.0.0/8, ::1" });
        Assert.Equal(0, await RefusedOf(behind, static i => $"203.0.113.{i}"));
        Assert.InRange(await RefusedOf(behind, static _ => "203.0.113.250"), 10, 40);
        // What the caller wrote before the proxy is not believed: the last address that the proxy saw counts.
        Assert.InRange(await RefusedOf(behind, static i => $"198.51.100.{i}, 203.0.113.251"), 10, 40);

        await using var bare = await App.Start(new Dictionary<string, string?>());
        Assert.InRange(await RefusedOf(bare, static i => $"203.0.113.{i}"), 10, 40);
    }

    private static async Task<int> RefusedOf(App host, Func<int, string> forwardedFor)
    {
        var clinic = await host.Clinic();
        var refused = 0;
        for (var i = 0; i < 90; i++)
        {
            var visitor = clinic.Visitor();
            visitor.Browser.DefaultRequestHeaders.Add("X-Forwarded-For", forwardedFor(i));
            if ((await visitor.Post("identity/staff/sign-in")).Status == HttpStatusCode.TooManyRequests)
                refused++;
        }
        return refused;
    }
}
