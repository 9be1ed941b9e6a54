using System.Net.Http.Headers;

namespace Frontdesk.Tests.Phone;

public sealed class RestTests
{
    [Fact]
    public async Task Only_the_account_with_its_token_is_let_in()
    {
        await using var line = await Telephone.Start();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/2010-04-01/Accounts/{Telephone.Account}/Calls.json");
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", "eDp5");

        using var response = await line.Http.SendAsync(request);

        Assert.Equal(401, (int)response.StatusCode);
        Assert.Contains("\"code\":20003", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("To", "12", 21211)]
    [InlineData("To", "", 21201)]
    [InlineData("From", "+15005550006", 21210)]
    [InlineData("Url", "voice", 21205)]
    public async Task A_call_that_cannot_be_made_is_refused_with_the_vendors_number(string name, string value, int code)
    {
        await using var line = await Telephone.Start();
        var form = new Dictionary<string, string>(StringComparer.Ordinal) { ["To"] = Telephone.Rosa, ["From"] = Telephone.Clinic, ["Url"] = line.App.Url + "/voice", [name] = value };

        var (status, body) = await line.Rest("Calls.json", [.. form.Select(f => (f.Key, f.Value))]);

        Assert.Equal((400, code, 400), (status, body.GetProperty("code").GetInt32(), body.GetProperty("status").GetInt32()));
        Assert.Equal($"https://www.twilio.com/docs/errors/{code}", body.GetProperty("more_info").GetString());
    }

    [Fact]
    public async Task A_call_is_fetched_and_listed_by_status()
    {
        await using var line = await Telephone.Start();
        line.App.On("/voice", "<Say>Hello</Say>");
        var call = await line.Dial();
        await line.Ended(call);

        var (_, fetched) = await line.Rest($"Calls/{call}.json");
        var (_, listed) = await line.Rest("Calls.json?Status=completed&PageSize=1");
        var (missing, why) = await line.Rest("Calls/CA00000000000000000000000000000000.json");

        Assert.Equal(("completed", "inbound", Telephone.Rosa), (fetched.GetProperty("status").GetString(), fetched.GetProperty("direction").GetString(), fetched.GetProperty("from").GetString()));
        Assert.Equal(call, Assert.Single(listed.GetProperty("calls").EnumerateArray()).GetProperty("sid").GetString());
        Assert.Equal((404, 20404), (missing, why.GetProperty("code").GetInt32()));
    }

    [Fact]
    public async Task A_number_is_rented_pointed_at_an_app_and_then_called()
    {
        await using var line = await Telephone.Start();
        line.App.On("/new", "<Say>New number</Say>");

        var (status, made) = await line.Rest("IncomingPhoneNumbers.json", ("PhoneNumber", "+18125550100"));
        await line.Rest($"IncomingPhoneNumbers/{made.GetProperty("sid").GetString()}.json", ("VoiceUrl", line.App.Url + "/new"));
        var call = await line.Dial(to: "+18125550100");

        Assert.Equal(201, status);
        await line.Happened(call, "say", "text", "New number");
        Assert.Equal(400, (await line.Rest("IncomingPhoneNumbers.json", ("PhoneNumber", "+18125550100"))).Status);
    }

    [Theory]
    [InlineData("evil.example", "", 421)]
    [InlineData("localhost", "cross-site", 403)]
    [InlineData("localhost", "same-origin", 404)]
    public async Task Another_sites_page_cannot_use_the_telephone(string host, string site, int status)
    {
        await using var line = await Telephone.Start();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/phone/api/calls/CA0/hang-up");
        request.Headers.Host = host;
        if (site.Length > 0) request.Headers.Add("Sec-Fetch-Site", site);

        using var response = await line.Http.SendAsync(request);

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("/", "What you hear")]
    [InlineData("/authenticator", "Sign-in code")]
    public async Task The_pages_are_served_under_a_strict_policy(string path, string words)
    {
        await using var line = await Telephone.Start();
        using var response = await line.Http.GetAsync(path);

        Assert.Contains(words, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
    }
}
