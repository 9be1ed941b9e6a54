using Frontdesk.Platform;

namespace Frontdesk.Messaging;

/// <summary>
/// Numbers whose owners said STOP. Who sends holds the number's lock, shared, while the network is asked; who notes a STOP takes it alone: it waits for what is
/// being sent, and once it is noted nothing more goes out.
/// </summary>
internal static class StoppedNumbers
{
    /// <summary>Whether nothing may be texted there. It stays as it is until the transaction ends.</summary>
    internal static async Task<bool> Has(TenantTransaction tx, string e164, CancellationToken ct)
    {
        await tx.Execute(LockSharedSql, new { E164 = e164 }, ct);
        // A statement of its own: it must see what was committed while the lock was waited for.
        return await tx.QueryOne<bool>(HasSql, new { E164 = e164 }, ct);
    }

    /// <summary>Waits until nothing is being sent there.</summary>
    internal static Task Settle(TenantTransaction tx, string e164, CancellationToken ct) => tx.Execute(LockSql, new { E164 = e164 }, ct);

    internal static async Task Stop(TenantTransaction tx, string e164, string word, CancellationToken ct)
    {
        await tx.Execute(LockSql, new { E164 = e164 }, ct);
        await tx.Execute(StopSql, new { E164 = e164, Word = word }, ct);
    }

    internal static async Task Start(TenantTransaction tx, string e164, CancellationToken ct)
    {
        await tx.Execute(LockSql, new { E164 = e164 }, ct);
        await tx.Execute(StartSql, new { E164 = e164 }, ct);
    }

    private const string Number = "hashtextextended('messaging.number ' || @E164, 0) # hashtextextended(platform.tenant_id()::text, 0)";

    private const string LockSharedSql = $"select pg_advisory_xact_lock_shared({Number})";

    private const string LockSql = $"select pg_advisory_xact_lock({Number})";

    internal const string HasSql = "select exists (select from messaging.stopped_numbers where e164 = @E164)";

    internal const string StopSql =
        """
        insert into messaging.stopped_numbers (e164, word)
        values (@E164, @Word)
        on conflict (tenant_id, e164) do nothing
        """;

    internal const string StartSql =
        """
        delete from messaging.stopped_numbers
        where  e164 = @E164
        """;
}
