using Frontdesk.Patients;
using Frontdesk.Platform;
using Frontdesk.Worklist;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Frontdesk.Scheduling;

/// <summary>What happens when an offer is answered, whoever answers and however. See <see cref="WaitlistOffers.Answer"/>.</summary>
internal static class AnswerOffer
{
    public static async Task<OfferAnswer> Run(TenantDb db, Guid offerId, bool accept, string by, CancellationToken ct, DateTimeOffset? saidAt = null)
    {
        var args = new { Id = offerId, SaidAt = saidAt?.ToUniversalTime() };
        var (answer, entry, visit) = await Clash.Retried(() => db.Transaction(async tx =>
        {
            var offer = await tx.QueryOne<Offer>(Sql, args, ct);
            // Whoever comes too late waits for nobody.
            if (offer is { State: "open", ChartIsOpen: true })
            {
                await Waitlist.Lock(tx, offer.WaitlistId, ct);
                offer = await tx.QueryOne<Offer>($"{Sql} for no key update of o", args, ct);
            }
            return offer switch
            {
                null => new Outcome(new OfferAnswer.NotYours(null)),
                { ChartIsOpen: false } => new Outcome(new OfferAnswer.NotYours(offer.PatientId)),
                { State: "accepted" } when accept => new Outcome(new OfferAnswer.Accepted(offer.AppointmentId!.Value, offer.StartsAt, offer.TimeZone)),
                { State: "declined" } when !accept => new Outcome(new OfferAnswer.Declined()),
                { State: not "open" } => new Outcome(new OfferAnswer.Over(offer.State)),
                _ when accept => await Accept(tx, offerId, offer, by, ct),
                _ => await Decline(tx, offerId, offer, by, ct),
            };
        }, ct), ct);

        if (visit is { } booked)
            db.Announce(SchedulingContracts.AppointmentsTopic, booked, entry!.Audience);
        if (entry is not null)
            Waitlist.Tell(db, [entry]);
        // A visit that was moved has left its old time to the next in line.
        if (visit is not null)
            db.WakeWorkers();
        return answer;
    }

    /// <summary>The refusal a person at a screen gets.</summary>
    public static async Task<ProblemHttpResult> WhyNot(TenantDb db, OfferAnswer answer, CancellationToken ct) => answer switch
    {
        OfferAnswer.NotYours { PatientId: { } patient } => await Charts.WhyNot(db, patient, ct),
        OfferAnswer.Over over => Over(over.State),
        _ => Problems.NotFound("offer"),
    };

    public static ProblemHttpResult Over(string state) => Problems.Conflict("offer_over", state switch
    {
        "accepted" => "This offer was accepted before.",
        "declined" => "This time was declined before. You are still on the list, and we will offer you the next time that fits.",
        "withdrawn" => "We are sorry, that time is no longer there. You keep your place on the list, and we will offer you the next time that fits.",
        _ => "We are sorry, the time to answer is over, and we had to let the next in line have it. You keep your place on the list, and we will offer you the next time that fits.",
    }, new Dictionary<string, object?>(StringComparer.Ordinal) { ["state"] = state });

    /// <summary>The hold is handed to whoever accepts, and then booked or moved to like any other.</summary>
    private static async Task<Outcome> Accept(TenantTransaction tx, Guid id, Offer offer, string by, CancellationToken ct)
    {
        if (!await Stands(tx, id, by, ct))
        {
            await tx.Execute(FillFromWaitlist.WithdrawSql, new { Ids = new[] { id } }, ct);
            // Whoever answers by themselves is told by what they hear.
            if (by == "staff")
                await tx.Enqueue(new SendOfferOver(id), id.ToString(), ct);
            await tx.Enqueue(new FillFromWaitlist(), ct);
            return new Outcome(new OfferAnswer.Over("withdrawn"), offer.Notice);
        }
        if (await tx.Execute(HandOverSql, new { Id = id, ActorId = tx.Actor.Id }, ct) == 0)
        {
            await tx.Execute(LapsedSql, new { Id = id }, ct);
            return new Outcome(new OfferAnswer.Over("lapsed"), offer.Notice);
        }

        var moves = offer.MovesId is { } visit && await tx.QueryOne<Guid?>(MovableSql, new { Id = visit }, ct) is not null ? offer.MovesId : null;
        var done = moves is { } moved
            ? await MoveTo(tx, moved, id, ct)
            : await tx.QueryOne<BookAppointment.Row>(BookAppointment.Sql, new { HoldId = id, offer.PatientId, offer.Reason, ActorId = tx.Actor.Id }, ct) is not null;
        if (!done)
            throw new InvalidOperationException("A hold that is one's own, and a visit that is locked, can be booked and moved.");

        var appointment = moves ?? id;
        await tx.Execute(AcceptedSql, new { Id = id, AppointmentId = appointment, By = by, offer.WaitlistId }, ct);
        return new Outcome(new OfferAnswer.Accepted(appointment, offer.StartsAt, offer.TimeZone), offer.Notice, appointment);
    }

