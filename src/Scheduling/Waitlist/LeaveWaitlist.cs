using Frontdesk.Patients;
using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.Scheduling;

/// <summary>
/// Takes a patient off the waitlist; what was offered to them goes to the next in line. A patient leaves for self and those they act for; staff need the chart open.
/// 409 <c>not_waiting</c> with <c>state</c> when the waiting had ended otherwise.
/// </summary>
internal static class LeaveWaitlist
{
    public static void Map(IEndpointRouteBuilder scheduling) => scheduling
        .MapDelete("/waitlist/{id:guid}", Handle)
        .WithName(nameof(LeaveWaitlist))
        .Requires<JoinWaitlist>()
        .Audited("waitlist.left")
        .RateLimited(RateClass.Write)
        .ProducesProblem(StatusCodes.Status409Conflict);

    internal static async Task<Results<NoContent, ProblemHttpResult>> Handle(Guid id, TenantDb db, CancellationToken ct)
    {
        var (entry, left) = await db.Transaction<(Entry?, Waitlist.Notice?)>(async tx =>
        {
            await Waitlist.Lock(tx, id, ct);
            var entry = await tx.QueryOne<Entry>(Sql, new { Id = id }, ct);
            if (entry is not { State: "waiting", ChartIsOpen: true })
                return (entry, null);
            var left = await tx.QueryOne<Waitlist.Notice>(LeftSql, new { Id = id }, ct);
            if (entry.OfferId is { } offer)
            {
                await tx.Execute(FillFromWaitlist.WithdrawSql, new { Ids = new[] { offer } }, ct);
                // Whoever leaves by themselves knows.
                if (tx.Actor.Kind != ActorKind.Patient)
                    await tx.Enqueue(new SendOfferOver(offer), offer.ToString(), ct);
                await tx.Enqueue(new FillFromWaitlist(), ct);
            }
            return (entry, left);
        }, ct);

        if (left is not null)
            Waitlist.Tell(db, [left]);
        return entry switch
        {
            null => Problems.NotFound("waitlist entry"),
            { ChartIsOpen: false } => await Charts.WhyNot(db, entry.PatientId, ct),
            { State: "waiting" or "left" } => TypedResults.NoContent(),
            _ => Waitlist.NotWaiting(entry.State),
        };
    }

    private sealed record Entry(Guid PatientId, string State, bool ChartIsOpen, Guid? OfferId);

    internal const string Sql =
        """
        select w.patient_id as "PatientId", w.state as "State", patients.chart_is_open(w.patient_id) as "ChartIsOpen", o.id as "OfferId"
        from   scheduling.waitlist w
        left join scheduling.offers o on o.waitlist_id = w.id and o.state = 'open'
        where  w.id = @Id
        and    patients.acts_for(w.patient_id)
        """;

    internal const string LeftSql =
        """
        update scheduling.waitlist
        set    state = 'left', ended_at = now()
        where  id = @Id
        returning id as "WaitlistId", patients.audience(patient_id) as "Audience"
        """;
}
