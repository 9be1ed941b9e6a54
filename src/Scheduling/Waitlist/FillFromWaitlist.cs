using Frontdesk.Platform;
using NodaTime;
using NodaTime.Extensions;

namespace Frontdesk.Scheduling;

/// <summary>
/// Offers what is free to who waits: in the fair order, each the soonest time that fits, kept for them as a hold until they answer or the time to answer is over.
/// Added by <c>scheduling.fill_from_waitlist()</c> whenever a time may have opened. While somebody waits each run also adds the next, ten minutes on, for what no event
/// tells: a hold that expired, a day that came near. Should that chain ever break, the daily schedule mends it.
/// </summary>
/// <remarks>
/// A run is one transaction with the end of its job. It first ends what is over, and searches and holds after that: the time of an offer nobody answered goes to the
/// next in line without being free in between. Two runs of a clinic follow each other; the constraints keep even two that did not from offering twice. Nobody who answers
/// waits for a run: it locks only offers that it ends and entries that it offers something to (<see cref="Waitlist.Lock"/>).
/// </remarks>
public sealed record FillFromWaitlist : IJob
{
    internal sealed class Handler(ClinicRulesCache cache, QuietHours quiet) : IJobHandler<FillFromWaitlist>
    {
        public Task Handle(FillFromWaitlist job, JobContext context, CancellationToken ct) => Run(context, cache, quiet, ct);
    }

    internal static async Task Run(JobContext context, ClinicRulesCache cache, QuietHours quiet, CancellationToken ct)
    {
        var done = await cache.Under(context.Db, async rules =>
        {
            try
            {
                var run = await Clash.Retried(async () =>
                {
                    var run = new Turns(rules, context.Db.Tenant, quiet);
                    await context.Finish(tx => run.Take(tx, ct), ct);
                    return run;
                }, ct);
                return new ClinicRulesCache.Seen<Turns?>(rules.Version, run);
            }
            catch (RulesChanged changed)
            {
                return new ClinicRulesCache.Seen<Turns?>(changed.Version, null);
            }
        }, ct);
        Waitlist.Tell(context.Db, done!.Notices);
        foreach (var offer in done.Made)
            context.Db.Announce(SchedulingContracts.AppointmentsTopic, offer);
    }

    /// <summary>The run began with rules that are not the present ones: nothing of it is kept, and it is made anew.</summary>
    private sealed class RulesChanged(Guid version) : Exception
    {
        public Guid Version => version;
    }

    /// <summary>One run under one version of the rules.</summary>
    private sealed class Turns(ClinicRules rules, Tenant clinic, QuietHours quiet)
    {
        // A time that was free when it was read may be taken when it is held. So many are tried for each who waits; the next run does better.
        private const int Tries = 20;

        private readonly Dictionary<(Guid VisitTypeId, string? Channel), IReadOnlyList<OfferRules.Opening>> free = [];
        private readonly List<Held> taken = [];
        private readonly List<Waitlist.Notice> notices = [];
        private Instant now;

        public IReadOnlyList<Waitlist.Notice> Notices => notices;

        /// <summary>The holds that were made.</summary>
        public IEnumerable<Guid> Made => taken.Select(h => h.OfferId);

        public async Task Take(TenantTransaction tx, CancellationToken ct)
        {
            await tx.Execute(LockSql, null, ct);
            var clock = (await tx.QueryOne<Clock>(ClockSql, null, ct))!;
            Require(clock.Version);
            now = Instant.FromDateTimeOffset(clock.Now);

            notices.AddRange(await tx.Query<Waitlist.Notice>(EndEntriesSql, null, ct));
            notices.AddRange(await tx.Query<Waitlist.Notice>(LapseSql, null, ct));
            await Withdraw(tx, ct);
            await tx.Execute(FreeSql, null, ct);

            var waiting = await tx.Query<Entry>(EntriesSql, new { OfferRules.SilencesADay }, ct);
            if (waiting.Count == 0)
                return;
            foreach (var entry in waiting.Where(e => e.MayBeAsked && rules.VisitTypes.ContainsKey(e.VisitTypeId)))
                await Offer(tx, entry, waiting, ct);
            var next = OfferRules.NextSweep(now, clinic, quiet, rules.Places.Select(p => p.Location.Zone).Distinct());
            await tx.Enqueue(new FillFromWaitlist(), $"sweep:{next}", next.ToDateTimeOffset(), ct);
        }

