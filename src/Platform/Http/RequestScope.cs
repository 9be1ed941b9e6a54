namespace Frontdesk.Platform;

/// <summary>What the middleware has found out about the request so far. Scoped; filled in order: request id, tenant, session.</summary>
public sealed class RequestScope
{
    private Tenant? tenant;

    public string RequestId { get; internal set; } = "none";

    public string Action { get; internal set; } = "none";

    public Session? Session { get; internal set; }

    public Actor Actor { get; internal set; } = Actor.Anonymous;

    /// <summary>The clinic of the host name.</summary>
    /// <exception cref="InvalidOperationException">The route is served without a tenant (health).</exception>
    public Tenant Tenant
    {
        get => tenant ?? throw new InvalidOperationException("This request has no tenant: tenant data cannot be reached from it.");
        internal set => tenant = value;
    }

    internal bool HasTenant => tenant is not null;

    internal TenantScope ForDatabase() => new(Tenant, Actor, RequestId, Action);
}
