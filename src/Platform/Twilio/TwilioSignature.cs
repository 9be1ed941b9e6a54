using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace Frontdesk.Platform;

/// <summary>
/// Decides whether a request was signed by Twilio: base64 HMAC-SHA1, keyed by the account's auth token, of the public URL followed by
/// every form parameter (name, value) in ordinal order of the names. See https://www.twilio.com/docs/usage/security#validating-requests.
/// </summary>
/// <remarks>
/// The URL is taken letter by letter as configured: Twilio signs the host as it was typed, credentials included.
/// Twilio is not of one mind whether the port belongs to the signed text, and its older machines encode an apostrophe in the query,
/// so each of the four spellings is tried. All received parameters count; none is left out.
/// </remarks>
public static class TwilioSignature
{
    /// <param name="url">Scheme, host, path and query as Twilio was told them.</param>
    /// <param name="parameters">Every form parameter with every value it had; empty for a JSON body.</param>
    /// <param name="body">The raw body when it is not a form; then the URL must carry its <c>bodySHA256</c>.</param>
    public static bool IsValid(
        string authToken,
        string? signature,
        string url,
        IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> parameters,
        ReadOnlyMemory<byte>? body = null)
    {
        if (string.IsNullOrEmpty(authToken) || string.IsNullOrEmpty(signature)) return false;

        var signed = SignedText(parameters);
        var key = Encoding.UTF8.GetBytes(authToken);
        var claimed = Encoding.UTF8.GetBytes(signature);
        var matches = false;
        foreach (var spelling in Spellings(url))
        {
            var expected = Convert.ToBase64String(Sign(key, spelling + signed));
            matches |= CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), claimed);
        }
        return matches && (body is null || BodyMatches(url, body.Value));
    }

    private static string SignedText(IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> parameters)
    {
        var text = new StringBuilder();
        foreach (var (name, values) in parameters.OrderBy(parameter => parameter.Key, StringComparer.Ordinal))
        {
            foreach (var value in values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
                text.Append(name).Append(value);
        }
        return text.ToString();
    }

    private static IEnumerable<string> Spellings(string url)
    {
        var host = url.IndexOf("://", StringComparison.Ordinal) + 3;
        if (host < 3) yield break;
        var end = url.AsSpan(host).IndexOfAny('/', '?', '#');
        end = end < 0 ? url.Length : host + end;
        var authority = url[host..end];
        var afterCredentials = authority.LastIndexOf('@') + 1;
        // A bracketed IPv6 host has colons of its own; the port is the one after the bracket.
        var colon = authority.LastIndexOf(':');
        var hasPort = colon >= afterCredentials && colon > authority.LastIndexOf(']');

        var scheme = url[..host];
        var rest = url[end..];
        var bare = scheme + (hasPort ? authority[..colon] : authority);
        var port = hasPort
            ? authority[(colon + 1)..]
            : (scheme.StartsWith("https", StringComparison.OrdinalIgnoreCase) ? 443 : 80).ToString(CultureInfo.InvariantCulture);
        var legacy = rest.Replace("'", "%27", StringComparison.Ordinal);

        yield return bare + rest;
        yield return bare + ":" + port + rest;
        yield return bare + legacy;
        yield return bare + ":" + port + legacy;
    }

    private static bool BodyMatches(string url, ReadOnlyMemory<byte> body)
    {
        var question = url.IndexOf('?', StringComparison.Ordinal);
        if (question < 0 || !QueryHelpers.ParseQuery(url[question..]).TryGetValue("bodySHA256", out var claimed)) return false;
        var actual = Convert.ToHexStringLower(SHA256.HashData(body.Span));
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(actual), Encoding.UTF8.GetBytes(claimed.ToString()));
    }

    [SuppressMessage("Security", "CA5350", Justification = "Twilio chose HMAC-SHA1; as a keyed hash it is not weakened by SHA-1's collisions.")]
    private static byte[] Sign(byte[] key, string text) => HMACSHA1.HashData(key, Encoding.UTF8.GetBytes(text));
}
