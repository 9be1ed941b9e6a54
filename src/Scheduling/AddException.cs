using System.ComponentModel.DataAnnotations;
using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace Frontdesk.Scheduling;

/// <summary>Takes a practitioner away from the weekly hours, or adds hours to them, once. Visits already booked stay booked.</summary>
internal static class AddException
{
    /// <param name="Kind"><c>away</c> or <c>extra</c>.</param>
    /// <param name="Starts">By the clock of each location it touches, without an offset: <c>2026-12-24T12:00</c>.</param>
    /// <param name="Ends">Exclusive; at most 366 days later.</param>
    /// <param name="LocationId">Needed for extra hours; left out, the practitioner is away from all locations.</param>
    /// <param name="Note">For staff only, at most 200 characters.</param>
    public sealed record Request([property: Required] string Kind, DateTime Starts, DateTime Ends, Guid? LocationId = null, [property: StringLength(200)] string? Note = null);

    public sealed record Response(Guid ExceptionId);

    public static void Map(IEndpointRouteBuilder scheduling) => scheduling
        .MapPost("/practitioners/{id:guid}/exceptions", Handle)
        .WithName(nameof(AddException))
        .Requires<SetUpSchedule>()
        .Audited("exception.added")
        .RateLimited(RateClass.Write);

    internal static async Task<Results<Created<Response>, ProblemHttpResult>> Handle(Guid id, Request request, TenantDb db, CancellationToken ct)
    {
        if (request.Kind is not ("away" or "extra"))
            throw ClinicRules.Invalid("kind", "kind_unknown", "The kind is away or extra.");
        if (request.Starts.Kind != DateTimeKind.Unspecified)
            throw ClinicRules.Invalid("starts", "has_an_offset", "Give the time by the location's clock, without an offset or Z.");
        if (request.Ends.Kind != DateTimeKind.Unspecified)
            throw ClinicRules.Invalid("ends", "has_an_offset", "Give the time by the location's clock, without an offset or Z.");
        if (request.Starts.Ticks % TimeSpan.TicksPerMinute != 0)
            throw ClinicRules.Invalid("starts", "not_a_whole_minute", "Give the time in whole minutes.");
        if (request.Ends.Ticks % TimeSpan.TicksPerMinute != 0)
            throw ClinicRules.Invalid("ends", "not_a_whole_minute", "Give the time in whole minutes.");
        if (request.Ends <= request.Starts)
            throw ClinicRules.Invalid("ends", "ends_before_start", "It ends after it starts.");
        if (request.Ends - request.Starts > TimeSpan.FromDays(366))
            throw ClinicRules.Invalid("ends", "too_long", "It lasts at most 366 days.");
        if (request is { Kind: "extra", LocationId: null })
            throw ClinicRules.Invalid("locationId", "location_required", "Say at which location the extra hours are.");

        var exceptionId = Guid.CreateVersion7();
        try
        {
            await db.Execute(Sql, new { Id = exceptionId, ResourceId = id, request.LocationId, request.Kind, request.Starts, request.Ends, Note = request.Note?.Trim() ?? "" }, ct);
        }
        catch (PostgresException e) when (e.ConstraintName == "exception_is_of_a_known_resource")
        {
            return Problems.NotFound("practitioner");
        }
        catch (PostgresException e) when (e.ConstraintName == "exception_is_where_the_resource_is")
        {
            throw ClinicRules.Invalid("locationId", "practitioner_not_at_location", "The practitioner does not see patients at this location.");
        }
        return TypedResults.Created($"/api/v1/scheduling/practitioners/{id}/exceptions/{exceptionId}", new Response(exceptionId));
    }

    internal const string Sql =
        """
        insert into scheduling.exceptions (id, resource_id, location_id, kind, starts, ends, note)
        values (@Id, @ResourceId, @LocationId, @Kind, @Starts, @Ends, @Note)
        """;
}
