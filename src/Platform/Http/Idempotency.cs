using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Frontdesk.Platform;

/// <summary>
/// A write that carries <c>Idempotency-Key</c> is done once: within 24 h the same key with the same request gets the first answer again (status, body, location; marked
/// <c>Idempotency-Replayed: true</c>). The same key with another request is 422 <c>idempotency_key_reused</c>; while the first is still at work, 409 <c>in_progress</c>
/// with <c>Retry-After</c>. Keys belong to the actor. Only an answer of 2xx is kept: a refusal changed nothing, and may tell what the caller may not see any more.
/// A search is no write, whatever its method: it is made anew, and recorded anew.
/// </summary>
/// <remarks>
/// The answer is kept after the use case has committed. A node that dies between the two leaves the key held for 20 s, which is longer than a statement may take; then whoever asks again takes it over.
/// What the audit has no change of was not done, and is done now. What it has is not done a second time: 409 <c>already_done</c> with the rows in <c>changed</c>, except where a second
/// run is none (<see cref="RouteRules.AnswersAgain"/>, and PUT and DELETE by what HTTP says of them). A fault leaves the same doubt as a death, as the commit may have been its last word; where the database had spoken, the key is given up at once.
/// </remarks>
internal sealed class Idempotency(RequestDelegate next)
{
    private const string Header = "Idempotency-Key";
    private const int LargestBody = 1024 * 1024;
    private const int MostShown = 100;

    private sealed record Entry(long Fence, bool Ours, byte[] RequestHash, string[] RequestIds, DateTimeOffset BegunAt, int? Status, string? ContentType, string? Location, byte[]? Body);

    public async Task Invoke(HttpContext context, RequestScope scope)
    {
        var key = context.Request.Headers[Header].ToString();
        if (key.Length == 0 || !IsWrite(context) || scope.Session is null)
        {
            await next(context);
            return;
        }
        if (key.Length > 200 || !key.All(static c => c is > ' ' and <= '~'))
        {
            await Problems.Invalid(Header, "idempotency_key_malformed", "An idempotency key is 1 to 200 visible ASCII characters.").ExecuteAsync(context);
            return;
        }
        if (await Hash(context.Request, context.RequestAborted) is not { } hash)
        {
            await Problems.Problem(StatusCodes.Status413PayloadTooLarge, "too_large", "A write with an idempotency key is at most 1 MiB.").ExecuteAsync(context);
            return;
        }

        var db = (TenantDb)context.RequestServices.GetService(typeof(TenantDb))!;
        var entry = await db.QueryOne<Entry>(BeginSql, new { Actor = scope.Actor.Id, Key = key, Hash = hash }, context.RequestAborted);
        if (entry is not { Ours: true })
        {
            await Repeat(context, entry, hash);
            return;
        }
        if (entry.RequestIds.Length > 1)
            db.Before = await db.Query<DoneBefore>(DoneSql, new { Actor = scope.Actor.Id, scope.Action, entry.RequestIds, entry.BegunAt }, context.RequestAborted);
        await Answer(context, db, key, entry.Fence);
    }

    private async Task Answer(HttpContext context, TenantDb db, string key, long fence)
    {
        var wire = context.Response.Body;
        using var kept = new MemoryStream();
        context.Response.Body = kept;
        string? end = null;
        try
        {
            if (db.Before.Count > 0 && !RunsAgain(context))
                await AlreadyDone(db.Before).ExecuteAsync(context);
            else
                await next(context);
            end = EndOf(context.Response.StatusCode, db);
        }
        catch (Exception e) when (IsOver(e))
        {
            end = Faults.ProblemOf(e) is { } problem ? EndOf(problem.StatusCode, db) : ReleaseSql;
            throw;
        }
        finally
        {
            context.Response.Body = wire;
            var response = context.Response;
            // Not tied to the caller's patience: the caller who hung up will ask again with this key.
            if (end is not null)
                await db.Execute(end, new
                {
                    Actor = db.Actor.Id,
                    Key = key,
                    Fence = fence,
                    Status = response.StatusCode,
                    response.ContentType,
                    Location = response.Headers.Location.Count == 0 ? null : response.Headers.Location.ToString(),
                    Body = kept.ToArray(),
                }, CancellationToken.None);
        }
        kept.Position = 0;
        await kept.CopyToAsync(wire, context.RequestAborted);
    }

    // A refusal is forgotten, so that the key is free for what is sent in its place; one of what had been done, or a fault, where it may have been, is not.
    private static string EndOf(int status, TenantDb db) => IsKept(status) ? KeepSql : status >= 500 || db.Before.Count > 0 ? ReleaseSql : ForgetSql;

    // What came of it is known to nobody while the database may still be at work on it: a lost connection, or a caller gone whose statement was not heard to end. The lease is longer than that may take.
    private static bool IsOver(Exception e) => e is PostgresException || e.InnerException is PostgresException || e is not (NpgsqlException or TimeoutException or OperationCanceledException or IOException);

    private static bool RunsAgain(HttpContext context) =>
        HttpMethods.IsPut(context.Request.Method) || HttpMethods.IsDelete(context.Request.Method) || context.GetEndpoint()?.Metadata.GetMetadata<AnsweredAgain>() is not null;

