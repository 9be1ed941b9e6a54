using System.ComponentModel.DataAnnotations;
using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace Frontdesk.Scheduling;

/// <summary>Sets when a practitioner works each week, at all locations: what was set before is replaced. Visits that lie outside of the new hours stay booked, and are stranded.</summary>
internal static class SetWeeklyHours
{
    /// <param name="Weekday">ISO 8601: Monday is 1.</param>
    /// <param name="Starts">By the location's clock, <c>HH:mm</c>.</param>
    /// <param name="Ends">Exclusive; <c>24:00</c> is midnight at the end of the day.</param>
    /// <param name="From">First day; always, if left out.</param>
    /// <param name="Until">Last day; without end, if left out.</param>
    public sealed record Hours(Guid LocationId, int Weekday, [property: Required] string Starts, [property: Required] string Ends, DateOnly? From = null, DateOnly? Until = null);

    public sealed record Request([property: Required, MaxLength(200)] IReadOnlyList<Hours> Hours);

    public static void Map(IEndpointRouteBuilder scheduling) => scheduling
        .MapPut("/practitioners/{id:guid}/hours", Handle)
        .WithName(nameof(SetWeeklyHours))
        .Requires<SetUpSchedule>()
        .Audited("weekly_hours.set")
        .RateLimited(RateClass.Write);

    /// <param name="preview">Changes nothing; the answer is what would be stranded.</param>
    internal static async Task<Ok<RuleChange.Effect>> Handle(Guid id, Request request, bool? preview, TenantDb db, CancellationToken ct)
    {
        for (var i = 0; i < request.Hours.Count; i++)
        {
            WeekTime.Check($"hours[{i}]", request.Hours[i].Weekday, request.Hours[i].Starts, request.Hours[i].Ends);
            if (request.Hours[i].From is { Year: < 2000 or > 2200 })
                throw ClinicRules.Invalid($"hours[{i}].from", "from_out_of_range", "Give a day from 2000 to 2200.");
            if (request.Hours[i].Until is { Year: < 2000 or > 2200 })
                throw ClinicRules.Invalid($"hours[{i}].until", "until_out_of_range", "Give a day from 2000 to 2200.");
            if (request.Hours[i].Until < request.Hours[i].From)
                throw ClinicRules.Invalid($"hours[{i}].until", "until_before_from", "The last day is before the first.");
        }
        try
        {
            return TypedResults.Ok(await RuleChange.Apply(db, preview is true, async tx =>
            {
                if (await tx.QueryOne<Guid?>(LockSql, new { ResourceId = id }, ct) is null)
                    throw new ProblemException(Problems.NotFound("practitioner"));
                await tx.Execute(DeleteSql, new { ResourceId = id }, ct);
                if (await tx.Execute(InsertSql, Arguments(id, request.Hours), ct) < request.Hours.Count)
                    throw ClinicRules.Invalid("hours", "practitioner_not_at_location", "The practitioner does not see patients at this location.");
            }, ct));
        }
        catch (PostgresException e) when (e.ConstraintName == "weekly_hours_do_not_overlap")
        {
            throw ClinicRules.Invalid("hours", "hours_overlap", "Two blocks of hours at one location overlap.");
        }
    }

    internal static object Arguments(Guid resourceId, IReadOnlyList<Hours> hours) => new
    {
        ResourceId = resourceId,
        Ids = hours.Select(_ => Guid.CreateVersion7()).ToArray(),
        LocationIds = hours.Select(h => h.LocationId).ToArray(),
        Weekdays = hours.Select(h => h.Weekday).ToArray(),
        Starts = hours.Select(h => WeekTime.MinuteOf(h.Starts) ?? 0).ToArray(),
        Ends = hours.Select(h => WeekTime.MinuteOf(h.Ends) ?? 0).ToArray(),
        Froms = hours.Select(h => h.From?.ToString("O")).ToArray(),
        Untils = hours.Select(h => h.Until?.ToString("O")).ToArray(),
    };

    internal const string LockSql =
        """
        select id
        from   scheduling.resources
        where  id = @ResourceId
        and    kind = 'practitioner'
        for    update
        """;

    internal const string DeleteSql =
        """
        delete from scheduling.weekly_hours
        where  resource_id = @ResourceId
        """;

    internal const string InsertSql =
        """
        insert into scheduling.weekly_hours (id, resource_id, location_id, weekday, starts_minute, ends_minute, valid_from, valid_until)
        select h.id, @ResourceId, h.location_id, h.weekday, h.starts, h.ends, h.valid_from::date, h.valid_until::date
        from   unnest(@Ids, @LocationIds, @Weekdays, @Starts, @Ends, @Froms::text[], @Untils::text[])
               as h (id, location_id, weekday, starts, ends, valid_from, valid_until)
        join   scheduling.resource_locations l on l.resource_id = @ResourceId and l.location_id = h.location_id and l.active
        """;
}
