using System.Collections.Concurrent;
using Dapper;

namespace Frontdesk.Platform;

/// <summary>Finds the clinic of a host name. Answers are kept for 30 s, so a new or suspended clinic is seen on every node within that time.</summary>
public sealed class TenantDirectory(Databases databases, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);

    // Unknown names are not kept: whoever asks for random hosts must not fill the memory.
    private readonly ConcurrentDictionary<string, (Tenant Tenant, long At)> known = new(StringComparer.Ordinal);

    /// <summary>Whether <see cref="Find(string, CancellationToken)"/> would answer without asking the database.</summary>
    public bool Remembers(string slug) => known.TryGetValue(slug, out var entry) && clock.GetElapsedTime(entry.At) < Fresh;

    /// <summary>The active clinic of this slug, or null.</summary>
    public async ValueTask<Tenant?> Find(string slug, CancellationToken ct)
    {
        if (known.TryGetValue(slug, out var entry) && clock.GetElapsedTime(entry.At) < Fresh)
            return entry.Tenant;

        var tenant = await Load("slug = @key", slug, ct);
        if (tenant is null)
            known.TryRemove(slug, out _);
        else
            known[slug] = (tenant, clock.GetTimestamp());
        return tenant;
    }

    /// <summary>The active clinic of this id, or null. For jobs, which carry ids.</summary>
    public async ValueTask<Tenant?> Find(Guid id, CancellationToken ct)
    {
        foreach (var (tenant, at) in known.Values)
            if (tenant.Id == id && clock.GetElapsedTime(at) < Fresh)
                return tenant;

        var found = await Load("id = @key", id, ct);
        if (found is not null)
            known[found.Slug] = (found, clock.GetTimestamp());
        return found;
    }

    private Task<Tenant?> Load(string condition, object key, CancellationToken ct) => databases.App.On(connection => connection.QueryFirstOrDefaultAsync<Tenant>(new CommandDefinition(
        $"""
        select id, slug, name, phone, time_zone as "TimeZone", languages
        from   platform.tenants
        where  {condition}
        and    state = 'active'
        """, new { key }, cancellationToken: ct)), ct);
}
