using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Frontdesk.Scheduling;

/// <summary>The clinic's visits of some days, cancelled ones too, in the order of their starts. Days are those of each location's own clock.</summary>
internal static class ListAppointments
{
    private const int MostDays = 31;
    private const int MostRows = 2000;

    /// <param name="Status">FHIR R4 AppointmentStatus.</param>
    /// <param name="StartsAt">With the offset of the location's clock.</param>
    /// <param name="Reason">Why the patient comes, as they said it, and why it was cancelled: while the chart is open to who asks, else empty. The day needs names and times only.</param>
    /// <param name="Overbooked">Put there on purpose, see <see cref="Overbook"/>; the reason is for staff.</param>
    /// <param name="Channel"><c>in-person</c>, <c>video</c> or <c>phone</c>.</param>
    /// <param name="ConfirmedAt">When the patient said they will come.</param>
    /// <param name="Capacity">Of a group visit, more than one; those with the same practitioner, place, type and start are one group.</param>
    /// <param name="Seat">In the group.</param>
    public sealed record Appointment(
        Guid AppointmentId, Guid PatientId, string PatientName, string Status, DateTimeOffset StartsAt, DateTimeOffset EndsAt,
        Guid PractitionerId, string PractitionerName, Guid LocationId, string LocationName, string TimeZone,
        Guid VisitTypeId, string VisitTypeEn, string VisitTypeEs, string Reason, string? CancelationReason, string? CancelledBy,
        bool Overbooked, string? OverbookReason, DateTimeOffset? ArrivedAt,
        string Channel = "in-person", string? RoomName = null, Guid? SeriesId = null, DateTimeOffset? ConfirmedAt = null, int Capacity = 1, int Seat = 1);

    /// <param name="More">There are more than the 2,000 shown: ask for fewer days.</param>
    public sealed record Response(IReadOnlyList<Appointment> Appointments, bool More);

    public static void Map(IEndpointRouteBuilder scheduling) => scheduling
        .MapGet("/appointments", Handle)
        .WithName(nameof(ListAppointments))
        .Requires<SeeSchedule>()
        .Audited("schedule.seen")
        .RateLimited(RateClass.Read);

    /// <param name="from">First day.</param>
    /// <param name="to">Last day, at most 31 in all; the same day if left out.</param>
    internal static async Task<Ok<Response>> Handle(DateOnly from, DateOnly? to, Guid? practitionerId, TenantDb db, ClinicRulesCache cache, CancellationToken ct)
    {
        var last = to ?? from;
        if (last < from)
            throw ClinicRules.Invalid("to", "to_before_from", "The last day is before the first.");
        if (last.DayNumber - from.DayNumber >= MostDays)
            throw ClinicRules.Invalid("to", "too_many_days", $"Ask for at most {MostDays} days at once.");
        if (from.Year is < 1990 or > 2200)
            throw ClinicRules.Invalid("from", "from_out_of_range", "Ask for days from 1990 to 2200.");
        if (last.Year > 2200)
            throw ClinicRules.Invalid("to", "to_out_of_range", "Ask for days from 1990 to 2200.");

        // A location's day begins when its clock says so. The zone of a location never changes, so rules of any age will do; one closed since has its row.
        var zones = await db.Query<Zone>("select id as \"LocationId\", time_zone as \"TimeZone\" from scheduling.locations", null, ct);
        var rows = await db.Disclose<Appointment>(Purpose.Operations, Sql, new
        {
            LocationIds = zones.Select(z => z.LocationId).ToArray(),
            Starts = zones.Select(z => StartOf(from, z.TimeZone)).ToArray(),
            Ends = zones.Select(z => StartOf(last.AddDays(1), z.TimeZone)).ToArray(),
            From = zones.Count == 0 ? default : zones.Min(z => StartOf(from, z.TimeZone)),
            Until = zones.Count == 0 ? default : zones.Max(z => StartOf(last.AddDays(1), z.TimeZone)),
            PractitionerId = practitionerId,
            Most = MostRows + 1,
        }, ct);
        return TypedResults.Ok(new Response(
            [.. rows.Take(MostRows).Select(a => a with { StartsAt = a.StartsAt.In(a.TimeZone), EndsAt = a.EndsAt.In(a.TimeZone) })], rows.Count > MostRows));
    }

    private static DateTimeOffset StartOf(DateOnly day, string timeZone) =>
        DateTimeZoneProviders.Tzdb[timeZone].AtStartOfDay(LocalDate.FromDateOnly(day)).ToDateTimeOffset().ToUniversalTime();

    private sealed record Zone(Guid LocationId, string TimeZone);

    internal const string Sql =
        """
        select a.id as "AppointmentId", a.patient_id as "PatientId", p.name as "PatientName", a.status as "Status", a.starts_at as "StartsAt", a.ends_at as "EndsAt",
               a.resource_id as "PractitionerId", r.name as "PractitionerName", a.location_id as "LocationId", l.name as "LocationName", l.time_zone as "TimeZone",
               a.visit_type_id as "VisitTypeId", v.name_en as "VisitTypeEn", v.name_es as "VisitTypeEs",
               case when patients.chart_is_open(a.patient_id) then a.reason else '' end as "Reason",
               case when patients.chart_is_open(a.patient_id) then a.cancelation_reason end as "CancelationReason", a.cancelled_by_kind as "CancelledBy",
               a.overbooked as "Overbooked", case when patients.chart_is_open(a.patient_id) then a.overbook_reason end as "OverbookReason", a.arrived_at as "ArrivedAt",
               a.channel as "Channel", o.name as "RoomName", a.series_id as "SeriesId", a.confirmed_at as "ConfirmedAt", v.capacity as "Capacity", a.seat::int as "Seat"
        from   scheduling.appointments a
        join   unnest(@LocationIds::uuid[], @Starts::timestamptz[], @Ends::timestamptz[]) as day (location_id, starts, ends)
               on day.location_id = a.location_id and a.starts_at >= day.starts and a.starts_at < day.ends
        join   scheduling.locations l on l.id = a.location_id
        join   scheduling.resources r on r.id = a.resource_id
        join   scheduling.visit_types v on v.id = a.visit_type_id
        join   patients.summary p on p.patient_id = a.patient_id
        left join scheduling.resources o on o.id = a.room_id
        where  a.starts_at >= @From
        and    a.starts_at < @Until
        and    a.booked_at is not null
        and    a.status <> 'entered-in-error'
        and    (@PractitionerId::uuid is null or a.resource_id = @PractitionerId)
        order  by a.starts_at, r.name, a.id
        limit  @Most
        """;
}
