using System.ComponentModel.DataAnnotations;
using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace Frontdesk.Scheduling;

/// <summary>Adds a room or a piece of equipment: a visit in person whose type asks for its category takes it along, one visit at a time.</summary>
internal static class AddRoom
{
    /// <param name="Kind"><c>room</c> or <c>equipment</c>.</param>
    /// <param name="Category">What a visit type asks for, such as <c>exam</c> or <c>ultrasound</c>; at most 50 characters, kept in lower case.</param>
    /// <param name="LocationId">Where it is; it stays there.</param>
    public sealed record Request(string Name, [property: Required] string Kind, string Category, Guid LocationId);

    public sealed record Response(Guid RoomId);

    public static void Map(IEndpointRouteBuilder scheduling) => scheduling
        .MapPost("/rooms", Handle)
        .WithName(nameof(AddRoom))
        .Requires<SetUpSchedule>()
        .Audited("room.added")
        .RateLimited(RateClass.Write);

    internal static async Task<Created<Response>> Handle(Request request, TenantDb db, CancellationToken ct)
    {
        if (request.Kind is not ("room" or "equipment"))
            throw ClinicRules.Invalid("kind", "kind_unknown", "The kind is room or equipment.");
        var args = new { Id = Guid.CreateVersion7(), Name = SetUpFields.Name("name", request.Name), request.Kind, Category = SetUpFields.Word("category", request.Category), request.LocationId };
        try
        {
            await db.Execute(Sql, args, ct);
        }
        catch (PostgresException e) when (e.ConstraintName == "resource_is_at_a_known_location")
        {
            throw ClinicRules.Invalid("locationId", "location_unknown", "There is no such location.");
        }
        return TypedResults.Created($"/api/v1/scheduling/rooms/{args.Id}", new Response(args.Id));
    }

    internal const string Sql =
        """
        with resource as (
            insert into scheduling.resources (id, kind, name, category)
            values (@Id, @Kind, @Name, @Category)
        )
        insert into scheduling.resource_locations (resource_id, location_id)
        values (@Id, @LocationId)
        """;
}
