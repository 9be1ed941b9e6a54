using Frontdesk.Platform;

namespace Frontdesk.Scheduling;

/// <summary>See which times are free, and what can be booked where and with whom.</summary>
public sealed class FindFreeTimes : IPermission
{
    public static IReadOnlyList<string> HeldBy => Role.SignedIn;
}

/// <summary>Hold and book times. A patient: visit types open to patients, for self and those they act for.</summary>
public sealed class BookAppointments : IPermission
{
    public static IReadOnlyList<string> HeldBy => [Role.Agent, Role.Supervisor, Role.Patient];
}

/// <summary>Book weekly visits together, and cancel them together.</summary>
public sealed class BookSeries : IPermission
{
    public static IReadOnlyList<string> HeldBy => [Role.Agent, Role.Supervisor];
}

/// <summary>Cancel visits. A patient: own ones and those of people they act for, before they start.</summary>
public sealed class CancelAppointments : IPermission
{
    public static IReadOnlyList<string> HeldBy => [Role.Agent, Role.Supervisor, Role.Patient];
}

/// <summary>Book on purpose where no time is on offer.</summary>
public sealed class OverbookAppointments : IPermission
{
    public static IReadOnlyList<string> HeldBy => [Role.Supervisor, Role.Clinician];
}

/// <summary>Put somebody on the waitlist and take them off, and answer what is offered. A patient: for self and those they act for, for visits they may book.</summary>
public sealed class JoinWaitlist : IPermission
{
    public static IReadOnlyList<string> HeldBy => [Role.Agent, Role.Supervisor, Role.Patient];
}

/// <summary>Say how urgent it is for somebody on the waitlist, and take an offer back.</summary>
public sealed class RunWaitlist : IPermission
{
    public static IReadOnlyList<string> HeldBy => [Role.Agent, Role.Supervisor, Role.Clinician];
}

/// <summary>Say who arrived, was checked in, was seen or did not come.</summary>
public sealed class ReceivePatients : IPermission
{
    public static IReadOnlyList<string> HeldBy => [Role.Agent, Role.Supervisor, Role.Clinician];
}

/// <summary>See the clinic's day, patients' names included.</summary>
public sealed class SeeSchedule : IPermission
{
    public static IReadOnlyList<string> HeldBy => Role.Staff;
}

/// <summary>See one patient's visits: staff while the chart is open to them, a patient their own and those of people they act for.</summary>
public sealed class SeeVisits : IPermission
{
    public static IReadOnlyList<string> HeldBy => Role.SignedIn;
}

/// <summary>Ask for a visit that patients may not book. A patient: for self and those they act for.</summary>
public sealed class RequestVisits : IPermission
{
    public static IReadOnlyList<string> HeldBy => [Role.Patient, Role.Agent, Role.Supervisor];
}

/// <summary>See what became of one's requests, and of those for people one acts for.</summary>
public sealed class FollowRequests : IPermission
{
    public static IReadOnlyList<string> HeldBy => [Role.Patient];
}

/// <summary>Set up locations, practitioners, visit types and hours.</summary>
public sealed class SetUpSchedule : IPermission
{
    public static IReadOnlyList<string> HeldBy => [Role.Admin];
}
