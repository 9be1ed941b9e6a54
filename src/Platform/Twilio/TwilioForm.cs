using System.Net.Mime;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace Frontdesk.Platform;

/// <summary>
/// What Twilio posted: every parameter as received, whether we know it or not, since all of them are signed. Names are looked up as written.
/// A handler that takes one must be mapped with <see cref="TwilioWebhook.FromTwilio"/>, which checks the signature before the handler runs.
/// </summary>
public sealed class TwilioForm
{
    /// <summary>Twilio's own are about 1 KB; a stranger's must not fill the memory before the signature is checked.</summary>
    internal const int MaxBytes = 64 * 1024;

    private readonly Dictionary<string, IReadOnlyList<string>> parameters;

    internal TwilioForm(IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> parameters, string? retryToken = null)
    {
        this.parameters = new Dictionary<string, IReadOnlyList<string>>(parameters, StringComparer.Ordinal);
        RetryToken = retryToken;
    }

    public IReadOnlyDictionary<string, IReadOnlyList<string>> Parameters => parameters;

    /// <summary><c>I-Twilio-Idempotency-Token</c>: the same on every retry of one request. Not signed, so it may join equal requests but not tell apart different ones.</summary>
    public string? RetryToken { get; }

    /// <summary>The first value of a parameter; null when absent or empty.</summary>
    public string? this[string name] => parameters.TryGetValue(name, out var values) && values.Count > 0 && values[0].Length > 0 ? values[0] : null;

    /// <summary>Reads the form once; a request that is not a form of fair size yields no parameters and fails the signature check.</summary>
    public static async ValueTask<TwilioForm> BindAsync(HttpContext context)
    {
        if (context.Features.Get<TwilioForm>() is not { } form)
            context.Features.Set(form = await Read(context));
        return form;
    }

    private static async ValueTask<TwilioForm> Read(HttpContext context)
    {
        var empty = new TwilioForm([]);
        if (!string.Equals(MediaType(context.Request.ContentType), MediaTypeNames.Application.FormUrlEncoded, StringComparison.OrdinalIgnoreCase))
            return empty;
        try
        {
            var limits = new FormOptions { BufferBody = false, ValueCountLimit = 200, KeyLengthLimit = 256, ValueLengthLimit = MaxBytes };
            var form = await new FormFeature(context.Request, limits).ReadFormAsync(context.RequestAborted);
            return new TwilioForm(
                form.Select(static pair => KeyValuePair.Create<string, IReadOnlyList<string>>(pair.Key, [.. pair.Value.Select(static value => value ?? "")])),
                context.Request.Headers["I-Twilio-Idempotency-Token"].FirstOrDefault());
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException)
        {
            return empty;
        }
    }

    private static string? MediaType(string? contentType) => contentType?.Split(';', 2)[0].Trim();
}

/// <summary>Caps the body before the form is read.</summary>
internal sealed class TwilioFormSize : IRequestSizeLimitMetadata
{
    public long? MaxRequestBodySize => TwilioForm.MaxBytes;
}
