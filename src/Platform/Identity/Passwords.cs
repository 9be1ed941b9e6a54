using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Frontdesk.Platform;

/// <summary>
/// Passwords by NIST SP 800-63B-4: at least 8 characters beside the second factor, up to 128, no composition rules, no expiry, nothing truncated,
/// and none that is common or made of the person's or clinic's own words.
/// </summary>
public static class Passwords
{
    private const int Shortest = 8;
    private const int Longest = 128;

    // PBKDF2-HMAC-SHA512. The count is OWASP's of 2023; it costs about 0.1 s of one core.
    private static readonly PasswordHasher<object> Hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = 210_000 }));
    private static readonly object Nobody = new();

    // Compared against when the account is unknown, so that the answer takes as long.
    private static readonly string HashOfNothing = Hash(Convert.ToHexString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16)));

    /// <summary>Why this password is refused, in words for the person, or null when it is good.</summary>
    /// <param name="context">Words that must not make up the password: name, email, clinic.</param>
    public static string? Fault(string password, IEnumerable<string> context)
    {
        if (password.EnumerateRunes().Count() < Shortest)
            return $"Use at least {Shortest} characters.";
        if (password.Length > Longest)
            return $"Use at most {Longest} characters.";
        // Zxcvbn holds the list of common passwords and finds them also when spelled with 0 for o.
        var judged = Zxcvbn.Zxcvbn.MatchPassword(password, context.SelectMany(static words => words.Split([' ', '@', '.', '-'], StringSplitOptions.RemoveEmptyEntries)));
        return judged.Score < 2 ? "This password is too common or too easy to guess. A few unrelated words make a good one." : null;
    }

    public static string Hash(string password) => Hasher.HashPassword(Nobody, password);

    /// <summary>Compares in the same time whether the account exists (<paramref name="hash"/>) or not (null).</summary>
    public static bool Matches(string? hash, string password) =>
        Hasher.VerifyHashedPassword(Nobody, hash ?? HashOfNothing, password.Length > Longest ? "" : password) != PasswordVerificationResult.Failed && hash is not null;
}
