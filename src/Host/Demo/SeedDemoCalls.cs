using Frontdesk.Platform;
using NodaTime;

namespace Frontdesk.Host;

/// <summary>
/// The clinic's number, its agents in the queue, and this morning's calls: written up, still to write up, missed, given up. Made once for each day.
/// The first agent has nothing to write up, so that a call can ring there at once.
/// </summary>
internal static class SeedDemoCalls
{
    private sealed record PastCall(string Key, string State, string Outcome, string Agent, int MinutesAgo, int Minutes, bool Known, bool Missed);

    private static readonly PastCall[] Morning =
    [
        new("1", "written_up", "answered", "agent", 212, 6, Known: true, Missed: false),
        new("2", "written_up", "answered", "agent2", 187, 4, Known: true, Missed: false),
        new("3", "ended", "abandoned", "agent", 158, 1, Known: true, Missed: true),
        new("4", "written_up", "answered", "agent", 131, 9, Known: true, Missed: false),
        new("5", "ended", "abandoned", "", 96, 2, Known: false, Missed: false),
        new("6", "ended", "answered", "agent2", 74, 5, Known: true, Missed: false),
        new("7", "written_up", "answered", "agent", 52, 3, Known: true, Missed: false),
        new("8", "ended", "abandoned", "agent", 38, 1, Known: true, Missed: true),
        new("9", "ended", "answered", "agent2", 21, 7, Known: true, Missed: false),
    ];

    private static readonly (string Disposition, string En, string Es)[] WriteUps =
    [
        ("booked", "Booked the next free time, will bring the list of medicines.", "Se dio la próxima cita libre; traerá la lista de medicinas."),
        ("results", "Asked for test results, told that the doctor calls back.", "Preguntó por sus análisis; se le dijo que la doctora llamará."),
        ("prescription", "Refill asked for, passed on.", "Pidió renovar una receta; se pasó el recado."),
        ("question", "Asked for the way and parking.", "Preguntó cómo llegar y dónde estacionar."),
    ];

    public static async Task<bool> Run(TenantDb db, DemoClinic clinic, IReadOnlyList<DemoPatient> patients, Instant now, CancellationToken ct)
    {
        var today = now.InZone(DateTimeZoneProviders.Tzdb[clinic.TimeZone]).Date.ToDateOnly();
        var made = await db.Execute(SetUpSql, new
        {
            Number = clinic.Id("number"),
            clinic.Phone,
            Agents = clinic.Accounts.Where(static account => account.Role is Role.Agent or Role.Supervisor).Select(account => DemoAccounts.Id(clinic, account)).ToArray(),
        }, ct);
        if (await db.QueryOne<bool>("select true from callcenter.calls where id = @Id", new { Id = clinic.Id($"call/{today:O}/{Morning[0].Key}") }, ct))
            return made > 0;

        await db.Transaction(async tx =>
        {
            foreach (var call in Morning)
                await tx.Execute(CallSql, Arguments(clinic, patients, call, today), ct);
        }, ct);
        return true;
    }

    private static object Arguments(DemoClinic clinic, IReadOnlyList<DemoPatient> patients, PastCall call, DateOnly today)
    {
        var name = $"call/{today:O}/{call.Key}";
        var dice = new Dice($"{clinic.Slug}/{name}");
        var caller = dice.Pick(patients);
        var note = dice.Pick(WriteUps);
        var account = clinic.Accounts.FirstOrDefault(account => account.Local == call.Agent);
        return new
        {
            Id = clinic.Id(name),
            Sid = $"CA{clinic.Id($"{name}/sid"):N}",
            Number = clinic.Id("number"),
            From = call.Known ? caller.Phones[0].Number : null,
            call.State,
            call.Outcome,
            Agent = account is null ? (Guid?)null : DemoAccounts.Id(clinic, account),
            Caller = call.Known ? caller.Id : (Guid?)null,
            call.MinutesAgo,
            call.Minutes,
            call.Missed,
            Offer = clinic.Id($"{name}/offer"),
            Verification = clinic.Id($"{name}/verification"),
            note.Disposition,
            Note = caller.Language == "es" ? note.Es : note.En,
        };
    }

    private const string SetUpSql =
        """
        with number as (
            insert into callcenter.numbers (id, e164, name)
            values (@Number, @Phone, 'Main line')
            on conflict do nothing
        )
        insert into callcenter.agents (id)
        select unnest(@Agents)
        on conflict do nothing
        """;

    // One statement a call, as one moment would have made it: the call, who it may have been, the offer, the proof, the write-up.
    private const string CallSql =
        """
        with at as (
            select now() - make_interval(mins => @MinutesAgo) as began, now() - make_interval(mins => @MinutesAgo - @Minutes) as ended
        ), call as (
            insert into callcenter.calls (id, sid, number_id, from_e164, state, outcome, started_at, queued_at, agent_id, offer_no, offered_at, answered_at, ended_at, patient_id, verified_at, written_up_at)
            select @Id, @Sid, @Number, @From, @State, @Outcome, began, began, @Agent, case when @Agent is null then 0 else 1 end,
                   case when @Agent is not null then began + interval '3 seconds' end,
                   case when @Outcome = 'answered' then began + interval '8 seconds' end, ended,
                   case when @Outcome = 'answered' then @Caller::uuid end, case when @Outcome = 'answered' then began + interval '40 seconds' end,
                   case when @State = 'written_up' then ended + interval '1 minute' end
            from   at
            returning id
        ), candidate as (
            insert into callcenter.candidates (call_id, patient_id, place)
            select id, @Caller, 1
            from   call
            where  @Caller::uuid is not null
        ), offer as (
            insert into callcenter.offers (id, call_id, offer_no, agent_id, offered_at, result, ended_at)
            select @Offer, id, 1, @Agent, began + interval '3 seconds', case when @Missed then 'missed' else 'accepted' end, began + interval '8 seconds'
            from   call, at
            where  @Agent::uuid is not null
        ), proof as (
            insert into callcenter.verifications (id, call_id, agent_id, patient_id, second_kind, matched, at)
            select @Verification, id, @Agent, @Caller, 'full_name', true, began + interval '40 seconds'
            from   call, at
            where  @Outcome = 'answered'
        )
        insert into callcenter.write_ups (id, patient_id, agent_id, disposition, note, written_at)
        select id, @Caller, @Agent, @Disposition, @Note, ended + interval '1 minute'
        from   call, at
        where  @State = 'written_up'
        """;
}
