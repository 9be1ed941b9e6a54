using System.Security;
using System.Xml;
using System.Xml.Linq;

namespace Frontdesk.Phone;

/// <summary>Gets a step's document from the customer's app and reads it.</summary>
internal static class FetchDocument
{
    /// <returns>The Response element and the address relative URLs in it start from, null for a document given as text.</returns>
    public static async Task<(XElement Root, Uri? Source)> From(Exchange exchange, Call call, Step step, CancellationToken ct)
    {
        if (step.Url is not { } url) return (Parse(step.Twiml!, null), null);

        var form = exchange.FormOf(call);
        form.AddAll(step.Extra);
        var purpose = "document " + url.AbsolutePath;
        var reply = await exchange.Webhooks.Send(new(url, step.Method, form, call.Sid, purpose, call.Key with { Event = $"{call.Key.Event} {purpose}" }), ct);
        if (reply.ErrorCode is { } code) throw new TwimlFault(code, reply.Error!, url);
        return reply.ContentType switch
        {
            _ when reply.ContentType.StartsWith("audio/", StringComparison.OrdinalIgnoreCase) => (new("Response", new XElement("Play", reply.Url.AbsoluteUri)), reply.Url),
            "text/plain" => (new("Response", new XElement("Say", reply.Body)), reply.Url),
            "" or "text/xml" or "application/xml" or "text/html" => (Parse(reply.Body, reply.Url), reply.Url),
            _ => throw new TwimlFault(12300, $"Invalid Content-Type: {reply.ContentType}", url),
        };
    }

    public static XElement Parse(string text, Uri? url)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(text.Trim()), new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true });
            var root = XDocument.Load(reader).Root!;
            return root.Name == "Response" ? root : throw new TwimlFault(12100, $"Document parse failure: the root element is <{root.Name}>, not <Response>", url);
        }
        catch (Exception e) when (e is XmlException or SecurityException)
        {
            throw new TwimlFault(12100, $"Document parse failure: {e.Message}", url);
        }
    }
}
