using Frontdesk.Platform;
using Frontdesk.Scheduling;
using Microsoft.Extensions.Logging;

namespace Frontdesk.Messaging;

/// <summary>
/// Texts an offer of the waitlist to the best number of the patient's, as a reminder is, and with the offer locked while the network is asked: who is told of it can
/// still take it. Who cannot be texted sees it in the app, and the waitlist hears of that, so that a person may call. Should the quiet hours have begun since the
/// offer was made, they see it in the app only: nobody is called at night either.
/// </summary>
internal sealed class TextOffer(Texts texts, QuietHours quiet, ILogger<TextOffer> log) : IJobHandler<SendOffer>
{
    public async Task Handle(SendOffer job, JobContext context, CancellationToken ct)
    {
        var offer = await context.Db.DiscloseOne<Offer>(Purpose.Treatment, OfferSql, job, ct);
        if (offer is { E164: null })
            log.LogInformation("An offer is not texted: the patient has no number that may be texted");
        var isNight = offer is not null && quiet.At(offer.Now, offer.TimeZone);
        var text = offer is null || isNight ? null : Write(job, offer, context.Db.Tenant);
        var isTold = texts.Configured && await texts.Once(context, "waitlist_offer", $"offer:{job.OfferId}", () => Task.FromResult(text), ct,
            still: tx => tx.QueryOne<bool>("select scheduling.lock_offer(@OfferId)", job, ct)) == TextOutcome.Sent;
        if (!isTold && !isNight)
            await WaitlistOffers.CouldNotBeTold(context.Db, job.OfferId, ct);
    }

    private static Text? Write(SendOffer job, Offer offer, Tenant clinic)
    {
        if (offer.E164 is not { } to)
            return null;
        var language = TextLanguage.Choose(offer.Language, clinic.Languages);
        var (when, until) = (TextTime.Moment(offer.StartsAt, offer.TimeZone, language), TextTime.Hour(offer.ExpiresAt, offer.TimeZone, language));
        var insteadOf = offer.InsteadOf is { } visit ? TextTime.Day(visit, offer.TimeZone, language) : null;
        return new Text("waitlist_offer", to, language, OfferText.In(language, clinic.Name, when, until, insteadOf))
        {
            PatientId = offer.PatientId,
            SubjectId = job.OfferId,
            SubjectAt = offer.StartsAt,
            TimeZone = offer.TimeZone,
        };
    }

    internal sealed record Offer(Guid PatientId, DateTimeOffset StartsAt, DateTimeOffset ExpiresAt, string TimeZone, DateTimeOffset? InsteadOf, string? E164, string? Language, DateTimeOffset Now);

    internal const string OfferSql =
        """
        select o.patient_id as "PatientId", o.starts_at as "StartsAt", o.expires_at as "ExpiresAt", o.time_zone as "TimeZone", o.instead_of as "InsteadOf", n.e164 as "E164", n.language as "Language", now() as "Now"
        from   scheduling.open_offers o
        left join lateral (
            select t.e164, t.language
            from   patients.textable_numbers t
            where  t.patient_id = o.patient_id
            order  by t.place, t.phone_id
            limit  1) n on true
        where  o.offer_id = @OfferId
        and    o.state = 'open'
        and    o.expires_at > now()
        """;
}

/// <summary>
/// Texts that an offer was taken back, to the number that was told of it; who was told nothing is told nothing. In the quiet hours nobody is: by the morning the
/// offer would be over anyway.
/// </summary>
internal sealed class TextOfferOver(Texts texts, QuietHours quiet) : IJobHandler<SendOfferOver>
{
    public async Task Handle(SendOfferOver job, JobContext context, CancellationToken ct)
    {
        if (!texts.Configured)
            return;
        var told = await context.Db.QueryOne<Told>(ToldSql, job, ct);
        // A crash left open whether they were told: the offer's own job is finding out, and this one comes again.
        if (told is { IsCertain: false })
            throw new JobFailedException("Whether the patient was told of the offer is not known yet.");
        var text = told is null || quiet.At(told.Now, told.TimeZone) ? null : Write(job, told, context.Db.Tenant);
        await texts.Once(context, "waitlist_news", $"offer-over:{job.OfferId}", () => Task.FromResult(text), ct);
    }

    private static Text Write(SendOfferOver job, Told told, Tenant clinic) =>
        new("waitlist_news", told.To, told.Language, OfferText.Over(told.Language, clinic.Name, TextTime.Moment(told.At, told.TimeZone, told.Language)))
        {
            PatientId = told.PatientId,
            SubjectId = job.OfferId,
            SubjectAt = told.At,
            TimeZone = told.TimeZone,
        };

    internal sealed record Told(string To, string Language, DateTimeOffset At, string TimeZone, Guid? PatientId, bool IsCertain, DateTimeOffset Now);

    internal const string ToldSql =
        """
        select m.to_e164 as "To", m.language as "Language", m.subject_at as "At", m.time_zone as "TimeZone", m.patient_id as "PatientId", m.vendor_id is not null as "IsCertain", now() as "Now"
        from   scheduling.open_offers o
        join   messaging.messages m on m.subject_id = o.offer_id
        where  o.offer_id = @OfferId
        and    m.patient_id = o.patient_id
        and    m.purpose = 'waitlist_offer'
        and    m.status <> 'failed'
        """;
}
