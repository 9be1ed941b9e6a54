using Frontdesk.Platform;

namespace Frontdesk.Scheduling;

/// <summary>Whether people are left in peace at night.</summary>
public sealed class QuietHoursSettings
{
    /// <summary><c>on</c> (default) or <c>off</c>: whether nothing is offered from nine in the evening to eight in the morning. Off is for tests that must pass at any hour.</summary>
    [Setting("FRONTDESK_QUIET_HOURS")]
    public OnOff Hours { get; set; } = OnOff.On;
}
