using System.Text.RegularExpressions;

namespace Frontdesk.Messaging;

/// <summary>What the text with a sign-in code says: the clinic's name and the code, nothing about anybody.</summary>
internal static partial class SignInCodeText
{
    // The Spanish keeps to letters of the GSM alphabet: one ó and the text would cost two segments.
    internal static string In(string language, string clinic, string code) => language switch
    {
        "es" => $"{clinic}: su clave para entrar es {code}. Vale 10 minutos. No la comparta con nadie.",
        _ => $"{clinic}: your sign-in code is {code}. It is good for 10 minutes. Do not share it with anyone.",
    };

    /// <summary>The language of ours that fits best: the patient's, else the clinic's first.</summary>
    /// <param name="patient">BCP 47, or null when not known.</param>
    internal static string Choose(string? patient, IReadOnlyList<string> clinic) => (patient ?? clinic[0]).Split('-')[0].ToLowerInvariant() switch
    {
        "es" => "es",
        _ => "en",
    };

    /// <summary>What in a text may be a code. A clinic's name may hold six digits too.</summary>
    internal static IEnumerable<string> CodesIn(string text) => SixDigits().Matches(text).Select(static found => found.Value);

    [GeneratedRegex(@"\b[0-9]{6}\b", RegexOptions.NonBacktracking)]
    private static partial Regex SixDigits();
}