        /// <summary>Takes back what nobody waits for or may book any more, and times that changed hours have closed. Where it is the room that was closed, another will do.</summary>
        private async Task Withdraw(TenantTransaction tx, CancellationToken ct)
        {
            var doubtful = (await tx.Query<Open>(OpenSql, null, ct)).Where(o => !o.Fits || !OfferRules.Stands(rules, o.Time)).Select(o => o.OfferId).ToArray();
            if (doubtful.Length == 0)
                return;
            // Some may have been answered before they were locked; nobody answers them from here on.
            await tx.Execute(LockOffersSql, new { Ids = doubtful }, ct);
            var open = await tx.Query<Open>($"{OpenSql} and o.id = any (@Ids)", new { Ids = doubtful }, ct);
            var roomless = open.Where(o => o.Fits && OfferRules.IsOnOffer(rules, o.Time)).ToList();
            var gone = open.Except(roomless).Select(o => o.OfferId).ToList();
            await tx.Execute(LetGoSql, new { Ids = roomless.Select(o => o.OfferId).ToArray() }, ct);
            foreach (var offer in roomless)
            {
                if (!await Take(tx, offer.OfferId, offer.WaitlistId, offer.PatientId, offer.Time, Instant.FromDateTimeOffset(offer.ExpiresAt), ct))
                    gone.Add(offer.OfferId);
            }
            notices.AddRange(await tx.Query<Waitlist.Notice>(WithdrawSql, new { Ids = gone.ToArray() }, ct));
            foreach (var id in gone)
                await tx.Enqueue(new SendOfferOver(id), id.ToString(), ct);
        }

        private async Task Offer(TenantTransaction tx, Entry entry, IReadOnlyList<Entry> waiting, CancellationToken ct)
        {
            var type = rules.VisitTypes[entry.VisitTypeId];
            if (!free.TryGetValue((type.Id, entry.Channel), out var openings))
                free[(type.Id, entry.Channel)] = openings = await Free(tx, type, entry.Channel, waiting.Where(e => e.VisitTypeId == type.Id).Max(e => e.Until), ct);
            var wish = entry.Wish(type, now);
            FreeTimes.Visit Visit(FindTimes.Time time) => rules.Practitioners[time.PractitionerId].Visit(type)!;
            var at = now.ToDateTimeOffset();
            var fitting = openings.Where(o => OfferRules.Fits(wish, o, at) && !taken.Any(h => h.Overlaps(o.Time, Visit(o.Time), type) || h.Engages(entry.PatientId, o.Time))).Take(Tries).ToList();
            // Whoever is leaving just now is not asked.
            if (fitting.Count == 0 || await tx.QueryOne<Guid?>(StillWaitsSql, new { entry.WaitlistId }, ct) is null)
                return;
            foreach (var opening in fitting)
                if (await Hold(tx, entry, opening.Channel, Visit(opening.Time), opening.Time, ct))
                    return;
        }

        /// <summary>Soonest first; of those that are as soon, by the channel the visit type names first.</summary>
        /// <param name="channel">None: any the visit type has.</param>
        private async Task<IReadOnlyList<OfferRules.Opening>> Free(TenantTransaction tx, ClinicRules.VisitType type, string? channel, DateOnly until, CancellationToken ct)
        {
            var places = rules.Places.Where(p => p.Practitioner.Visit(type) is not null && !quiet.At(now, p.Location.Zone)).ToList();
            var openings = new List<OfferRules.Opening>();
            foreach (var way in type.Channels.Where(c => channel is null || c == channel))
            {
                var (version, times) = await FindTimes.Free(tx, rules, new FindTimes.Wanted(type, way), places, place => new Interval(now, Instant.Max(now, Instant.Min(
                    now + OfferRules.Ahead, place.Location.Zone.AtStartOfDay(until.ToLocalDate().PlusDays(1)).ToInstant()))), ct);
                Require(version);
                openings.AddRange(times.SelectMany(t => t).Select(t => new OfferRules.Opening(t, way)));
            }
            return [.. openings.OrderBy(o => o.Time.StartsAt)];
        }

