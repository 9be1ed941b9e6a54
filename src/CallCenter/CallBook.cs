using System.Text.Json;
using Frontdesk.Patients;
using Frontdesk.Platform;

namespace Frontdesk.CallCenter;

/// <summary>A call, locked by the transaction that read it.</summary>
/// <param name="NumberId">Which of our numbers was called; null when none.</param>
/// <param name="Fresh">The telling that led here was not heard before.</param>
/// <param name="PatientId">Who the caller proved to be.</param>
internal sealed record LockedCall(Guid Id, string Sid, Guid? NumberId, int OfferNo, Guid? PatientId, bool Fresh, CallFacts Facts);

/// <summary>
/// Reads and writes calls under their row's lock: tellings and acts on one call happen one after another, on whatever node they arrive.
/// </summary>
internal static class CallBook
{
    internal const string Topic = "callcenter.calls";

    private sealed record Row(
        Guid Id, string Sid, Guid? NumberId, int OfferNo, string State, string? Outcome, bool Refused, bool Failed, Guid? AgentId, Guid? LegId, Guid? PatientId, bool Fresh);

    /// <summary>
    /// Notes what the provider told of the caller's leg, once, and locks the call. Whichever telling of a call comes first makes its row;
    /// with it comes the job that asks the provider should no more be heard.
    /// </summary>
    internal static async Task<LockedCall?> Hear(TenantTransaction tx, TwilioForm form, string kind, CallCenterOptions options, CancellationToken ct)
    {
        if (form["CallSid"] is not { Length: <= 64 } sid)
            return null;
        var told = new
        {
            Id = Guid.CreateVersion7(),
            NumberId = Guid.CreateVersion7(),
            EventId = Guid.CreateVersion7(),
            Sid = sid,
            Kind = kind,
            Identity = ProviderEvents.Identity(kind, form),
            Parameters = JsonSerializer.Serialize(form.Parameters),
            From = ProviderEvents.Telephone(form["From"]),
            To = ProviderEvents.Telephone(form["To"]),
            Main = tx.Tenant.Phone,
            Check = options.CheckSeconds,
        };
        var row = await tx.QueryOne<Row>(HearSql, told, ct);
        if (row is { State: null })
            row = await tx.QueryOne<Row>(LockSql + "where c.sid = @Sid for update", told, ct) is { } known ? known with { Fresh = row.Fresh } : null;
        return row is null ? null : await WithLegs(tx, row, isNew: row.Id == told.Id, ct);
    }

    /// <summary>Notes what the provider told of an agent's leg, once, and locks its call. Null when there is no such leg.</summary>
    internal static async Task<LockedCall?> HearOfLeg(TenantTransaction tx, Guid legId, TwilioForm form, string kind, CancellationToken ct)
    {
        var told = new
        {
            EventId = Guid.CreateVersion7(),
            LegId = legId,
            Sid = form["CallSid"],
            Kind = kind,
            Identity = ProviderEvents.Identity(kind, form),
            Parameters = JsonSerializer.Serialize(form.Parameters),
        };
        var row = await tx.QueryOne<Row>(LockSql + "where c.id = (select l.call_id from callcenter.legs l where l.id = @LegId) for update", told, ct);
        if (row is null || told.Sid is not { Length: <= 64 })
            return null;
        var fresh = await tx.Execute(NoteSql, told, ct) > 0;
        return await WithLegs(tx, row with { Fresh = fresh }, isNew: false, ct);
    }

    internal static async Task<LockedCall?> Lock(TenantTransaction tx, Guid callId, CancellationToken ct) =>
        await tx.QueryOne<Row>(LockSql + "where c.id = @Id for update", new { Id = callId }, ct) is { } row ? await WithLegs(tx, row, isNew: false, ct) : null;

    /// <summary>Writes what changed, and tells the desks after the commit. True when something did.</summary>
    /// <param name="offerResult">What an offer that is over came to.</param>
    internal static async Task<bool> Save(TenantTransaction tx, LockedCall call, CallFacts after, string offerResult, CancellationToken ct)
    {
        var before = call.Facts;
        foreach (var leg in after.Legs.Except(before.Legs))
            await tx.Execute(LegSql, new { leg.Id, CallId = call.Id, leg.AgentId, leg.Bridged, leg.Failure }, ct);
        if (after with { Legs = before.Legs } == before)
            return false;

        await tx.Execute(SaveSql, new { call.Id, after.State, after.Outcome, after.Refused, after.Failed, after.AgentId, after.LegId }, ct);
        if (before.State == CallStates.Offered && after.State != CallStates.Offered)
            await tx.Execute(OfferSql, new { call.Id, call.OfferNo, Result = offerResult }, ct);
        // A call that nobody will write up closes the chart it opened; else the write-up does.
        if (call.PatientId is not null && after.Outcome is not (null or CallStates.Answered))
            await Charts.LockAfterCall(tx, call.Id, ct);
        tx.Announce(Topic, call.Id);
        return true;
    }

