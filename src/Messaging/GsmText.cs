using System.Text;
using Frontdesk.Patients;

namespace Frontdesk.Messaging;

/// <summary>
/// A text of one part: at most 160 letters of the GSM alphabet (3GPP TS 23.038, the basic table). One letter outside of it, such as á or ’, and the network
/// would send 70 a part. What we write ourselves keeps to it; only the clinic's name is bent.
/// </summary>
internal static class GsmText
{
    internal const int Longest = 160;

    private const string Letters =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    internal static bool Fits(string text) => text.Length <= Longest && text.All(Letters.Contains);

    /// <summary>"{name}: {words}", the name in the alphabet and cut to what room the words leave.</summary>
    internal static string From(string name, string words)
    {
        var sender = Cut(Fold(name), Longest - words.Length - 2);
        return $"{sender}: {words}";
    }

    /// <summary>The same with every letter that is not in the alphabet written as its plain ones, or left out.</summary>
    internal static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var letter in text)
            folded.Append(letter switch
            {
                _ when char.IsWhiteSpace(letter) => " ",
                _ when Letters.Contains(letter, StringComparison.Ordinal) => letter.ToString(),
                '‘' or '’' or '`' or '´' => "'",
                '“' or '”' or '«' or '»' => "\"",
                '–' or '—' or '‐' or '‑' => "-",
                '[' or '{' => "(",
                ']' or '}' => ")",
                _ => Plain(letter),
            });
        return folded.ToString().Trim() is { Length: > 0 } some ? some : "Clinic";
    }

    private static string Plain(char letter)
    {
        var plain = string.Concat(PersonName.Fold(letter.ToString()).Where(Letters.Contains));
        return char.IsUpper(letter) ? plain.ToUpperInvariant() : plain;
    }

    // At a blank where one is near the end, so that no word is torn without need.
    private static string Cut(string name, int room)
    {
        if (name.Length <= room)
            return name;
        var blank = name.LastIndexOf(' ', room);
        return name[..(blank >= room / 2 ? blank : room)].TrimEnd(' ', ',', '-', '&', '(');
    }
}
