using Frontdesk.Platform;

namespace Frontdesk.Scheduling;

/// <summary>Whether people are left in peace at night.</summary>
public sealed class QuietHoursSettings
{
    /// <summary><c>on</c> (default) or <c>off</c>: see <see cref="QuietHours"/>. Off is for tests that must pass at any hour, and is said in the log at the start.</summary>
    [Setting("FRONTDESK_QUIET_HOURS")]
    public OnOff Hours { get; set; } = OnOff.On;
}
