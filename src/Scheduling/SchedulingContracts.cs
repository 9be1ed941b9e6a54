using Frontdesk.Platform;
using Frontdesk.Worklist;

namespace Frontdesk.Scheduling;

/// <summary>
/// What other modules may use: the view <c>scheduling.upcoming</c>, the live topic, and the set-up of a clinic by the program itself.
/// </summary>
public static class SchedulingContracts
{
    /// <summary>Live topic: a time was held, released, booked or cancelled; the id is the appointment's. Patients hear of visits of their own and of those they act for.</summary>
    public const string AppointmentsTopic = "scheduling.appointments";

    /// <summary>Live topic: somebody joined or left the waitlist, or an offer was made or ended; the id is the entry's. Patients hear of entries of their own and of those they act for.</summary>
    public const string WaitlistTopic = "scheduling.waitlist";
}

/// <summary>A block of a week's hours, see <see cref="ClinicSetUp.AddPractitioner"/>. Times are <c>HH:mm</c> by the location's clock, the end exclusive.</summary>
/// <param name="Weekday">ISO 8601: Monday is 1.</param>
public sealed record HoursToAdd(Guid LocationId, int Weekday, string Starts, string Ends);

/// <summary>A kind of visit, see <see cref="ClinicSetUp.AddVisitType"/>. Minutes are elapsed time.</summary>
/// <param name="Every">Visits start every so many minutes from the start of a block of hours; as long as the visit if left out.</param>
/// <param name="Channels">Of <c>in-person</c>, <c>video</c>, <c>phone</c>; in person only if left out.</param>
/// <param name="OpenTo">Which patients may book it themselves: <c>everyone</c>, <c>new</c> or <c>established</c>.</param>
/// <param name="NeedsRoom">Category of the room a visit in person takes; likewise of the equipment.</param>
/// <param name="Capacity">Patients at once.</param>
/// <param name="Reminders">Minutes before the start; a day if left out.</param>
public sealed record VisitTypeToAdd(
    Guid Id, string NameEn, string NameEs, int Minutes, bool PatientsMayBook, int BufferBefore = 0, int BufferAfter = 0, int? Every = null,
    int PatientsNotice = 0, int PatientsAhead = 90, string InstructionsEn = "", string InstructionsEs = "",
    string[]? Channels = null, string OpenTo = "everyone", bool PatientsMayRequest = true, string? NeedsRoom = null, string? NeedsEquipment = null, string? NeedsSkill = null,
    int Capacity = 1, int[]? Reminders = null, bool EveryPractitioner = true);

/// <summary>A room or a piece of equipment, see <see cref="ClinicSetUp.AddRoom"/>.</summary>
/// <param name="Kind"><c>room</c> or <c>equipment</c>.</param>
/// <param name="Category">What a visit type asks for.</param>
public sealed record RoomToAdd(Guid Id, string Name, string Category, Guid LocationId, string Kind = "room");

/// <summary>What a practitioner has besides hours, see <see cref="ClinicSetUp.AddPractitioner"/>.</summary>
/// <param name="VisitMinutes">Visit types they do otherwise than the type says: minutes of their own, or null to do it at all where not everyone does.</param>
public sealed record PractitionerTraits(string[]? Skills = null, string[]? LicenceStates = null, IReadOnlyDictionary<Guid, int?>? VisitMinutes = null);

/// <summary>Time taken from the hours of a practitioner, a room or equipment, or added to a practitioner's; see <see cref="ClinicSetUp.AddException"/>.</summary>
/// <param name="Kind"><c>away</c>, <c>blocked</c> or <c>extra</c>.</param>
/// <param name="Starts">By the clock of each location it touches.</param>
/// <param name="LocationId">Needed for extra hours; left out, it is of all locations.</param>
public sealed record ExceptionToAdd(Guid Id, Guid ResourceId, string Kind, DateTime Starts, DateTime Ends, Guid? LocationId = null, string Note = "");