        private async Task<bool> Hold(TenantTransaction tx, Entry entry, string channel, FreeTimes.Visit visit, FindTimes.Time time, CancellationToken ct)
        {
            var id = Guid.CreateVersion7();
            var answerBy = OfferRules.AnswerBy(now, Instant.FromDateTimeOffset(time.StartsAt));
            if (!await Take(tx, id, entry.WaitlistId, entry.PatientId, new OfferRules.Offered(entry.VisitTypeId, time.PractitionerId, time.LocationId, time.StartsAt, channel), answerBy, ct))
                return false;

            var audience = await tx.QueryOne<Guid[]>(OfferSql, new
            {
                Id = id,
                entry.WaitlistId,
                entry.PatientId,
                time.PractitionerId,
                time.LocationId,
                StartsAt = time.StartsAt.ToUniversalTime(),
                entry.Urgency,
                entry.WaitedMinutes,
                PassedOver = entry.Turn - 1,
                ExpiresAt = answerBy.ToDateTimeOffset(),
            }, ct);
            await tx.Enqueue(new SendOffer(id), id.ToString(), ct);
            await tx.Enqueue(new ExpireOffer(id), id.ToString(), answerBy.ToDateTimeOffset(), ct);
            taken.Add(new Held(id, entry.PatientId, entry.VisitTypeId, time, visit));
            notices.Add(new Waitlist.Notice(entry.WaitlistId, audience!));
            return true;
        }

        private async Task<bool> Take(TenantTransaction tx, Guid id, Guid waitlistId, Guid patientId, OfferRules.Offered time, Instant answerBy, CancellationToken ct)
        {
            var held = await TakeTime.Take(new TakeTime.Wanted(
                rules, rules.VisitTypes[time.VisitTypeId], rules.PlaceOf(time.PractitionerId, time.LocationId), time.Channel, time.StartsAt, id, patientId, waitlistId, "waitlist",
                AsPatient: false, Seconds: (int)(answerBy + OfferRules.Grace - now).TotalSeconds), tx, ct);
            Require(held.Version);
            return held.ExpiresAt is not null;
        }

        private void Require(Guid version)
        {
            if (version != rules.Version)
                throw new RulesChanged(version);
        }
    }

    private sealed record Held(Guid OfferId, Guid PatientId, Guid VisitTypeId, FindTimes.Time Time, FreeTimes.Visit Visit)
    {
        /// <summary>Whether the patient is offered to be there then, for another kind of visit; what they were engaged in before the run their entry knows.</summary>
        public bool Engages(Guid patientId, FindTimes.Time time) => patientId == PatientId && time.StartsAt < Time.EndsAt && Time.StartsAt < time.EndsAt;

        /// <summary>Whether a visit at that time would want some of this one's; who comes to the same group does not.</summary>
        public bool Overlaps(FindTimes.Time time, FreeTimes.Visit visit, ClinicRules.VisitType type) =>
            time.PractitionerId == Time.PractitionerId
            && time.StartsAt.AddMinutes(-visit.Before) < Time.EndsAt.AddMinutes(Visit.After) && Time.StartsAt.AddMinutes(-Visit.Before) < time.EndsAt.AddMinutes(visit.After)
            && !(type.IsGroup && type.Id == VisitTypeId && time.StartsAt == Time.StartsAt && time.LocationId == Time.LocationId);
    }

    private sealed record Clock(DateTimeOffset Now, Guid Version);

    /// <param name="IsWanted">The patient waits, is not elsewhere then, and may book such visits, if it was they who joined.</param>
    /// <param name="IsServed">They have what they wait for: a visit of the kind booked since they joined, or the visit that would move is as soon.</param>
    /// <param name="IsInGroup">They have a place in that group already.</param>
    internal sealed record Open(
        Guid OfferId, Guid WaitlistId, Guid PatientId, DateTimeOffset ExpiresAt, bool IsWanted, bool IsServed, bool IsInGroup,
        Guid VisitTypeId, Guid PractitionerId, Guid LocationId, DateTimeOffset StartsAt, string Channel, Guid? RoomId, Guid? EquipmentId)
    {
        public bool Fits => IsWanted && !IsServed && !IsInGroup;

        public OfferRules.Offered Time => new(VisitTypeId, PractitionerId, LocationId, StartsAt, Channel, RoomId, EquipmentId);
    }

