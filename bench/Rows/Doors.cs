using Frontdesk.Platform;
using Microsoft.Extensions.Logging.Abstractions;

namespace Frontdesk.Bench;

/// <summary>The tenant door of each clinic's agent, as a request would have it: settings and audit are in every statement.</summary>
internal static class Doors
{
    public static IReadOnlyDictionary<int, TenantDb> Of(Stage stage, string action)
    {
        var factory = new TenantDbFactory(stage.Databases, new LiveNotifier(stage.Databases, TimeProvider.System, NullLogger<LiveNotifier>.Instance));
        return stage.Clinics.Append(stage.Large).ToDictionary(
            static clinic => clinic.Number,
            clinic => factory.For(clinic.Tenant, new Actor(ActorKind.Staff, Bulk.Id(Bulk.Kind.Staff, clinic.Number, 0), Role.Agent), "bench", action));
    }
}
