using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace Frontdesk.Scheduling;

/// <summary>
/// Says anew who a practitioner is, where they see patients and what they do there. One who leaves the clinic or a place keeps the hours, should they come back; the visits to come
/// are stranded.
/// </summary>
internal static class ChangePractitioner
{
    /// <param name="Languages">BCP 47; at least one.</param>
    /// <param name="LocationIds">Where; at least one.</param>
    /// <param name="Active">False: nothing is offered with them anywhere.</param>
    /// <param name="VisitTypes">All that they do otherwise than the visit type says; what is left out is as the type says.</param>
    public sealed record Request(
        string Name,
        [property: Required, MaxLength(20)] IReadOnlyList<string> Languages,
        [property: Required, MaxLength(50)] IReadOnlyList<Guid> LocationIds,
        [property: JsonRequired] bool Active,
        [property: MaxLength(30)] IReadOnlyList<string>? Skills = null,
        [property: MaxLength(60)] IReadOnlyList<string>? LicenceStates = null,
        [property: MaxLength(200)] IReadOnlyList<AddPractitioner.OwnVisit>? VisitTypes = null);

    public static void Map(IEndpointRouteBuilder scheduling) => scheduling
        .MapPut("/practitioners/{id:guid}", Handle)
        .WithName(nameof(ChangePractitioner))
        .Requires<SetUpSchedule>()
        .Audited("practitioner.changed")
        .RateLimited(RateClass.Write);

    /// <param name="preview">Changes nothing; the answer is what would be stranded.</param>
    internal static async Task<Ok<RuleChange.Effect>> Handle(Guid id, Request request, bool? preview, TenantDb db, CancellationToken ct)
    {
        var args = AddPractitioner.Arguments(id, new AddPractitioner.Request(request.Name, request.Languages, request.LocationIds, request.Skills, request.LicenceStates, request.VisitTypes), request.Active);
        try
        {
            return TypedResults.Ok(await RuleChange.Apply(db, preview is true, async tx =>
            {
                if (await tx.QueryOne<Guid?>(SetWeeklyHours.LockSql, new { ResourceId = id }, ct) is null)
                    throw new ProblemException(Problems.NotFound("practitioner"));
                await tx.Execute(Sql, args, ct);
            }, ct));
        }
        catch (PostgresException e) when (AddPractitioner.Unknown(e) is not null)
        {
            throw AddPractitioner.Unknown(e)!;
        }
    }

    // Rows that stay as they are are not written, so that the record of changes shows what changed.
    internal const string Sql =
        """
        with resource as (
            update scheduling.resources
            set    name = @Name, active = @Active
            where  id = @Id
            and    (name, active) is distinct from (@Name, @Active)
        ),
        practitioner as (
            update scheduling.practitioners
            set    languages = @Languages, skills = @Skills, licence_states = @LicenceStates
            where  id = @Id
            and    (languages, skills, licence_states) is distinct from (@Languages, @Skills, @LicenceStates)
        ),
        place_given_up as (
            update scheduling.resource_locations
            set    active = false
            where  resource_id = @Id
            and    location_id <> all (@LocationIds)
            and    active
        ),
        place as (
            insert into scheduling.resource_locations as p (resource_id, location_id)
            select @Id, location_id
            from   unnest(@LocationIds) location_id
            on     conflict (tenant_id, resource_id, location_id) do update set active = true where not p.active
        ),
        own_no_more as (
            delete from scheduling.practitioner_visit_types
            where  practitioner_id = @Id
            and    visit_type_id <> all (@VisitTypeIds)
        )
        insert into scheduling.practitioner_visit_types as o (practitioner_id, visit_type_id, minutes)
        select @Id, visit_type_id, minutes
        from   unnest(@VisitTypeIds, @VisitMinutes::integer[]) as v (visit_type_id, minutes)
        on     conflict (tenant_id, practitioner_id, visit_type_id) do update set minutes = excluded.minutes where o.minutes is distinct from excluded.minutes
        """;
}
