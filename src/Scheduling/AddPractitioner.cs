using System.ComponentModel.DataAnnotations;
using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace Frontdesk.Scheduling;

/// <summary>Adds someone who sees patients. Times are offered once there are hours, see <see cref="SetWeeklyHours"/>.</summary>
internal static class AddPractitioner
{
    /// <param name="Languages">BCP 47, such as <c>es</c>; at least one.</param>
    /// <param name="LocationIds">Where; at least one.</param>
    public sealed record Request(
        [property: Required, StringLength(100, MinimumLength = 1)] string Name,
        [property: Required, MinLength(1), MaxLength(20)] IReadOnlyList<string> Languages,
        [property: Required, MinLength(1), MaxLength(50)] IReadOnlyList<Guid> LocationIds);

    public sealed record Response(Guid PractitionerId);

    public static void Map(IEndpointRouteBuilder scheduling) => scheduling
        .MapPost("/practitioners", Handle)
        .WithName(nameof(AddPractitioner))
        .Requires<SetUpSchedule>()
        .Audited("practitioner.added")
        .RateLimited(RateClass.Write);

    internal static async Task<Created<Response>> Handle(Request request, TenantDb db, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(request.Name))
            throw ClinicRules.Invalid("name", "name_required", "Give the practitioner a name.");
        if (request.Languages.Any(l => l is not { Length: >= 2 and <= 35 } || !l.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')))
            throw ClinicRules.Invalid("languages", "language_not_a_tag", "Give each language as a tag, such as en or es-MX.");
        var id = Guid.CreateVersion7();
        try
        {
            await db.Execute(Sql, new { Id = id, Name = request.Name.Trim(), Languages = request.Languages.Distinct(StringComparer.Ordinal).ToArray(), LocationIds = request.LocationIds.Distinct().ToArray() }, ct);
        }
        catch (PostgresException e) when (e.ConstraintName == "resource_is_at_a_known_location")
        {
            throw ClinicRules.Invalid("locationIds", "location_unknown", "There is no such location.");
        }
        return TypedResults.Created($"/api/v1/scheduling/practitioners/{id}", new Response(id));
    }

    internal const string Sql =
        """
        with resource as (
            insert into scheduling.resources (id, kind, name)
            values (@Id, 'practitioner', @Name)
        ),
        practitioner as (
            insert into scheduling.practitioners (id, languages)
            values (@Id, @Languages)
        )
        insert into scheduling.resource_locations (resource_id, location_id)
        select @Id, location_id
        from   unnest(@LocationIds) location_id
        """;
}
