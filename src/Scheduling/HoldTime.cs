using Frontdesk.Patients;
using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Frontdesk.Scheduling;

/// <summary>
/// Keeps a time for five minutes, for whoever asked and for nobody else (IHE Scheduling ITI-116, <c>$hold</c>: an Appointment with status pending).
/// Of all who want one time at once, one gets it; every other gets 409 <c>time_taken</c> with the nearest free times. Nobody is refused a time that is free.
/// A patient is refused a time at which they have another visit; staff are not.
/// Whether the practitioner is licensed where the patient will be is not asked here: it is a filter of <see cref="FindTimes"/>.
/// </summary>
internal static class HoldTime
{
    /// <param name="StartsAt">As <see cref="FindTimes"/> offered it; any offset, the instant counts.</param>
    /// <param name="PatientId">For whom, if it is known yet. Left out by a patient: for themselves.</param>
    /// <param name="Channel"><c>in-person</c>, <c>video</c> or <c>phone</c>; left out: the first the visit type has.</param>
    /// <param name="MovesAppointmentId">The patient's visit that will be moved to this time, which may overlap its present one; then it can be used for that only.</param>
    public sealed record Request(Guid VisitTypeId, Guid PractitionerId, Guid LocationId, DateTimeOffset StartsAt, Guid? PatientId = null, string? Channel = null, Guid? MovesAppointmentId = null);

    /// <param name="ExpiresAt">By the database's clock.</param>
    /// <param name="RoomName">Where, if the visit takes a room.</param>
    public sealed record Response(Guid HoldId, DateTimeOffset StartsAt, DateTimeOffset EndsAt, DateTimeOffset ExpiresAt, string? RoomName = null);

    public static void Map(IEndpointRouteBuilder scheduling) => scheduling
        .MapPost("/holds", Handle)
        .WithName(nameof(HoldTime))
        .Requires<BookAppointments>()
        .Audited("time.held")
        .AnswersAgain()
        .RateLimited(RateClass.Write)
        .ProducesProblem(StatusCodes.Status409Conflict);

    internal static async Task<Results<Created<Response>, ProblemHttpResult>> Handle(Request request, TenantDb db, ClinicRulesCache cache, TimeProvider clock, CancellationToken ct)
    {
        if (db.MadeBefore("scheduling.appointments") is [.., var made] && await db.QueryOne<Made>(MadeSql, new { Id = made, ActorId = db.Actor.Id }, ct) is { } before)
            return Held(db, new Response(made, before.StartsAt.In(before.TimeZone), before.EndsAt.In(before.TimeZone), before.ExpiresAt, before.RoomName));
        if (!ClinicRules.IsInCalendar(request.StartsAt, clock))
            throw NotOffered();
        var patient = request.PatientId ?? (db.Actor.Kind == ActorKind.Patient ? db.Actor.Id : null);

        if (request.MovesAppointmentId is not null && patient is null)
            throw ClinicRules.Invalid("patientId", "patient_required", "Say whose visit is moved.");

        var (held, wanted, place, roomName) = await cache.Under(db, async rules =>
        {
            var type = rules.VisitTypeFor(db.Actor, request.VisitTypeId);
            var wanted = new FindTimes.Wanted(type, type.Channel(request.Channel), type.IsGroup ? null : request.MovesAppointmentId);
            var place = rules.PlaceOf(request.PractitionerId, request.LocationId);
            if (!FreeTimes.Offers(place.Location.Zone, place.Hours, place.Visit(type), Instant.FromDateTimeOffset(request.StartsAt)))
                throw NotOffered();
            var byPatient = db.Actor.Kind == ActorKind.Patient;
            var row = await TakeTime.Take(new TakeTime.Wanted(
                rules, type, place, wanted.Channel, request.StartsAt, Guid.CreateVersion7(), patient, db.Actor.Id, byPatient ? "patient" : "staff", byPatient, Moves: wanted.Moves, Besides: request.MovesAppointmentId), db, ct);
            var roomName = rules.Rooms.FirstOrDefault(r => r.Id == row.RoomId)?.Name;
            return new ClinicRulesCache.Seen<(TakeTime.Row, FindTimes.Wanted, ClinicRules.Place, string?)>(row.Version, (row, wanted, place, roomName));
        }, ct);

        if (!held.ChartIsOpen)
            return await Charts.WhyNot(db, patient!.Value, ct);
        if (held.IsPast)
            throw ClinicRules.Invalid("startsAt", "time_is_past", "That time has passed.");
        if (!held.IsOpenTo)
            throw WhoMayBook.Refused(wanted.Type.OpenTo);
        if (held.IsInGroup)
            throw OwnVisits.InGroup("patientId");
        if (held.IsEngaged)
            throw OwnVisits.Engaged();
        if (!held.MayMove)
        {
            var there = await MoveAppointment.RequireMovable(db, wanted.Moves!.Value, wanted.Type.Id, ct);
            return there.PatientId == patient && (there.StartsAt, there.PractitionerId, there.LocationId) == (request.StartsAt, request.PractitionerId, request.LocationId)
                ? throw ClinicRules.Invalid("startsAt", "already_there", "The visit is at that time already.")
                : Problems.NotFound("appointment");
        }
        if (!held.InNotice)
            throw NotOffered();
        if (held.ExpiresAt is not { } expiresAt)
            return await TimeTaken.Problem(db, wanted, place, cache, request.StartsAt, patient, request.MovesAppointmentId, ct);

        var zone = place.Location.Zone;
        return Held(db, new Response(held.Id, request.StartsAt.In(zone), request.StartsAt.AddMinutes(place.Visit(wanted.Type).Minutes).In(zone), expiresAt, roomName));
    }

    private static Created<Response> Held(TenantDb db, Response hold)
    {
        db.Announce(SchedulingContracts.AppointmentsTopic, hold.HoldId);
        return TypedResults.Created($"/api/v1/scheduling/holds/{hold.HoldId}", hold);
    }

    private static ProblemException NotOffered() => ClinicRules.Invalid("startsAt", "not_offered", "This time is not on offer.");

    private sealed record Made(DateTimeOffset StartsAt, DateTimeOffset EndsAt, DateTimeOffset ExpiresAt, string TimeZone, string? RoomName);

    // Nobody but who holds it could have booked it, and they were not told of it. One that has ended is taken anew.
    internal const string MadeSql =
        """
        select a.starts_at as "StartsAt", a.ends_at as "EndsAt", a.expires_at as "ExpiresAt", l.time_zone as "TimeZone", r.name as "RoomName"
        from   scheduling.appointments a
        join   scheduling.locations l on l.id = a.location_id
        left join scheduling.resources r on r.id = a.room_id
        where  a.id = @Id
        and    a.status = 'pending'
        and    a.expires_at > now()
        and    a.held_by = @ActorId
        and    a.held_by_kind = platform.actor_kind()
        """;
}
