using System.ComponentModel.DataAnnotations;
using Frontdesk.Patients;
using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.CallCenter;

/// <summary>The agent says what the call was about. Only then are they ready for the next, and the chart that was open for the call is closed.</summary>
internal static class WriteUpCall
{
    /// <param name="Disposition">One of <see cref="Dispositions"/>.</param>
    public sealed record Request(
        [property: Required] string Disposition,
        [property: Required, StringLength(4000, MinimumLength = 1)] string Note);

    public sealed record Response(string AgentState);

    public static void Map(IEndpointRouteBuilder callcenter) => callcenter
        .MapPost("/calls/{id:guid}/write-up", Handle)
        .WithName(nameof(WriteUpCall))
        .Requires<TakeCalls>()
        .Audited("call.written_up")
        .RateLimited(RateClass.Write);

    internal static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(Guid id, Request request, TenantDb db, CallCenterOptions options, CancellationToken ct)
    {
        if (!Dispositions.Codes.Contains(request.Disposition))
            return Problems.Invalid("disposition", "disposition_unknown", "Choose one of the dispositions of this clinic.");
        if (string.IsNullOrWhiteSpace(request.Note))
            return Problems.Invalid("note", "note_missing", "Write a short note.");

        var written = await db.Transaction(async tx =>
        {
            if (await AgentActs.LockMine(tx, id, ct) is not { Facts: { State: CallStates.Ended, Outcome: CallStates.Answered } } call)
                return false;
            await CallBook.Save(tx, call, CallStates.Apply(call.Facts, new CallEvent.WrittenUp()), "withdrawn", ct);
            await tx.Execute(WriteSql, new { Id = id, Me = tx.Actor.Id, request.Disposition, Note = request.Note.Trim() }, ct);
            await Charts.LockAfterCall(tx, id, ct);
            tx.Announce(OfferCalls.AgentTopic, tx.Actor.Id);
            return true;
        }, ct);
        if (!written)
            return Problems.Conflict("nothing_to_write_up", "This call is not waiting for your write-up.");

        await OfferCalls.Run(db, options, ct);
        var state = await db.QueryOne<SetAgentState.Response>(SetAgentState.StateSql, new { Me = db.Actor.Id }, ct);
        return TypedResults.Ok(new Response(state?.State ?? "offline"));
    }

    private const string WriteSql =
        """
        with written as (
            insert into callcenter.write_ups (id, patient_id, agent_id, disposition, note)
            select c.id, c.patient_id, @Me, @Disposition, @Note
            from   callcenter.calls c
            where  c.id = @Id
        )
        update callcenter.agents
        set    since = now()
        where  id = @Me
        """;
}
