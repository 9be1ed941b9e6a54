using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Frontdesk.Phone;

namespace Frontdesk.Tests.Phone;

public sealed class SignatureTests
{
    public sealed record Vector(string Name, string AuthToken, string Url, Dictionary<string, JsonElement>? Params, string? Body, string Signature, bool Valid);

    [Fact]
    public void The_signer_makes_the_signature_of_every_valid_vector_and_of_no_other()
    {
        var folder = Environment.GetEnvironmentVariable("FRONTDESK_TEST_DATA") ?? Support.Repo.At("..", "shared", "data");
        var file = Path.Combine(folder, "twilio", "signature-vectors.json");
        Assert.SkipWhen(!File.Exists(file), "The signature vectors are not here: set FRONTDESK_TEST_DATA.");

        var vectors = JsonSerializer.Deserialize<List<Vector>>(File.ReadAllText(file), JsonSerializerOptions.Web)!;
        Assert.Equal(25, vectors.Count);
        Assert.All(vectors, vector => Assert.Equal((vector.Name, vector.Valid), (vector.Name, Signs(vector))));
    }

    [Theory]
    [InlineData("https://clinic.example:8443/voice?a=1", "https://clinic.example/voice?a=1")]
    [InlineData("http://clinic.localhost:8080/voice", "http://clinic.localhost:8080/voice")]
    [InlineData("https://user:pass@clinic.example/voice#rc=2", "https://user:pass@clinic.example/voice")]
    [InlineData("http://clinic.example", "http://clinic.example/")]
    public void The_signed_url_keeps_its_port_only_over_http_and_never_its_fragment(string url, string signed) => Assert.Equal(signed, Signature.SignedUrl(new(url)));

    // The vendor's own signer is inconsistent about the port and the encoding of the query, so a vector may hold in any of these spellings.
    private static bool Signs(Vector vector)
    {
        if (vector.Body is { } body && !vector.Url.Contains("bodySHA256=" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body))), StringComparison.Ordinal)) return false;
        var parameters = (vector.Params ?? []).SelectMany(p => p.Value.ValueKind is JsonValueKind.Array
            ? p.Value.EnumerateArray().Select(v => KeyValuePair.Create(p.Key, v.GetString()!))
            : [KeyValuePair.Create(p.Key, p.Value.GetString()!)]).ToList();
        return Spellings(vector.Url).Any(url => Signature.Of(vector.AuthToken, url, parameters) == vector.Signature);
    }

    private static IEnumerable<string> Spellings(string url)
    {
        var scheme = url.IndexOf("://", StringComparison.Ordinal) + 3;
        var path = url.IndexOf('/', scheme);
        var port = url.LastIndexOf(':', path);
        var bare = port > url.LastIndexOf('@', path) && port > scheme ? url[..port] + url[path..] : url;
        var end = bare.IndexOf('/', scheme);
        var full = bare[..end] + (url.StartsWith("https", StringComparison.OrdinalIgnoreCase) ? ":443" : ":80") + bare[end..];
        foreach (var spelling in new[] { url, bare, full })
        {
            yield return spelling;
            yield return spelling.Replace("'", "%27", StringComparison.Ordinal);
        }
    }
}
