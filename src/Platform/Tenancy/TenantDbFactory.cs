namespace Frontdesk.Platform;

/// <summary>Opens the tenant door outside a request: jobs, imports, the demo.</summary>
public sealed class TenantDbFactory(Databases databases, LiveNotifier live)
{
    /// <param name="action">The audit kind of what is being done, such as <c>patients.imported</c>.</param>
    public TenantDb For(Tenant tenant, Actor actor, string requestId, string action) =>
        new(databases.App, live, new TenantScope(tenant, actor, requestId, action));
}
