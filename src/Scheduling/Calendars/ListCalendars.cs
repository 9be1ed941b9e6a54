using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.Scheduling;

/// <summary>The calendars a practitioner's busy times come from, how fresh each is, and since when there is an address to read the practitioner's visits at. No address is shown.</summary>
internal static class ListCalendars
{
    /// <param name="Host">Where it lies; the rest of the address is a secret.</param>
    /// <param name="FetchedAt">When what is stored was last known to be what stands there.</param>
    /// <param name="CheckedAt">When it was last asked.</param>
    /// <param name="Failure">The code of what went wrong then; null: nothing.</param>
    /// <param name="Unreadable">Entries that could not be read wholly.</param>
    /// <param name="Stale">Patients are offered no times of this practitioner until it can be read again.</param>
    public sealed record Calendar(Guid Id, string Name, string Host, int StaleHours, DateTimeOffset FetchedAt, DateTimeOffset? CheckedAt, string? Failure, int Unreadable, bool Stale);

    /// <param name="FeedMadeAt">Null when there is no such address.</param>
    public sealed record Response(DateTimeOffset? FeedMadeAt, IReadOnlyList<Calendar> Calendars);

    public static void Map(IEndpointRouteBuilder scheduling) => scheduling
        .MapGet("/practitioners/{id:guid}/calendars", Handle)
        .WithName(nameof(ListCalendars))
        .Requires<SeeSchedule>()
        .Audited("calendars.listed")
        .RateLimited(RateClass.Read);

    internal static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(Guid id, TenantDb db, CancellationToken ct)
    {
        var rows = await db.Query<Row>(Sql, new { ResourceId = id }, ct);
        if (rows.Count == 0)
            return Problems.NotFound("practitioner");
        return TypedResults.Ok(new Response(rows[0].FeedMadeAt, [.. rows.Where(static r => r.Id is not null).Select(static r =>
            new Calendar(r.Id!.Value, r.Name!, r.Host!, r.StaleHours!.Value, r.FetchedAt!.Value, r.CheckedAt, r.Failure, r.Unreadable!.Value, r.Stale!.Value))]));
    }

    private sealed record Row(
        DateTimeOffset? FeedMadeAt, Guid? Id, string? Name, string? Host, int? StaleHours, DateTimeOffset? FetchedAt, DateTimeOffset? CheckedAt, string? Failure, int? Unreadable, bool? Stale);

    internal const string Sql =
        """
        select f.created_at as "FeedMadeAt", s.id as "Id", s.name as "Name", s.host as "Host", s.stale_hours as "StaleHours", s.fetched_at as "FetchedAt", s.checked_at as "CheckedAt",
               s.failure as "Failure", s.unreadable as "Unreadable", s.fetched_at < now() - make_interval(hours => s.stale_hours) as "Stale"
        from   scheduling.resources r
        left join scheduling.calendar_feeds f on f.resource_id = r.id and f.revoked_at is null
        left join scheduling.calendar_subscriptions s on s.resource_id = r.id
        where  r.id = @ResourceId
        and    r.kind = 'practitioner'
        order  by s.created_at, s.id
        """;
}
