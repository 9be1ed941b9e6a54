using System.ComponentModel.DataAnnotations;
using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.Scheduling;

/// <summary>Says when a room or a piece of equipment cannot be used: away for repair, or blocked for something else. The visits in it then are stranded.</summary>
internal static class AddRoomException
{
    /// <param name="Kind"><c>away</c> or <c>blocked</c>; a room has no extra hours.</param>
    /// <param name="Starts">By the clock of its location, without an offset: <c>2026-12-24T12:00</c>.</param>
    /// <param name="Ends">Exclusive; at most 366 days later.</param>
    /// <param name="Note">For staff only, at most 200 characters.</param>
    public sealed record Request([property: Required] string Kind, DateTime Starts, DateTime Ends, [property: StringLength(200)] string? Note = null);

    public static void Map(IEndpointRouteBuilder scheduling) => scheduling
        .MapPost("/rooms/{id:guid}/exceptions", Handle)
        .WithName(nameof(AddRoomException))
        .Requires<SetUpSchedule>()
        .Audited("exception.added")
        .RateLimited(RateClass.Write);

    /// <param name="preview">Changes nothing; the answer is what would be stranded.</param>
    internal static async Task<Results<Created<AddException.Response>, Ok<RuleChange.Effect>>> Handle(Guid id, Request request, bool? preview, TenantDb db, CancellationToken ct)
    {
        if (request.Kind is not ("away" or "blocked"))
            throw ClinicRules.Invalid("kind", "kind_unknown", "The kind is away or blocked.");
        AddException.Check(request.Starts, request.Ends);

        var args = new { Id = Guid.CreateVersion7(), ResourceId = id, LocationId = (Guid?)null, request.Kind, request.Starts, request.Ends, Note = request.Note?.Trim() ?? "" };
        var effect = await RuleChange.Apply(db, preview is true, async tx =>
        {
            if (!await tx.QueryOne<bool>("select true from scheduling.resources where id = @ResourceId and kind <> 'practitioner'", args, ct))
                throw new ProblemException(Problems.NotFound("room"));
            await tx.Execute(AddException.Sql, args, ct);
        }, ct);
        return preview is true ? TypedResults.Ok(effect)
            : TypedResults.Created($"/api/v1/scheduling/exceptions/{args.Id}", new AddException.Response(args.Id, effect.Stranded, effect.WorkItems));
    }
}
