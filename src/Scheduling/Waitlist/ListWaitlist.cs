using System.Text.Json;
using System.Text.Json.Serialization;
using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.Scheduling;

/// <summary>Who waits, in the order in which they are asked, and what is offered to them now. Names like on the day's list; why somebody comes is on the chart.</summary>
internal static class ListWaitlist
{
    private const int MostRows = 1000;

    /// <param name="PractitionerIds">Any of these; none: anyone. Likewise places, weekdays and parts of the day.</param>
    /// <param name="Weekdays">ISO 8601: Monday is 1.</param>
    /// <param name="From">First day, by the clock of the place where the time is; so is the last.</param>
    /// <param name="NoticeMinutes">How long before the start the patient must know.</param>
    /// <param name="AppointmentId">The visit that would be moved to an earlier time.</param>
    /// <param name="Place">Among those who wait for the same kind of visit; 1 is next.</param>
    public sealed record Entry(
        Guid WaitlistId, Guid PatientId, string PatientName, Guid VisitTypeId, string VisitTypeEn, string VisitTypeEs, Guid[] PractitionerIds, Guid[] LocationIds, string? Channel,
        int[] Weekdays, string[] PartsOfDay, DateOnly From, DateOnly Until, int NoticeMinutes, string Urgency, DateTimeOffset JoinedAt, Guid? AppointmentId, int Place, Offer? Offer);

    /// <param name="StartsAt">With the offset of the location's clock.</param>
    /// <param name="ExpiresAt">Until when the patient may answer.</param>
    /// <param name="Untold">No text tells the patient of it: somebody should call.</param>
    public sealed record Offer(Guid OfferId, DateTimeOffset StartsAt, Guid PractitionerId, Guid LocationId, DateTimeOffset ExpiresAt, bool Untold, Because Because);

    /// <summary>Why it was this patient's turn.</summary>
    /// <param name="WaitedMinutes">When the offer was made.</param>
    /// <param name="PassedOver">How many were before them, whom the time did not suit or who had another offer.</param>
    public sealed record Because(string Urgency, int WaitedMinutes, int PassedOver);

    /// <param name="More">There are more than the 1,000 shown.</param>
    public sealed record Response(IReadOnlyList<Entry> Entries, bool More);

    public static void Map(IEndpointRouteBuilder scheduling) => scheduling
        .MapGet("/waitlist", Handle)
        .WithName(nameof(ListWaitlist))
        .Requires<SeeSchedule>()
        .Audited("waitlist.seen")
        .RateLimited(RateClass.Read);

    internal static async Task<Ok<Response>> Handle(TenantDb db, CancellationToken ct)
    {
        var rows = await db.Disclose<Row>(Purpose.Operations, Sql, new { Most = MostRows + 1 }, ct);
        return TypedResults.Ok(new Response([.. rows.Take(MostRows).Select(r => r.Shown)], rows.Count > MostRows));
    }

    private sealed record Row(
        Guid WaitlistId, Guid PatientId, string PatientName, Guid VisitTypeId, string VisitTypeEn, string VisitTypeEs, Guid[] PractitionerIds, Guid[] LocationIds, string? Channel,
        int[] Weekdays, string[] PartsOfDay, DateOnly From, DateOnly Until, int NoticeMinutes, string Urgency, DateTimeOffset JoinedAt, Guid? AppointmentId, int Place,
        Guid? OfferId, DateTimeOffset? StartsAt, string? TimeZone, Guid? PractitionerId, Guid? LocationId, DateTimeOffset? ExpiresAt, bool? Untold, string? Because)
    {
        public Entry Shown => new(
            WaitlistId, PatientId, PatientName, VisitTypeId, VisitTypeEn, VisitTypeEs, PractitionerIds, LocationIds, Channel,
            Weekdays, PartsOfDay, From, Until, NoticeMinutes, Urgency, JoinedAt, AppointmentId, Place,
            OfferId is not { } offer ? null : new Offer(offer, StartsAt!.Value.In(TimeZone!), PractitionerId!.Value, LocationId!.Value, ExpiresAt!.Value, Untold!.Value,
                JsonSerializer.Deserialize<Because>(Because!, JsonSerializerOptions.Web)!));
    }

    internal const string Sql =
        """
        select w.id as "WaitlistId", w.patient_id as "PatientId", p.name as "PatientName", w.visit_type_id as "VisitTypeId", v.name_en as "VisitTypeEn", v.name_es as "VisitTypeEs",
               w.practitioner_ids as "PractitionerIds", w.location_ids as "LocationIds", w.channel as "Channel", w.weekdays::int[] as "Weekdays", w.parts_of_day as "PartsOfDay",
               w.from_day as "From", w.until_day as "Until", w.notice_minutes as "NoticeMinutes", w.urgency as "Urgency", w.joined_at as "JoinedAt",
               w.appointment_id as "AppointmentId", t.place as "Place",
               o.id as "OfferId", o.starts_at as "StartsAt", l.time_zone as "TimeZone", o.resource_id as "PractitionerId", o.location_id as "LocationId", o.expires_at as "ExpiresAt",
               o.untold as "Untold", o.because::text as "Because"
        from   scheduling.waitlist w
        join   scheduling.waitlist_order t on t.waitlist_id = w.id
        join   scheduling.visit_types v on v.id = w.visit_type_id
        join   patients.summary p on p.patient_id = w.patient_id
        left join scheduling.offers o on o.waitlist_id = w.id and o.state = 'open' and o.expires_at > now()
        left join scheduling.locations l on l.id = o.location_id
        order  by t.turn
        limit  @Most
        """;
}
