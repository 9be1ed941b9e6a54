namespace Frontdesk.Phone;

/// <summary>Telephone numbers as the vendor writes them: a plus and 8 to 15 digits, the first not zero.</summary>
internal static class E164
{
    public static bool Is(string? text) => text is { Length: >= 9 and <= 16 } && text[0] == '+' && text[1] is >= '1' and <= '9' && text[1..].All(char.IsAsciiDigit);

    /// <summary>What a person typed, as E.164; ten digits are a number of North America. Null when it is no number.</summary>
    public static string? FromTyped(string? text)
    {
        var digits = string.Concat((text ?? "").Where(char.IsAsciiDigit));
        var number = (text ?? "").TrimStart().StartsWith('+') ? "+" + digits : digits.Length == 10 ? "+1" + digits : "+" + digits;
        return Is(number) ? number : null;
    }

    /// <summary>(312) 555-0100 for North America, else as given.</summary>
    public static string Formatted(string number) =>
        number.Length == 12 && number.StartsWith("+1", StringComparison.Ordinal) ? $"({number[2..5]}) {number[5..8]}-{number[8..]}" : number;
}
