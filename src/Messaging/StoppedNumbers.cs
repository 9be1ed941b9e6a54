using Frontdesk.Platform;

namespace Frontdesk.Messaging;

/// <summary>
/// Numbers whose owners said STOP. Who sends holds the number's lock, shared, while the network is asked; who notes a STOP takes it alone: it waits for what is
/// being sent, and once it is noted nothing more goes out. Only when that cannot be waited for, one that was on its way may come after it.
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

    /// <summary>Waits until nothing is being sent there, and keeps it so until the transaction ends. What is noted of a STOP or START is noted after it.</summary>
    /// <exception cref="Npgsql.PostgresException">55P03: something was being sent for too long.</exception>
    internal static async Task Settle(TenantTransaction tx, string e164, CancellationToken ct)
    {
        await tx.Execute(PatienceSql, null, ct);
        await tx.Execute(LockSql, new { E164 = e164 }, ct);
    }

    internal static Task Stop(TenantTransaction tx, string e164, string word, CancellationToken ct) => tx.Execute(StopSql, new { E164 = e164, Word = word }, ct);

    internal static Task Start(TenantTransaction tx, string e164, CancellationToken ct) => tx.Execute(StartSql, new { E164 = e164 }, ct);

    private const string Number = "hashtextextended('messaging.number ' || @E164, 0) # hashtextextended(platform.tenant_id()::text, 0)";

    private const string LockSharedSql = $"select pg_advisory_xact_lock_shared({Number})";

    // A sender may wait ten seconds for what it locks besides, and four for the network; Twilio gives up on a webhook after fifteen, and tells of a text once. The five
    // seconds in which other requests have their locks would lose what somebody wrote.
    private const string PatienceSql = "set local lock_timeout = '12s'";

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
