using System.ComponentModel.DataAnnotations;
using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NodaTime;
using Npgsql;

namespace Frontdesk.Scheduling;

/// <summary>Adds a place patients come to. Its zone decides what its hours mean.</summary>
internal static class AddLocation
{
    /// <param name="TimeZone">IANA id, such as <c>America/Chicago</c>.</param>
    public sealed record Request([property: Required, StringLength(100, MinimumLength = 1)] string Name, [property: Required] string TimeZone, [property: StringLength(300)] string? Address = null);

    public sealed record Response(Guid LocationId);

    public static void Map(IEndpointRouteBuilder scheduling) => scheduling
        .MapPost("/locations", Handle)
        .WithName(nameof(AddLocation))
        .Requires<SetUpSchedule>()
        .Audited("location.added")
        .RateLimited(RateClass.Write);

    internal static async Task<Results<Created<Response>, ProblemHttpResult>> Handle(Request request, TenantDb db, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(request.Name))
            throw ClinicRules.Invalid("name", "name_required", "Give the location a name.");
        RequireZone("timeZone", request.TimeZone);
        var id = Guid.CreateVersion7();
        try
        {
            await db.Execute(Sql, new { Id = id, Name = request.Name.Trim(), Address = request.Address?.Trim() ?? "", request.TimeZone }, ct);
        }
        catch (PostgresException e) when (e.ConstraintName == "location_name_is_taken")
        {
            return Problems.Conflict("name_taken", "There is a location of this name.");
        }
        return TypedResults.Created($"/api/v1/scheduling/locations/{id}", new Response(id));
    }

    internal static void RequireZone(string field, string timeZone)
    {
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(timeZone) is null)
            throw ClinicRules.Invalid(field, "time_zone_unknown", "There is no such time zone. Give an IANA name, such as America/Chicago.");
    }

    internal const string Sql =
        """
        insert into scheduling.locations (id, name, address, time_zone)
        values (@Id, @Name, @Address, @TimeZone)
        """;
}