/// <summary>A visit of the past or future, see <see cref="ClinicSetUp.AddAppointments"/>.</summary>
/// <param name="Status">FHIR R4: <c>booked</c>, <c>arrived</c>, <c>fulfilled</c>, <c>cancelled</c> or <c>noshow</c>.</param>
public sealed record AppointmentToAdd(
    Guid Id, Guid PatientId, Guid PractitionerId, Guid LocationId, Guid VisitTypeId, DateTimeOffset StartsAt, string Status, string Reason = "", string? CancelationReason = null);

/// <summary>Fills a clinic's schedule without a person at a screen: the demo, the load generator, later an import. Ids are the caller's, so that the same again is the same.</summary>
public static class ClinicSetUp
{
    public static Task AddLocation(TenantTransaction tx, Guid id, string name, string address, string timeZone, CancellationToken ct)
    {
        Scheduling.AddLocation.RequireZone("timeZone", timeZone);
        return tx.Execute(Scheduling.AddLocation.Sql, new { Id = id, Name = name, Address = address, TimeZone = timeZone }, ct);
    }

    public static async Task AddPractitioner(
        TenantTransaction tx, Guid id, string name, string[] languages, Guid[] locationIds, IReadOnlyList<HoursToAdd> hours, CancellationToken ct, PractitionerTraits? traits = null)
    {
        await tx.Execute(Scheduling.AddPractitioner.Sql, Scheduling.AddPractitioner.Arguments(id, new AddPractitioner.Request(
            name, languages, locationIds, traits?.Skills, traits?.LicenceStates, [.. (traits?.VisitMinutes ?? new Dictionary<Guid, int?>()).Select(static v => new AddPractitioner.OwnVisit(v.Key, v.Value))])), ct);
        await tx.Execute(SetWeeklyHours.InsertSql,
            SetWeeklyHours.Arguments(id, [.. hours.Select(h => new SetWeeklyHours.Hours(h.LocationId, h.Weekday, h.Starts, h.Ends))]), ct);
    }

    public static Task AddRoom(TenantTransaction tx, RoomToAdd room, CancellationToken ct) =>
        tx.Execute(Scheduling.AddRoom.Sql, new { room.Id, room.Name, room.Kind, Category = SetUpFields.Word("category", room.Category), room.LocationId }, ct);

    public static Task AddVisitType(TenantTransaction tx, VisitTypeToAdd type, CancellationToken ct) =>
        tx.Execute(Scheduling.AddVisitType.Sql, Scheduling.AddVisitType.Arguments(type.Id, new AddVisitType.Request(
            type.NameEn, type.NameEs, type.Minutes, type.BufferBefore, type.BufferAfter, type.Every, type.PatientsMayBook,
            type.PatientsNotice, type.PatientsAhead, type.InstructionsEn, type.InstructionsEs, type.Channels, type.OpenTo, type.PatientsMayRequest,
            type.NeedsRoom, type.NeedsEquipment, type.NeedsSkill, type.Capacity, type.Reminders, type.EveryPractitioner)), ct);

    public static Task AddException(TenantTransaction tx, ExceptionToAdd exception, CancellationToken ct) => tx.Execute(Scheduling.AddException.Sql, exception, ct);

    /// <summary>When a place is open: nobody works there outside of it but by extra hours.</summary>
    /// <param name="hours">All of this place.</param>
    public static Task AddLocationHours(TenantTransaction tx, Guid locationId, IReadOnlyList<HoursToAdd> hours, CancellationToken ct) =>
        tx.Execute(SetLocationHours.InsertSql, new
        {
            LocationId = locationId,
            Ids = hours.Select(static _ => Guid.CreateVersion7()).ToArray(),
            Weekdays = hours.Select(static h => h.Weekday).ToArray(),
            Starts = hours.Select(static h => WeekTime.MinuteOf(h.Starts) ?? 0).ToArray(),
            Ends = hours.Select(static h => WeekTime.MinuteOf(h.Ends) ?? 0).ToArray(),
        }, ct);

