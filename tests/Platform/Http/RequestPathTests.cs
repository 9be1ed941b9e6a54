using System.Net;
using Frontdesk.Tests.Support;

namespace Frontdesk.Tests.Platform.Http;

/// <summary>What every request meets, whatever it asks for.</summary>
public sealed class RequestPathTests(App app) : AppTest(app)
{
    [Theory]
    [InlineData("/api/v1/identity/clinic")]
    [InlineData("/api/v1/identity/session")]
    [InlineData("/api/v1/nothing")]
    [InlineData("/nothing.js")]
    public async Task Carries_the_security_headers_and_a_request_id(string path)
    {
        var clinic = await App.Clinic();
        var answer = await clinic.Visitor().Get(path);
        Assert.Contains("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.DoesNotContain("unsafe", answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.Equal(32, answer.Headers.GetValues("X-Request-ID").Single().Length);
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Theory]
    [InlineData("trace-42.a_b", true)]
    [InlineData("evil\"quote", false)]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123456789", false)]
    public async Task Gives_a_plain_request_id_back_and_makes_one_for_any_other(string id, bool kept)
    {
        var visitor = (await App.Clinic()).Visitor();
        visitor.Browser.DefaultRequestHeaders.TryAddWithoutValidation("X-Request-ID", id);
        var answer = await visitor.Get("identity/session");
        Assert.Equal(kept, answer.Headers.GetValues("X-Request-ID").Single() == id);
        Assert.Equal(answer.Headers.GetValues("X-Request-ID").Single(), answer.Body.GetProperty("requestId").GetString());
    }

    [Fact]
    public async Task Says_405_for_another_method_and_415_for_another_type_of_body()
    {
        var agent = await (await App.Clinic()).Agent();

        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await agent.Delete("patients/search")).Status);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await agent.Send(HttpMethod.Post, "patients/search", new StringContent("query=Ruiz", System.Text.Encoding.UTF8, "text/plain"))).Status);
    }

    [Fact]
    public async Task Refuses_a_host_that_is_no_clinic()
    {
        Assert.Equal("unknown_host", (await App.Visitor("nobody").Get("identity/clinic")).Code);
        var stranger = App.Visitor("nobody");
        stranger.Browser.DefaultRequestHeaders.Host = "clinic.evil.example";
        Assert.Equal((HttpStatusCode)421, (await stranger.Get("identity/clinic")).Status);
    }

    [Fact]
    public async Task Names_the_field_of_a_bad_request_and_does_not_quote_it()
    {
        var visitor = (await App.Clinic()).Visitor();
        var missing = await visitor.Post("identity/staff/sign-in", new { email = "secret@clinic.example", password = "", code = "1" });
        Assert.Equal((HttpStatusCode.BadRequest, "invalid"), (missing.Status, missing.Code));
        Assert.Contains("password", missing.Body.GetProperty("errors").EnumerateObject().Select(static e => e.Name));
        Assert.DoesNotContain("secret@", missing.Text);

        using var cut = new StringContent("""{"email": "secret@clinic""", System.Text.Encoding.UTF8, "application/json");
        var broken = await visitor.Post("identity/staff/sign-in", cut);
        Assert.Equal((HttpStatusCode.BadRequest, "bad_request"), (broken.Status, broken.Code));
        Assert.DoesNotContain("secret@", broken.Text);
    }
}
