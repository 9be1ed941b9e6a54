using System.Text;

namespace Frontdesk.Patients;

/// <summary>Record numbers and other systems' ids, made ready for finding.</summary>
public static class Identifier
{
    /// <summary>The system of record numbers this clinic gives itself.</summary>
    internal const string OwnSystem = "urn:frontdesk:mrn";

    /// <summary>Letters and digits only, upper case: <c>mr-00 12</c> is <c>MR0012</c>.</summary>
    public static string Fold(string value)
    {
        var folded = new StringBuilder(value.Length);
        foreach (var c in PersonName.Fold(value))
            if (char.IsLetterOrDigit(c))
                folded.Append(char.ToUpperInvariant(c));
        return folded.ToString();
    }
}
