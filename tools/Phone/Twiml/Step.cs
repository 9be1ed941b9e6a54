namespace Frontdesk.Phone;

/// <summary>A document to perform: one to fetch, with parameters of its own, or one given as text.</summary>
internal sealed record Step(Uri? Url, string? Twiml, HttpMethod Method, IReadOnlyList<KeyValuePair<string, string>> Extra)
{
    public static Step To(Uri url, HttpMethod method, params IReadOnlyList<KeyValuePair<string, string>> extra) => new(url, null, method, extra);

    public static Step Of(string twiml) => new(null, twiml, HttpMethod.Post, []);
}

/// <summary>What a verb leads to.</summary>
internal abstract record Outcome
{
    public static readonly Outcome Continue = new Next();
    public static readonly Outcome HangUp = new End();
    public static readonly Outcome Leave = new LeaveQueue();

    public sealed record Next : Outcome;

    public sealed record End : Outcome;

    public sealed record LeaveQueue : Outcome;

    public sealed record GoTo(Step Step) : Outcome;
}

/// <summary>The customer's document cannot be performed; the call ends as at the vendor. <paramref name="code"/> is the vendor's error number.</summary>
internal sealed class TwimlFault(int code, string message, Uri? url = null) : Exception(message)
{
    public int Code => code;

    public Uri? Url => url;
}
