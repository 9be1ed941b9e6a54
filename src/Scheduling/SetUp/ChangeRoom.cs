using System.Text.Json.Serialization;
using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.Scheduling;

/// <summary>Renames a room or a piece of equipment, or closes or opens it for good. Visits in a room that is closed are stranded; one that is called by another category keeps them.</summary>
internal static class ChangeRoom
{
    /// <param name="Category">What a visit type asks for; at most 50 characters, kept in lower case.</param>
    public sealed record Request(string Name, string Category, [property: JsonRequired] bool Active);

    public static void Map(IEndpointRouteBuilder scheduling) => scheduling
        .MapPut("/rooms/{id:guid}", Handle)
        .WithName(nameof(ChangeRoom))
        .Requires<SetUpSchedule>()
        .Audited("room.changed")
        .RateLimited(RateClass.Write);

    /// <param name="preview">Changes nothing; the answer is what would be stranded.</param>
    internal static async Task<Ok<RuleChange.Effect>> Handle(Guid id, Request request, bool? preview, TenantDb db, CancellationToken ct)
    {
        var args = new { Id = id, Name = SetUpFields.Name("name", request.Name), Category = SetUpFields.Word("category", request.Category), request.Active };
        return TypedResults.Ok(await RuleChange.Apply(db, preview is true, async tx =>
        {
            if (await tx.Execute(Sql, args, ct) == 0)
                throw new ProblemException(Problems.NotFound("room"));
        }, ct));
    }

    internal const string Sql =
        """
        update scheduling.resources
        set    name = @Name, category = @Category, active = @Active
        where  id = @Id
        and    kind <> 'practitioner'
        """;
}
