using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace Frontdesk.Scheduling;

/// <summary>Closes a place, or all, for a day: regular and extra hours alike. 409 <c>holiday_is_there_already</c>.</summary>
internal static class AddHoliday
{
    /// <param name="Day">By the clock of each place.</param>
    /// <param name="Name">1 to 100 characters; patients do not see it.</param>
    /// <param name="LocationId">Left out: all places.</param>
    public sealed record Request(DateOnly Day, string Name, Guid? LocationId = null);

    public sealed record Response(Guid HolidayId, IReadOnlyList<RuleChange.Visit> Stranded, int WorkItems);

    public static void Map(IEndpointRouteBuilder scheduling) => scheduling
        .MapPost("/holidays", Handle)
        .WithName(nameof(AddHoliday))
        .Requires<SetUpSchedule>()
        .Audited("holiday.added")
        .RateLimited(RateClass.Write)
        .ProducesProblem(StatusCodes.Status409Conflict);

    /// <param name="preview">Changes nothing; the answer is what would be stranded.</param>
    internal static async Task<Results<Created<Response>, Ok<RuleChange.Effect>, ProblemHttpResult>> Handle(Request request, bool? preview, TenantDb db, CancellationToken ct)
    {
        if (request.Day.Year is < 2000 or > 2200)
            throw ClinicRules.Invalid("day", "day_out_of_range", "Give a day from 2000 to 2200.");
        var args = new { Id = Guid.CreateVersion7(), request.Day, Name = SetUpFields.Name("name", request.Name), request.LocationId };
        try
        {
            var effect = await RuleChange.Apply(db, preview is true, tx => tx.Execute(Sql, args, ct), ct);
            return preview is true ? TypedResults.Ok(effect)
                : TypedResults.Created($"/api/v1/scheduling/holidays/{args.Id}", new Response(args.Id, effect.Stranded, effect.WorkItems));
        }
        catch (PostgresException e) when (e.ConstraintName == "holiday_is_of_a_known_location")
        {
            throw ClinicRules.Invalid("locationId", "location_unknown", "There is no such location.");
        }
        catch (PostgresException e) when (e.ConstraintName == "holiday_is_there_already")
        {
            return Problems.Conflict("holiday_is_there_already", "This day is a holiday already.");
        }
    }

    internal const string Sql =
        """
        insert into scheduling.holidays (id, location_id, day, name)
        values (@Id, @LocationId, @Day, @Name)
        """;
}
