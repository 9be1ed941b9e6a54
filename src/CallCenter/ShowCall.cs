using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.CallCenter;

/// <summary>The agent's own call: who it may be, and who it proved to be. Another's call is not shown.</summary>
internal static class ShowCall
{
    public sealed record Candidate(Guid PatientId, string Name);

    /// <param name="State">ringing, queued, offered, connected, held, ended or written_up.</param>
    /// <param name="FromLast4">Of the caller's number; null when it was withheld.</param>
    /// <param name="OfferExpiresAt">Until when it rings, while it is offered.</param>
    /// <param name="Candidates">The household of the number, the likeliest first. Locked: a name, no more.</param>
    /// <param name="Refusals">How often identifiers did not match in this call.</param>
    public sealed record Call(
        Guid CallId, string State, string Direction, string? FromLast4, DateTimeOffset StartedAt, DateTimeOffset? OfferExpiresAt, DateTimeOffset? ConnectedAt, DateTimeOffset? EndedAt,
        string? Outcome, IReadOnlyList<Candidate> Candidates, Guid? VerifiedPatientId, string? VerifiedPatientName, int Refusals);

    private sealed record Row(
        Guid CallId, string State, string? FromLast4, DateTimeOffset StartedAt, DateTimeOffset? OfferExpiresAt, DateTimeOffset? ConnectedAt, DateTimeOffset? EndedAt,
        string? Outcome, Guid? VerifiedPatientId, int Refusals, Guid? PatientId, string? Name, bool IsCandidate);

    public static void Map(IEndpointRouteBuilder callcenter) => callcenter
        .MapGet("/calls/{id:guid}", Handle)
        .WithName(nameof(ShowCall))
        .Requires<TakeCalls>()
        .Audited("call.seen")
        .RateLimited(RateClass.Read);

    internal static async Task<Results<Ok<Call>, ProblemHttpResult>> Handle(Guid id, TenantDb db, CancellationToken ct) =>
        await Read(db, id, ct) is { } call ? TypedResults.Ok(call) : Problems.NotFound("call");

    /// <summary>One statement: the call, one row for each name it discloses.</summary>
    internal static async Task<Call?> Read(TenantDb db, Guid callId, CancellationToken ct)
    {
        var rows = await db.Disclose<Row>(Purpose.Treatment, Sql, new { CallId = callId, Me = db.Actor.Id }, ct);
        if (rows.Count == 0)
            return null;
        var call = rows[0];
        return new Call(
            call.CallId, call.State, "inbound", call.FromLast4, call.StartedAt, call.OfferExpiresAt, call.ConnectedAt, call.EndedAt, call.Outcome,
            [.. rows.Where(static row => row.IsCandidate).Select(static row => new Candidate(row.PatientId!.Value, row.Name!))],
            call.VerifiedPatientId, rows.FirstOrDefault(row => row.PatientId is not null && row.PatientId == call.VerifiedPatientId)?.Name, call.Refusals);
    }

    private const string Sql =
        """
        select c.id as "CallId", c.state as "State", right(c.from_e164, 4) as "FromLast4", c.started_at as "StartedAt", c.offer_expires_at as "OfferExpiresAt",
               c.answered_at as "ConnectedAt", c.ended_at as "EndedAt", c.outcome as "Outcome", c.patient_id as "VerifiedPatientId",
               (select count(*)::integer from callcenter.verifications v where v.call_id = c.id and not v.matched) as "Refusals",
               s.patient_id as "PatientId", s.name as "Name", k.place is not null as "IsCandidate"
        from   callcenter.calls c
        left   join lateral (
            select p.patient_id, min(p.place) as place
            from   (select d.patient_id, d.place from callcenter.candidates d where d.call_id = c.id
                    union all
                    select c.patient_id, null where c.patient_id is not null) p
            group  by p.patient_id
        ) k on true
        left   join patients.summary s on s.patient_id = k.patient_id
        where  c.id = @CallId
        and    c.agent_id = @Me
        order  by k.place nulls last
        """;
}
