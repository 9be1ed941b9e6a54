using Npgsql;

namespace Frontdesk.Platform;

/// <summary>Several statements of one tenant in one transaction; made by <see cref="TenantDb.Transaction{T}"/>.</summary>
public sealed class TenantTransaction
{
    private readonly NpgsqlConnection connection;
    private readonly NpgsqlTransaction transaction;
    private readonly TenantScope scope;
    private readonly List<(string Topic, Guid Id, IReadOnlyList<Guid> Patients)> notices = [];
    private bool begun;

    internal TenantTransaction(NpgsqlConnection connection, NpgsqlTransaction transaction, TenantScope scope) =>
        (this.connection, this.transaction, this.scope) = (connection, transaction, scope);

    public Tenant Tenant => scope.Tenant;

    public Actor Actor => scope.Actor;

    internal IReadOnlyList<(string Topic, Guid Id, IReadOnlyList<Guid> Patients)> Notices => notices;

    public async Task<IReadOnlyList<T>> Query<T>(string sql, object? args, CancellationToken ct)
    {
        await using var batch = Batch(sql, args, out var first);
        await using var reader = await batch.ExecuteReaderAsync(ct);
        if (first)
            await reader.NextResultAsync(ct);
        return await Statement.Rows<T>(reader, ct);
    }

    public async Task<T?> QueryOne<T>(string sql, object? args, CancellationToken ct)
    {
        await using var batch = Batch(sql, args, out var first);
        await using var reader = await batch.ExecuteReaderAsync(ct);
        if (first)
            await reader.NextResultAsync(ct);
        return await Statement.Row<T>(reader, ct);
    }

    public async Task<int> Execute(string sql, object? args, CancellationToken ct)
    {
        await using var batch = Batch(sql, args, out _);
        return await batch.ExecuteNonQueryAsync(ct);
    }

    /// <inheritdoc cref="TenantDb.Disclose"/>
    public Task<IReadOnlyList<T>> Disclose<T>(Purpose purpose, string sql, object? args, CancellationToken ct) =>
        Query<T>(Disclosure.Of(sql, purpose), args, ct);

    /// <inheritdoc cref="TenantDb.DiscloseOne"/>
    public Task<T?> DiscloseOne<T>(Purpose purpose, string sql, object? args, CancellationToken ct) =>
        QueryOne<T>(Disclosure.Of(sql, purpose), args, ct);

    public Task Record(AuditEvent happened, CancellationToken ct) => Execute(AuditEvent.Sql, happened, ct);

    /// <summary>Announced when the transaction has committed, forgotten when it rolls back.</summary>
    public void Announce(string topic, Guid id) => Announce(topic, id, []);

    /// <summary>As the other, and also to these patients.</summary>
    /// <inheritdoc cref="TenantDb.Announce(string, Guid, IReadOnlyList{Guid})"/>
    public void Announce(string topic, Guid id, IReadOnlyList<Guid> patients) => notices.Add((topic, id, patients));

    // The first statement takes the settings along.
    private NpgsqlBatch Batch(string sql, object? args, out bool first)
    {
        var batch = connection.CreateBatch();
        batch.Transaction = transaction;
        first = !begun;
        if (first)
            batch.BatchCommands.Add(scope.Settings());
        begun = true;
        Statement.Of(sql).AddTo(batch, args);
        return batch;
    }
}
