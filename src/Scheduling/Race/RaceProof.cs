using Frontdesk.Platform;

namespace Frontdesk.Scheduling;

/// <summary>
/// Compares what the clients of a race were told with what the database holds and has recorded: no two visits overlap, of a practitioner or of a patient, what was acknowledged is there and nothing else is,
/// nobody was refused a time that was free, and no hold is left.
/// </summary>
public static class RaceProof
{
    // The record has the time a transaction began; its effect is seen when it commits. The machine is busy, and 200 clients wait for each other.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(2);

    /// <summary>One line per broken promise; none when all were kept.</summary>
    public static async Task<IReadOnlyList<string>> Faults(TenantDb db, IReadOnlyList<RaceClient> clients, CancellationToken ct)
    {
        var faults = clients.SelectMany(static c => c.Faults).GroupBy(static f => f, StringComparer.Ordinal).Select(static f => $"{f.Count()} times {f.Key}").ToList();

        var rows = (await db.Query<Row>(RowsSql, null, ct)).ToDictionary(static r => r.Id);
        var overlaps = await db.QueryOne<int>(OverlapsSql, null, ct);
        if (overlaps > 0)
            faults.Add($"{overlaps} pairs of visits overlap");
        var engaged = await db.QueryOne<int>(EngagedSql, null, ct);
        if (engaged > 0)
            faults.Add($"{engaged} times a patient has two visits at once");

        var told = clients.SelectMany(static c => c.Booked).ToList();
        faults.AddRange(told
            .Where(t => !rows.TryGetValue(t.Key, out var row) || row.Status != "booked" || row.ResourceId != t.Value.PractitionerId || row.StartsAt != t.Value.StartsAt)
            .Select(t => $"visit {t.Key} was acknowledged at {t.Value.StartsAt:u} and is {(rows.TryGetValue(t.Key, out var row) ? $"{row.Status} at {row.StartsAt:u}" : "not there")}"));
        faults.AddRange(clients.SelectMany(static c => c.Cancelled).Where(id => rows.TryGetValue(id, out var row) && row.Status != "cancelled")
            .Select(static id => $"visit {id} was acknowledged as cancelled and is not"));
        var known = told.Select(static t => t.Key).ToHashSet();
        faults.AddRange(rows.Values.Where(r => r.Status == "booked" && !known.Contains(r.Id)).Select(static r => $"visit {r.Id} is booked and nobody was told"));

        var held = rows.Values.Count(static r => r.Status == "pending");
        if (held > 0)
            faults.Add($"{held} holds are left");

        var occupied = Occupations(await db.Query<Change>(ChangesSql, null, ct)).ToLookup(static o => (o.ResourceId, o.StartsAt));
        faults.AddRange(clients.SelectMany(static c => c.Refused)
            .Where(r => !occupied[(r.PractitionerId, r.StartsAt)].Any(o => o.From <= r.AnsweredAt + Slack && r.AskedAt - Slack <= o.Until))
            .Select(static r => $"{r.StartsAt:u} was refused at {r.AskedAt:HH:mm:ss.fff} although nobody had it"));
        return faults;
    }

    /// <summary>From when until when each time was held or booked, by the record of changes.</summary>
    private static IEnumerable<Occupation> Occupations(IReadOnlyList<Change> changes)
    {
        foreach (var row in changes.GroupBy(static c => c.Id))
        {
            Change? before = null;
            foreach (var change in row)
            {
                if (before is { Occupies: true })
                    yield return new Occupation(before.ResourceId!.Value, before.StartsAt!.Value, before.At, Earlier(change.At, before.ExpiresAt));
                before = change;
            }
            if (before is { Occupies: true })
                yield return new Occupation(before.ResourceId!.Value, before.StartsAt!.Value, before.At, before.ExpiresAt ?? DateTimeOffset.MaxValue);
        }
    }

    private static DateTimeOffset Earlier(DateTimeOffset at, DateTimeOffset? expiresAt) => expiresAt is { } expires && expires < at ? expires : at;

    private sealed record Row(Guid Id, string Status, Guid ResourceId, DateTimeOffset StartsAt);

    private sealed record Change(Guid Id, DateTimeOffset At, bool Occupies, Guid? ResourceId, DateTimeOffset? StartsAt, DateTimeOffset? ExpiresAt);

    private sealed record Occupation(Guid ResourceId, DateTimeOffset StartsAt, DateTimeOffset From, DateTimeOffset Until);

    internal const string RowsSql =
        """
        select id as "Id", status as "Status", resource_id as "ResourceId", starts_at as "StartsAt"
        from   scheduling.appointments
        where  booked_at is not null
        or     (status = 'pending' and expires_at > now())
        """;

    internal const string OverlapsSql =
        """
        select count(*)::int
        from   scheduling.appointments a
        join   scheduling.appointments b on b.resource_id = a.resource_id and b.id > a.id
        where  a.occupies and b.occupies and not a.overbooked and not b.overbooked
        and    a.busy_from < b.busy_until and b.busy_from < a.busy_until
        """;

    internal const string EngagedSql =
        """
        select count(*)::int
        from   scheduling.appointments a
        join   scheduling.appointments b on b.patient_id = a.patient_id and b.id > a.id
        where  a.status = 'booked' and b.status = 'booked'
        and    a.starts_at < b.ends_at and b.starts_at < a.ends_at
        """;

    internal const string ChangesSql =
        """
        select row_id as "Id", at as "At", coalesce((new ->> 'occupies')::boolean, false) as "Occupies", (new ->> 'resource_id')::uuid as "ResourceId",
               (new ->> 'starts_at')::timestamptz as "StartsAt", (new ->> 'expires_at')::timestamptz as "ExpiresAt"
        from   audit.changes
        where  table_name = 'scheduling.appointments'
        order  by row_id, at
        """;
}
