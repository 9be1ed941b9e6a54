using Npgsql;

namespace Frontdesk.Platform;

/// <summary>
/// The only door to tenant data. Each statement runs as its tenant under row level security, with actor, request id and action on the transaction,
/// in one round trip: the settings and the statement are one implicit transaction. No SQL says <c>where tenant_id =</c>.
/// </summary>
public sealed class TenantDb(NpgsqlDataSource app, LiveNotifier live, TenantScope scope)
{
    public Tenant Tenant => scope.Tenant;

    public Actor Actor => scope.Actor;

    public string RequestId => scope.RequestId;

    internal IReadOnlyList<DoneBefore> Before { get; set; } = [];

    /// <summary>
    /// Ids of the rows of <paramref name="table"/> that an earlier try of this request inserted: it had this idempotency key, and its answer was lost with its node.
    /// Empty for nearly every request.
    /// </summary>
    /// <param name="table">With its schema.</param>
    public IReadOnlyList<Guid> MadeBefore(string table) => Before.Count == 0 ? [] : [.. Before.Where(row => row.Made && row.Table == table).Select(static row => row.Id).OfType<Guid>()];

    /// <summary>All rows of one statement. Not for patients' data: that is <see cref="Disclose"/>.</summary>
    public Task<IReadOnlyList<T>> Query<T>(string sql, object? args, CancellationToken ct) => app.On(async connection =>
    {
        await using var batch = Batch(connection, sql, args);
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        return await Statement.Rows<T>(reader, ct);
    }, ct);

    /// <summary>The first row of one statement, or default.</summary>
    public Task<T?> QueryOne<T>(string sql, object? args, CancellationToken ct) => app.On(async connection =>
    {
        await using var batch = Batch(connection, sql, args);
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        return await Statement.Row<T>(reader, ct);
    }, ct);

    /// <summary>Runs one statement; the number of rows it inserted, updated or deleted.</summary>
    public Task<int> Execute(string sql, object? args, CancellationToken ct) => app.On(async connection =>
    {
        await using var batch = Batch(connection, sql, args);
        return await batch.ExecuteNonQueryAsync(ct);
    }, ct);

    /// <summary>
    /// Reads patients' data and records who saw whom, in one statement: a read that cannot be recorded does not happen.
    /// </summary>
    /// <param name="sql">A select (no data-modifying CTE) that yields a <c>"PatientId"</c> column.</param>
    public Task<IReadOnlyList<T>> Disclose<T>(Purpose purpose, string sql, object? args, CancellationToken ct) =>
        Query<T>(Disclosure.Of(sql, purpose), args, ct);

    /// <summary>As <see cref="Disclose"/>; the first row or default.</summary>
    public Task<T?> DiscloseOne<T>(Purpose purpose, string sql, object? args, CancellationToken ct) =>
        QueryOne<T>(Disclosure.Of(sql, purpose), args, ct);

    /// <summary>Runs several statements as one transaction; commits when <paramref name="work"/> returns, rolls back when it throws.</summary>
    public Task<T> Transaction<T>(Func<TenantTransaction, Task<T>> work, CancellationToken ct) => app.On(async connection =>
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var tx = new TenantTransaction(connection, transaction, scope);
        var result = await work(tx);
        await transaction.CommitAsync(ct);
        foreach (var (topic, id, patients) in tx.Notices)
            Announce(topic, id, patients);
        return result;
    }, ct);

    /// <summary>As the other, for work without a result.</summary>
    public Task Transaction(Func<TenantTransaction, Task> work, CancellationToken ct) =>
        Transaction<object?>(async tx =>
        {
            await work(tx);
            return null;
        }, ct);

    /// <summary>Records what happened without a changed or disclosed row, such as a refusal.</summary>
    public Task Record(AuditEvent happened, CancellationToken ct) => Execute(AuditEvent.Sql, happened, ct);

    /// <summary>
    /// Tells every open screen of this clinic that <paramref name="id"/> of <paramref name="topic"/> changed. Call it after the statement returned:
    /// notices are sent outside the transaction, because NOTIFY makes commits wait for each other.
    /// </summary>
    public void Announce(string topic, Guid id) => live.Announce(scope.Tenant.Id, topic, id);

    /// <summary>As the other, and also to these patients, where the topic is declared with <see cref="PatientNotices.Own"/>.</summary>
    public void Announce(string topic, Guid id, IReadOnlyList<Guid> patients)
    {
        Announce(topic, id);
        foreach (var patient in patients)
            live.Announce(scope.Tenant.Id, topic, id, patient);
    }

    private NpgsqlBatch Batch(NpgsqlConnection connection, string sql, object? args)
    {
        var batch = connection.CreateBatch();
        batch.BatchCommands.Add(scope.Settings());
        Statement.Of(sql).AddTo(batch, args);
        return batch;
    }
}
