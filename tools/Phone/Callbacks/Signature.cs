using System.Security.Cryptography;
using System.Text;

namespace Frontdesk.Phone;

/// <summary>
/// The <c>X-Twilio-Signature</c> of a request: base64 of HMAC-SHA1, keyed with the auth token, over the URL followed by each parameter's name and value,
/// names in ordinal order, several values of one name in ordinal order and each once.
/// </summary>
internal static class Signature
{
    public static string Of(string authToken, string url, IEnumerable<KeyValuePair<string, string>> parameters)
    {
        var text = new StringBuilder(url);
        foreach (var name in parameters.GroupBy(p => p.Key, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            foreach (var value in name.Select(p => p.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
                text.Append(name.Key).Append(value);
        }

        return Convert.ToBase64String(Hash(authToken, text.ToString()));
    }

    /// <summary>The URL as it is signed: without fragment, and over https without its port, as the vendor documents; over http the port stays.</summary>
    public static string SignedUrl(Uri url)
    {
        var text = url.IsWellFormedOriginalString() && url.OriginalString.IndexOf('/', url.OriginalString.IndexOf("://", StringComparison.Ordinal) + 3) > 0
            ? url.OriginalString
            : url.AbsoluteUri;
        var fragment = text.IndexOf('#', StringComparison.Ordinal);
        if (fragment >= 0) text = text[..fragment];
        if (!string.Equals(url.Scheme, Uri.UriSchemeHttps, StringComparison.OrdinalIgnoreCase)) return text;

        var authority = text.IndexOf("://", StringComparison.Ordinal) + 3;
        var path = text.IndexOf('/', authority);
        var port = text.LastIndexOf(':', path);
        return port > authority && text[(port + 1)..path].All(char.IsAsciiDigit) ? text[..port] + text[path..] : text;
    }

    // The protocol fixes SHA-1; as an HMAC it is not known to be weak.
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5350", Justification = "Twilio's protocol fixes HMAC-SHA1.")]
    private static byte[] Hash(string key, string text) => HMACSHA1.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(text));
}
