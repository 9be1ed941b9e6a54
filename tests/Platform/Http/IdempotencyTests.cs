using System.Text;
using Dapper;
using Frontdesk.Platform;
using Frontdesk.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Frontdesk.Tests.Platform.Http;

public sealed class IdempotencyTests(App app) : AppTest(app)
{
    private readonly Session agent = Someone();
    private int made;

    private static Session Someone() => new(Guid.CreateVersion7(), SessionKind.Staff, Guid.CreateVersion7(), "Agent", Role.Agent, 15, DateTimeOffset.UnixEpoch);

    private sealed record Reply(int Status, string Body, string? Location, string? RetryAfter);

    private async Task Make(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        context.Response.StatusCode = body == "fail" ? 503 : 201;
        context.Response.Headers.Location = $"/things/{Interlocked.Increment(ref made)}";
        context.Response.ContentType = "text/plain";
        await context.Response.WriteAsync($"{body} {made}");
    }

    private Task<Reply> Write(Clinic clinic, string? key, string body) => Write(clinic, key, body, Make);

    private async Task<Reply> Write(Clinic clinic, string? key, string body, RequestDelegate next, Session? by = null)
    {
        await using var services = App.Services.CreateAsyncScope();
        var scope = services.ServiceProvider.GetRequiredService<RequestScope>();
        (scope.Tenant, scope.Session, scope.Actor, scope.RequestId, scope.Action) = (clinic.Tenant, by ?? agent, (by ?? agent).Actor, $"{Guid.CreateVersion7():N}", "thing.made");
        var context = new DefaultHttpContext { RequestServices = services.ServiceProvider };
        context.Request.Method = HttpMethods.Post;
        context.Request.Path = "/api/v1/things";
        context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        if (key is not null)
            context.Request.Headers["Idempotency-Key"] = key;
        using var answer = new MemoryStream();
        context.Response.Body = answer;
        await new Idempotency(next).Invoke(context, scope);
        return new Reply(context.Response.StatusCode, Encoding.UTF8.GetString(answer.ToArray()),
            context.Response.Headers.Location.Count == 0 ? null : context.Response.Headers.Location.ToString(), context.Response.Headers.RetryAfter.Count == 0 ? null : context.Response.Headers.RetryAfter.ToString());
    }

    [Fact]
    public async Task The_same_key_and_body_get_the_first_answer_again()
    {
        var clinic = await App.Clinic();

        var first = await Write(clinic, "k", "book");
        var again = await Write(clinic, "k", "book");

        Assert.Equal(new Reply(201, "book 1", "/things/1", null), first);
        Assert.Equal(first, again);
        Assert.Equal(1, made);
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_refused()
    {
        var clinic = await App.Clinic();
        await Write(clinic, "k", "book");

        var other = await Write(clinic, "k", "cancel");

        Assert.Equal(422, other.Status);
        Assert.Contains("idempotency_key_reused", other.Body, StringComparison.Ordinal);
        Assert.Equal(1, made);
    }

    [Fact]
    public async Task A_duplicate_while_the_first_is_at_work_is_told_to_wait()
    {
        var clinic = await App.Clinic();
        var (begun, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        var first = Write(clinic, "k", "book", async context =>
        {
            begun.SetResult();
            await go.Task;
            await Make(context);
        });
        await begun.Task;

        var second = await Write(clinic, "k", "book");
        go.SetResult();

        Assert.Equal(409, second.Status);
        Assert.Contains("in_progress", second.Body, StringComparison.Ordinal);
        Assert.Equal("1", second.RetryAfter);
        Assert.Equal(201, (await first).Status);
        Assert.Equal(1, made);
    }

    [Fact]
    public async Task Thirty_at_once_with_one_key_are_done_once()
    {
        var clinic = await App.Clinic();

        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Write(clinic, "k", "book")));

        Assert.Equal(1, made);
        Assert.All(answers, answer => Assert.True(answer.Status is 201 or 409));
    }

    [Fact]
    public async Task An_entry_whose_request_died_is_taken_over_after_its_lease()
    {
        var clinic = await App.Clinic();
        await clinic.Db.Execute("insert into platform.idempotency (actor_id, key, request_hash, leased_until) select @Actor, 'k', request_hash, now() + interval '1 minute' from (select @Hash as request_hash) h",
            new { Actor = agent.AccountId, Hash = await HashOf(clinic, "book") }, CancellationToken.None);
        Assert.Equal(409, (await Write(clinic, "k", "book")).Status);

        await using (var connection = await App.Database.Open())
            await connection.ExecuteAsync("update platform.idempotency set leased_until = now() - interval '1 second' where key = 'k' and actor_id = @Actor", new { Actor = agent.AccountId });

        Assert.Equal(201, (await Write(clinic, "k", "book")).Status);
    }

