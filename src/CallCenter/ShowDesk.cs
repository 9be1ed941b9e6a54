using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.CallCenter;

/// <summary>
/// All an agent's desk shows, fetched again with each notice: their state, their call with who it may be, the line, what is to be written up, what was missed.
/// The line and the missed calls show no names: nobody needs them there. Names of the call in hand are a disclosure and on the record.
/// </summary>
internal static class ShowDesk
{
    public sealed record Agent(string State, string? Reason, DateTimeOffset Since);

    /// <param name="At">Since when it waits, or when it ended.</param>
    /// <param name="Name">The verified patient's, where there is one.</param>
    public sealed record QueueCall(Guid CallId, string? FromLast4, string? Name, DateTimeOffset At, string? Outcome);

    public sealed record Response(Agent Agent, ShowCall.Call? Call, IReadOnlyList<QueueCall> Waiting, IReadOnlyList<QueueCall> ToWriteUp, IReadOnlyList<QueueCall> Missed);

    private sealed record Row(string Part, Guid? CallId, string? FromLast4, DateTimeOffset At, string? State, string? Reason, string? Outcome, Guid? PatientId);

    public static void Map(IEndpointRouteBuilder callcenter) => callcenter
        .MapGet("/desk", Handle)
        .WithName(nameof(ShowDesk))
        .Requires<TakeCalls>()
        .Audited("desk.seen")
        .RateLimited(RateClass.Read);

    internal static async Task<Ok<Response>> Handle(TenantDb db, CancellationToken ct)
    {
        var rows = await db.Query<Row>(Sql, new { Me = db.Actor.Id }, ct);
        var agent = rows.First(static row => row.Part == "agent");
        var inHand = rows.FirstOrDefault(static row => row.Part == "call")?.CallId;
        var call = inHand is { } id ? await ShowCall.Read(db, id, ct) : null;
        var names = await Names(db, [.. rows.Where(static row => row.Part == "to_write_up").Select(static row => row.PatientId).OfType<Guid>().Distinct()], ct);

        IReadOnlyList<QueueCall> Part(string part) =>
            [.. rows.Where(row => row.Part == part).Select(row => new QueueCall(row.CallId!.Value, row.FromLast4,
                row.PatientId is { } patient ? names.GetValueOrDefault(patient) : null, row.At, row.Outcome))];
        return TypedResults.Ok(new Response(new Agent(agent.State!, agent.Reason, agent.At), call, Part("waiting"), Part("to_write_up"), Part("missed")));
    }

    private sealed record Named(Guid PatientId, string Name);

    private static async Task<Dictionary<Guid, string>> Names(TenantDb db, Guid[] patients, CancellationToken ct) => patients.Length == 0 ? [] :
        (await db.Disclose<Named>(Purpose.Treatment,
            "select s.patient_id as \"PatientId\", s.name as \"Name\" from patients.summary s where s.patient_id = any(@Patients)", new { Patients = patients }, ct))
        .ToDictionary(static named => named.PatientId, static named => named.Name);

    private const string Sql =
        """
        select 'agent' as "Part", null::uuid as "CallId", null as "FromLast4", coalesce(s.since, now()) as "At", coalesce(s.state, 'offline') as "State",
               s.reason as "Reason", null as "Outcome", null::uuid as "PatientId"
        from   (select) always
        left   join callcenter.agent_states s on s.id = @Me
        union all
        (select 'call', c.id, null, c.started_at, null, null, null, null
         from   callcenter.calls c
         where  c.agent_id = @Me
         and    c.state in ('offered', 'connected', 'held'))
        union all
        (select 'waiting', c.id, right(c.from_e164, 4), c.queued_at, null, null, null, null
         from   callcenter.calls c
         where  c.state = 'queued'
         order  by c.priority desc, c.queued_at, c.id
         limit  50)
        union all
        (select 'to_write_up', c.id, right(c.from_e164, 4), c.ended_at, null, null, c.outcome, c.patient_id
         from   callcenter.calls c
         where  c.agent_id = @Me
         and    c.state = 'ended'
         and    c.outcome = 'answered'
         order  by c.ended_at
         limit  20)
        union all
        (select 'missed', c.id, right(c.from_e164, 4), o.ended_at, null, null, c.outcome, null
         from   callcenter.offers o
         join   callcenter.calls c on c.id = o.call_id
         where  o.agent_id = @Me
         and    o.result = 'missed'
         and    o.ended_at > now() - interval '12 hours'
         order  by o.ended_at desc
         limit  20)
        """;
}
