using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Frontdesk.Patients;

/// <summary>How sure one can be, from the digits alone, that a telephone number can be rung.</summary>
public enum PhoneCertainty
{
    /// <summary>Too short or too long for its numbering plan.</summary>
    Impossible,

    /// <summary>A seven-digit North American number: it could be rung from next door, but it has no E.164 form.</summary>
    Local,

    /// <summary>The right length. A number abroad is never more than this: we do not carry every country's plan.</summary>
    Possible,

    /// <summary>North American, with an area code and an exchange that the plan allows.</summary>
    Valid,
}

/// <summary>
/// A telephone number read from any spelling: punctuation, vanity letters, extensions, <c>tel:</c> URIs (RFC 3966), <c>+</c>, <c>011</c>, full-width and other scripts' digits.
/// Numbers without a country code are taken as North American.
/// </summary>
/// <param name="E164">ITU-T E.164 with a leading plus. For <see cref="PhoneCertainty.Local"/> and <see cref="PhoneCertainty.Impossible"/> ones the digits as read, not to be rung or stored as a key.</param>
/// <param name="Extension">Digits only, null when there is none.</param>
public sealed partial record PhoneNumber(string E164, string? Extension, PhoneCertainty Certainty)
{
    /// <summary>Whether the E.164 form names one line. What we store, look up and text; a fictitious 555 number is complete without being valid.</summary>
    public bool IsComplete => Certainty is PhoneCertainty.Possible or PhoneCertainty.Valid;

    /// <summary>Reads a number as one would dial it in the country named.</summary>
    /// <param name="text">At most 250 characters are read as a number; longer is none.</param>
    /// <param name="dialledFrom">ISO 3166 region whose international access code (<c>011</c>, <c>00</c>, <c>0011</c>) the number may begin with.</param>
    /// <returns>Null when nothing in the text looks like a number.</returns>
    public static PhoneNumber? Read(string? text, string dialledFrom = "US")
    {
        if (string.IsNullOrEmpty(text) || text.Length > 250)
            return null;

        var number = CutToNumber(Plain(text));
        if (number is null)
            return null;

        string? extension = null;
        var tail = ExtensionAtEnd().Match(number);
        if (tail.Success && LooksLikeANumber().IsMatch(number[..tail.Index]))
        {
            extension = tail.Groups["digits"].Value;
            number = number[..tail.Index];
        }

        return LooksLikeANumber().IsMatch(number) ? FromDigits(number, extension, dialledFrom) : null;
    }

    /// <summary>The E.164 form, or null when the text has none that is complete.</summary>
    public static string? ToE164(string? text) => Read(text) is { IsComplete: true } number ? number.E164 : null;

    private static PhoneNumber? FromDigits(string number, string? extension, string dialledFrom)
    {
        // "+44 (0)20 …" is written everywhere and the (0) is never dialled from abroad. Italy's zero belongs to the number.
        if (number.StartsWith('+') && !number.StartsWith("+39", StringComparison.Ordinal))
            number = number.Replace("(0)", "", StringComparison.Ordinal);

        var digits = Digits(number);
        var international = number.StartsWith('+') ? digits : WithoutAccessCode(digits, dialledFrom);

        // People write "+011 64 …" too: the plus and then the access code they would dial.
        if (number.StartsWith('+') && !CountryCode().IsMatch(digits))
            international = WithoutAccessCode(digits, dialledFrom) ?? "";

        if (international is not null)
        {
            if (CountryCode().Match(international) is not { Success: true } code)
                return null;
            return code.Value is "1" ? NorthAmerican(international[1..], extension) : Abroad(international, code.Length, extension);
        }

        return digits.Length < 2 || digits.Length > 17 ? null : NorthAmerican(WithoutTrunkOne(digits), extension);
    }

    // 1-650-253-0000 is dialled with the country code in front. A number that starts with 1 and is not longer than a subscriber's keeps it: no area code starts with 1.
    private static string WithoutTrunkOne(string digits) => digits.Length > 10 && digits[0] is '1' ? digits[1..] : digits;

    private static PhoneNumber NorthAmerican(string national, string? extension)
    {
        var certainty = national.Length switch
        {
            7 => PhoneCertainty.Local,
            10 => NorthAmericanPlan().IsMatch(national) ? PhoneCertainty.Valid : PhoneCertainty.Possible,
            _ => PhoneCertainty.Impossible,
        };
        return new("+1" + national, extension, certainty);
    }

    // E.164 allows 15 digits in all; the shortest national numbers in use (Saint Helena, Niue) have four.
    private static PhoneNumber Abroad(string digits, int codeLength, string? extension) =>
        new("+" + digits, extension, digits.Length <= 15 && digits.Length - codeLength >= 4 ? PhoneCertainty.Possible : PhoneCertainty.Impossible);

    private static string? WithoutAccessCode(string digits, string dialledFrom)
    {
        var access = dialledFrom switch
        {
            "AU" => AccessFromAustralia(),
            "SG" => AccessFromSingapore(),
            "US" or "CA" or "PR" => AccessFromNorthAmerica(),
            _ => AccessFromElsewhere(),
        };
        return access.Match(digits) is { Success: true } match ? digits[match.Length..] : null;
    }

    private static string Digits(string number)
    {
        var vanity = number.Count(char.IsAsciiLetter) >= 3;
        var digits = new StringBuilder(number.Length);
        foreach (var c in number)
        {
            if (char.IsAsciiDigit(c))
                digits.Append(c);
            else if (vanity && char.IsAsciiLetter(c))
                digits.Append("22233344455566677778889999"[(c | 0x20) - 'a']);
        }

        return digits.ToString();
    }

