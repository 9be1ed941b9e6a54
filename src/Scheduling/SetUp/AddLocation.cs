using System.ComponentModel.DataAnnotations;
using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NodaTime;
using Npgsql;

namespace Frontdesk.Scheduling;

/// <summary>Adds a place patients come to. Its zone decides what its hours mean, and never changes. 409 <c>name_taken</c>.</summary>
internal static class AddLocation
{
    /// <param name="Name">1 to 100 characters, no other place's.</param>
    /// <param name="TimeZone">IANA id, such as <c>America/Chicago</c>.</param>
    public sealed record Request(string Name, [property: Required] string TimeZone, [property: StringLength(300)] string? Address = null);

    public sealed record Response(Guid LocationId);

    public static void Map(IEndpointRouteBuilder scheduling) => scheduling
        .MapPost("/locations", Handle)
        .WithName(nameof(AddLocation))
        .Requires<SetUpSchedule>()
        .Audited("location.added")
        .RateLimited(RateClass.Write)
        .ProducesProblem(StatusCodes.Status409Conflict);

    internal static async Task<Results<Created<Response>, ProblemHttpResult>> Handle(Request request, TenantDb db, CancellationToken ct)
    {
        RequireZone("timeZone", request.TimeZone);
        var args = new { Id = Guid.CreateVersion7(), Name = SetUpFields.Name("name", request.Name), Address = request.Address?.Trim() ?? "", request.TimeZone };
        try
        {
            await db.Execute(Sql, args, ct);
        }
        catch (PostgresException e) when (e.ConstraintName == "location_name_is_taken")
        {
            return NameTaken();
        }
        return TypedResults.Created($"/api/v1/scheduling/locations/{args.Id}", new Response(args.Id));
    }

    internal static ProblemHttpResult NameTaken() => Problems.Conflict("name_taken", "There is a location of this name.");

    internal static void RequireZone(string field, string timeZone)
    {
        // By its list: it would also make zones of offsets, such as UTC+05:00, which to the database are west of Greenwich.
        if (!DateTimeZoneProviders.Tzdb.Ids.Contains(timeZone, StringComparer.Ordinal))
            throw ClinicRules.Invalid(field, "time_zone_unknown", "There is no such time zone. Give an IANA name, such as America/Chicago.");
    }

    internal const string Sql =
        """
        insert into scheduling.locations (id, name, address, time_zone)
        values (@Id, @Name, @Address, @TimeZone)
        """;
}
