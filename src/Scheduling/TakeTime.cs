using Frontdesk.Platform;

namespace Frontdesk.Scheduling;

/// <summary>
/// Takes a time for somebody until it expires: the statement behind <see cref="HoldTime"/>, the offers of the waitlist and series. The rules were looked at by who calls;
/// the statement looks at the clock, at who may, and at what is taken, and the database's constraints have the last word.
/// </summary>
/// <remarks>
/// For staff a visit that needs no room and has no group is one plain insert. One that does first picks a free room, a free piece of equipment and a free seat; two who pick the same
/// meet in a constraint, and the second looks again, so that nobody is told a time is taken because of it. What was not there to pick is an honest refusal.
/// </remarks>
internal static class TakeTime
{
    private const int Tries = 60;

    /// <param name="Id">Of the appointment it becomes.</param>
    /// <param name="HeldByKind"><c>staff</c>, <c>patient</c>, or what else holds times.</param>
    /// <param name="AsPatient">By the rules for patients: notice, how far ahead, no calendar elsewhere that is stale, open to them, one hold each, no other visit at that time.</param>
    /// <param name="Seconds">Until it expires.</param>
    /// <param name="Moves">The visit that will be moved to this time: it may overlap it. Of this patient and type, and no group visit.</param>
    /// <param name="Besides">A visit of the patient that will not be there any more: <paramref name="Moves"/>, or a group visit.</param>
    internal sealed record Wanted(
        ClinicRules Rules, ClinicRules.VisitType Type, ClinicRules.Place Place, string Channel, DateTimeOffset StartsAt,
        Guid Id, Guid? PatientId, Guid HeldBy, string HeldByKind, bool AsPatient, int Seconds = 300, Guid? Moves = null, Guid? Besides = null);

    /// <param name="MayMove">The visit that it moves is there to be moved, and would not stay as it is.</param>
    /// <param name="IsInGroup">The patient has a seat in that group already.</param>
    /// <param name="IsEngaged">The patient who asks has another visit at that time.</param>
    /// <param name="ExpiresAt">Null: it was not taken.</param>
    /// <param name="Clashed">It should have been taken, and met another in a constraint.</param>
    internal sealed record Row(
        Guid Version, Guid Id, bool ChartIsOpen, bool IsPast, bool InNotice, bool IsOpenTo, bool MayMove, bool IsInGroup, bool IsEngaged, DateTimeOffset? ExpiresAt, Guid? RoomId, bool Clashed);

    public static Task<Row> Take(Wanted wanted, TenantDb db, CancellationToken ct) =>
        Clash.Retried(() => wanted.AsPatient || wanted.Moves is not null
            ? OrKeep(wanted, db, ct)
            : Take(wanted, (sql, args) => db.QueryOne<Row>(sql, args, ct), (sql, args) => db.Execute(sql, args, ct)), ct);

    /// <summary>Whoever is refused the time keeps what they would have let go for it.</summary>
    private static async Task<Row> OrKeep(Wanted wanted, TenantDb db, CancellationToken ct)
    {
        try
        {
            return await db.Transaction(async tx =>
            {
                var row = await Take(wanted, tx, ct);
                return row.ExpiresAt is null ? throw new Nothing(row) : row;
            }, ct);
        }
        catch (Nothing nothing)
        {
            return nothing.Row;
        }
    }

    /// <summary>Ends the transaction without a trace.</summary>
    private sealed class Nothing(Row row) : Exception("The time was not taken.")
    {
        public Row Row => row;
    }

    /// <summary>As the other, in a transaction; a deadlock ends that, and is for who began it to try again.</summary>
    public static Task<Row> Take(Wanted wanted, TenantTransaction tx, CancellationToken ct) =>
        Take(wanted, (sql, args) => tx.QueryOne<Row>(sql, args, ct), (sql, args) => tx.Execute(sql, args, ct));

