using System.Text;
using Frontdesk.Patients;

namespace Frontdesk.Messaging;

/// <summary>What people mean who text one word.</summary>
internal enum ReplyIntent
{
    /// <summary>Nothing we know: a person reads it.</summary>
    Other,

    /// <summary>Comes to the visit.</summary>
    Confirm,

    /// <summary>Does not come to the visit.</summary>
    Cancel,

    /// <summary>Takes the offered time.</summary>
    Yes,

    /// <summary>Does not take the offered time.</summary>
    No,

    /// <summary>Wants no more texts.</summary>
    Stop,

    /// <summary>The same by the law; who was asked about a visit may mean the visit.</summary>
    StopOrCancel,

    /// <summary>Wants them again.</summary>
    Start,

    /// <summary>Who is this?</summary>
    Help,
}

/// <summary>
/// Reads an answer: the whole text must be the word, in either language, in any case, with or without accents, blanks and punctuation. Each question has words of its
/// own, so that a word is never taken for the answer to another question: C and X are said of a visit, Y and N of an offer. CANCEL ends the texts: carriers and the
/// law (47 CFR 64.1200(a)(10)) take it for STOP.
/// </summary>
internal static class ReplyWords
{
    private static readonly Dictionary<string, ReplyIntent> Meanings = new (ReplyIntent Intent, string Words)[]
    {
        (ReplyIntent.Confirm, "c confirm confirmar confirmo"),
        (ReplyIntent.Cancel, "x cancelar"),
        (ReplyIntent.Yes, "y yes si"),
        (ReplyIntent.No, "n no"),
        (ReplyIntent.Stop, "stop stopall unsubscribe end quit revoke optout alto parar"),
        (ReplyIntent.StopOrCancel, "cancel"),
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
        // Whoever writes this much says more than a word, however it begins.
        foreach (var letter in text.Length <= 100 ? PersonName.Fold(text) : "")
            if (char.IsLetterOrDigit(letter))
                word.Append(letter);
        return word.ToString();
    }
}
