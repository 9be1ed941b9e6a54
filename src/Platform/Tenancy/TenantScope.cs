using Npgsql;

namespace Frontdesk.Platform;

/// <summary>For whom, by whom and in what course a statement runs: what <see cref="TenantDb"/> puts on the transaction.</summary>
/// <param name="RequestId">Of the request or job; stands in every audit row.</param>
/// <param name="Action">The audit kind of the route or job, such as <c>appointment.booked</c>.</param>
public sealed record TenantScope(Tenant Tenant, Actor Actor, string RequestId, string Action)
{
    /// <summary>Goes before the statement in the same round trip: both are one implicit transaction in Postgres.</summary>
    internal NpgsqlBatchCommand Settings() => new(Sql)
    {
        Parameters =
        {
            new NpgsqlParameter<string> { TypedValue = Tenant.Id.ToString() },
            new NpgsqlParameter<string> { TypedValue = ActorKinds[(int)Actor.Kind] },
            new NpgsqlParameter<string> { TypedValue = Actor.Id == Guid.Empty ? "" : Actor.Id.ToString() },
            new NpgsqlParameter<string> { TypedValue = RequestId },
            new NpgsqlParameter<string> { TypedValue = Action },
        },
    };

    private static readonly string[] ActorKinds = ["anonymous", "staff", "patient", "system"];

    private const string Sql =
        """
        select set_config('app.tenant_id', $1, true), set_config('app.actor_kind', $2, true), set_config('app.actor_id', $3, true),
               set_config('app.request_id', $4, true), set_config('app.action', $5, true)
        """;
}
