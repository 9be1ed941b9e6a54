using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Frontdesk.Platform;

/// <summary>Whether this node serves: <c>GET /health</c> says that the process answers, <c>GET /health/deep</c> that all it needs works. Asked by address, without a clinic; tells no secret.</summary>
internal static class Health
{
    private const double LongestLag = 120;

    public sealed record Shallow(string Status);

    /// <param name="Status"><c>ok</c> or <c>failing</c>; each part says the same of itself.</param>
    public sealed record Deep(string Status, DatabasePart Database, Part Migrations, JobsPart Jobs, Part Live);

    public sealed record Part(string Status);

    public sealed record DatabasePart(string Status, string? Version);

    /// <param name="LagSeconds">How long the oldest ready job has waited for a worker.</param>
    public sealed record JobsPart(string Status, double? LagSeconds);

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/health", () => TypedResults.Ok(new Shallow("ok")))
            .WithName(nameof(Health))
            .ExcludeFromDescription()
            .Anonymous("Load balancers ask it")
            .Audited("health.asked")
            .RateLimited(RateClass.Read);
        app.MapGet("/health/deep", Handle)
            .WithName(nameof(DeepHealth))
            .ExcludeFromDescription()
            .Anonymous("Monitoring asks it; it names no clinic")
            .Audited("health.asked")
            .RateLimited(RateClass.Read);
    }

    internal static async Task<JsonHttpResult<Deep>> Handle(HttpContext context, DeepHealth health, CancellationToken ct)
    {
        var deep = await health.Look(ct);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(deep, statusCode: deep.Status == "ok" ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    /// <summary>Looks at most once a second, however often it is asked.</summary>
    internal sealed class DeepHealth(Databases databases, JobQueue queue, LiveListener listener, TimeProvider clock)
    {
        private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

        private readonly Lock gate = new();
        private Task<Deep>? last;
        private long lookedAt;

        internal Task<Deep> Look(CancellationToken ct)
        {
            lock (gate)
            {
                if (last is null || (last.IsCompleted && clock.GetElapsedTime(lookedAt) >= Fresh))
                    // Not tied to one asker: the others wait for the same look.
                    (last, lookedAt) = (LookNow(CancellationToken.None), clock.GetTimestamp());
                return last.WaitAsync(ct);
            }
        }

        private async Task<Deep> LookNow(CancellationToken ct)
        {
            var (database, migrations) = await Try(() => Database(ct), (new DatabasePart("failing", null), new Part("failing")));
            var jobs = await Try(() => Jobs(ct), new JobsPart("failing", null));
            var live = new Part(Say(listener.Listening));
            var all = new[] { database.Status, migrations.Status, jobs.Status, live.Status };
            return new Deep(Say(all.All(static part => part == "ok")), database, migrations, jobs, live);
        }

        private Task<(DatabasePart, Part)> Database(CancellationToken ct) => databases.App.On(async connection =>
        {
            var landed = await connection.QueryAsync<string>(new CommandDefinition("select checksum from platform.migrations", commandTimeout: 5, cancellationToken: ct));
            var current = landed.ToHashSet(StringComparer.Ordinal).SetEquals(Migration.All.Select(static migration => migration.Checksum));
            return (new DatabasePart("ok", connection.PostgreSqlVersion.ToString()), new Part(Say(current)));
        }, ct);

        private async Task<JobsPart> Jobs(CancellationToken ct)
        {
            var lag = await queue.Lag(ct);
            return new JobsPart(Say(lag < LongestLag), Math.Round(lag, 1));
        }

        private static async Task<T> Try<T>(Func<Task<T>> look, T failing)
        {
            try
            {
                return await look();
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException)
            {
                return failing;
            }
        }

        private static string Say(bool works) => works ? "ok" : "failing";
    }
}
