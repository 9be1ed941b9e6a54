using Frontdesk.Platform;

namespace Frontdesk.Worklist;

/// <summary>See what waits for a person, take it and close it.</summary>
public sealed class WorkTheWorklist : IPermission
{
    public static IReadOnlyList<string> HeldBy => Role.Staff;
}
