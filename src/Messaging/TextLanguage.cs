namespace Frontdesk.Messaging;

/// <summary>The languages we have words in.</summary>
internal static class TextLanguage
{
    /// <summary>The language of ours that fits best: the reader's, else the clinic's first.</summary>
    /// <param name="reader">BCP 47, or null when not known.</param>
    internal static string Choose(string? reader, IReadOnlyList<string> clinic) => (reader ?? clinic[0]).Split('-')[0].ToLowerInvariant() switch
    {
        "es" => "es",
        _ => "en",
    };
}