    private static async Task<Row> Take(Wanted wanted, Func<string, object, Task<Row?>> ask, Func<string, object, Task<int>> execute)
    {
        var (type, place) = (wanted.Type, wanted.Place);
        var visit = place.Visit(type);
        var startsAt = wanted.StartsAt.ToUniversalTime();
        var endsAt = startsAt.AddMinutes(visit.Minutes);
        var needs = wanted.Channel == "in-person" ? (Room: type.NeedsRoom, Equipment: type.NeedsEquipment) : default;
        var isShared = type.IsGroup || needs.Room is not null || needs.Equipment is not null || wanted.Moves is not null;
        var group = type.IsGroup ? GroupVisit.Id(type.Id, place.Practitioner.Id, place.Location.Id, startsAt) : wanted.Moves;
        var args = new Arguments(
            wanted.Id, wanted.Rules.Version, type.Id, place.Practitioner.Id, place.Location.Id, wanted.PatientId,
            startsAt, endsAt, startsAt.AddMinutes(-visit.Before), endsAt.AddMinutes(visit.After), wanted.Channel,
            wanted.AsPatient, wanted.AsPatient ? type.Notice : 0, wanted.AsPatient ? type.Ahead : 1000, wanted.AsPatient ? type.OpenTo : "everyone",
            wanted.Seconds, wanted.HeldBy, wanted.HeldByKind,
            group, group ?? wanted.Id, wanted.Moves, wanted.Besides, type.Capacity, needs.Room is not null, needs.Equipment is not null,
            wanted.Rules.OpenRooms("room", needs.Room, place.Location, startsAt, visit), wanted.Rules.OpenRooms("equipment", needs.Equipment, place.Location, startsAt, visit), Again: false);

        var sql = isShared ? SharedSql : wanted.AsPatient ? PatientSql : Sql;
        async Task<Row> Look() => await ask(sql, args) ?? (await ask(WhyNotSql, args))!;
        var row = await Look();
        for (var attempt = 1; row.Clashed && attempt < (isShared ? Tries : 2); attempt++)
        {
            await execute(isShared ? SharedSweepSql : SweepSql, args);
            args = args with { Again = true };
            row = await Look();
        }
        return row.Clashed && isShared ? throw new ProblemException(Problems.Problem(503, "busy", "Many want this time just now. Nothing was booked; please try again.")) : row;
    }

    /// <summary>Of every statement here; each takes what it names.</summary>
    /// <param name="Group">What is not in each other's way; where there is no group, the appointment itself.</param>
    /// <param name="Again">A pick met another in a constraint.</param>
    internal sealed record Arguments(
        Guid Id, Guid RulesVersion, Guid VisitTypeId, Guid PractitionerId, Guid LocationId, Guid? PatientId,
        DateTimeOffset StartsAt, DateTimeOffset EndsAt, DateTimeOffset BusyFrom, DateTimeOffset BusyUntil, string Channel,
        bool AsPatient, int Notice, int Ahead, string OpenTo, int Seconds, Guid HeldBy, string HeldByKind,
        Guid? GroupId, Guid Group, Guid? Moves, Guid? Besides, int Capacity, bool NeedsRoom, bool NeedsEquipment, Guid[] RoomIds, Guid[] EquipmentIds, bool Again);

    // No row when it was not taken: most are, and each thing looked at for an answer is paid for. Notice, how far ahead and calendars elsewhere that are stale bind patients only.
    // "do nothing" waits for another who is inserting the same time, and then neither fails nor deadlocks.
    internal const string Sql =
        $"""
        {Insert} expires_at, held_by, held_by_kind)
        select {Values} {Held}
        where  ({ClinicRulesCache.VersionSql}) = @RulesVersion
        and    ({ChartIsOpen})
        and    @StartsAt > now()
        and    not exists ({Overbooked})
        and    not exists ({BusyElsewhere})
        on conflict on constraint appointments_never_overlap do nothing
        returning @RulesVersion as "Version", id as "Id", true as "ChartIsOpen", false as "IsPast", true as "InNotice", true as "IsOpenTo", true as "MayMove", false as "IsInGroup", false as "IsEngaged", expires_at as "ExpiresAt",
                  null::uuid as "RoomId", false as "Clashed"
        """;

    private const string WhyNotSql =
        $"""
        with {Asked}
                   true as in_notice, true as is_open_to, true as may_move, false as is_in_group, false as is_engaged
            from   rules
        )
        {Outcome} null::timestamptz as "ExpiresAt", null::uuid as "RoomId", {Allowed} as "Clashed"
        from   asked
        """;

    // A patient who gets another time has let the first go: one hold for each patient. The insert reads what was let go, so it runs after it.
    internal const string PatientSql =
        $"""
        with {Asked}
                   {InNotice} as in_notice, {WhoMayBook.IsOpenTo} as is_open_to, true as may_move, false as is_in_group,
                   {IsEngaged} as is_engaged
            from   rules
        ),
        let_go as (
            delete from scheduling.appointments
            where  patient_id = @PatientId
            and    status = 'pending'
            and    held_by = @HeldBy
            and    held_by_kind = @HeldByKind
            and    (select {Allowed} from asked)
            returning id, scheduling.fill_from_waitlist()
        ),
        held as (
            {Insert} expires_at, held_by, held_by_kind)
            select {Values} {Held}
            from   asked, (select count(*) from let_go) l
            where  {Allowed}
            and    not exists ({Overbooked})
            and    not exists ({BusyElsewhere})
            on conflict on constraint appointments_never_overlap do nothing
            returning expires_at
        )
        {Outcome} h.expires_at as "ExpiresAt", null::uuid as "RoomId", {Allowed} and h.expires_at is null as "Clashed"
        from   asked
        left join held h on true
        """;

