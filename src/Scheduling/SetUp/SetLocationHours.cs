using System.ComponentModel.DataAnnotations;
using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace Frontdesk.Scheduling;

/// <summary>
/// Sets when a place is open each week: what was set before is replaced. A place without hours is open whenever somebody works there; with some, nobody works outside of
/// them but by extra hours.
/// </summary>
internal static class SetLocationHours
{
    /// <param name="Weekday">ISO 8601: Monday is 1.</param>
    /// <param name="Starts">By the location's clock, <c>HH:mm</c>.</param>
    /// <param name="Ends">Exclusive; <c>24:00</c> is midnight at the end of the day.</param>
    public sealed record Hours(int Weekday, [property: Required] string Starts, [property: Required] string Ends);

    public sealed record Request([property: Required, MaxLength(100)] IReadOnlyList<Hours> Hours);

    public static void Map(IEndpointRouteBuilder scheduling) => scheduling
        .MapPut("/locations/{id:guid}/hours", Handle)
        .WithName(nameof(SetLocationHours))
        .Requires<SetUpSchedule>()
        .Audited("location_hours.set")
        .RateLimited(RateClass.Write);

    /// <param name="preview">Changes nothing; the answer is what would be stranded.</param>
    internal static async Task<Ok<RuleChange.Effect>> Handle(Guid id, Request request, bool? preview, TenantDb db, CancellationToken ct)
    {
        for (var i = 0; i < request.Hours.Count; i++)
            WeekTime.Check($"hours[{i}]", request.Hours[i].Weekday, request.Hours[i].Starts, request.Hours[i].Ends);
        try
        {
            return TypedResults.Ok(await RuleChange.Apply(db, preview is true, async tx =>
            {
                if (!await tx.QueryOne<bool>("select true from scheduling.locations where id = @Id", new { Id = id }, ct))
                    throw new ProblemException(Problems.NotFound("location"));
                await tx.Execute("delete from scheduling.location_hours where location_id = @Id", new { Id = id }, ct);
                await tx.Execute(InsertSql, new
                {
                    LocationId = id,
                    Ids = request.Hours.Select(static _ => Guid.CreateVersion7()).ToArray(),
                    Weekdays = request.Hours.Select(static h => h.Weekday).ToArray(),
                    Starts = request.Hours.Select(static h => WeekTime.MinuteOf(h.Starts)!.Value).ToArray(),
                    Ends = request.Hours.Select(static h => WeekTime.MinuteOf(h.Ends)!.Value).ToArray(),
                }, ct);
            }, ct));
        }
        catch (PostgresException e) when (e.ConstraintName == "location_hours_do_not_overlap")
        {
            throw ClinicRules.Invalid("hours", "hours_overlap", "Two blocks of hours on one day overlap.");
        }
    }

    internal const string InsertSql =
        """
        insert into scheduling.location_hours (id, location_id, weekday, starts_minute, ends_minute)
        select id, @LocationId, weekday, starts, ends
        from   unnest(@Ids, @Weekdays, @Starts, @Ends) as h (id, weekday, starts, ends)
        """;
}
