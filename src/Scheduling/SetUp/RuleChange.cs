using Frontdesk.Platform;
using Frontdesk.Worklist;
using NodaTime;

namespace Frontdesk.Scheduling;

/// <summary>
/// The one way to change rules that booked visits stand on: in one transaction it makes the change, finds the visits to come that fitted the rules before and no longer do,
/// and hands each to the worklist; what was stranded earlier and fits again is closed there. A preview does all of it and takes it back.
/// </summary>
/// <remarks>
/// A visit fits while the practitioner sees patients at the place, the hours hold from its start to its end, and its room and equipment are there. One that was overbooked
/// stands where it stands on purpose and is never stranded. A time that is held and not booked yet is let go when it no longer fits: whoever holds it is told to choose again.
/// </remarks>
internal static class RuleChange
{
    private const int MostShown = 500;

    /// <param name="StartsAt">With the offset of the location's clock.</param>
    public sealed record Visit(Guid AppointmentId, DateTimeOffset StartsAt, DateTimeOffset EndsAt, Guid PractitionerId, Guid LocationId, Guid VisitTypeId);

    /// <param name="Stranded">The visits this change leaves outside of the hours or without their room, soonest first, at most 500.</param>
    /// <param name="WorkItems">How many visits in all became work items; of a preview, would become.</param>
    public sealed record Effect(IReadOnlyList<Visit> Stranded, int WorkItems);

    /// <summary>Makes the change, or with <paramref name="preview"/> only finds out what it would strand.</summary>
    /// <param name="change">Throws a <see cref="ProblemException"/> when it cannot be made; then nothing is changed.</param>
    public static async Task<Effect> Apply(TenantDb db, bool preview, Func<TenantTransaction, Task> change, CancellationToken ct)
    {
        try
        {
            return await db.Transaction(async tx =>
            {
                // Changes of rules follow each other, so that what is "before" to one is what the last one left.
                var now = await tx.QueryOne<DateTimeOffset>(LockSql, null, ct);
                var before = await VisitRules.Read(tx, ct);
                await change(tx);
                var effect = await Settle(tx, before, now, null, ct);
                if (preview)
                    throw new TakenBack(effect);
                await tx.Enqueue(new StrandLateVisits(now), null, now + StrandLateVisits.Delay, ct);
                return effect;
            }, ct);
        }
        catch (TakenBack previewed)
        {
            return previewed.Effect;
        }
    }

    /// <summary>Looks again at what was held, booked or moved since then, as if it had fitted before, see <see cref="StrandLateVisits"/>.</summary>
    internal static Task LookAgain(TenantDb db, DateTimeOffset since, CancellationToken ct) => db.Transaction(async tx =>
    {
        var now = await tx.QueryOne<DateTimeOffset>(LockSql, null, ct);
        await Settle(tx, null, now, since, ct);
    }, ct);

    private static async Task<Effect> Settle(TenantTransaction tx, VisitRules? before, DateTimeOffset now, DateTimeOffset? since, CancellationToken ct)
    {
        var visits = await tx.Query<VisitRules.Booked>(VisitsSql, new { Since = since?.ToUniversalTime() }, ct);
        var misfits = (await VisitRules.Read(tx, ct)).Misfits(visits);
        var misfitted = before?.Misfits(visits) ?? [];

        var mended = visits.Where(v => v.HasItem && !misfits.ContainsKey(v.AppointmentId)).Select(static v => v.AppointmentId).ToArray();
        if (mended.Length > 0)
            await tx.Query<long>(CloseSql, new { Ids = mended }, ct);
        var held = visits.Where(v => v.Status == "pending" && misfits.ContainsKey(v.AppointmentId)).Select(static v => v.AppointmentId).ToArray();
        if (held.Length > 0)
            await tx.Execute(LetGoSql, new { Ids = held }, ct);
        foreach (var id in mended)
            tx.Announce(WorklistContracts.ItemsTopic, id);
        foreach (var id in held)
            tx.Announce(SchedulingContracts.AppointmentsTopic, id);

        var stranded = visits
            .Where(v => v.Status == "booked" && misfits.ContainsKey(v.AppointmentId) && !misfitted.ContainsKey(v.AppointmentId))
            .OrderBy(static v => v.StartsAt).ThenBy(static v => v.AppointmentId).ToList();
        var items = await WorkItems.Add(tx, await Items(tx, stranded, misfits, now, ct), ct);
        return new Effect(
            [.. stranded.Take(MostShown).Select(static v => new Visit(v.AppointmentId, v.StartsAt.In(v.TimeZone), v.EndsAt.In(v.TimeZone), v.PractitionerId, v.LocationId, v.VisitTypeId))],
            items.Count);
    }

