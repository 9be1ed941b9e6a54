using Dapper;
using Npgsql;

namespace Frontdesk.Platform;

/// <summary>Several statements of one tenant in one transaction; made by <see cref="TenantDb.Transaction{T}"/>.</summary>
public sealed class TenantTransaction
{
    private readonly NpgsqlConnection connection;
    private readonly NpgsqlTransaction transaction;
    private readonly TenantScope scope;
    private readonly List<(string Topic, Guid Id, IReadOnlyList<Guid> Patients)> notices = [];

    internal TenantTransaction(NpgsqlConnection connection, NpgsqlTransaction transaction, TenantScope scope) =>
        (this.connection, this.transaction, this.scope) = (connection, transaction, scope);

    public Tenant Tenant => scope.Tenant;

    public Actor Actor => scope.Actor;

    internal IReadOnlyList<(string Topic, Guid Id, IReadOnlyList<Guid> Patients)> Notices => notices;

    public async Task<IReadOnlyList<T>> Query<T>(string sql, object? args, CancellationToken ct) =>
        (await connection.QueryAsync<T>(Command(sql, args, ct))).AsList();

    public Task<T?> QueryOne<T>(string sql, object? args, CancellationToken ct) =>
        connection.QueryFirstOrDefaultAsync<T?>(Command(sql, args, ct));

    public Task<int> Execute(string sql, object? args, CancellationToken ct) =>
        connection.ExecuteAsync(Command(sql, args, ct));

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

    internal Task Begin(CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition(TenantScope.Sql, scope.Parameters(null), transaction, cancellationToken: ct));

    private CommandDefinition Command(string sql, object? args, CancellationToken ct) => new(sql, args, transaction, cancellationToken: ct);
}
