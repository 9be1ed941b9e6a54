using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Frontdesk.Patients;

/// <summary>
/// A person's name made ready for finding: accents, case and punctuation folded away, cut into words.
/// The same fold runs when a name is stored and when it is looked for, so the database only ever compares prepared text with <c>=</c> and ranges.
/// </summary>
public static class PersonName
{
    /// <summary>Longer names than any on record; the rest of a longer one is kept but not searched.</summary>
    private const int MostWords = 16;

    /// <summary>Lower case without accents: <c>Núñez</c> is <c>nunez</c>, <c>Łukasz</c> is <c>lukasz</c>. Other alphabets keep their letters.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text.ToLowerInvariant())
        {
            if (Plain.TryGetValue(c, out var plain))
                folded.Append(plain);
            else if (c is >= '！' and <= '～')
                folded.Append((char)(c - 0xFEE0));
            else if (CharUnicodeInfo.GetUnicodeCategory(c) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format))
                folded.Append(c);
        }

        return folded.ToString();
    }

    /// <summary>The words somebody looks for, in their order: <c>O'Brien-Smith, María</c> gives <c>obrien smith maria</c>.</summary>
    public static IReadOnlyList<string> SearchWords(string text)
    {
        var words = new List<string>();
        foreach (var word in Cut(Fold(text), joinApostrophes: true))
            words.Add(word);
        if (words.Count == 0 && Fold(text).Trim() is { Length: > 0 } signs)
            words.Add(signs);
        return words.Count > MostWords ? words.GetRange(0, MostWords) : words;
    }

    /// <summary>
    /// The words a name is found by. More than are looked for, so that every way of writing it finds it:
    /// <c>O'Brien</c> by <c>obrien</c> and <c>brien</c>; <c>de la Cruz</c> by each word and by <c>delacruz</c>.
    /// </summary>
    public static IReadOnlyList<string> IndexWords(params IEnumerable<string?> parts)
    {
        var words = new OrderedDictionary<string, bool>(StringComparer.Ordinal);
        foreach (var part in parts)
        {
            if (string.IsNullOrWhiteSpace(part))
                continue;
            var whole = SearchWords(part);
            foreach (var word in whole)
                words.TryAdd(word, true);
            foreach (var word in Cut(Fold(part), joinApostrophes: false))
                words.TryAdd(word, true);
            for (var width = 2; width <= 3; width++)
                for (var start = 0; start + width <= whole.Count; start++)
                    words.TryAdd(string.Concat(whole.Skip(start).Take(width)), true);
        }

        return [.. words.Keys.Where(word => word.Length <= 100).Take(MostWords * 3)];
    }

    /// <summary>The key lists are sorted by: family name, then given names.</summary>
    public static string SortKey(string family, string? given) => string.Join(' ', [.. SearchWords(family), .. SearchWords(given ?? "")]);

    private static IEnumerable<string> Cut(string folded, bool joinApostrophes)
    {
        var word = new StringBuilder();
        foreach (var c in folded)
        {
            if (char.IsLetterOrDigit(c) || char.IsSurrogate(c))
            {
                word.Append(c);
            }
            else if (!(joinApostrophes && c is '\'' or '’' or '‘' or 'ʼ' or '`' or '´') && word.Length > 0)
            {
                yield return word.ToString();
                word.Clear();
            }
        }

        if (word.Length > 0)
            yield return word.ToString();
    }

    // The runtime's own normalisation needs ICU, which the program runs without; these are the decompositions of Unicode's Latin, Greek and Cyrillic blocks.
    private static readonly FrozenDictionary<char, string> Plain = new (string Plain, string Letters)[]
    {
        ("a", "àáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặ"), ("ae", "æ"), ("b", "ƀḃḅḇɓ"), ("c", "çćĉċčḉ"), ("d", "ðďđḋḍḏḑḓɗ"), ("dz", "ǆǳ"),
        ("e", "èéêëēĕėęěǝȅȇȩḕḗḙḛḝẹẻẽếềểễệə"), ("f", "ḟ"), ("g", "ĝğġģǧǵḡ"), ("h", "ĥħȟḣḥḧḩḫẖ"), ("i", "ìíîïĩīĭįıǐȉȋḭḯỉị"), ("ij", "ĳ"),
        ("j", "ĵǰ"), ("k", "ķĸƙǩḱḳḵ"), ("l", "ĺļľłḷḹḻḽ"), ("lj", "ǉ"), ("m", "ḿṁṃ"), ("n", "ñńņňŋǹṅṇṉṋ"), ("nj", "ǌ"),
        ("o", "òóôõöøōŏőơǒǫǭȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợ"), ("oe", "œ"), ("p", "ṕṗ"), ("r", "ŕŗřȑȓṙṛṝṟ"), ("s", "śŝşšſșṡṣṥṧṩẛ"), ("ss", "ß"),
        ("t", "ţťŧțṫṭṯṱẗ"), ("th", "þ"), ("u", "ùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự"), ("v", "ṽṿ"), ("w", "ŵẁẃẅẇẉẘ"), ("x", "ẋẍ"),
        ("y", "ýÿŷȳẏẙỳỵỷỹ"), ("z", "źżžẑẓẕ"), ("α", "ά"), ("ε", "έ"), ("η", "ή"), ("ι", "ΐίϊ"), ("ο", "ό"), ("σ", "ς"), ("υ", "ΰϋύ"), ("ω", "ώ"),
        ("г", "ѓ"), ("е", "ѐё"), ("и", "йѝ"), ("к", "ќ"), ("у", "ў"), ("і", "ї"), ("ѵ", "ѷ"),
    }.SelectMany(row => row.Letters.Select(letter => (letter, row.Plain))).ToFrozenDictionary(pair => pair.letter, pair => pair.Plain);
}