    // Due when the desk would answer anything else, or two hours before the visit if that is sooner.
    private static async Task<IReadOnlyList<WorkItem>> Items(
        TenantTransaction tx, IReadOnlyList<VisitRules.Booked> stranded, IReadOnlyDictionary<Guid, string> misfits, DateTimeOffset now, CancellationToken ct)
    {
        if (stranded.Count == 0)
            return [];
        var named = (await tx.Query<Named>(NamesSql, new { Ids = stranded.Select(static v => v.AppointmentId).ToArray() }, ct)).ToDictionary(static n => n.AppointmentId);
        var answered = BusinessDay.EndOfNext(now, DateTimeZoneProviders.Tzdb[tx.Tenant.TimeZone]);
        return [.. stranded.Select(v =>
        {
            var lastCall = v.StartsAt.AddHours(-2);
            var due = lastCall < answered ? lastCall : answered;
            var n = named[v.AppointmentId];
            return new WorkItem(WorkItemKind.StrandedVisit, v.AppointmentId, due < now ? now : due,
                new
                {
                    StartsAt = v.StartsAt.In(v.TimeZone),
                    EndsAt = v.EndsAt.In(v.TimeZone),
                    v.PractitionerId,
                    n.PractitionerName,
                    v.LocationId,
                    n.LocationName,
                    v.VisitTypeId,
                    n.VisitTypeEn,
                    n.VisitTypeEs,
                    Because = misfits[v.AppointmentId],
                },
                v.PatientId, v.StartsAt < now.AddDays(2) ? 1 : 2);
        })];
    }

    /// <summary>Ends a transaction that was only to show what it would do.</summary>
    private sealed class TakenBack(Effect effect) : Exception("This was a preview.")
    {
        public Effect Effect => effect;
    }

    private sealed record Named(Guid AppointmentId, string PractitionerName, string LocationName, string VisitTypeEn, string VisitTypeEs);

    // A clinic without any rules yet has no row to lock, and no visits to strand.
    internal const string LockSql =
        """
        with locked as (
            select version
            from   scheduling.rules_versions
            for    update
        )
        select now()
        from   (select count(*) from locked) l
        """;

    // What is held as an offer the waitlist takes back itself, with a word to the patient: a new version of the rules makes it look.
    internal const string VisitsSql =
        """
        select a.id as "AppointmentId", a.status as "Status", a.starts_at as "StartsAt", a.ends_at as "EndsAt", a.resource_id as "PractitionerId", a.location_id as "LocationId",
               l.time_zone as "TimeZone", a.visit_type_id as "VisitTypeId", a.patient_id as "PatientId", a.room_id as "RoomId", a.equipment_id as "EquipmentId", i.item_id is not null as "HasItem"
        from   scheduling.appointments a
        join   scheduling.locations l on l.id = a.location_id
        left join worklist.states i on i.kind = 'stranded_visit' and i.subject_id = a.id and i.closed_at is null
        where  a.starts_at > now()
        and    (a.status = 'booked' or a.status = 'pending' and a.expires_at > now() and a.held_by_kind <> 'waitlist')
        and    not a.overbooked
        and    (@Since::timestamptz is null or greatest(a.created_at, a.booked_at, a.moved_at) >= @Since)
        """;

    internal const string NamesSql =
        """
        select a.id as "AppointmentId", r.name as "PractitionerName", l.name as "LocationName", v.name_en as "VisitTypeEn", v.name_es as "VisitTypeEs"
        from   scheduling.appointments a
        join   scheduling.resources r on r.id = a.resource_id
        join   scheduling.locations l on l.id = a.location_id
        join   scheduling.visit_types v on v.id = a.visit_type_id
        where  a.id = any (@Ids)
        """;

    internal const string CloseSql =
        """
        select worklist.close('stranded_visit', id, 'obsolete')
        from   unnest(@Ids) id
        """;

    internal const string LetGoSql =
        """
        update scheduling.appointments
        set    status = 'cancelled', expires_at = null, cancelation_reason = 'hours changed', cancelled_at = now(), cancelled_by_kind = 'system'
        where  id = any (@Ids)
        and    status = 'pending'
        """;
}