    /// <param name="MayBeAsked">There is no open offer, they did not leave too many unanswered, and may book such visits, if it was they who joined.</param>
    private sealed record Entry(
        Guid WaitlistId, Guid PatientId, Guid VisitTypeId, string? Channel, int Turn, string Urgency, int WaitedMinutes, bool MayBeAsked, bool JoinedByPatient, DateTimeOffset? MovesFrom,
        Guid[] PractitionerIds, Guid[] LocationIds, int[] Weekdays, string[] PartsOfDay, DateOnly From, DateOnly Until, int NoticeMinutes,
        DateTime[] Offered, DateTime[] EngagedFrom, DateTime[] EngagedUntil)
    {
        public OfferRules.Wish Wish(ClinicRules.VisitType type, Instant now) => new(
            MovesFrom, PractitionerIds, LocationIds, Weekdays, PartsOfDay, From, Until,
            JoinedByPatient ? Math.Max(NoticeMinutes, type.Notice) : NoticeMinutes,
            JoinedByPatient ? (now + Duration.FromDays(type.Ahead)).ToDateTimeOffset() : DateTimeOffset.MaxValue,
            [.. Offered.Select(At)], [.. EngagedFrom.Select(At).Zip(EngagedUntil.Select(At))]);

        private static DateTimeOffset At(DateTime utc) => new(utc, TimeSpan.Zero);
    }

    internal const string ClockSql = $"select now() as \"Now\", ({ClinicRulesCache.VersionSql}) as \"Version\"";

    private const string LockSql = "select pg_advisory_xact_lock(hashtextextended('scheduling.waitlist', 0) # hashtextextended(platform.tenant_id()::text, 0))";

    private const string BookedSince =
        """
        exists (
                                select
                                from   scheduling.appointments b
                                where  b.patient_id = w.patient_id
                                and    b.visit_type_id = w.visit_type_id
                                and    b.booked_at > w.joined_at
                                and    b.status in ('booked', 'arrived', 'checked-in', 'fulfilled'))
        """;

    // What ended by itself. The days are over when they are at every place that would do. Who booked that kind of visit otherwise waits no longer.
    // Whose visit was cancelled by the clinic still wants one; who cancelled it, or asked for that on the telephone, and whose visit took place does not.
    internal const string EndEntriesSql =
        $$"""
        with verdicts as (
            select w.id,
                   case
                       when p.deceased_on is not null or w.until_day < (
                                select min((now() at time zone l.time_zone)::date)
                                from   scheduling.locations l
                                where  w.location_ids = '{}' or l.id = any (w.location_ids)) then 'over'
                       when v.status <> 'cancelled' and (v.status <> 'booked' or v.starts_at <= now()) then 'over'
                       when v.status = 'cancelled' and 'patient' in (v.cancelled_by_kind, v.cancelation_reason) then 'left'
                       when (v.id is null or v.status = 'cancelled') and {{BookedSince}} then 'booked'
                   end as state
            from   scheduling.waitlist w
            join   patients.summary p on p.patient_id = w.patient_id
            left join scheduling.appointments v on v.id = w.appointment_id
            where  w.state = 'waiting'
        )
        update scheduling.waitlist w
        set    state = v.state, ended_at = now()
        from   verdicts v
        where  w.id = v.id
        and    w.state = 'waiting'
        and    v.state is not null
        returning w.id as "WaitlistId", patients.audience(w.patient_id) as "Audience"
        """;

    internal const string LapseSql =
        """
        update scheduling.offers
        set    state = 'lapsed'
        where  state = 'open'
        and    expires_at <= now()
        returning waitlist_id as "WaitlistId", patients.audience(patient_id) as "Audience"
        """;

    internal const string OpenSql =
        $"""
        select o.id as "OfferId", o.waitlist_id as "WaitlistId", o.patient_id as "PatientId", o.expires_at as "ExpiresAt",
               w.state = 'waiting' and (w.joined_by_kind <> 'patient' or scheduling.patient_may_book(w.visit_type_id, w.patient_id))
                   and not scheduling.is_engaged(o.patient_id, h.starts_at, h.ends_at, w.appointment_id) as "IsWanted",
               case when v.status = 'booked' then v.starts_at <= o.starts_at else {BookedSince} end as "IsServed", scheduling.sits_in(h.group_id, o.patient_id) as "IsInGroup",
               w.visit_type_id as "VisitTypeId", o.resource_id as "PractitionerId", o.location_id as "LocationId", o.starts_at as "StartsAt",
               h.channel as "Channel", h.room_id as "RoomId", h.equipment_id as "EquipmentId"
        from   scheduling.offers o
        join   scheduling.waitlist w on w.id = o.waitlist_id
        join   scheduling.appointments h on h.id = o.id
        left join scheduling.appointments v on v.id = w.appointment_id
        where  o.state = 'open'
        """;

