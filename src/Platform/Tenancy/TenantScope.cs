using Dapper;

namespace Frontdesk.Platform;

/// <summary>For whom, by whom and in what course a statement runs: what <see cref="TenantDb"/> puts on the transaction.</summary>
/// <param name="RequestId">Of the request or job; stands in every audit row.</param>
/// <param name="Action">The audit kind of the route or job, such as <c>appointment.booked</c>.</param>
public sealed record TenantScope(Tenant Tenant, Actor Actor, string RequestId, string Action)
{
    /// <summary>Goes before the statement in the same round trip: both are one implicit transaction in Postgres.</summary>
    internal const string Sql =
        """
        select set_config('app.tenant_id', @scope_tenant, true), set_config('app.actor_kind', @scope_kind, true), set_config('app.actor_id', @scope_actor, true),
               set_config('app.request_id', @scope_request, true), set_config('app.action', @scope_action, true);

        """;

    internal DynamicParameters Parameters(object? args)
    {
        var parameters = new DynamicParameters(args);
        parameters.Add("scope_tenant", Tenant.Id.ToString());
        parameters.Add("scope_kind", ActorKinds[(int)Actor.Kind]);
        parameters.Add("scope_actor", Actor.Id == Guid.Empty ? "" : Actor.Id.ToString());
        parameters.Add("scope_request", RequestId);
        parameters.Add("scope_action", Action);
        return parameters;
    }

    private static readonly string[] ActorKinds = ["anonymous", "staff", "patient", "system"];
}
