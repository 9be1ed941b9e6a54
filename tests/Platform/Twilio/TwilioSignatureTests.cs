using System.Text;
using System.Text.Json;
using Frontdesk.Platform;
using Frontdesk.Tests.Patients;

namespace Frontdesk.Tests.Platform.Twilio;

public sealed class TwilioSignatureTests
{
    private const string Url = "https://mycompany.com/myapp.php?foo=1&bar=2";

    [Fact]
    public void All_published_vectors_come_out_right()
    {
        using var vectors = JsonDocument.Parse(File.ReadAllBytes(SharedData.Path("twilio/signature-vectors.json")));

        var wrong = vectors.RootElement.EnumerateArray()
            .Where(vector => Verdict(vector) != vector.GetProperty("valid").GetBoolean())
            .Select(vector => vector.GetProperty("name").GetString());

        Assert.Equal(25, vectors.RootElement.GetArrayLength());
        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("CallSid", "CA1234567890ABCDF")]
    [InlineData("StirVerstat", "TN-Validation-Passed-A")]
    public void A_changed_or_an_added_parameter_is_refused(string name, string value)
    {
        var altered = new Dictionary<string, IReadOnlyList<string>>(Known) { [name] = [value] };

        Assert.True(TwilioSignature.IsValid("12345", "RSOYDt4T1cUTdK1PDd93/VVr8B8=", Url, Known));
        Assert.False(TwilioSignature.IsValid("12345", "RSOYDt4T1cUTdK1PDd93/VVr8B8=", Url, altered));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("RSOYDt4T1cUTdK1PDd93/VVr8B8")]
    public void A_missing_or_a_shortened_signature_is_refused(string? signature) =>
        Assert.False(TwilioSignature.IsValid("12345", signature, Url, Known));

    private static readonly Dictionary<string, IReadOnlyList<string>> Known = new()
    {
        ["CallSid"] = ["CA1234567890ABCDE"],
        ["Caller"] = ["+14158675309"],
        ["Digits"] = ["1234"],
        ["From"] = ["+14158675309"],
        ["To"] = ["+18005551212"],
    };

    private static bool Verdict(JsonElement vector)
    {
        var parameters = vector.GetProperty("params") is { ValueKind: JsonValueKind.Object } given
            ? given.EnumerateObject().Select(p => KeyValuePair.Create<string, IReadOnlyList<string>>(p.Name,
                p.Value.ValueKind == JsonValueKind.Array ? [.. p.Value.EnumerateArray().Select(v => v.GetString()!)] : [p.Value.GetString()!]))
            : [];
        var body = vector.GetProperty("body").GetString() is { } text ? (ReadOnlyMemory<byte>?)Encoding.UTF8.GetBytes(text) : null;
        return TwilioSignature.IsValid(vector.GetProperty("authToken").GetString()!, vector.GetProperty("signature").GetString(), vector.GetProperty("url").GetString()!, parameters, body);
    }
}