    // The legs are read after the row is locked: another transaction may have changed them while this one waited.
    private static async Task<LockedCall> WithLegs(TenantTransaction tx, Row row, bool isNew, CancellationToken ct)
    {
        var legs = isNew ? [] : await tx.Query<Leg>(LegsSql, new { row.Id }, ct);
        return new(row.Id, row.Sid, row.NumberId, row.OfferNo, row.PatientId, row.Fresh,
            new CallFacts(row.State, row.Outcome, row.Refused, row.Failed, row.AgentId, row.LegId, legs));
    }

    private const string Columns =
        """
        c.id as "Id", c.sid as "Sid", c.number_id as "NumberId", c.offer_no as "OfferNo", c.state as "State", c.outcome as "Outcome", c.refused as "Refused",
        c.failed as "Failed", c.agent_id as "AgentId", c.leg_id as "LegId", c.patient_id as "PatientId"
        """;

    private const string LockSql = $"select {Columns}, false as \"Fresh\" from callcenter.calls c ";

    // One round trip for a new call. The main number is written down the first time it is called; two first calls at once both get its id, which
    // doing nothing on the conflict would not give them: the other's row is not in this statement's snapshot.
    private const string HearSql =
        $"""
        with known_number as (
            select n.id
            from   callcenter.numbers n
            where  n.e164 = @To
        ), main_number as (
            insert into callcenter.numbers as m (id, e164, name)
            select @NumberId, @To, 'Main line'
            where  @To = @Main
            and    not exists (select from known_number)
            on conflict (tenant_id, e164) do update
            set    name = m.name
            returning id
        ), c as (
            insert into callcenter.calls (id, sid, number_id, from_e164)
            values (@Id, @Sid, coalesce((select k.id from known_number k), (select m.id from main_number m)), @From)
            on conflict (tenant_id, sid) do nothing
            returning *
        ), told as (
            insert into callcenter.provider_events (id, call_sid, kind, identity, parameters)
            values (@EventId, @Sid, @Kind, @Identity, @Parameters::jsonb)
            on conflict (tenant_id, call_sid, identity) do nothing
            returning id
        ), checked as (
            select platform.enqueue('callcenter.CheckCall', jsonb_build_object('callId', c.id, 'round', 0), null, now() + make_interval(secs => @Check)) as job
            from   c
        )
        select {Columns}, exists (select from told) as "Fresh"
        from   (select) always
        left   join c on true
        left   join checked on true
        """;

    private const string NoteSql =
        """
        insert into callcenter.provider_events (id, call_sid, kind, identity, parameters)
        values (@EventId, @Sid, @Kind, @Identity, @Parameters::jsonb)
        on conflict (tenant_id, call_sid, identity) do nothing
        """;

    private const string LegsSql =
        """
        select l.id as "Id", l.agent_id as "AgentId", l.bridged as "Bridged", l.failure as "Failure"
        from   callcenter.legs l
        where  l.call_id = @Id
        order  by l.created_at, l.id
        """;

    private const string LegSql =
        """
        insert into callcenter.legs (id, call_id, agent_id, bridged, failure)
        values (@Id, @CallId, @AgentId, @Bridged, @Failure)
        on conflict (tenant_id, id) do update
        set    bridged = excluded.bridged, failure = excluded.failure
        """;

    private const string SaveSql =
        """
        update callcenter.calls
        set    state            = @State,
               outcome          = @Outcome,
               refused          = @Refused,
               failed           = @Failed,
               agent_id         = @AgentId,
               leg_id           = @LegId,
               offer_expires_at = case when @State = 'offered' then offer_expires_at end,
               answered_at      = case when @State = 'connected' then coalesce(answered_at, now()) when @State = 'queued' then null else answered_at end,
               ended_at         = case when @Outcome::text is not null then coalesce(ended_at, now()) end,
               written_up_at    = case when @State = 'written_up' then now() end
        where  id = @Id
        """;

    private const string OfferSql =
        """
        update callcenter.offers
        set    result = @Result, ended_at = now()
        where  call_id = @Id
        and    offer_no = @OfferNo
        and    result is null
        """;
}
