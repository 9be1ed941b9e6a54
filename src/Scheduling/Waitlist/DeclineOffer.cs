using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.Scheduling;

/// <summary>Says no to an offered time, which goes to the next in line at once. The patient stays on the list and is not asked about that time again. 409 <c>offer_over</c> when it had ended otherwise.</summary>
internal static class DeclineOffer
{
    public sealed record Response(Guid OfferId, string State);

    public static void Map(IEndpointRouteBuilder scheduling) => scheduling
        .MapPost("/offers/{id:guid}/decline", Handle)
        .WithName(nameof(DeclineOffer))
        .Requires<JoinWaitlist>()
        .Audited("offer.declined")
        .AnswersAgain()
        .RateLimited(RateClass.Write)
        .ProducesProblem(StatusCodes.Status409Conflict);

    internal static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(Guid id, TenantDb db, CancellationToken ct) =>
        await AnswerOffer.Run(db, id, accept: false, db.Actor.Kind == ActorKind.Patient ? "app" : "staff", ct) switch
        {
            OfferAnswer.Declined => TypedResults.Ok(new Response(id, "declined")),
            var refused => await AnswerOffer.WhyNot(db, refused, ct),
        };
}
