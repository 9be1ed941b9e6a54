using Frontdesk.Patients;
using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.CallCenter;

/// <summary>
/// A call comes in: noted, given its place in line, and the caller looked up by number, all before Twilio has its answer, so that the desk shows who it may
/// be while it rings. Asked twice, it answers the same and does nothing twice.
/// </summary>
internal static class AnswerVoice
{
    public static void Map(IEndpointRouteBuilder twilio) => twilio
        .MapPost("/voice", Handle)
        .WithName(nameof(AnswerVoice))
        .Audited("call.arrived")
        .FromTwilio();

    internal static async Task<ContentHttpResult> Handle(TwilioForm form, TenantDb db, Twiml twiml, CallCenterOptions options, CancellationToken ct)
    {
        var call = await db.Transaction(async tx =>
        {
            if (await CallBook.Hear(tx, form, "voice", options, ct) is not { } heard)
                return null;
            var after = heard.Facts;
            if (heard.Fresh)
            {
                after = CallStates.Apply(heard.Facts, new CallEvent.Arrived(AtOurNumber: heard.NumberId is not null));
                if (after.Outcome is null && ProviderEvents.Telephone(form["From"]) is { } from)
                    await KeepCandidates(tx, heard.Id, await Callers.FindByPhone(tx, from, ct), ct);
                await CallBook.Save(tx, heard, after, "withdrawn", ct);
            }
            return after;
        }, ct);

        if (call?.State == CallStates.Queued)
            await OfferCalls.Run(db, options, ct);
        return Twiml.Answer(call switch
        {
            null or { Refused: true } => Twiml.Reject(),
            { Outcome: not null } => Twiml.HangUp(),
            _ => twiml.Greet(db.Tenant),
        });
    }

    private static async Task KeepCandidates(TenantTransaction tx, Guid callId, IReadOnlyList<KnownCaller> known, CancellationToken ct)
    {
        if (known.Count > 0)
            await tx.Execute(CandidatesSql, new { CallId = callId, PatientIds = known.Select(static caller => caller.PatientId).ToArray() }, ct);
    }

    private const string CandidatesSql =
        """
        insert into callcenter.candidates (call_id, patient_id, place)
        select @CallId, found.patient_id, found.place
        from   unnest(@PatientIds) with ordinality as found (patient_id, place)
        on conflict (tenant_id, call_id, patient_id) do nothing
        """;
}
