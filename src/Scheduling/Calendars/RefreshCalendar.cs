using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Frontdesk.Scheduling;

/// <summary>Reads a calendar elsewhere again: a person asks for it, or the clinic's round does (<see cref="RefreshCalendars"/>). What cannot be read leaves what is stored as it is.</summary>
public sealed record RefreshCalendar(Guid CalendarId) : IJob
{
    /// <param name="Failure">The code of why it could not be read; null: it was.</param>
    /// <param name="Message">The same for a person.</param>
    public sealed record Response(string? Failure, string? Message);

    internal static void Map(IEndpointRouteBuilder scheduling) => scheduling
        .MapPost("/calendars/{id:guid}/refresh", Handle)
        .WithName(nameof(RefreshCalendar))
        .Requires<SetUpSchedule>()
        .Audited("calendar.refreshed")
        .AnswersAgain()
        .RateLimited(RateClass.Write);

    internal static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(Guid id, TenantDb db, OutboundFetch outbound, TimeProvider clock, ILogger<RefreshCalendar> log, CancellationToken ct)
    {
        if (await db.QueryOne<ImportBusyTimes.Calendar>(ImportBusyTimes.CalendarSql, new { Id = id }, ct) is not { } calendar)
            return Problems.NotFound("calendar");
        var (read, failure) = await ImportBusyTimes.Ask(outbound, calendar, db.Tenant, clock, log, ct);
        await db.Transaction(tx => Keep(tx, calendar, read, failure, ct), ct);
        return TypedResults.Ok(new Response(failure?.Code, failure?.Message));
    }

    private static Task Keep(TenantTransaction tx, ImportBusyTimes.Calendar calendar, ImportBusyTimes.Read? read, ImportBusyTimes.Failure? failure, CancellationToken ct) =>
        read is null ? tx.Execute(ImportBusyTimes.FailedSql, new { calendar.Id, Failure = failure?.Code }, ct) : ImportBusyTimes.Store(tx, calendar, read, ct);

    internal sealed class Handler(OutboundFetch outbound, TimeProvider clock, ILogger<RefreshCalendar> log) : IJobHandler<RefreshCalendar>
    {
        public async Task Handle(RefreshCalendar job, JobContext context, CancellationToken ct)
        {
            if (await context.Db.QueryOne<ImportBusyTimes.Calendar>(ImportBusyTimes.CalendarSql, new { Id = job.CalendarId }, ct) is not { } calendar)
                return;
            // A failure is written down and not retried: the next round comes soon.
            var (read, failure) = await ImportBusyTimes.Ask(outbound, calendar, context.Db.Tenant, clock, log, ct);
            await context.Finish(tx => Keep(tx, calendar, read, failure, ct), ct);
        }
    }
}

/// <summary>The clinic's round: every calendar elsewhere is read again, each by a job of its own, so that a slow one keeps nobody waiting.</summary>
public sealed record RefreshCalendars : IJob
{
    internal sealed class Handler : IJobHandler<RefreshCalendars>
    {
        public Task Handle(RefreshCalendars job, JobContext context, CancellationToken ct) => context.Finish(async tx =>
        {
            foreach (var id in await tx.Query<Guid>("select id as \"Id\" from scheduling.calendar_subscriptions order by id", null, ct))
                await tx.Enqueue(new RefreshCalendar(id), id.ToString(), ct);
        }, ct);
    }
}