    // What is picked is free in this statement's snapshot; that it still is, the constraints see to, whichever they are. Who picks again picks at random: many who follow each
    // other from room to room would meet in each. A group stays in the room of those who are there already, and they are not in its practitioner's way; nor is the visit that moves.
    // What was overbooked is in the way like anything else. A visit moves once: who holds a time for it lets go what anybody else held for it.
    internal const string SharedSql =
        $"""
        with {Asked}
                   {InNotice} as in_notice, {WhoMayBook.IsOpenTo} as is_open_to,
                   @Moves::uuid is null or exists (
                       select
                       from   scheduling.appointments v
                       where  v.id = @Moves
                       and    v.patient_id = @PatientId
                       and    v.visit_type_id = @VisitTypeId
                       and    v.status = 'booked'
                       and    v.group_id is null
                       and    ((v.starts_at, v.ends_at, v.resource_id, v.location_id, v.channel) <> (@StartsAt, @EndsAt, @PractitionerId, @LocationId, @Channel)
                               or v.overbooked
                               or @NeedsRoom and (v.room_id = any (@RoomIds)) is not true
                               or @NeedsEquipment and (v.equipment_id = any (@EquipmentIds)) is not true)) as may_move,
                   scheduling.sits_in(@GroupId, @PatientId) as is_in_group,
                   @AsPatient and {IsEngaged} as is_engaged
            from   rules
        ),
        let_go as (
            delete from scheduling.appointments o
            where  {LetsGo}
            and    (select {Allowed} from asked)
            returning o.id, scheduling.fill_from_waitlist()
        ),
        there as (
            select room_id, equipment_id, seat
            from   scheduling.appointments o
            where  o.group_id = @GroupId
            and    o.occupies
            and    not o.overbooked
            and    (o.expires_at is null or o.expires_at > now())
            and    ({LetsGo}) is not true
        ),
        picked as (
            select coalesce((select room_id from there where room_id is not null and @NeedsRoom limit 1),
                            (select r.id
                             from   unnest(@RoomIds) with ordinality r (id, n)
                             where  not exists (
                                        select
                                        from   scheduling.appointments o
                                        where  o.room_id = any (array[r.id])
                                        and    o.id is distinct from @Moves
                                        and    {InTheWay})
                             order  by case when @Again then random() end, r.n
                             limit  1)) as room_id,
                   coalesce((select equipment_id from there where equipment_id is not null and @NeedsEquipment limit 1),
                            (select r.id
                             from   unnest(@EquipmentIds) with ordinality r (id, n)
                             where  not exists (
                                        select
                                        from   scheduling.appointments o
                                        where  o.equipment_id = any (array[r.id])
                                        and    o.id is distinct from @Moves
                                        and    {InTheWay})
                             order  by case when @Again then random() end, r.n
                             limit  1)) as equipment_id,
                   (select s
                    from   generate_series(1, @Capacity) s
                    where  not exists (select from there where seat = s)
                    order  by case when @Again then random() end, s
                    limit  1) as seat
            from   asked
            where  {Allowed}
            and    not exists (
                       select
                       from   scheduling.appointments o
                       where  o.resource_id = any (array[@PractitionerId]::uuid[])
                       and    coalesce(o.group_id, o.id) <> @Group
                       and    {InTheWay})
            and    not exists ({BusyElsewhere})
        ),
        free as (
            select *
            from   picked
            where  (room_id is not null or not @NeedsRoom)
            and    (equipment_id is not null or not @NeedsEquipment)
            and    seat is not null
        ),
        held as (
            {Insert} room_id, equipment_id, group_id, seat, moves_id, expires_at, held_by, held_by_kind)
            select {Values} room_id, equipment_id, @GroupId, seat, @Moves, {Held}
            from   free, (select count(*) from let_go) l
            on conflict do nothing
            returning expires_at, room_id
        )
        {Outcome} h.expires_at as "ExpiresAt", h.room_id as "RoomId", exists (select from free) and h.expires_at is null as "Clashed"
        from   asked
        left join held h on true
        """;

    private const string Asked =
        $"""
        rules as ({ClinicRulesCache.VersionSql}),
        asked as (
            select "Version",
                   "Version" = @RulesVersion as current,
                   {ChartIsOpen} as chart_is_open,
                   @StartsAt <= now() as is_past,
        """;

    private const string ChartIsOpen = "@PatientId::uuid is null or patients.chart_is_open(@PatientId)";

