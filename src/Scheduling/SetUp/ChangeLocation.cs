using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace Frontdesk.Scheduling;

/// <summary>Renames a place, or closes or opens it for good. The time zone stays: hours written by one clock do not become another's. 409 <c>name_taken</c>.</summary>
internal static class ChangeLocation
{
    /// <param name="Name">1 to 100 characters, no other place's.</param>
    /// <param name="Active">False: nothing is offered there, and the visits to come are stranded.</param>
    public sealed record Request(string Name, [property: JsonRequired] bool Active, [property: StringLength(300)] string? Address = null);

    public static void Map(IEndpointRouteBuilder scheduling) => scheduling
        .MapPut("/locations/{id:guid}", Handle)
        .WithName(nameof(ChangeLocation))
        .Requires<SetUpSchedule>()
        .Audited("location.changed")
        .RateLimited(RateClass.Write)
        .ProducesProblem(StatusCodes.Status409Conflict);

    /// <param name="preview">Changes nothing; the answer is what would be stranded.</param>
    internal static async Task<Results<Ok<RuleChange.Effect>, ProblemHttpResult>> Handle(Guid id, Request request, bool? preview, TenantDb db, CancellationToken ct)
    {
        var args = new { Id = id, Name = SetUpFields.Name("name", request.Name), Address = request.Address?.Trim() ?? "", request.Active };
        try
        {
            return TypedResults.Ok(await RuleChange.Apply(db, preview is true, async tx =>
            {
                if (await tx.Execute(Sql, args, ct) == 0)
                    throw new ProblemException(Problems.NotFound("location"));
            }, ct));
        }
        catch (PostgresException e) when (e.ConstraintName == "location_name_is_taken")
        {
            return AddLocation.NameTaken();
        }
    }

    internal const string Sql =
        """
        update scheduling.locations
        set    name = @Name, address = @Address, active = @Active
        where  id = @Id
        """;
}
