namespace Frontdesk.Platform;

/// <summary>Why a patient's data is read: the HL7 v3 PurposeOfUse code that stands in the audit.</summary>
public enum Purpose
{
    /// <summary>TREAT: care of this patient, booking and calls included.</summary>
    Treatment,

    /// <summary>HOPERAT: running the clinic: day lists, worklists, searching the registry.</summary>
    Operations,

    /// <summary>PATRQT: the patient, or who acts for them, asked.</summary>
    PatientRequest,

    /// <summary>ETREAT: break-glass, with a stated reason.</summary>
    Emergency,
}

internal static class PurposeCodes
{
    internal static string Code(this Purpose purpose) => purpose switch
    {
        Purpose.Treatment => "TREAT",
        Purpose.Operations => "HOPERAT",
        Purpose.PatientRequest => "PATRQT",
        Purpose.Emergency => "ETREAT",
        _ => throw new ArgumentOutOfRangeException(nameof(purpose)),
    };
}
