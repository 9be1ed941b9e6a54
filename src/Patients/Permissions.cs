using Frontdesk.Platform;

namespace Frontdesk.Patients;

/// <summary>Look for a patient and see who it probably is: name, age, the last four of a number.</summary>
public sealed class SearchPatients : IPermission
{
    public static IReadOnlyList<string> HeldBy => Role.Staff;
}

/// <summary>See a chart: staff while it is open to them, patients their own and those of whom they act for.</summary>
public sealed class ReadPatients : IPermission
{
    public static IReadOnlyList<string> HeldBy => Role.SignedIn;
}

/// <summary>Open a chart without a verified caller, for a stated reason.</summary>
public sealed class OpenCharts : IPermission
{
    public static IReadOnlyList<string> HeldBy => Role.Staff;
}

/// <summary>Register a patient and change what is on file.</summary>
public sealed class ChangePatients : IPermission
{
    public static IReadOnlyList<string> HeldBy => [Role.Admin, Role.Supervisor, Role.Agent];
}

/// <summary>The patient app: one's own record and who looked at it.</summary>
public sealed class UsePatientApp : IPermission
{
    public static IReadOnlyList<string> HeldBy => [Role.Patient];
}