    private static ProblemHttpResult AlreadyDone(IReadOnlyList<DoneBefore> changes) => Problems.Conflict("already_done", "This was done before, and the answer to it was lost. Please look at what is there now.",
        new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["changed"] = changes.Where(static c => c.Id is not null).Select(static c => new { c.Table, c.Id }).Distinct().Take(MostShown),
        });

    private static async Task Repeat(HttpContext context, Entry? entry, byte[] hash)
    {
        switch (entry)
        {
            case not null when !hash.AsSpan().SequenceEqual(entry.RequestHash):
                await Problems.Unprocessable("idempotency_key_reused", "This idempotency key was used for another request.").ExecuteAsync(context);
                return;
            case { Status: { } status }:
                context.Response.StatusCode = status;
                context.Response.Headers["Idempotency-Replayed"] = "true";
                if (entry.Location is not null)
                    context.Response.Headers.Location = entry.Location;
                if (entry.ContentType is not null)
                    context.Response.ContentType = entry.ContentType;
                if (entry.Body is { Length: > 0 })
                    await context.Response.Body.WriteAsync(entry.Body, context.RequestAborted);
                return;
            default:
                context.Response.Headers.RetryAfter = "1";
                await Problems.Conflict("in_progress", "The first request with this key is still at work.").ExecuteAsync(context);
                return;
        }
    }

    private static async Task<byte[]?> Hash(HttpRequest request, CancellationToken ct)
    {
        if (request.ContentLength > LargestBody)
            return null;
        request.EnableBuffering(LargestBody, LargestBody + 1);
        using var body = new MemoryStream();
        try
        {
            await request.Body.CopyToAsync(body, ct);
        }
        catch (IOException)
        {
            return null;
        }
        request.Body.Position = 0;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method} {request.Path}{request.QueryString}\n"));
        hash.AppendData(body.GetBuffer().AsSpan(0, (int)body.Length));
        return hash.GetHashAndReset();
    }

    internal static bool IsKept(int status) => status is >= 200 and < 300;

    private static bool IsWrite(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<RateRule>()?.Class != RateClass.Search && IsWrite(context.Request.Method);

    private static bool IsWrite(string method) => HttpMethods.IsPost(method) || HttpMethods.IsPut(method) || HttpMethods.IsDelete(method) || HttpMethods.IsPatch(method);

    // One statement: a new key, a key whose day is over, and one whose request died with its node become ours; any other is read.
    // Reading takes no lock and sees the first request's answer only when it is committed.
    private const string BeginSql =
        """
        with begun as (
            insert into platform.idempotency as i (actor_id, key, request_hash, leased_until)
            values (@Actor, @Key, @Hash, now() + interval '20 seconds')
            on conflict (tenant_id, actor_id, key) do update
            set    request_hash = excluded.request_hash, status = null, content_type = null, location = null, body = null,
                   fence = i.fence + 1, leased_until = excluded.leased_until,
                   created_at = case when i.created_at < now() - interval '24 hours' then now() else i.created_at end,
                   request_ids = case when i.created_at < now() - interval '24 hours' then excluded.request_ids else i.request_ids || excluded.request_ids end
            where  i.leased_until < now()
            and    (i.created_at < now() - interval '24 hours' or i.status is null and i.request_hash = excluded.request_hash)
            returning fence, request_hash, request_ids, created_at
        )
        select fence as "Fence", true as "Ours", request_hash as "RequestHash", request_ids as "RequestIds", created_at as "BegunAt",
               null::int as "Status", null::text as "ContentType", null::text as "Location", null::bytea as "Body"
        from   begun
        union  all
        select i.fence, false, i.request_hash, i.request_ids, i.created_at, i.status, i.content_type, i.location, i.body
        from   platform.idempotency i
        where  i.actor_id = @Actor and i.key = @Key and not exists (select from begun)
        """;

    // Jobs carry on the id of the request that asked for them, and a caller may name several requests alike: only what this actor did on this route counts.
    // By the time of the first try, so that a range of the primary key is read.
    private const string DoneSql =
        """
        select table_name as "Table", row_id as "Id", operation = 'INSERT' as "Made"
        from   audit.changes
        where  at >= @BegunAt
        and    actor_id = @Actor
        and    action = @Action
        and    request_id = any (@RequestIds)
        order  by at
        """;

    private const string KeepSql =
        """
        update platform.idempotency
        set    status = @Status, content_type = @ContentType, location = @Location, body = @Body
        where  actor_id = @Actor and key = @Key and fence = @Fence and status is null
        """;

    // As a node leaves it that died, but at once.
    private const string ReleaseSql =
        """
        update platform.idempotency
        set    leased_until = now()
        where  actor_id = @Actor and key = @Key and fence = @Fence and status is null
        """;

    private const string ForgetSql =
        """
        delete from platform.idempotency
        where  actor_id = @Actor and key = @Key and fence = @Fence and status is null
        """;
}

/// <summary>A row that an earlier try of this request has changed, see <see cref="TenantDb.MadeBefore"/>.</summary>
/// <param name="Table">With its schema.</param>
internal sealed record DoneBefore(string Table, Guid? Id, bool Made);

/// <summary>Deletes a clinic's first answers older than a day.</summary>
public sealed record ForgetFirstAnswers : IJob
{
    internal sealed class Handler : IJobHandler<ForgetFirstAnswers>
    {
        public Task Handle(ForgetFirstAnswers job, JobContext context, CancellationToken ct) =>
            context.Finish(tx => tx.Execute("delete from platform.idempotency where created_at < now() - interval '24 hours' and leased_until < now()", null, ct), ct);
    }
}
