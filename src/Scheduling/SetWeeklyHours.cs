using System.ComponentModel.DataAnnotations;
using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace Frontdesk.Scheduling;

/// <summary>Sets when a practitioner works each week, at all locations: what was set before is replaced. Visits already booked stay booked.</summary>
internal static class SetWeeklyHours
{
    /// <param name="Weekday">ISO 8601: Monday is 1.</param>
    /// <param name="Starts">By the location's clock, <c>HH:mm</c>.</param>
    /// <param name="Ends">Exclusive; <c>24:00</c> is midnight at the end of the day.</param>
    /// <param name="From">First day; always, if left out.</param>
    /// <param name="Until">Last day; without end, if left out.</param>
    public sealed record Hours(Guid LocationId, [property: Range(1, 7)] int Weekday, [property: Required] string Starts, [property: Required] string Ends, DateOnly? From = null, DateOnly? Until = null);

    public sealed record Request([property: Required, MaxLength(200)] IReadOnlyList<Hours> Hours);

    public static void Map(IEndpointRouteBuilder scheduling) => scheduling
        .MapPut("/practitioners/{id:guid}/hours", Handle)
        .WithName(nameof(SetWeeklyHours))
        .Requires<SetUpSchedule>()
        .Audited("weekly_hours.set")
        .RateLimited(RateClass.Write);

    internal static async Task<Results<NoContent, ProblemHttpResult>> Handle(Guid id, Request request, TenantDb db, CancellationToken ct)
    {
        for (var i = 0; i < request.Hours.Count; i++)
            Check(request.Hours[i], $"hours[{i}]");
        try
        {
            return await db.Transaction<Results<NoContent, ProblemHttpResult>>(async tx =>
            {
                // The lock makes two who set the same hours follow each other; without the practitioner there is nothing to set.
                if (await tx.QueryOne<Guid?>(LockSql, new { ResourceId = id }, ct) is null)
                    return Problems.NotFound("practitioner");
                await tx.Execute(DeleteSql, new { ResourceId = id }, ct);
                await tx.Execute(InsertSql, Arguments(id, request.Hours), ct);
                return TypedResults.NoContent();
            }, ct);
        }
        catch (PostgresException e) when (e.ConstraintName == "weekly_hours_do_not_overlap")
        {
            throw ClinicRules.Invalid("hours", "hours_overlap", "Two blocks of hours at one location overlap.");
        }
        catch (PostgresException e) when (e.ConstraintName == "weekly_hours_are_where_the_resource_is")
        {
            throw ClinicRules.Invalid("hours", "practitioner_not_at_location", "The practitioner does not see patients at this location.");
        }
    }

    internal static object Arguments(Guid resourceId, IReadOnlyList<Hours> hours) => new
    {
        ResourceId = resourceId,
        Ids = hours.Select(_ => Guid.CreateVersion7()).ToArray(),
        LocationIds = hours.Select(h => h.LocationId).ToArray(),
        Weekdays = hours.Select(h => h.Weekday).ToArray(),
        Starts = hours.Select(h => Minute(h.Starts) ?? 0).ToArray(),
        Ends = hours.Select(h => Minute(h.Ends) ?? 0).ToArray(),
        Froms = hours.Select(h => h.From?.ToString("O")).ToArray(),
        Untils = hours.Select(h => h.Until?.ToString("O")).ToArray(),
    };

    private static void Check(Hours hours, string field)
    {
        if (hours.Weekday is < 1 or > 7)
            throw ClinicRules.Invalid($"{field}.weekday", "weekday_out_of_range", "A weekday is 1 (Monday) to 7 (Sunday).");
        if (Minute(hours.Starts) is not { } starts || starts == 1440)
            throw ClinicRules.Invalid($"{field}.starts", "not_a_time_of_day", "Give the time as HH:mm, from 00:00 to 23:59.");
        if (Minute(hours.Ends) is not { } ends)
            throw ClinicRules.Invalid($"{field}.ends", "not_a_time_of_day", "Give the time as HH:mm, up to 24:00.");
        if (ends <= starts)
            throw ClinicRules.Invalid($"{field}.ends", "ends_before_start", "Hours end after they start.");
        if (hours.Until < hours.From)
            throw ClinicRules.Invalid($"{field}.until", "until_before_from", "The last day is before the first.");
    }

    private static int? Minute(string? time)
    {
        if (time is not { Length: 5 } || time[2] != ':' || !char.IsAsciiDigit(time[0]) || !char.IsAsciiDigit(time[1]) || !char.IsAsciiDigit(time[3]) || !char.IsAsciiDigit(time[4]))
            return null;
        var minute = (((((time[0] - '0') * 10) + (time[1] - '0')) * 60) + ((time[3] - '0') * 10)) + (time[4] - '0');
        return minute <= 1440 && time[3] < '6' ? minute : null;
    }

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
        select id, @ResourceId, location_id, weekday, starts, ends, valid_from::date, valid_until::date
        from   unnest(@Ids, @LocationIds, @Weekdays, @Starts, @Ends, @Froms::text[], @Untils::text[])
               as h (id, location_id, weekday, starts, ends, valid_from, valid_until)
        """;
}
