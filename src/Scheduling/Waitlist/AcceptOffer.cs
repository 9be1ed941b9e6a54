using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.Scheduling;

/// <summary>
/// Takes an offered time: it is booked, or the visit the patient has is moved to it. Whoever comes too late gets 409 <c>offer_over</c> with <c>state</c>, how it ended,
/// and keeps their place. A patient accepts for self and those they act for; staff need the chart open.
/// </summary>
internal static class AcceptOffer
{
    /// <param name="AppointmentId">The visit that was booked, or the one that was moved.</param>
    public sealed record Response(Guid AppointmentId, DateTimeOffset StartsAt);

    public static void Map(IEndpointRouteBuilder scheduling) => scheduling
        .MapPost("/offers/{id:guid}/accept", Handle)
        .WithName(nameof(AcceptOffer))
        .Requires<JoinWaitlist>()
        .Audited("offer.accepted")
        .AnswersAgain()
        .RateLimited(RateClass.Write)
        .ProducesProblem(StatusCodes.Status409Conflict);

    internal static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(Guid id, TenantDb db, CancellationToken ct) =>
        await AnswerOffer.Run(db, id, accept: true, db.Actor.Kind == ActorKind.Patient ? "app" : "staff", ct) switch
        {
            OfferAnswer.Accepted accepted => TypedResults.Ok(new Response(accepted.AppointmentId, accepted.StartsAt.In(accepted.TimeZone))),
            var refused => await AnswerOffer.WhyNot(db, refused, ct),
        };
}