    [Fact]
    public async Task What_had_been_done_is_not_done_again_when_its_answer_was_lost()
    {
        var clinic = await App.Clinic();
        var id = Guid.CreateVersion7();
        await Write(clinic, "k", "book", context => Work(context, id));

        for (var time = 0; time < 3; time++)
        {
            if (time < 2)
                await clinic.Db.Execute("update platform.idempotency set status = null, content_type = null, location = null, body = null, leased_until = now() - interval '1 second'", null, CancellationToken.None);
            var again = await Write(clinic, "k", "book");
            Assert.Equal(409, again.Status);
            Assert.Contains("already_done", again.Body, StringComparison.Ordinal);
            Assert.Contains($"{id}", again.Body, StringComparison.Ordinal);
        }

        Assert.Equal(0, made);
        Assert.Equal(422, (await Write(clinic, "k", "cancel")).Status);
        Assert.Equal(201, (await Write(clinic, "k", "book", Make, Someone())).Status);
    }

    [Fact]
    public async Task After_a_fault_what_had_been_done_is_not_done_again()
    {
        var clinic = await App.Clinic();
        await Assert.ThrowsAsync<InvalidOperationException>(() => Write(clinic, "k", "book", async context =>
        {
            await Work(context, Guid.CreateVersion7());
            throw new InvalidOperationException();
        }));

        Assert.Contains("already_done", (await Write(clinic, "k", "book")).Body, StringComparison.Ordinal);
        Assert.Equal(0, made);
    }

    [Fact]
    public async Task A_refusal_leaves_the_key_to_what_is_sent_in_its_place()
    {
        var clinic = await App.Clinic();
        await Assert.ThrowsAsync<ProblemException>(() => Write(clinic, "k", "book", static _ => throw new ProblemException(Problems.Invalid("day", "day_is_past", "That day is over."))));

        Assert.Equal(201, (await Write(clinic, "k", "book another")).Status);
    }

    [Fact]
    public async Task After_a_day_a_key_is_new_even_when_its_first_answer_was_lost()
    {
        var clinic = await App.Clinic();
        await Write(clinic, "k", "book", static context => Work(context, Guid.CreateVersion7()));
        await clinic.Db.Execute("update platform.idempotency set status = null, leased_until = now() - interval '25 hours', created_at = now() - interval '25 hours'", null, CancellationToken.None);

        Assert.Equal(201, (await Write(clinic, "k", "cancel")).Status);
    }

    private static async Task Work(HttpContext context, Guid id)
    {
        await context.RequestServices.GetRequiredService<TenantDb>().Execute(
            "insert into patients.patients (id, given_name, family_name, sort_name, birth_date) values (@id, 'Ana', 'Ruiz', 'Ana Ruiz', '1980-02-29')", new { id }, CancellationToken.None);
        context.Response.StatusCode = 201;
    }

    private async Task<byte[]> HashOf(Clinic clinic, string body)
    {
        await Write(clinic, "probe", body, static _ => Task.CompletedTask);
        return await clinic.Db.QueryOne<byte[]>("select request_hash from platform.idempotency where key = 'probe'", null, CancellationToken.None) ?? [];
    }

    [Fact]
    public async Task An_answer_that_says_try_again_is_not_kept()
    {
        var clinic = await App.Clinic();

        Assert.Equal(503, (await Write(clinic, "k", "fail")).Status);
        Assert.Equal(503, (await Write(clinic, "k", "fail")).Status);

        Assert.Equal(2, made);
    }

    [Fact]
    public async Task A_use_case_that_throws_leaves_the_key_free()
    {
        var clinic = await App.Clinic();
        await Assert.ThrowsAsync<InvalidOperationException>(() => Write(clinic, "k", "book", static _ => throw new InvalidOperationException()));

        Assert.Equal(201, (await Write(clinic, "k", "book")).Status);
    }

    [Fact]
    public async Task While_the_database_may_still_be_at_work_on_it_the_key_stays_taken()
    {
        var clinic = await App.Clinic();
        await Assert.ThrowsAsync<TimeoutException>(() => Write(clinic, "k", "book", static _ => throw new TimeoutException()));
        Assert.Contains("in_progress", (await Write(clinic, "k", "book")).Body, StringComparison.Ordinal);

        await clinic.Db.Execute("update platform.idempotency set leased_until = now() - interval '1 second'", null, CancellationToken.None);
        Assert.Equal(201, (await Write(clinic, "k", "book")).Status);
    }

    [Fact]
    public async Task Keys_belong_to_an_actor_and_a_clinic()
    {
        var (clinic, other) = (await App.Clinic(), await App.Clinic());
        await Write(clinic, "k", "book");

        await Write(other, "k", "book");
        await Write(clinic, "k", "book", Make, Someone());
        await Write(clinic, null, "book");

        Assert.Equal(4, made);
    }

    [Fact]
    public async Task A_malformed_key_is_refused()
    {
        Assert.Equal(400, (await Write(await App.Clinic(), new string('k', 201), "book")).Status);
        Assert.Equal(0, made);
    }
}
