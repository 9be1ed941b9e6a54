using System.ComponentModel.DataAnnotations;
using Frontdesk.Patients;
using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.Scheduling;

/// <summary>Says how urgent it is for somebody on the waitlist: the more urgent are asked first, whoever waited longer. Staff with the chart open; 409 <c>not_waiting</c> when they wait no longer.</summary>
internal static class SetUrgency
{
    private static readonly string[] Known = ["routine", "soon", "urgent"];

    /// <param name="Urgency"><c>routine</c>, <c>soon</c> or <c>urgent</c>.</param>
    public sealed record Request([property: Required] string Urgency);

    public static void Map(IEndpointRouteBuilder scheduling) => scheduling
        .MapPut("/waitlist/{id:guid}/urgency", Handle)
        .WithName(nameof(SetUrgency))
        .Requires<RunWaitlist>()
        .Audited("waitlist.urgency_set")
        .RateLimited(RateClass.Write)
        .ProducesProblem(StatusCodes.Status409Conflict);

    internal static async Task<Results<NoContent, ProblemHttpResult>> Handle(Guid id, Request request, TenantDb db, CancellationToken ct)
    {
        Check(request.Urgency);
        switch (await db.QueryOne<Row>(Sql, new { Id = id, request.Urgency }, ct))
        {
            case null:
                return Problems.NotFound("waitlist entry");
            case { ChartIsOpen: false } entry:
                return await Charts.WhyNot(db, entry.PatientId, ct);
            case { State: not "waiting" } entry:
                return Waitlist.NotWaiting(entry.State);
            case var entry:
                Waitlist.Tell(db, [new Waitlist.Notice(id, entry.Audience)]);
                return TypedResults.NoContent();
        }
    }

    /// <exception cref="ProblemException">There is no such urgency.</exception>
    internal static void Check(string urgency)
    {
        if (!Known.Contains(urgency, StringComparer.Ordinal))
            throw ClinicRules.Invalid("urgency", "urgency_unknown", $"The urgency is one of {string.Join(", ", Known)}.");
    }

    private sealed record Row(Guid PatientId, string State, bool ChartIsOpen, Guid[] Audience);

    internal const string Sql =
        """
        with entry as (
            select id, patient_id, state, patients.chart_is_open(patient_id) as chart_is_open
            from   scheduling.waitlist
            where  id = @Id
            for    update
        ),
        changed as (
            update scheduling.waitlist w
            set    urgency = @Urgency
            from   entry e
            where  w.id = e.id
            and    e.state = 'waiting'
            and    e.chart_is_open
        )
        select patient_id as "PatientId", state as "State", chart_is_open as "ChartIsOpen", patients.audience(patient_id) as "Audience"
        from   entry
        """;
}
