using Dapper;
using NodaTime;

namespace Frontdesk.Platform;

/// <summary>Work that comes back, as a module declares it with <see cref="JobsModule.AddSchedule{TJob}"/>.</summary>
internal sealed record Schedule(string Name, string Kind, string Payload, Cron Cron, bool PerTenant, TimeSpan Spread);

/// <summary>
/// Turns due schedules into jobs. The row is locked while its next time is written with the jobs themselves, in one transaction: of all workers exactly one
/// makes the jobs of a due time. After an outage a schedule runs once, not once for each time it missed.
/// </summary>
internal sealed class Schedules(Databases databases, IEnumerable<Schedule> declared)
{
    private readonly Dictionary<string, Schedule> byName = declared.ToDictionary(schedule => schedule.Name, StringComparer.Ordinal);

    private sealed record Due(string Name, DateTimeOffset At, DateTimeOffset Now);

    /// <summary>Writes the program's schedules to the table. A changed cron or zone starts counting anew.</summary>
    internal Task Declare(CancellationToken ct) => databases.Worker.On(async connection =>
    {
        var now = await connection.QuerySingleAsync<DateTimeOffset>(new CommandDefinition("select now()", cancellationToken: ct));
        foreach (var schedule in byName.Values.OrderBy(one => one.Name, StringComparer.Ordinal))
            await connection.ExecuteAsync(new CommandDefinition(DeclareSql, new
            {
                schedule.Name,
                schedule.Kind,
                Cron = schedule.Cron.Expression,
                TimeZone = schedule.Cron.Zone.Id,
                schedule.PerTenant,
                schedule.Spread,
                Next = schedule.Cron.After(Instant.FromDateTimeOffset(now)).ToDateTimeOffset(),
            }, cancellationToken: ct));
    }, ct);

    /// <summary>Makes the jobs of what is due. Returns the seconds until the next due time, by the database's clock.</summary>
    internal async Task<double?> Tick(CancellationToken ct) => byName.Count == 0 ? null : await databases.Worker.On(async connection =>
    {
        var next = await connection.QuerySingleAsync<double?>(new CommandDefinition(NextSql, new { Names = byName.Keys.ToArray() }, cancellationToken: ct));
        if (next is null or > 0)
            return next;

        await using var transaction = await connection.BeginTransactionAsync(ct);
        var due = (await connection.QueryAsync<Due>(new CommandDefinition(DueSql, new { Names = byName.Keys.ToArray() }, transaction, cancellationToken: ct))).AsList();
        foreach (var one in due)
        {
            var schedule = byName[one.Name];
            var arguments = new
            {
                schedule.Name,
                schedule.Kind,
                schedule.Payload,
                schedule.Spread,
                UniqueKey = $"{schedule.Name}:{one.At.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}",
                Next = schedule.Cron.After(Instant.FromDateTimeOffset(one.Now)).ToDateTimeOffset(),
            };
            await connection.ExecuteAsync(new CommandDefinition(schedule.PerTenant ? ForEachTenantSql : ForTheHouseSql, arguments, transaction, cancellationToken: ct));
            await connection.ExecuteAsync(new CommandDefinition(AdvanceSql, arguments, transaction, cancellationToken: ct));
        }
        await transaction.CommitAsync(ct);
        return 0;
    }, ct);

    private const string DeclareSql =
        """
        insert into platform.schedules as s (name, kind, cron, time_zone, per_tenant, spread, next_at)
        values (@Name, @Kind, @Cron, @TimeZone, @PerTenant, @Spread, @Next)
        on conflict (name) do update
        set    kind = excluded.kind, cron = excluded.cron, time_zone = excluded.time_zone, per_tenant = excluded.per_tenant, spread = excluded.spread,
               next_at = case when (s.cron, s.time_zone) = (excluded.cron, excluded.time_zone) then s.next_at else excluded.next_at end
        where  (s.kind, s.cron, s.time_zone, s.per_tenant, s.spread) is distinct from (excluded.kind, excluded.cron, excluded.time_zone, excluded.per_tenant, excluded.spread)
        """;

    private const string NextSql =
        """
        select extract(epoch from min(next_at) - now())::double precision
        from   platform.schedules
        where  name = any (@Names)
        """;

    // Only names this program declares: an old one's row must not be run by it, nor a newer one's.
    private const string DueSql =
        """
        select name as "Name", next_at as "At", now() as "Now"
        from   platform.schedules
        where  next_at <= now() and name = any (@Names)
        order  by name
        for    update skip locked
        """;

    private const string ForTheHouseSql =
        """
        insert into platform.jobs (tenant_id, kind, payload, unique_key, run_at, state)
        values ('00000000-0000-0000-0000-000000000000', @Kind, @Payload::jsonb, @UniqueKey, now(), 'ready')
        on conflict do nothing
        """;

    // A clinic's place in the spread is a hash of its id: always the same, so that its work comes at even distances.
    private const string ForEachTenantSql =
        """
        insert into platform.jobs (tenant_id, kind, payload, unique_key, run_at, state)
        select id, @Kind, @Payload::jsonb, @UniqueKey,
               now() + @Spread * ((hashtext(id::text) & 1023) / 1024.0),
               case when @Spread > interval '0' then 'waiting' else 'ready' end
        from   platform.tenants
        where  state = 'active'
        on     conflict do nothing
        """;

    private const string AdvanceSql =
        """
        update platform.schedules
        set    last_at = next_at, next_at = @Next
        where  name = @Name
        """;
}
