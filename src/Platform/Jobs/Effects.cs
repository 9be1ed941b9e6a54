namespace Frontdesk.Platform;

/// <summary>One try at an effect. <paramref name="Id"/> is the same in every try: give it to a vendor that takes an idempotency key.</summary>
public sealed record EffectAttempt(Guid Id, string Key, int Number);

/// <summary>Another worker is at this effect now: try again later.</summary>
public sealed class EffectInProgressException() : Exception("Another worker is at this effect.");

/// <summary>It may or may not have happened, and nobody can be asked: a person decides. It is never done a second time by itself.</summary>
public sealed class EffectInDoubtException() : Exception("A crash hid whether this effect happened; it is not repeated.");

/// <summary>The vendor has certainly not done it: the next try may send again.</summary>
public sealed class EffectRefusedException(string reason) : Exception(reason);

/// <summary>
/// The ledger of effects outside: a text, a call, a mail. Keyed by meaning (<c>reminder:&lt;appointment&gt;:24h</c>), so that a job that runs twice sends once.
/// </summary>
/// <remarks>
/// What it can promise. The row is written and committed before the vendor is asked, and again with the vendor's answer.
/// <list type="bullet">
/// <item>Done is done: later tries return the vendor's id and send nothing.</item>
/// <item>A certain refusal (the vendor answered 4xx or 503, or no connection was made) removes the row: the next try sends again.</item>
/// <item>A crash, or a lost answer, between asking and noting leaves the row started. No ledger can know what the vendor did. After the lease of a minute the
/// next try asks the vendor with <c>find</c>; where the vendor takes <see cref="EffectAttempt.Id"/> as an idempotency key, <c>find</c> may simply send again.
/// Without <c>find</c> the effect is marked in doubt and never repeated: a patient who misses one text is better served than one who gets two, or two calls.</item>
/// </list>
/// </remarks>
public sealed class Effects(TenantDb db)
{
    private sealed record Row(Guid Id, string State, int Attempts, string? VendorId, bool Ours);

    /// <param name="key">The effect's meaning; once per clinic for ever.</param>
    /// <param name="send">Does it; returns the vendor's id of it, or null where it gives none. Must end within a minute.</param>
    /// <param name="find">Asks the vendor for an effect that may have happened: its id, or null when it certainly did not (then <paramref name="send"/> is called).</param>
    /// <returns>The vendor's id, of now or of then.</returns>
    public async Task<string?> Once(string key, Func<EffectAttempt, Task<string?>> send, Func<EffectAttempt, Task<string?>>? find, CancellationToken ct)
    {
        var row = await db.QueryOne<Row>(StartSql, new { Key = key, Id = Guid.CreateVersion7() }, ct)
            ?? await db.QueryOne<Row>(ReadSql, new { Key = key }, ct)
            ?? throw new EffectInProgressException();
        switch (row)
        {
            case { State: "done" }:
                return row.VendorId;
            case { State: "in_doubt" }:
                throw new EffectInDoubtException();
            case { Ours: false }:
                throw new EffectInProgressException();
        }

        var attempt = new EffectAttempt(row.Id, key, row.Attempts);
        if (row.Attempts > 1)
        {
            if (find is null)
            {
                await db.Execute(DoubtSql, new { Key = key }, ct);
                throw new EffectInDoubtException();
            }
            if (await find(attempt) is { } known)
                return await Done(key, known);
        }

        string? vendorId;
        try
        {
            vendorId = await send(attempt);
        }
        catch (Exception e) when (CertainlyNotDone(e))
        {
            await db.Execute(ForgetSql, new { Key = key }, CancellationToken.None);
            throw;
        }
        return await Done(key, vendorId);
    }

    /// <summary>As the other, for a vendor that cannot be asked: a crash in the wrong moment means in doubt, not twice.</summary>
    public Task<string?> Once(string key, Func<EffectAttempt, Task<string?>> send, CancellationToken ct) => Once(key, send, null, ct);

    /// <summary>An error that proves the vendor did nothing: a refusal, or no connection.</summary>
    internal static bool CertainlyNotDone(Exception e) => e switch
    {
        EffectRefusedException => true,
        HttpRequestException { StatusCode: { } status } => (int)status is (>= 400 and < 500 and not 408) or 503,
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError } => true,
        _ => false,
    };

    private async Task<string?> Done(string key, string? vendorId)
    {
        // The world has changed: this is written even when the program is stopping.
        await db.Execute(DoneSql, new { Key = key, VendorId = vendorId }, CancellationToken.None);
        return vendorId;
    }

    private const string StartSql =
        """
        insert into platform.effects as e (key, id, leased_until)
        values (@Key, @Id, now() + interval '1 minute')
        on conflict (tenant_id, key) do update
        set    attempts = e.attempts + 1, leased_until = now() + interval '1 minute'
        where  e.state = 'started' and e.leased_until < now()
        returning id as "Id", state as "State", attempts as "Attempts", vendor_id as "VendorId", true as "Ours"
        """;

    private const string ReadSql =
        """
        select id as "Id", state as "State", attempts as "Attempts", vendor_id as "VendorId", false as "Ours"
        from   platform.effects
        where  key = @Key
        """;

    private const string DoneSql =
        """
        update platform.effects
        set    state = 'done', done_at = now(), vendor_id = @VendorId
        where  key = @Key
        """;

    private const string DoubtSql =
        """
        update platform.effects
        set    state = 'in_doubt'
        where  key = @Key and state = 'started'
        """;

    private const string ForgetSql =
        """
        delete from platform.effects
        where  key = @Key and state = 'started'
        """;
}
