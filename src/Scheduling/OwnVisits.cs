using Frontdesk.Platform;

namespace Frontdesk.Scheduling;

/// <summary>
/// The visits a patient has, to come and under way: nobody has two places in one group, and patients do not book themselves two visits at one time. Staff see the other visit, and may.
/// Looked at before times are found; a hold, a booking and a move ask again in their own statements, by <c>scheduling.sits_in</c> and <c>scheduling.is_engaged</c>.
/// </summary>
internal sealed class OwnVisits
{
    private readonly ClinicRules.VisitType type;
    private readonly bool byPatient;
    private readonly IReadOnlyList<Row> visits;

    private OwnVisits(ClinicRules.VisitType type, bool byPatient, IReadOnlyList<Row> visits) => (this.type, this.byPatient, this.visits) = (type, byPatient, visits);

    public bool IsEmpty => visits.Count == 0;

    /// <param name="type">What is to be booked.</param>
    /// <param name="patientId">For whom; a patient, for self if left out. Of one who is not for the actor to ask about nothing is known.</param>
    /// <param name="besides">A visit that will not be there any more.</param>
    public static async Task<OwnVisits> For(TenantDb db, ClinicRules.VisitType type, Guid? patientId, Guid? besides, CancellationToken ct)
    {
        var asPatient = db.Actor.Kind == ActorKind.Patient;
        return new OwnVisits(type, asPatient, (patientId ?? (asPatient ? db.Actor.Id : null)) is { } patient && (asPatient || type.IsGroup)
            ? await db.Query<Row>(Sql, new { PatientId = patient, Besides = besides }, ct)
            : []);
    }

    /// <summary>Whether the actor may not book it for the patient because of them.</summary>
    public bool Forbid(FindTimes.Time time) => byPatient
        ? visits.Any(visit => visit.StartsAt < time.EndsAt && time.StartsAt < visit.EndsAt)
        : AreIn(time.PractitionerId, time.LocationId, time.StartsAt);

    /// <summary>Whether one of them is a place in this group.</summary>
    public bool AreIn(Guid practitionerId, Guid locationId, DateTimeOffset startsAt) =>
        visits.Any(visit => visit.GroupId is { } group && group == GroupVisit.Id(type.Id, practitionerId, locationId, startsAt));

    public static ProblemException InGroup(string field) => ClinicRules.Invalid(field, "already_in_group", "The patient has a place in this group already.");

    public static ProblemException Engaged() => ClinicRules.Invalid("startsAt", "already_engaged", "You have another visit at that time.");

    private sealed record Row(DateTimeOffset StartsAt, DateTimeOffset EndsAt, Guid? GroupId);

    internal const string Sql =
        """
        select starts_at as "StartsAt", ends_at as "EndsAt", group_id as "GroupId"
        from   scheduling.appointments
        where  patient_id = @PatientId
        and    starts_at > now() - interval '1 day'
        and    ends_at > now()
        and    id is distinct from @Besides
        and    booked_at is not null
        and    occupies
        and    patients.chart_is_open(patient_id)
        """;
}
