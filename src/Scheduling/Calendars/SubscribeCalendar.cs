using System.ComponentModel.DataAnnotations;
using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Frontdesk.Scheduling;

/// <summary>
/// Takes busy times from a calendar elsewhere, by its iCalendar address. It is read before the answer: an address that cannot be read now, or is no calendar, is refused with the reason
/// (400 on <c>address</c>, with a code of <see cref="OutboundException"/> or <see cref="IcsException"/>). At most ten a practitioner.
/// </summary>
internal static class SubscribeCalendar
{
    private const int Most = 10;

    /// <param name="Name">What the clinic calls it, such as "Outlook".</param>
    /// <param name="Address">https or webcal. Kept, but never shown again: whoever has it reads the calendar.</param>
    /// <param name="StaleHours">So long after it was last known to be right, patients are offered no times of this practitioner and staff are warned.</param>
    public sealed record Request(
        [property: Required, StringLength(100, MinimumLength = 1)] string Name, [property: Required, StringLength(2000, MinimumLength = 1)] string Address, [property: Range(1, 168)] int StaleHours = 24);

    /// <param name="BusyTimes">Stretches of busy time in the next 400 days, cut at every midnight UTC.</param>
    /// <param name="Unreadable">Entries that could not be read wholly; the others stand.</param>
    public sealed record Response(Guid CalendarId, int BusyTimes, int Unreadable);

    public static void Map(IEndpointRouteBuilder scheduling) => scheduling
        .MapPost("/practitioners/{id:guid}/calendars", Handle)
        .WithName(nameof(SubscribeCalendar))
        .Requires<SetUpSchedule>()
        .Audited("calendar.subscribed")
        .RateLimited(RateClass.Write);

    internal static async Task<Results<Created<Response>, ProblemHttpResult>> Handle(Guid id, Request request, TenantDb db, OutboundFetch outbound, TimeProvider clock, ILogger<RefreshCalendar> log, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(request.Name))
            throw ClinicRules.Invalid("name", "name_required", "Give the calendar a name.");
        Uri address;
        try
        {
            address = outbound.Check(request.Address);
        }
        catch (OutboundException e)
        {
            throw ClinicRules.Invalid("address", e.Code, e.Message);
        }
        if (await db.QueryOne<Place>(PlaceSql, new { ResourceId = id }, ct) is not { } place)
            return Problems.NotFound("practitioner");
        if (place.Calendars >= Most)
            return Problems.Conflict("too_many_calendars", $"A practitioner has at most {Most} calendars elsewhere.");

        var calendar = new ImportBusyTimes.Calendar(Guid.CreateVersion7(), id, address.AbsoluteUri, null, null, null, place.Now, place.Zones);
        var (read, failure) = await ImportBusyTimes.Ask(outbound, calendar, db.Tenant, clock, log, ct);
        if (read is not { Busy: { } busy })
            throw ClinicRules.Invalid("address", failure?.Code ?? "unreachable", failure?.Message ?? "The other side could not be reached.");
        await db.Transaction(async tx =>
        {
            await tx.Execute(Sql, new { calendar.Id, ResourceId = id, Name = request.Name.Trim(), calendar.Address, address.Host, request.StaleHours }, ct);
            await ImportBusyTimes.Store(tx, calendar, read, ct);
        }, ct);
        return TypedResults.Created($"/api/v1/scheduling/calendars/{calendar.Id}", new Response(calendar.Id, busy.Count, read.Unreadable));
    }

    private sealed record Place(DateTimeOffset Now, int Calendars, string[] Zones);

    internal const string PlaceSql =
        """
        select now() as "Now", (select count(*) from scheduling.calendar_subscriptions where resource_id = r.id)::int as "Calendars",
               array(select l.time_zone
                     from   scheduling.resource_locations rl
                     join   scheduling.locations l on l.id = rl.location_id
                     where  rl.resource_id = r.id) as "Zones"
        from   scheduling.resources r
        where  r.id = @ResourceId
        and    r.kind = 'practitioner'
        """;

    internal const string Sql =
        """
        insert into scheduling.calendar_subscriptions (id, resource_id, name, address, host, stale_hours, fetched_at, read_at)
        values (@Id, @ResourceId, @Name, @Address, @Host, @StaleHours, now(), now())
        """;
}
