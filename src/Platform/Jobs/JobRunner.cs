using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Frontdesk.Platform;

/// <summary>Runs one claimed job as its clinic and writes how it ended.</summary>
internal sealed class JobRunner(JobQueue queue, JobKinds kinds, TenantDirectory tenants, TenantDbFactory databases, IServiceScopeFactory scopes, TimeProvider clock, ILogger<JobRunner> log)
{
    private static readonly TimeSpan NotNow = TimeSpan.FromMinutes(1);

    // The house is no clinic: row level security shows it no clinic's rows.
    private static readonly Tenant House = new(Guid.Empty, "", "", "", "UTC", []);

    /// <param name="stopping">Whether a cancellation means that the program stops, rather than that the job is lost or takes too long.</param>
    internal async Task Run(ClaimedJob job, Func<bool> stopping, CancellationToken ct)
    {
        var kind = kinds.Find(job.Kind);
        var tenant = job.TenantId == Guid.Empty ? House : await tenants.Find(job.TenantId, ct);
        if (kind is null || tenant is null)
        {
            // A newer program added it, or the clinic is suspended: it keeps its attempts.
            log.LogInformation("Job {JobId} ({Kind}) waits: {Why}.", job.Id, job.Kind, kind is null ? "this program does not know its kind" : "its clinic is not active");
            await queue.Release(job, NotNow, CancellationToken.None);
            return;
        }

        var started = clock.GetTimestamp();
        using var activity = JobTelemetry.Source.StartActivity(job.Kind, ActivityKind.Consumer);
        using var said = LogScope.Begin(job.RequestId ?? job.Id.ToString("N"), tenant.Slug);
        var outcome = await Try(kind, job, tenant, stopping, ct);
        JobTelemetry.Jobs.Record(clock.GetElapsedTime(started).TotalSeconds, new("kind", job.Kind), new("outcome", outcome));
        activity?.SetTag("outcome", outcome);
    }

    private async Task<string> Try(JobKind kind, ClaimedJob job, Tenant tenant, Func<bool> stopping, CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var request = scope.ServiceProvider.GetRequiredService<RequestScope>();
            (request.Tenant, request.Actor, request.RequestId, request.Action) = (tenant, Actor.System, job.RequestId ?? job.Id.ToString("N"), job.Kind);
            var db = databases.For(tenant, Actor.System, request.RequestId, job.Kind);
            var context = new JobContext(job, db, new Effects(db));
            await kind.Run(scope.ServiceProvider, job.Payload, context, ct);
            if (!context.Finished)
                await queue.Finish(job, CancellationToken.None);
            return "done";
        }
        catch (LeaseLostException)
        {
            log.LogWarning("Job {JobId} ({Kind}) was taken over by another worker; nothing of this run was kept.", job.Id, job.Kind);
            return "lost";
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested && stopping())
        {
            await queue.Release(job, TimeSpan.Zero, CancellationToken.None);
            return "released";
        }
        catch (Exception e)
        {
            var error = Describe(e);
            log.LogWarning(e, "Job {JobId} ({Kind}) failed at attempt {Attempt}.", job.Id, job.Kind, job.Attempts);
            await queue.Fail(job, error, CancellationToken.None);
            return "failed";
        }
    }

    /// <summary>Types, codes and our own sentences: messages of others may quote data.</summary>
    internal static string Describe(Exception e) => e switch
    {
        JobFailedException => e.Message,
        PostgresException p => $"PostgresException {p.SqlState} {p.ConstraintName}".TrimEnd(),
        HttpRequestException h => $"HttpRequestException {h.HttpRequestError} {(int?)h.StatusCode}".TrimEnd(),
        OperationCanceledException => "It took too long, or its lease was lost.",
        _ => e.GetType().FullName ?? e.GetType().Name,
    };
}
