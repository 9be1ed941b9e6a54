using System.Text;
using Frontdesk.Patients;

namespace Frontdesk.Messaging;

/// <summary>What people mean who text one word.</summary>
internal enum ReplyIntent
{
    /// <summary>Nothing we know: a person reads it.</summary>
    Other,

    /// <summary>Yes: comes to the visit, takes the offered time.</summary>
    Yes,

    /// <summary>No: does not come, does not take it.</summary>
    No,

    /// <summary>Wants no more texts.</summary>
    Stop,

    /// <summary>Wants them again.</summary>
    Start,

    /// <summary>Who is this?</summary>
    Help,
}

/// <summary>
/// Reads an answer: the whole text must be the word, in either language, in any case, with or without accents, blanks and punctuation. CANCEL is not a "no": carriers
/// and the law (47 CFR 64.1200(a)(10)) take it for STOP.
/// </summary>
internal static class ReplyWords
{
    private static readonly Dictionary<string, ReplyIntent> Meanings = new (ReplyIntent Intent, string Words)[]
    {
        (ReplyIntent.Yes, "c y yes confirm si confirmar confirmo"),
        (ReplyIntent.No, "x n no cancelar"),
        (ReplyIntent.Stop, "stop stopall unsubscribe cancel end quit revoke optout alto parar"),
        (ReplyIntent.Start, "start unstop"),
        (ReplyIntent.Help, "help info ayuda"),
    }.SelectMany(static row => row.Words.Split(' ').Select(word => (word, row.Intent))).ToDictionary(static pair => pair.word, static pair => pair.Intent, StringComparer.Ordinal);

    private static readonly HashSet<string> Spanish = new(["si", "confirmar", "confirmo", "cancelar", "alto", "parar", "ayuda"], StringComparer.Ordinal);

    /// <returns>What was meant, and <c>es</c> when the word is a Spanish one, else null.</returns>
    internal static (ReplyIntent Intent, string? Language) Read(string text)
    {
        var word = Fold(text);
        return (Meanings.GetValueOrDefault(word), Spanish.Contains(word) ? "es" : null);
    }

    private static string Fold(string text)
    {
        var word = new StringBuilder();
        foreach (var letter in PersonName.Fold(text.Length <= 100 ? text : text[..100]))
            if (char.IsLetterOrDigit(letter))
                word.Append(letter);
        return word.ToString();
    }
}
