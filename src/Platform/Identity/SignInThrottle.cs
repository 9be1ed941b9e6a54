using System.Security.Cryptography;
using System.Text;

namespace Frontdesk.Platform;

/// <summary>
/// Slows guessing without locking anyone out. A try is counted before it is judged: five in 15 minutes for an account from one address,
/// a hundred in an hour for an account from all addresses. A browser that signed in to the account before has a budget of its own
/// (ten in 15 minutes), so its owner gets in while others guess.
/// </summary>
public sealed class SignInThrottle(TenantDbFactory databases)
{
    private sealed record Limit(string Key, int Tries, int Minutes);

    private sealed record State(bool Allowed, int RetrySeconds);

    /// <param name="account">What is guessed at: an email or a phone, as compared.</param>
    /// <param name="device">The device cookie, if any.</param>
    /// <returns>Null when the try may be judged, else in how many seconds to come back.</returns>
    public async Task<int?> Try(Tenant tenant, string account, Guid? accountId, string? device, string address, CancellationToken ct)
    {
        var db = databases.For(tenant, Actor.Anonymous, "sign-in", "sign-in.counted");
        var known = device is not null && accountId is not null && await db.QueryOne<bool>(
            "select true from platform.known_devices where account_id = @accountId and device_hash = @hash", new { accountId, hash = Hash(device) }, ct);

        Limit[] limits = known
            ? [new($"device:{account}:{device}", 10, 15)]
            : [new($"address:{account}:{address}", 5, 15), new($"account:{account}", 100, 60)];
        foreach (var limit in limits)
        {
            var state = await db.QueryOne<State>(CountSql, new { Key = Hash(limit.Key), limit.Tries, limit.Minutes }, ct);
            if (!state!.Allowed)
                return Math.Max(1, state.RetrySeconds);
        }

        return null;
    }

    /// <summary>Remembers the browser after a sign-in; returns the mark for its cookie.</summary>
    public async Task<string> Remember(Tenant tenant, Guid accountId, string? device, CancellationToken ct)
    {
        device ??= Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        await databases.For(tenant, Actor.System, "sign-in", "device.remembered").Execute(
            """
            insert into platform.known_devices (account_id, device_hash)
            values (@accountId, @hash)
            on conflict (tenant_id, account_id, device_hash) do update set seen_at = now()
            """, new { accountId, hash = Hash(device) }, ct);
        return device;
    }

    // One statement counts and judges: parallel guesses queue on the row.
    private const string CountSql =
        """
        insert into platform.throttles as t (key)
        values (@Key)
        on conflict (tenant_id, key) do update
        set    tries = case when t.window_start < now() - make_interval(mins => @Minutes) then 1 else t.tries + 1 end,
               window_start = case when t.window_start < now() - make_interval(mins => @Minutes) then now() else t.window_start end
        returning tries <= @Tries as "Allowed",
                  ceil(extract(epoch from window_start + make_interval(mins => @Minutes) - now()))::int as "RetrySeconds"
        """;

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