    private static async Task<bool> MoveTo(TenantTransaction tx, Guid visit, Guid hold, CancellationToken ct)
    {
        var moved = await tx.QueryOne<MoveAppointment.Row>(MoveAppointment.Sql, new { Id = visit, HoldId = hold, ActorId = tx.Actor.Id, ByPatient = false }, ct);
        if (moved?.WorkItems > 0)
            tx.Announce(WorklistContracts.ItemsTopic, visit);
        return moved is not null;
    }

    // Rules may have changed a moment ago, and the run that takes back what they close be on its way. What patients may not book themselves, staff may take for them.
    private static async Task<bool> Stands(TenantTransaction tx, Guid id, string by, CancellationToken ct) =>
        await tx.QueryOne<FillFromWaitlist.Open>($"{FillFromWaitlist.OpenSql} and o.id = @Id", new { Id = id }, ct) is { } offer
        && (offer.IsWanted || by == "staff")
        && !offer.IsServed
        && !offer.IsInGroup
        && OfferRules.Stands(await ClinicRulesCache.Read(tx, ct), offer.Time);

    // The hold stays until the next in line has had their turn.
    private static async Task<Outcome> Decline(TenantTransaction tx, Guid id, Offer offer, string by, CancellationToken ct)
    {
        await tx.Execute(DeclinedSql, new { Id = id, By = by }, ct);
        await tx.Enqueue(new FillFromWaitlist(), ct);
        return new Outcome(new OfferAnswer.Declined(), offer.Notice);
    }

    /// <param name="Entry">What changed; null when nothing did.</param>
    /// <param name="Visit">What was booked or moved.</param>
    private sealed record Outcome(OfferAnswer Answer, Waitlist.Notice? Entry = null, Guid? Visit = null);

    /// <param name="State">Lapsed also when the time to answer is over and nobody has said so yet.</param>
    /// <param name="MovesId">The visit the patient wants to come earlier to.</param>
    private sealed record Offer(
        Guid WaitlistId, Guid PatientId, string State, DateTimeOffset StartsAt, string TimeZone, Guid? AppointmentId, Guid? MovesId, string Reason, Guid[] Audience, bool ChartIsOpen)
    {
        public Waitlist.Notice Notice => new(WaitlistId, Audience);
    }

    internal const string Sql =
        """
        select o.waitlist_id as "WaitlistId", o.patient_id as "PatientId", case when o.state = 'open' and o.expires_at <= coalesce(@SaidAt::timestamptz, now()) then 'lapsed' else o.state end as "State",
               o.starts_at as "StartsAt", l.time_zone as "TimeZone", o.appointment_id as "AppointmentId", w.appointment_id as "MovesId", w.reason as "Reason",
               patients.audience(o.patient_id) as "Audience", patients.chart_is_open(o.patient_id) as "ChartIsOpen"
        from   scheduling.offers o
        join   scheduling.waitlist w on w.id = o.waitlist_id
        join   scheduling.locations l on l.id = o.location_id
        where  o.id = @Id
        and    patients.acts_for(o.patient_id)
        """;

    internal const string HandOverSql =
        """
        update scheduling.appointments
        set    held_by = @ActorId, held_by_kind = platform.actor_kind()
        where  id = @Id
        and    status = 'pending'
        and    expires_at > now()
        """;

    // A visit that was cancelled meanwhile, or has begun, is not moved: the offered time is booked as a visit of its own.
    internal const string MovableSql =
        """
        select id
        from   scheduling.appointments
        where  id = @Id
        and    status = 'booked'
        and    starts_at > now()
        for    update
        """;

    internal const string AcceptedSql =
        """
        with accepted as (
            update scheduling.offers
            set    state = 'accepted', appointment_id = @AppointmentId, answered_at = now(), answered_by = @By
            where  id = @Id
        )
        update scheduling.waitlist
        set    state = 'booked', ended_at = now()
        where  id = @WaitlistId
        and    state = 'waiting'
        """;

    internal const string DeclinedSql =
        """
        update scheduling.offers
        set    state = 'declined', answered_at = now(), answered_by = @By
        where  id = @Id
        """;

    internal const string LapsedSql =
        """
        update scheduling.offers
        set    state = 'lapsed'
        where  id = @Id
        """;
}