    // From the first digit or plus to the last digit, letter or #, with the parts of a tel: URI put where they are dialled.
    private static string? CutToNumber(string text)
    {
        const string context = ";phone-context=";
        var at = text.IndexOf(context, StringComparison.OrdinalIgnoreCase);
        if (at >= 0)
        {
            var where = text[(at + context.Length)..].Split(';')[0];
            if (!PhoneContext().IsMatch(where))
                return null;
            var from = text.IndexOf("tel:", StringComparison.OrdinalIgnoreCase);
            var local = text[(from >= 0 && from < at ? from + 4 : 0)..at];
            text = where.StartsWith('+') ? where + local : local;
        }

        if (text.IndexOf(";isub=", StringComparison.OrdinalIgnoreCase) is >= 0 and var isub)
            text = text[..isub];

        var start = text.AsSpan().IndexOfAnyInRange('0', '9');
        var plus = text.IndexOf('+', StringComparison.Ordinal);
        if (plus >= 0 && (plus < start || start < 0))
            start = plus;
        if (start < 0)
            return null;

        text = text[start..];
        if (SecondNumber().Match(text) is { Success: true } second)
            text = text[..second.Index];

        var end = text.Length;
        while (end > 0 && !char.IsLetterOrDigit(text[end - 1]) && text[end - 1] is not '#')
            end--;
        return text[..end];
    }

    // Full-width forms, other scripts' digits, no-break spaces, typographic dashes and what cannot be seen, all to plain ASCII.
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var digit = rune.IsBmp ? CharUnicodeInfo.GetDecimalDigitValue((char)rune.Value) : (int)Rune.GetNumericValue(rune);
            if (digit is >= 0 and <= 9 && Rune.GetUnicodeCategory(rune) is UnicodeCategory.DecimalDigitNumber)
                plain.Append((char)('0' + digit));
            else if (rune.Value is >= 0xFF01 and <= 0xFF5E)
                plain.Append((char)(rune.Value - 0xFEE0));
            else if (rune.Value is 'ó' or 'Ó')
                plain.Append('o');
            else if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.DashPunctuation || rune.Value is 0x2212 or 0x30FC or 0x2043)
                plain.Append('-');
            else if (rune.Value is 0x223C)
                plain.Append('~');
            else if (Rune.IsWhiteSpace(rune))
                plain.Append(' ');
            else if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.NonSpacingMark))
                plain.Append(rune.ToString());
        }

        return plain.ToString();
    }

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    // The longer the label, the longer an extension may be: after a bare comma or x it could as well be a second number.
    [GeneratedRegex(
        """
        ( ;ext=(?<digits>\d{1,20})
        | [\ ,]* ( e?xt(ensio?)?n? | anexo | доб ) [:.]? [\ ,-]* (?<digits>\d{1,20}) \#?
        | [\ ,]* ( x | \# | ~ | int ) [:.]? [\ ,-]* (?<digits>\d{1,9}) \#?
        | [\ -]+ (?<digits>\d{1,6}) \#
        | \ * ( ,, | ; ) [:.]? [\ ,-]* (?<digits>\d{1,15}) \#?
        | \ * ,+ [:.]? [\ ,-]* (?<digits>\d{1,9}) \#?
        )\z
        """,
        Options | RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace, matchTimeoutMilliseconds: 200)]
    private static partial Regex ExtensionAtEnd();

    [GeneratedRegex(@"\A(\d\d|\+*([-x./()\[\]~ *]*\d){3,}[-./()\[\]~ *A-Za-z\d]*)\z", Options, matchTimeoutMilliseconds: 200)]
    private static partial Regex LooksLikeANumber();

    [GeneratedRegex(@"[\\/] *x", Options, matchTimeoutMilliseconds: 200)]
    private static partial Regex SecondNumber();

    [GeneratedRegex(@"\A(\+[-.()\d]*\d[-.()\d]*|[A-Za-z\d]([-.A-Za-z\d]*))\z", Options, matchTimeoutMilliseconds: 200)]
    private static partial Regex PhoneContext();

    // Area codes never start with 0 or 1 and have no 9 in the middle (those are kept to lengthen numbers one day); exchanges never start with 0 or 1.
    [GeneratedRegex(@"\A[2-9][0-8]\d[2-9]\d{6}\z", Options, matchTimeoutMilliseconds: 200)]
    private static partial Regex NorthAmericanPlan();

    // Assigned country codes (ITU-T E.164, list of November 2016 and its amendments). No code is the beginning of another.
    [GeneratedRegex(
        """
        \A(1|7|2(0|7|1[1-368]|[2-4]\d|5[0-8]|6\d|9[017-9])|3([0-469]|5\d|7[0-8]|8[0-35-79])|4([013-9]|2[013])|5([1-8]|0\d|9\d)
        |6([0-6]|7[02-9]|8[0-35-9]|9[0-2])|8([1246]|0[08]|5[02356]|7[08]|8[0-368])|9([0-58]|6[0-8]|7[0-79]|9[2-68]))
        """,
        Options | RegexOptions.IgnorePatternWhitespace, matchTimeoutMilliseconds: 200)]
    private static partial Regex CountryCode();

    // A zero never follows an access code: no country code starts with one.
    [GeneratedRegex(@"\A011(?!0)", Options, matchTimeoutMilliseconds: 200)]
    private static partial Regex AccessFromNorthAmerica();

    [GeneratedRegex(@"\A00(?!0)", Options, matchTimeoutMilliseconds: 200)]
    private static partial Regex AccessFromElsewhere();

    [GeneratedRegex(@"\A(0011|001[14-9])(?!0)", Options, matchTimeoutMilliseconds: 200)]
    private static partial Regex AccessFromAustralia();

    [GeneratedRegex(@"\A0[0-3]\d(?!0)", Options, matchTimeoutMilliseconds: 200)]
    private static partial Regex AccessFromSingapore();
}