    private const string InNotice =
        """
        @StartsAt >= now() + make_interval(mins => @Notice) and @StartsAt < now() + make_interval(days => @Ahead)
                       and (not @AsPatient or not exists (
                                select
                                from   scheduling.calendar_subscriptions
                                where  resource_id = @PractitionerId
                                and    fetched_at < now() - make_interval(hours => stale_hours)))
        """;

    private const string Allowed = "current and chart_is_open and not is_past and in_notice and is_open_to and may_move and not is_in_group and not is_engaged";

    private const string IsEngaged = "scheduling.is_engaged(@PatientId, @StartsAt, @EndsAt, @Besides)";

    private const string Insert =
        "insert into scheduling.appointments (id, resource_id, location_id, visit_type_id, patient_id, status, starts_at, ends_at, busy_from, busy_until, channel,";

    private const string Values = "@Id, @PractitionerId, @LocationId, @VisitTypeId, @PatientId, 'pending', @StartsAt, @EndsAt, @BusyFrom, @BusyUntil, @Channel,";

    private const string Held = "now() + make_interval(secs => @Seconds), @HeldBy, @HeldByKind";

    // The constraint does not see what was overbooked, nor what a calendar elsewhere says, but nobody is put on top of either unawares.
    private const string Overbooked =
        """
        select
                       from   scheduling.appointments o
                       where  o.resource_id = @PractitionerId
                       and    o.busy_from > @BusyFrom - interval '1 day'
                       and    o.busy_from < @BusyUntil
                       and    o.busy_until > @BusyFrom
                       and    o.occupies
                       and    o.overbooked
        """;

    private const string BusyElsewhere =
        """
        select
                       from   scheduling.imported_busy i
                       where  i.resource_id = @PractitionerId
                       and    i.busy_from > @BusyFrom - interval '1 day'
                       and    i.busy_from < @BusyUntil
                       and    i.busy_until > @BusyFrom
        """;

    // What is let go is in nobody's way by what it is, not by what was deleted here: of two statements at once one deletes it, and the other's snapshot still shows it.
    private const string LetsGo =
        """
        o.patient_id = @PatientId
            and    o.status = 'pending'
            and    (o.moves_id = @Moves or @AsPatient and o.held_by = @HeldBy and o.held_by_kind = @HeldByKind)
        """;

    private const string InTheWay =
        $"""
        o.busy_from > @BusyFrom - interval '1 day'
                                        and    o.busy_from < @BusyUntil
                                        and    o.busy_until > @BusyFrom
                                        and    o.occupies
                                        and    (o.expires_at is null or o.expires_at > now())
                                        and    ({LetsGo}) is not true
        """;

    private const string Outcome =
        """
        select "Version", @Id as "Id", chart_is_open as "ChartIsOpen", is_past as "IsPast", in_notice as "InNotice", is_open_to as "IsOpenTo", may_move as "MayMove", is_in_group as "IsInGroup", is_engaged as "IsEngaged",
        """;

    internal const string Expired =
        """
        set    status = 'cancelled', expires_at = null, cancelation_reason = 'hold expired', cancelled_at = now(), cancelled_by_kind = 'system'
        """;

    // Ends expired holds that are in the way; most times nothing is, so this runs only after a clash.
    // "= any (array[…])" and not "=": the planner thinks a clinic's practitioner has one visit (it multiplies the odds of both columns), and with "=" it swept
    // by the constraint's index, which it then reads from the practitioner's first visit to the last. That index cannot do "any", so the one by busy time is taken.
    internal const string SweepSql =
        $"""
        update scheduling.appointments
        {Expired}
        where  resource_id = any (array[@PractitionerId]::uuid[])
        and    busy_from > @BusyFrom - interval '1 day'
        and    busy_from < @BusyUntil
        and    busy_until > @BusyFrom
        and    occupies
        and    expires_at <= now()
        """;

    internal const string SharedSweepSql =
        $"""
        update scheduling.appointments
        {Expired}
        where  id in (
                   select id
                   from   scheduling.appointments
                   where  resource_id = any (array[@PractitionerId]::uuid[])
                   and    busy_from > @BusyFrom - interval '1 day' and busy_from < @BusyUntil and busy_until > @BusyFrom and occupies
                   union  all
                   select id
                   from   scheduling.appointments
                   where  room_id = any (@RoomIds)
                   and    busy_from > @BusyFrom - interval '1 day' and busy_from < @BusyUntil and busy_until > @BusyFrom and occupies
                   union  all
                   select id
                   from   scheduling.appointments
                   where  equipment_id = any (@EquipmentIds)
                   and    busy_from > @BusyFrom - interval '1 day' and busy_from < @BusyUntil and busy_until > @BusyFrom and occupies
                   union  all
                   select id
                   from   scheduling.appointments
                   where  group_id = @GroupId and occupies and not overbooked)
        and    occupies
        and    expires_at <= now()
        """;
}
