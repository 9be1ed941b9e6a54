namespace Frontdesk.Patients;

/// <summary>
/// What somebody typed into the one search box, understood: <c>maria 1985</c>, <c>garcía 3/14/85</c>, <c>(312) 555-0123</c>, <c>MR-0012</c>.
/// All terms must fit a patient; within a term any reading may, because 031485 is a birth date to one and a record number to another.
/// </summary>
internal sealed record SearchTerms(IReadOnlyList<SearchTerms.Term> All)
{
    /// <param name="Word">A folded name prefix.</param>
    /// <param name="E164">A whole phone number.</param>
    /// <param name="Digits">The last digits of a phone number, four or more.</param>
    /// <param name="Number">A folded beginning of a record number, three signs or more.</param>
    /// <param name="BornFrom">With <paramref name="BornTo"/>: ranges of birth dates, ends included.</param>
    internal sealed record Term(string? Word = null, string? E164 = null, string? Digits = null, string? Number = null, DateOnly[]? BornFrom = null, DateOnly[]? BornTo = null);

    private const int MostTerms = 8;
    private const int WidestDate = 6;

    /// <param name="today">At the clinic.</param>
    internal static SearchTerms Read(string text, DateOnly today)
    {
        if (text.Trim() is { Length: > 0 } all && (char.IsDigit(all[0]) || all[0] is '+' or '＋' or '(' || all.StartsWith("tel:", StringComparison.OrdinalIgnoreCase))
            && BirthDate.Read(all, today).Count == 0 && PhoneNumber.ToE164(all) is { } whole)
            return new([new(E164: whole, Number: NumberOf(all))]);

        var tokens = text.Split((char[])[' ', ',', ';', '\t', '\n', '\r', '\u00A0'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var terms = new List<Term>();
        for (var i = 0; i < tokens.Length && terms.Count < MostTerms;)
        {
            var (term, width) = Widest(tokens.AsSpan(i, Math.Min(WidestDate, tokens.Length - i)), today);
            if (term is not null)
            {
                terms.Add(term);
                i += width;
            }
            else
            {
                terms.AddRange(One(tokens[i++], tokens.Length > 1, today));
            }
        }

        return new(terms.Count > MostTerms ? terms.GetRange(0, MostTerms) : terms);
    }

    // A phone or a date may be several tokens: the widest run of tokens that is one, is one.
    private static (Term? Term, int Width) Widest(ReadOnlySpan<string> tokens, DateOnly today)
    {
        for (var width = tokens.Length; width > 0; width--)
        {
            var run = string.Join(' ', tokens[..width]);
            if (BirthDate.Read(run, today) is { Count: > 0 } dates)
                return (new Term(Digits: DigitsOf(run), Number: NumberOf(run), BornFrom: [.. dates], BornTo: [.. dates]), width);
            if (run.All(static c => char.IsDigit(c) || c is '+' or '(' or ')' or '.' or '-' or '/' or ' ') && run.Count(char.IsDigit) >= 10 && PhoneNumber.ToE164(run) is { } e164)
                return (new Term(E164: e164, Number: NumberOf(run)), width);
        }

        return (null, 0);
    }

    private static IEnumerable<Term> One(string token, bool amongOthers, DateOnly today)
    {
        if (!token.Any(char.IsDigit))
            return PersonName.SearchWords(token).Select(static word => new Term(Word: word));

        // Beside another term four digits are first of all a year: "maria 1985".
        var year = amongOthers && token.Length == 4 && int.TryParse(token, System.Globalization.NumberStyles.None, null, out var y) && y >= BirthDate.Earliest.Year && y <= today.Year ? y : 0;
        var words = PersonName.SearchWords(token);
        var term = new Term(
            Word: words.Count == 1 && token.Any(char.IsLetter) ? words[0] : null, Digits: DigitsOf(token), Number: NumberOf(token),
            BornFrom: year > 0 ? [new(year, 1, 1)] : null, BornTo: year > 0 ? [new(year, 12, 31)] : null);
        return term is { Word: null, Digits: null, Number: null, BornFrom: null } ? words.Select(static word => new Term(Word: word)) : [term];
    }

    private static string? DigitsOf(string run) =>
        run.All(static c => char.IsAsciiDigit(c) || c is '-' or '.') && run.Count(char.IsAsciiDigit) is >= 4 and <= 9 ? string.Concat(run.Where(char.IsAsciiDigit).Reverse()) : null;

    private static string? NumberOf(string run) => !run.Contains(' ', StringComparison.Ordinal) && Identifier.Fold(run) is { Length: >= 3 and <= 100 } number ? number : null;
}
