using System.ComponentModel.DataAnnotations;
using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.Scheduling;

/// <summary>Takes a practitioner away from the weekly hours, or adds hours to them, once. Visits already booked stay booked, and are stranded when there are no hours under them any more.</summary>
internal static class AddException
{
    /// <param name="Kind"><c>away</c>; <c>blocked</c>: there, but not for visits; or <c>extra</c> hours.</param>
    /// <param name="Starts">By the clock of each location it touches, without an offset: <c>2026-12-24T12:00</c>.</param>
    /// <param name="Ends">Exclusive; at most 366 days later.</param>
    /// <param name="LocationId">Needed for extra hours; left out, the practitioner is away from all locations.</param>
    /// <param name="Note">For staff only, at most 200 characters.</param>
    public sealed record Request([property: Required] string Kind, DateTime Starts, DateTime Ends, Guid? LocationId = null, [property: StringLength(200)] string? Note = null);

    public sealed record Response(Guid ExceptionId, IReadOnlyList<RuleChange.Visit> Stranded, int WorkItems);

    public static void Map(IEndpointRouteBuilder scheduling) => scheduling
        .MapPost("/practitioners/{id:guid}/exceptions", Handle)
        .WithName(nameof(AddException))
        .Requires<SetUpSchedule>()
        .Audited("exception.added")
        .RateLimited(RateClass.Write);

    /// <param name="preview">Changes nothing; the answer is what would be stranded.</param>
    internal static async Task<Results<Created<Response>, Ok<RuleChange.Effect>>> Handle(Guid id, Request request, bool? preview, TenantDb db, CancellationToken ct)
    {
        if (request.Kind is not ("away" or "blocked" or "extra"))
            throw ClinicRules.Invalid("kind", "kind_unknown", "The kind is away, blocked or extra.");
        Check(request.Starts, request.Ends);
        if (request is { Kind: "extra", LocationId: null })
            throw ClinicRules.Invalid("locationId", "location_required", "Say at which location the extra hours are.");

        var args = new { Id = Guid.CreateVersion7(), ResourceId = id, request.LocationId, request.Kind, request.Starts, request.Ends, Note = request.Note?.Trim() ?? "" };
        var effect = await RuleChange.Apply(db, preview is true, async tx =>
        {
            if (await tx.QueryOne<Guid?>(SetWeeklyHours.LockSql, args, ct) is null)
                throw new ProblemException(Problems.NotFound("practitioner"));
            if (request.LocationId is not null && !await tx.QueryOne<bool>(IsThereSql, args, ct))
                throw ClinicRules.Invalid("locationId", "practitioner_not_at_location", "The practitioner does not see patients at this location.");
            await tx.Execute(Sql, args, ct);
        }, ct);
        return preview is true ? TypedResults.Ok(effect)
            : TypedResults.Created($"/api/v1/scheduling/exceptions/{args.Id}", new Response(args.Id, effect.Stranded, effect.WorkItems));
    }

    /// <summary>A time by the clock on the wall, in whole minutes, that ends within a year after it starts.</summary>
    internal static void Check(DateTime starts, DateTime ends)
    {
        if (starts.Kind != DateTimeKind.Unspecified)
            throw ClinicRules.Invalid("starts", "has_an_offset", "Give the time by the location's clock, without an offset or Z.");
        if (ends.Kind != DateTimeKind.Unspecified)
            throw ClinicRules.Invalid("ends", "has_an_offset", "Give the time by the location's clock, without an offset or Z.");
        if (starts.Ticks % TimeSpan.TicksPerMinute != 0)
            throw ClinicRules.Invalid("starts", "not_a_whole_minute", "Give the time in whole minutes.");
        if (ends.Ticks % TimeSpan.TicksPerMinute != 0)
            throw ClinicRules.Invalid("ends", "not_a_whole_minute", "Give the time in whole minutes.");
        if (starts.Year is < 2000 or > 2200)
            throw ClinicRules.Invalid("starts", "starts_out_of_range", "Give a time from 2000 to 2200.");
        if (ends <= starts)
            throw ClinicRules.Invalid("ends", "ends_before_start", "It ends after it starts.");
        if (ends - starts > TimeSpan.FromDays(366))
            throw ClinicRules.Invalid("ends", "too_long", "It lasts at most 366 days.");
    }

    internal const string IsThereSql =
        """
        select true
        from   scheduling.resource_locations
        where  resource_id = @ResourceId
        and    location_id = @LocationId
        and    active
        """;

    internal const string Sql =
        """
        insert into scheduling.exceptions (id, resource_id, location_id, kind, starts, ends, note)
        values (@Id, @ResourceId, @LocationId, @Kind, @Starts, @Ends, @Note)
        """;
}
