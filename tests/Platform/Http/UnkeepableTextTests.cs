using System.Net;
using Frontdesk.Tests.Support;
using Npgsql;

namespace Frontdesk.Tests.Platform.Http;

/// <summary>PostgreSQL keeps no U+0000: who sends one is told so, and what met one works again the next time.</summary>
public sealed class UnkeepableTextTests(App app) : AppTest(app)
{
    [Fact]
    public async Task A_nul_is_refused_wherever_it_stands()
    {
        var clinic = await App.Clinic();
        var agent = await clinic.Agent();
        Answer[] answers =
        [
            await clinic.Visitor().Post("identity/staff/sign-in", new { email = "\0@x.example", password = "a long enough one", code = "123456" }),
            await agent.Post($"scheduling/appointments/{Guid.CreateVersion7()}/cancel", new { reason = "a\0" }),
            await agent.Get("patients/%00"),
        ];

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.BadRequest, answer.Status));
    }

    [Fact]
    public async Task After_a_nul_at_sign_in_everybody_signs_in_as_before()
    {
        var clinic = await App.Clinic();
        for (var i = 0; i < 6; i++)
        {
            Task<Answer> SignIn(string email) => clinic.Visitor().Post("identity/staff/sign-in", new { email, password = "a long enough one", code = "123456" });
            Assert.Equal(HttpStatusCode.Unauthorized, (await SignIn($"{Guid.CreateVersion7():N}@x.example")).Status);
            Assert.Equal((HttpStatusCode.BadRequest, "character_refused"), ((await SignIn($"{i}\0@x.example")).Status, (await SignIn($"{i}\0@x.example")).Code));
            await clinic.Agent();
        }
    }

    [Fact]
    public async Task A_statement_answers_again_after_a_parameter_the_database_could_not_read()
    {
        var clinic = await App.Clinic();
        const string sql = "select @text as only_here";
        // One connection, so that the statement that is prepared and fails is the one used afterwards.
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal("a", await clinic.Db.QueryOne<string>(sql, new { text = "a" }, default));
            await Assert.ThrowsAsync<PostgresException>(() => clinic.Db.QueryOne<string>(sql, new { text = "\0" }, default));
        }
        Assert.Equal("a", await clinic.Db.QueryOne<string>(sql, new { text = "a" }, default));
    }

    [Fact]
    public async Task Every_refusal_bears_the_headers_of_an_answer()
    {
        var clinic = await App.Clinic();
        var agent = await clinic.Agent();
        var malformed = await agent.Send(HttpMethod.Post, "patients/search", new StringContent("{", System.Text.Encoding.UTF8, "application/json"));
        var thrown = await agent.Get($"scheduling/times?visitTypeId={Guid.CreateVersion7()}");
        var missing = await agent.Get($"patients/{Guid.CreateVersion7()}");

        Assert.Equal([HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.NotFound], new[] { malformed.Status, thrown.Status, missing.Status });
        Assert.All([malformed, thrown, missing], answer => Assert.All(
            ["X-Request-ID", "Content-Security-Policy", "X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy"], header => Assert.True(answer.Headers.Contains(header), header)));
    }
}
