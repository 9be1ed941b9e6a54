using Frontdesk.Patients;
using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.Scheduling;

/// <summary>Takes an open offer back; the time goes to the next in line. Whoever was told of the offer is told that it is over, and keeps their place. Staff with the chart open; 409 <c>offer_over</c> when it had ended.</summary>
internal static class WithdrawOffer
{
    public sealed record Response(Guid OfferId, string State);

    public static void Map(IEndpointRouteBuilder scheduling) => scheduling
        .MapPost("/offers/{id:guid}/withdraw", Handle)
        .WithName(nameof(WithdrawOffer))
        .Requires<RunWaitlist>()
        .Audited("offer.withdrawn")
        .AnswersAgain()
        .RateLimited(RateClass.Write)
        .ProducesProblem(StatusCodes.Status409Conflict);

    internal static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(Guid id, TenantDb db, CancellationToken ct)
    {
        var (offer, taken) = await db.Transaction<(Offer?, Waitlist.Notice?)>(async tx =>
        {
            var offer = await tx.QueryOne<Offer>(Sql, new { Id = id }, ct);
            if (offer is { State: "open", ChartIsOpen: true })
            {
                await Waitlist.Lock(tx, offer.WaitlistId, ct);
                offer = await tx.QueryOne<Offer>($"{Sql} for no key update", new { Id = id }, ct);
            }
            if (offer is not { State: "open", ChartIsOpen: true })
                return (offer, null);
            var taken = await tx.QueryOne<Waitlist.Notice>(FillFromWaitlist.WithdrawSql, new { Ids = new[] { id } }, ct);
            await tx.Enqueue(new SendOfferOver(id), id.ToString(), ct);
            await tx.Enqueue(new FillFromWaitlist(), ct);
            return (offer, taken);
        }, ct);

        if (taken is not null)
            Waitlist.Tell(db, [taken]);
        return offer switch
        {
            null => Problems.NotFound("offer"),
            { ChartIsOpen: false } => await Charts.WhyNot(db, offer.PatientId, ct),
            { State: "open" or "withdrawn" } => TypedResults.Ok(new Response(id, "withdrawn")),
            _ => AnswerOffer.Over(offer.State),
        };
    }

    private sealed record Offer(Guid WaitlistId, Guid PatientId, string State, bool ChartIsOpen);

    internal const string Sql =
        """
        select waitlist_id as "WaitlistId", patient_id as "PatientId", state as "State", patients.chart_is_open(patient_id) as "ChartIsOpen"
        from   scheduling.offers
        where  id = @Id
        """;
}
