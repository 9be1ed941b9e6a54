using System.Text.RegularExpressions;

namespace Frontdesk.Messaging;

/// <summary>What the text with a sign-in code says: the clinic's name and the code, nothing about anybody.</summary>
internal static partial class SignInCodeText
{
    internal static string In(string language, string clinic, string code) => GsmText.From(clinic, language switch
    {
        "es" => $"su clave para entrar es {code}. Vale 10 minutos. No la comparta con nadie.",
        _ => $"your sign-in code is {code}. It is good for 10 minutes. Do not share it with anyone.",
    });

    /// <summary>What in a text may be a code. A clinic's name may hold six digits too.</summary>
    internal static IEnumerable<string> CodesIn(string text) => SixDigits().Matches(text).Select(static found => found.Value);

    [GeneratedRegex(@"\b[0-9]{6}\b", RegexOptions.NonBacktracking)]
    private static partial Regex SixDigits();
}
