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
    /// <summary>What one practitioner does otherwise than the visit type says: how long it takes them, or that they do it at all where not everyone does.</summary>
    /// <param name="Minutes">5 to 480; as the visit type says, if left out.</param>
    public sealed record OwnVisit(Guid VisitTypeId, int? Minutes = null);

    /// <param name="Languages">BCP 47, such as <c>es</c>; at least one.</param>
    /// <param name="LocationIds">Where; at least one.</param>
    /// <param name="Skills">What a visit type may ask for; at most 50 characters each, kept in lower case.</param>
    /// <param name="LicenceStates">USPS codes: where patients may be while seen by video or telephone.</param>
    public sealed record Request(
        string Name,
        [property: Required, MaxLength(20)] IReadOnlyList<string> Languages,
        [property: Required, MaxLength(50)] IReadOnlyList<Guid> LocationIds,
        [property: MaxLength(30)] IReadOnlyList<string>? Skills = null,
        [property: MaxLength(60)] IReadOnlyList<string>? LicenceStates = null,
        [property: MaxLength(200)] IReadOnlyList<OwnVisit>? VisitTypes = null);

    public sealed record Response(Guid PractitionerId);

    public static void Map(IEndpointRouteBuilder scheduling) => scheduling
        .MapPost("/practitioners", Handle)
        .WithName(nameof(AddPractitioner))
        .Requires<SetUpSchedule>()
        .Audited("practitioner.added")
        .RateLimited(RateClass.Write);

    internal static async Task<Created<Response>> Handle(Request request, TenantDb db, CancellationToken ct)
    {
        var id = Guid.CreateVersion7();
        var args = Arguments(id, request);
        try
        {
            await db.Execute(Sql, args, ct);
        }
        catch (PostgresException e) when (Unknown(e) is not null)
        {
            throw Unknown(e)!;
        }
        return TypedResults.Created($"/api/v1/scheduling/practitioners/{id}", new Response(id));
    }

    internal static object Arguments(Guid id, Request request, bool active = true)
    {
        if (request.LocationIds.Count == 0)
            throw ClinicRules.Invalid("locationIds", "location_required", "Give at least one location.");
        var visits = request.VisitTypes ?? [];
        for (var i = 0; i < visits.Count; i++)
        {
            if (visits[i].Minutes is { } minutes)
                SetUpFields.Within($"visitTypes[{i}].minutes", minutes, 5, 480, "minutes_out_of_range", "A visit lasts");
            if (visits.Take(i).Any(v => v.VisitTypeId == visits[i].VisitTypeId))
                throw ClinicRules.Invalid($"visitTypes[{i}].visitTypeId", "visit_type_twice", "Each visit type stands once.");
        }
        return new
        {
            Id = id,
            Name = SetUpFields.Name("name", request.Name),
            Languages = SetUpFields.Languages("languages", request.Languages),
            LocationIds = request.LocationIds.Distinct().ToArray(),
            Skills = SetUpFields.Words("skills", request.Skills),
            LicenceStates = SetUpFields.StatesOf("licenceStates", request.LicenceStates),
            VisitTypeIds = visits.Select(static v => v.VisitTypeId).ToArray(),
            VisitMinutes = visits.Select(static v => v.Minutes).ToArray(),
            Active = active,
        };
    }

    /// <summary>What a foreign key says to a person; null for other faults.</summary>
    internal static ProblemException? Unknown(PostgresException e) => e.ConstraintName switch
    {
        "resource_is_at_a_known_location" => ClinicRules.Invalid("locationIds", "location_unknown", "There is no such location."),
        "visit_length_is_of_a_known_type" => ClinicRules.Invalid("visitTypes", "visit_type_unknown", "There is no such visit type."),
        _ => null,
    };

    internal const string Sql =
        """
        with resource as (
            insert into scheduling.resources (id, kind, name)
            values (@Id, 'practitioner', @Name)
        ),
        practitioner as (
            insert into scheduling.practitioners (id, languages, skills, licence_states)
            values (@Id, @Languages, @Skills, @LicenceStates)
        ),
        own as (
            insert into scheduling.practitioner_visit_types (practitioner_id, visit_type_id, minutes)
            select @Id, visit_type_id, minutes
            from   unnest(@VisitTypeIds, @VisitMinutes::integer[]) as v (visit_type_id, minutes)
        )
        insert into scheduling.resource_locations (resource_id, location_id)
        select @Id, location_id
        from   unnest(@LocationIds) location_id
        """;
}
