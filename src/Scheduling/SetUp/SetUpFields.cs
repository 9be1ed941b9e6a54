namespace Frontdesk.Scheduling;

/// <summary>What may stand in the fields of the set-up: each check names the field and the rule, and gives the value as it is kept.</summary>
internal static class SetUpFields
{
    // USPS Publication 28, appendix B, with the District of Columbia and the territories.
    private static readonly HashSet<string> States = new(StringComparer.Ordinal)
    {
        "AL", "AK", "AS", "AZ", "AR", "CA", "CO", "CT", "DE", "DC", "FL", "GA", "GU", "HI", "ID", "IL", "IN", "IA", "KS", "KY", "LA", "ME", "MD", "MA", "MI", "MN", "MS", "MO", "MT",
        "NE", "NV", "NH", "NJ", "NM", "NY", "NC", "ND", "MP", "OH", "OK", "OR", "PA", "PR", "RI", "SC", "SD", "TN", "TX", "UT", "VT", "VA", "VI", "WA", "WV", "WI", "WY",
    };

    /// <summary>1 to 100 characters that are not all blanks.</summary>
    public static string Name(string field, string? name) => name?.Trim() switch
    {
        null or "" => throw ClinicRules.Invalid(field, "name_required", "Give it a name."),
        { Length: > 100 } => throw ClinicRules.Invalid(field, "name_too_long", "A name has at most 100 characters."),
        var kept => kept,
    };

    /// <summary>A word that one thing asks for and another has: a room's category, a skill. Compared as kept: trimmed and in lower case.</summary>
    public static string Word(string field, string? word) => word?.Trim().ToLowerInvariant() switch
    {
        null or "" => throw ClinicRules.Invalid(field, "word_required", "Give it a word, such as exam or ultrasound."),
        { Length: > 50 } => throw ClinicRules.Invalid(field, "word_too_long", "The word has at most 50 characters."),
        var kept => kept,
    };

    /// <summary>As <see cref="Word"/>, or null when it is left out or blank.</summary>
    public static string? WordIfAny(string field, string? word) => string.IsNullOrWhiteSpace(word) ? null : Word(field, word);

    public static string[] Words(string field, IReadOnlyList<string>? words) => [.. (words ?? []).Select(word => Word(field, word)).Distinct(StringComparer.Ordinal)];

    /// <summary>BCP 47 tags, at least one.</summary>
    public static string[] Languages(string field, IReadOnlyList<string>? languages)
    {
        if (languages is not { Count: > 0 })
            throw ClinicRules.Invalid(field, "language_required", "Give at least one language.");
        if (languages.Any(static l => l is not { Length: >= 2 and <= 35 } || !l.All(static c => char.IsAsciiLetterOrDigit(c) || c == '-')))
            throw ClinicRules.Invalid(field, "language_not_a_tag", "Give each language as a tag, such as en or es-MX.");
        return [.. languages.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>USPS codes of states and territories.</summary>
    public static string[] StatesOf(string field, IReadOnlyList<string>? states)
    {
        var kept = (states ?? []).Select(static s => s?.Trim().ToUpperInvariant() ?? "").Distinct(StringComparer.Ordinal).ToArray();
        if (kept.FirstOrDefault(static s => !States.Contains(s)) is { } unknown)
            throw ClinicRules.Invalid(field, "state_unknown", $"Give each state by its two letters, such as IL; {(unknown.Length is > 0 and <= 20 ? unknown : "this")} is none.");
        return kept;
    }

    /// <exception cref="ProblemException">The number is not within the two, both included.</exception>
    public static void Within(string field, int number, int least, int most, string rule, string what)
    {
        if (number < least || number > most)
            throw ClinicRules.Invalid(field, rule, $"{what} {least} to {most}.");
    }
}
