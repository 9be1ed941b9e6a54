using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Frontdesk.Patients;
using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.CallCenter;

/// <summary>
/// The caller proves who they are: the birth date and one more identifier. When both match, the patient's chart is open to this agent for the call.
/// Every attempt is on the record, with what was asked and never what was said; the answer does not tell which was wrong.
/// </summary>
internal static class VerifyCaller
{
    /// <summary>Attempts in one call for one patient.</summary>
    internal const int MaxAttempts = 5;

    /// <param name="PatientId">Who they say they are: one of the household, or one the agent found.</param>
    public sealed record Request(
        Guid PatientId,
        DateOnly BirthDate,
        SecondIdentifier SecondKind,
        [property: Required, StringLength(200, MinimumLength = 1)] string SecondValue);

    public sealed record Response(bool Verified);

    private enum Verdict
    {
        NotYours,
        TooMany,
        Refused,
        Matched,
    }

    public static void Map(IEndpointRouteBuilder callcenter) => callcenter
        .MapPost("/calls/{id:guid}/verify", Handle)
        .WithName(nameof(VerifyCaller))
        .Requires<TakeCalls>()
        .Audited("caller.verified")
        .AnswersAgain()
        .RateLimited(RateClass.Write);

    internal static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(Guid id, Request request, TenantDb db, CancellationToken ct)
    {
        var verdict = await db.Transaction(async tx =>
        {
            // The call's lock makes the attempts of one call take turns, so that five are five.
            if (await AgentActs.LockMine(tx, id, ct) is not { Facts.State: CallStates.Connected or CallStates.Held } call)
                return Verdict.NotYours;
            var attempts = await tx.QueryOne<int>(AttemptsSql, new { CallId = id, request.PatientId }, ct);
            var judged = attempts >= MaxAttempts ? Verdict.TooMany
                : await Charts.MatchIdentifiers(tx, request.PatientId, request.BirthDate, request.SecondKind, request.SecondValue, ct) ? Verdict.Matched
                : Verdict.Refused;
            await Record(tx, call, request, judged, ct);
            return judged;
        }, ct);

        return verdict switch
        {
            Verdict.Matched => TypedResults.Ok(new Response(true)),
            Verdict.Refused => Problems.Unprocessable("identifiers_do_not_match", "These do not match what is on file."),
            Verdict.TooMany => Problems.Unprocessable("too_many_attempts", "Too many attempts for this patient in this call. Ask a supervisor."),
            _ => AgentActs.NotYours(),
        };
    }

    private static async Task Record(TenantTransaction tx, LockedCall call, Request request, Verdict verdict, CancellationToken ct)
    {
        var kind = JsonNamingPolicy.SnakeCaseLower.ConvertName(request.SecondKind.ToString());
        var matched = verdict == Verdict.Matched;
        var detail = JsonSerializer.Serialize(new { callId = call.Id, second = kind, tooMany = verdict == Verdict.TooMany });
        await tx.Record(new AuditEvent(matched ? "caller.verified" : "caller.refused", matched ? "success" : "refused", request.PatientId, detail), ct);
        if (verdict != Verdict.TooMany)
        {
            await tx.Execute(AttemptSql,
                new { Id = Guid.CreateVersion7(), CallId = call.Id, AgentId = tx.Actor.Id, request.PatientId, Kind = kind, Matched = matched }, ct);
        }
        if (matched)
        {
            var until = await tx.QueryOne<DateTimeOffset>(MatchedSql, new { CallId = call.Id, request.PatientId }, ct);
            await Charts.UnlockChart(tx, tx.Actor.Id, request.PatientId, call.Id, until, ct);
        }
        tx.Announce(CallBook.Topic, call.Id);
    }

    private const string AttemptsSql =
        """
        select count(*)::integer
        from   callcenter.verifications v
        where  v.call_id = @CallId
        and    v.patient_id = @PatientId
        and    not v.matched
        """;

    // A patient who does not exist is refused like any other, and counted nowhere.
    private const string AttemptSql =
        """
        insert into callcenter.verifications (id, call_id, agent_id, patient_id, second_kind, matched)
        select @Id, @CallId, @AgentId, s.patient_id, @Kind, @Matched
        from   patients.summary s
        where  s.patient_id = @PatientId
        """;

    // Writing the call up closes the chart; an hour is for the desk that never comes to it.
    private const string MatchedSql =
        """
        update callcenter.calls
        set    patient_id = @PatientId, verified_at = now()
        where  id = @CallId
        returning now() + interval '1 hour'
        """;
}
