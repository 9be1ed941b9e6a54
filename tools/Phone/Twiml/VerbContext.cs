using System.Globalization;
using System.Xml.Linq;

namespace Frontdesk.Phone;

/// <summary>What a verb works with while it is performed.</summary>
/// <param name="Source">The document's address; null when it was given as text.</param>
/// <param name="WhileWaiting">The document plays to somebody waiting in a queue, where few verbs are allowed.</param>
internal sealed record VerbContext(Exchange Exchange, Call Call, Conversation Conversation, Uri? Source, bool WhileWaiting, CancellationToken Ct)
{
    /// <summary>Most verbs pick the call up; only a few leave an inbound call ringing.</summary>
    public void Answer()
    {
        if (!Call.IsOver && !Call.IsAnswered) Exchange.Become(Call, CallStatus.InProgress);
    }

    public void Write(string kind, Details data) => Exchange.Journal.Write(kind, Call.Sid, data);

    public void Warn(int code, string message) => Exchange.Debugger.Report(code, message, Source, Call.Sid, warning: true);

    public TwimlFault Fault(int code, string message) => new(code, message, Source);

    /// <summary>An address in the document, relative to the document's own.</summary>
    public Uri Address(string text)
    {
        var url = Source is null ? new Uri(text, UriKind.RelativeOrAbsolute) : new Uri(Source, text);
        return url.IsAbsoluteUri && WebUrl.Is(url.AbsoluteUri) ? url : throw Fault(11100, $"Invalid URL format: \"{text}\"");
    }

    public Uri? Address(XElement verb, string attribute) => Text(verb, attribute) is { } text ? Address(text) : null;

    public static string? Text(XElement verb, string attribute) => verb.Attribute(attribute)?.Value.Trim() is { Length: > 0 } text ? text : null;

    public HttpMethod Method(XElement verb, string attribute = "method") => Text(verb, attribute)?.ToUpperInvariant() switch
    {
        null or "POST" => HttpMethod.Post,
        "GET" => HttpMethod.Get,
        var other => throw Fault(12200, $"{verb.Name}: {attribute} is GET or POST, not {other}"),
    };

    public int Whole(XElement verb, string attribute, int least, int most, int otherwise)
    {
        if (Text(verb, attribute) is not { } text) return otherwise;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most) return value;
        Warn(12200, $"Schema validation warning: {verb.Name} {attribute}=\"{text}\" is not a whole number from {least} to {most}; {otherwise} is used");
        return otherwise;
    }

    public static bool Yes(XElement verb, string attribute, bool otherwise = false) =>
        Text(verb, attribute)?.ToUpperInvariant() switch { "TRUE" => true, "FALSE" => false, _ => otherwise };

    /// <summary>Where a verb's action leads, with what it found out; the next verb when it has no action.</summary>
    public Outcome Action(XElement verb, params IReadOnlyList<KeyValuePair<string, string>> found) =>
        Address(verb, "action") is { } action ? new Outcome.GoTo(Step.To(action, Method(verb), found)) : Outcome.Continue;

    /// <summary>Tells an action its result when the call has gone elsewhere: what it answers is not performed.</summary>
    public void TellAction(XElement verb, params IReadOnlyList<KeyValuePair<string, string>> found)
    {
        if (Address(verb, "action") is not { } action) return;
        var form = Exchange.FormOf(Call);
        form.AddAll(found);
        var purpose = "document " + action.AbsolutePath;
        _ = Exchange.Webhooks.Send(new(action, Method(verb), form, Call.Sid, purpose, Call.Key with { Event = $"{Call.Key.Event} {purpose}" }), Exchange.Stopping);
    }
}
