using Dapper;

namespace Frontdesk.Platform;

/// <summary>Opens clinics and lists them: for the command line, which works for all of them. Requests find theirs by <see cref="TenantDirectory"/>.</summary>
public sealed class Clinics(Databases databases)
{
    /// <summary>Makes the clinic as the owner, or leaves the one with this slug as it is; returns the one that is there.</summary>
    public async Task<Tenant> Open(Tenant clinic, CancellationToken ct)
    {
        await using var connection = await databases.Owner.OpenConnectionAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            insert into platform.tenants (id, slug, name, phone, time_zone, languages)
            values (@Id, @Slug, @Name, @Phone, @TimeZone, @Languages)
            on conflict (slug) do nothing
            """, clinic, cancellationToken: ct));
        return (await All(ct)).Single(opened => opened.Slug == clinic.Slug);
    }

    /// <summary>Closes it to everybody, within 30 s on every node; its rows stay.</summary>
    public async Task Close(Guid id, CancellationToken ct)
    {
        await using var connection = await databases.Owner.OpenConnectionAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition("update platform.tenants set state = 'suspended' where id = @id", new { id }, cancellationToken: ct));
    }

    /// <summary>The active clinics, by slug.</summary>
    public async Task<IReadOnlyList<Tenant>> All(CancellationToken ct)
    {
        await using var connection = await databases.App.OpenConnectionAsync(ct);
        return (await connection.QueryAsync<Tenant>(new CommandDefinition(
            """
            select id, slug, name, phone, time_zone as "TimeZone", languages
            from   platform.tenants
            where  state = 'active'
            order  by slug
            """, cancellationToken: ct))).AsList();
    }
}
