using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Frontdesk.Platform;

/// <summary>
/// A write that carries <c>Idempotency-Key</c> is done once: within 24 h the same key with the same request gets the first answer again (status, body, location; marked
/// <c>Idempotency-Replayed: true</c>). The same key with another request is 422 <c>idempotency_key_reused</c>; while the first is still at work, 409 <c>in_progress</c>
/// with <c>Retry-After</c>. Keys belong to the actor. Only an answer of 2xx is kept: a refusal changed nothing, and may tell what the caller may not see any more.
/// A search is no write, whatever its method: it is made anew, and recorded anew.
/// </summary>
/// <remarks>
/// The answer is kept after the use case has committed. A node that dies between the two leaves the key held for 20 s, which is longer than a statement may take; then the request is made anew, and the use
/// case's own constraints (a hold is used up, an appointment cannot be cancelled twice) say that it had happened.
/// </remarks>
internal sealed class Idempotency(RequestDelegate next)
{
    private const string Header = "Idempotency-Key";
    private const int LargestBody = 1024 * 1024;

    private sealed record Entry(long Fence, bool Ours, byte[] RequestHash, int? Status, string? ContentType, string? Location, byte[]? Body);

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
        if (entry is { Ours: true })
            await Answer(context, db, scope.Actor.Id, key, entry.Fence);
        else
            await Repeat(context, entry, hash);
    }

    private async Task Answer(HttpContext context, TenantDb db, Guid actor, string key, long fence)
    {
        var wire = context.Response.Body;
        using var kept = new MemoryStream();
        context.Response.Body = kept;
        var answered = false;
        try
        {
            await next(context);
            answered = IsKept(context.Response.StatusCode);
        }
        finally
        {
            context.Response.Body = wire;
            var response = context.Response;
            // Not tied to the caller's patience: the caller who hung up will ask again with this key.
            await db.Execute(answered ? KeepSql : ForgetSql, new
            {
                Actor = actor,
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
                   fence = i.fence + 1, leased_until = excluded.leased_until, created_at = now()
            where  i.created_at < now() - interval '24 hours'
            or     (i.status is null and i.leased_until < now() and i.request_hash = excluded.request_hash)
            returning fence, request_hash
        )
        select fence as "Fence", true as "Ours", request_hash as "RequestHash", null::int as "Status", null::text as "ContentType", null::text as "Location", null::bytea as "Body"
        from   begun
        union  all
        select i.fence, false, i.request_hash, i.status, i.content_type, i.location, i.body
        from   platform.idempotency i
        where  i.actor_id = @Actor and i.key = @Key and not exists (select from begun)
        """;

    private const string KeepSql =
        """
        update platform.idempotency
        set    status = @Status, content_type = @ContentType, location = @Location, body = @Body
        where  actor_id = @Actor and key = @Key and fence = @Fence and status is null
        """;

    private const string ForgetSql =
        """
        delete from platform.idempotency
        where  actor_id = @Actor and key = @Key and fence = @Fence and status is null
        """;
}

/// <summary>Deletes a clinic's first answers older than a day.</summary>
public sealed record ForgetFirstAnswers : IJob
{
    internal sealed class Handler : IJobHandler<ForgetFirstAnswers>
    {
        public Task Handle(ForgetFirstAnswers job, JobContext context, CancellationToken ct) =>
            context.Finish(tx => tx.Execute("delete from platform.idempotency where created_at < now() - interval '24 hours'", null, ct), ct);
    }
}
