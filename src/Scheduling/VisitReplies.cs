using Frontdesk.Platform;
using Frontdesk.Worklist;

namespace Frontdesk.Scheduling;

/// <summary>
/// What a patient answers to a text about a visit. Messaging asks, as the program itself; it is recorded as the patient's doing, without saying which of those
/// who have the telephone it was.
/// </summary>
public static class VisitReplies
{
    /// <summary>The patient will come. True also when they had said so before.</summary>
    /// <param name="startsAt">The time the text named: a visit that is at another one by now is not what they answered.</param>
    /// <returns>False when the visit is not booked at that time any more, or has begun.</returns>
    public static async Task<bool> Confirm(TenantTransaction tx, Guid appointmentId, DateTimeOffset startsAt, CancellationToken ct)
    {
        var args = new { Id = appointmentId, StartsAt = startsAt.ToUniversalTime() };
        if (await tx.QueryOne<ConfirmAppointment.Row>(ConfirmAppointment.Sql, args, ct) is not { } confirmed)
            return await tx.QueryOne<bool>(WasConfirmedSql, args, ct);
        tx.Announce(SchedulingContracts.AppointmentsTopic, appointmentId, confirmed.Audience);
        return true;
    }

    /// <summary>The patient will not come: the visit is cancelled and its time free when the transaction ends.</summary>
    /// <inheritdoc cref="Confirm"/>
    public static async Task<bool> Cancel(TenantTransaction tx, Guid appointmentId, DateTimeOffset startsAt, CancellationToken ct)
    {
        var args = new { Id = appointmentId, Reason = "Cancelled by text", ActorId = (Guid?)null, ByPatient = true, StartsAt = startsAt.ToUniversalTime() };
        if (await tx.QueryOne<CancelAppointment.Row>(CancelAppointment.Sql, args, ct) is not { } cancelled)
            return false;
        tx.Announce(SchedulingContracts.AppointmentsTopic, appointmentId, cancelled.Audience);
        if (cancelled.WorkItems > 0)
            tx.Announce(WorklistContracts.ItemsTopic, appointmentId);
        return true;
    }

    internal const string WasConfirmedSql =
        """
        select exists (
            select
            from   scheduling.appointments
            where  id = @Id
            and    status = 'booked'
            and    starts_at = @StartsAt
            and    starts_at > now()
            and    confirmed_at is not null)
        """;
}