    internal const string LockOffersSql =
        """
        select id
        from   scheduling.offers
        where  id = any (@Ids)
        for    no key update
        """;

    // A run holds them anew before it ends, so they are never seen to be free.
    internal const string LetGoSql =
        """
        delete from scheduling.appointments
        where  id = any (@Ids)
        and    status = 'pending'
        """;

    internal const string WithdrawSql =
        """
        update scheduling.offers
        set    state = 'withdrawn', answered_at = now()
        where  id = any (@Ids)
        and    state = 'open'
        returning waitlist_id as "WaitlistId", patients.audience(patient_id) as "Audience"
        """;

    // Whoever ended an offer left its hold to this, so that the time is not free before the next in line had their turn. Older holds have expired by themselves.
    internal const string FreeSql =
        """
        delete from scheduling.appointments a
        using  scheduling.offers o
        where  o.expires_at > now() - interval '1 hour'
        and    o.state in ('declined', 'lapsed', 'withdrawn')
        and    a.id = o.id
        and    a.status = 'pending'
        """;

    internal const string EntriesSql =
        """
        select w.id as "WaitlistId", w.patient_id as "PatientId", w.visit_type_id as "VisitTypeId", w.channel as "Channel", t.turn as "Turn", w.urgency as "Urgency",
               (extract(epoch from now() - w.joined_at) / 60)::int as "WaitedMinutes",
               not exists (select from scheduling.offers o where o.waitlist_id = w.id and o.state = 'open')
                   and (select count(*)
                        from   scheduling.offers o
                        where  o.waitlist_id = w.id
                        and    o.state = 'lapsed'
                        and    o.expires_at > now() - interval '1 day') < @SilencesADay
                   and (w.joined_by_kind <> 'patient' or scheduling.patient_may_book(w.visit_type_id, w.patient_id)) as "MayBeAsked",
               w.joined_by_kind = 'patient' as "JoinedByPatient", v.starts_at as "MovesFrom",
               w.practitioner_ids as "PractitionerIds", w.location_ids as "LocationIds", w.weekdays::int[] as "Weekdays", w.parts_of_day as "PartsOfDay",
               w.from_day as "From", w.until_day as "Until", w.notice_minutes as "NoticeMinutes",
               array(select o.starts_at from scheduling.offers o where o.waitlist_id = w.id) as "Offered",
               coalesce(e.starts, '{}') as "EngagedFrom", coalesce(e.ends, '{}') as "EngagedUntil"
        from   scheduling.waitlist w
        join   scheduling.waitlist_order t on t.waitlist_id = w.id
        left join scheduling.appointments v on v.id = w.appointment_id and v.status = 'booked'
        cross  join lateral (
            select array_agg(a.starts_at order by a.starts_at) as starts, array_agg(a.ends_at order by a.starts_at) as ends
            from   scheduling.appointments a
            where  a.patient_id = w.patient_id
            and    a.starts_at > now() - interval '1 day'
            and    a.occupies
            and    (a.expires_at is null or a.expires_at > now())) e
        where  w.state = 'waiting'
        order  by t.turn
        """;

    // An entry somebody is at just now is passed over, and not waited for: they may be waiting for an offer that this run has ended.
    internal const string StillWaitsSql =
        """
        select id
        from   scheduling.waitlist
        where  id = @WaitlistId
        and    state = 'waiting'
        for    no key update skip locked
        """;

    internal const string OfferSql =
        """
        insert into scheduling.offers (id, waitlist_id, patient_id, resource_id, location_id, starts_at, because, expires_at)
        values (@Id, @WaitlistId, @PatientId, @PractitionerId, @LocationId, @StartsAt,
                jsonb_build_object('urgency', @Urgency::text, 'waitedMinutes', @WaitedMinutes::int, 'passedOver', @PassedOver::int), @ExpiresAt)
        returning patients.audience(patient_id) as "Audience"
        """;
}

/// <summary>Runs when the time to answer an offer is over: the time goes to the next in line. Whether it was answered meanwhile, the database says.</summary>
public sealed record ExpireOffer(Guid OfferId) : IJob
{
    internal sealed class Handler(ClinicRulesCache cache, QuietHours quiet) : IJobHandler<ExpireOffer>
    {
        public Task Handle(ExpireOffer job, JobContext context, CancellationToken ct) => FillFromWaitlist.Run(context, cache, quiet, ct);
    }
}
