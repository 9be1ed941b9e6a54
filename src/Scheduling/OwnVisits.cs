using Frontdesk.Platform;

namespace Frontdesk.Scheduling;

/// <summary>
/// The visits a patient has: nobody has two places in one group, and patients do not book themselves two visits at one time. Staff see the other visit, and may.
/// Looked at before times are found; a hold, a booking and a move ask again in their own statements, by <c>scheduling.sits_in</c> and <c>scheduling.is_engaged</c>.
/// </summary>
internal static class OwnVisits
{
    internal sealed record Row(DateTimeOffset StartsAt, DateTimeOffset EndsAt, Guid? GroupId);

    /// <param name="besides">A visit that will not be there any more.</param>
    /// <returns>Those to come and under way; none of a patient who is not for the actor to ask about.</returns>
    public static Task<IReadOnlyList<Row>> Of(TenantDb db, Guid patientId, Guid? besides, CancellationToken ct) =>
        db.Query<Row>(Sql, new { PatientId = patientId, Besides = besides }, ct);

    public static ProblemException InGroup(string field) => ClinicRules.Invalid(field, "already_in_group", "The patient has a place in this group already.");

    public static ProblemException Engaged() => ClinicRules.Invalid("startsAt", "already_engaged", "You have another visit at that time.");

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
