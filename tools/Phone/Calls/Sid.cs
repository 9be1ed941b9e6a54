using System.Security.Cryptography;

namespace Frontdesk.Phone;

/// <summary>Ids in the vendor's shape: two letters and 32 hexadecimal digits.</summary>
internal static class Sid
{
    public static string New(string prefix) => prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    public static bool IsAccount(string? text) => text is { Length: 34 } && text.StartsWith("AC", StringComparison.Ordinal) && text[2..].All(char.IsAsciiHexDigitLower);
}
