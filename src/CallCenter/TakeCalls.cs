using Frontdesk.Platform;

namespace Frontdesk.CallCenter;

/// <summary>Sit at the desk: be offered calls, answer them, verify callers, write up.</summary>
public sealed class TakeCalls : IPermission
{
    public static IReadOnlyList<string> HeldBy => [Role.Agent, Role.Supervisor, Role.Admin];
}
