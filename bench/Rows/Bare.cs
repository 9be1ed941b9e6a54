using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Frontdesk.Bench;

/// <summary>
/// What this machine can do at best: a server with one route that inserts one row under an exclusion constraint, and nothing else: no tenant, no session, no audit.
/// A process of its own, as the Host is. What holding and booking cost is told in its measure, from machine to machine.
/// </summary>
internal static class Bare
{
    public const string Command = "bare";

    private const string Sql = "insert into bare (id, resource_id, during) values ($1, $2, tstzrange($3, $4)) on conflict do nothing";

    private sealed record Request(Guid ResourceId, DateTimeOffset StartsAt);

    public static async Task<HostProcess> Start(string database, int port, CancellationToken ct)
    {
        await using (var connection = new NpgsqlConnection(database))
        {
            await connection.OpenAsync(ct);
            await using var command = new NpgsqlCommand(
                """
                drop table if exists bare;
                create table bare (id uuid primary key, resource_id uuid not null, during tstzrange not null, exclude using gist (resource_id with =, during with &&))
                """, connection);
            await command.ExecuteNonQueryAsync(ct);
        }
        return await HostProcess.Start("Frontdesk.Bench.dll", [Command, $"{port}"], new Dictionary<string, string> { ["BENCH_DATABASE"] = database, ["DOTNET_TieredPGO"] = "1" }, port, ct);
    }

    public static async Task Serve(int port)
    {
        await using var database = Source(Environment.GetEnvironmentVariable("BENCH_DATABASE")!);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        await using var app = builder.Build();
        app.MapPost("/", async (Request request, CancellationToken ct) => await Insert(database, request, ct) ? Results.StatusCode(201) : Results.StatusCode(409));
        await app.RunAsync();
    }

    public static Row Row(Stage stage)
    {
        var database = Source(stage.Database);
        var first = TimeProvider.System.GetUtcNow();
        var taken = 0;
        Request Next()
        {
            var n = Interlocked.Increment(ref taken);
            return new Request(Bulk.Id(Bulk.Kind.Practitioner, n % 240, 0), first.AddMinutes(20 * (n / 240)));
        }

        return new Row("bare", "a bare insert under an exclusion constraint", null,
            async (http, _, ct) =>
            {
                var request = Next();
                await http.Send(HttpConnection.Request("POST", "/", "localhost", null, $$"""{"resourceId":"{{request.ResourceId}}","startsAt":"{{request.StartsAt:O}}"}"""), ct);
                return http.Status == 201 ? Result.Right : Result.Wrong;
            },
            async (_, ct) => await Insert(database, Next(), ct) ? Result.Right : Result.Wrong,
            stage.Bare);
    }

    private static async Task<bool> Insert(NpgsqlDataSource database, Request request, CancellationToken ct)
    {
        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Guid.CreateVersion7() });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = request.ResourceId });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = request.StartsAt.ToUniversalTime() });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = request.StartsAt.AddMinutes(20).ToUniversalTime() });
        return await command.ExecuteNonQueryAsync(ct) == 1;
    }

    // What the Host gives its own.
    private static NpgsqlDataSource Source(string database) =>
        NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database) { MaxAutoPrepare = 10, AutoPrepareMinUsages = 2, NoResetOnClose = true, MaxPoolSize = 40 }.ConnectionString);
}