    /// <param name="locationId">Left out: all places are closed.</param>
    public static Task AddHoliday(TenantTransaction tx, Guid id, DateOnly day, string name, Guid? locationId, CancellationToken ct) =>
        tx.Execute(Scheduling.AddHoliday.Sql, new { Id = id, LocationId = locationId, Day = day, Name = name }, ct);

    /// <summary>Changes rules as an administrator would: what that strands is handed to the worklist.</summary>
    /// <returns>How many visits were stranded.</returns>
    public static async Task<int> ChangeRules(TenantDb db, Func<TenantTransaction, Task> change, CancellationToken ct) => (await RuleChange.Apply(db, preview: false, change, ct)).WorkItems;

    /// <summary>Asks for a visit as a patient would.</summary>
    /// <param name="partsOfDay"><c>morning</c>, <c>afternoon</c>, <c>evening</c>; none: any.</param>
    public static async Task RequestVisit(TenantTransaction tx, Guid patientId, Guid visitTypeId, string note, string[] partsOfDay, DateTimeOffset now, CancellationToken ct)
    {
        var type = await tx.QueryOne<RequestVisit.Names>(Scheduling.RequestVisit.NamesSql, new { VisitTypeId = visitTypeId }, ct) ?? throw new ArgumentException("There is no such visit type.", nameof(visitTypeId));
        await WorkItems.Add(tx, Scheduling.RequestVisit.Item(patientId, new RequestVisit.Request(visitTypeId, PartsOfDay: partsOfDay, Note: note), type, tx.Tenant, now), ct);
    }

    /// <summary>Adds visits in one statement, at most some thousands at once. A visit whose time is taken is left out; so is one that is there already.</summary>
    /// <returns>How many were added.</returns>
    public static Task<int> AddAppointments(TenantTransaction tx, IReadOnlyList<AppointmentToAdd> appointments, CancellationToken ct) =>
        tx.Execute(AddAppointmentsSql, new
        {
            Ids = appointments.Select(a => a.Id).ToArray(),
            PatientIds = appointments.Select(a => a.PatientId).ToArray(),
            PractitionerIds = appointments.Select(a => a.PractitionerId).ToArray(),
            LocationIds = appointments.Select(a => a.LocationId).ToArray(),
            VisitTypeIds = appointments.Select(a => a.VisitTypeId).ToArray(),
            Starts = appointments.Select(a => a.StartsAt.ToUniversalTime()).ToArray(),
            Statuses = appointments.Select(a => a.Status).ToArray(),
            Reasons = appointments.Select(a => a.Reason).ToArray(),
            CancelationReasons = appointments.Select(a => a.CancelationReason).ToArray(),
            tx.Actor.Id,
        }, ct);

    internal const string AddAppointmentsSql =
        """
        insert into scheduling.appointments
            (id, resource_id, location_id, visit_type_id, patient_id, status, starts_at, ends_at, busy_from, busy_until, reason, cancelation_reason,
             held_by, held_by_kind, booked_at, booked_by, cancelled_at, cancelled_by_kind)
        select a.id, a.resource_id, a.location_id, a.visit_type_id, a.patient_id, a.status, a.starts_at, a.starts_at + make_interval(mins => v.minutes),
               a.starts_at - make_interval(mins => v.buffer_before), a.starts_at + make_interval(mins => v.minutes + v.buffer_after), a.reason, a.cancelation_reason,
               @Id, platform.actor_kind(), now(), @Id, case when a.status = 'cancelled' then now() end, case when a.status = 'cancelled' then platform.actor_kind() end
        from   unnest(@Ids, @PatientIds, @PractitionerIds, @LocationIds, @VisitTypeIds, @Starts, @Statuses, @Reasons, @CancelationReasons::text[])
               as a (id, patient_id, resource_id, location_id, visit_type_id, starts_at, status, reason, cancelation_reason)
        join   scheduling.visit_types v on v.id = a.visit_type_id
        on conflict do nothing
        """;
}
