using Frontdesk.Platform;

namespace Frontdesk.Scheduling;

/// <summary>
/// Tells a patient of the offer (Messaging does). Added once, when the offer is made. By the time it is sent the offer may be over: ask
/// <c>scheduling.lock_offer</c>, and when it says no, tell nobody.
/// </summary>
public sealed record SendOffer(Guid OfferId) : IJob;

/// <summary>
/// Tells a patient that the clinic took the offer back (Messaging does): added once, and only then. Whoever was not told of the offer is not told of its end either.
/// An offer that was accepted, declined or left unanswered needs no word.
/// </summary>
public sealed record SendOfferOver(Guid OfferId) : IJob;

/// <summary>What became of an answer to an offer.</summary>
public abstract record OfferAnswer
{
    private OfferAnswer()
    {
    }

    /// <summary>The time is the patient's; the same when they say yes again.</summary>
    /// <param name="AppointmentId">The visit that was booked, or the one that was moved.</param>
    /// <param name="TimeZone">IANA id of the place.</param>
    public sealed record Accepted(Guid AppointmentId, DateTimeOffset StartsAt, string TimeZone) : OfferAnswer;

    /// <summary>The patient stays on the list, for other times; the same when they say no again.</summary>
    public sealed record Declined : OfferAnswer;

    /// <summary>The answer came too late: nothing was changed. Whoever did not accept it stays on the list.</summary>
    /// <param name="State">How the offer had ended: <c>accepted</c>, <c>declined</c>, <c>lapsed</c> or <c>withdrawn</c>.</param>
    public sealed record Over(string State) : OfferAnswer;

    /// <summary>There is no such offer, or it is not one whose patient the actor may act for.</summary>
    /// <param name="PatientId">To whom it was made, where it is only the chart that is not open.</param>
    public sealed record NotYours(Guid? PatientId) : OfferAnswer;
}

/// <summary>How what became of an offer reaches the waitlist.</summary>
public static class WaitlistOffers
{
    /// <summary>Answers an offer: yes books its time, or moves the visit the patient has to it; no lets the next in line have it. Of any answers at the same time one counts.</summary>
    /// <param name="db">Whose actor may act for the patient: the patient, a proxy, staff with the chart open, or the program itself for what came by text.</param>
    /// <param name="by"><c>app</c>, <c>staff</c> or <c>text</c>.</param>
    /// <param name="saidAt">When the answer came, if that was before now: it is in time if it was then, and nobody has ended the offer or let go of its hold since.</param>
    public static Task<OfferAnswer> Answer(TenantDb db, Guid offerId, bool accept, string by, CancellationToken ct, DateTimeOffset? saidAt = null) =>
        AnswerOffer.Run(db, offerId, accept, by, ct, saidAt);

    /// <summary>No text tells the patient of an offer: there is no number for it, or the network does not reach it. Whoever looks at the list sees that and may call while the offer is open.</summary>
    public static async Task CouldNotBeTold(TenantDb db, Guid offerId, CancellationToken ct)
    {
        if (await db.QueryOne<Waitlist.Notice>(UntoldSql, new { Id = offerId }, ct) is { } notice)
            Waitlist.Tell(db, [notice]);
    }

    internal const string UntoldSql =
        """
        update scheduling.offers
        set    untold = true
        where  id = @Id
        and    state = 'open'
        and    not untold
        returning waitlist_id as "WaitlistId", patients.audience(patient_id) as "Audience"
        """;
}
