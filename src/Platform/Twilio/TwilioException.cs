namespace Frontdesk.Platform;

/// <summary>Why Twilio did not do what it was asked.</summary>
public enum TwilioFault
{
    /// <summary>No account is configured.</summary>
    NotConfigured,

    /// <summary>No answer within the time, no connection, or an answer of 5xx: whether it was done is unknown.</summary>
    Unreachable,

    /// <summary>Too many faults in a row: not even tried.</summary>
    CircuitOpen,

    /// <summary>There is no such call or message.</summary>
    NotFound,

    /// <summary>The call is not, or no longer, in a state in which it can be redirected (Twilio's error 21220).</summary>
    CallNotInProgress,

    /// <summary>Too many requests.</summary>
    RateLimited,

    /// <summary>Refused: the credentials, a parameter, a number that cannot be texted. <see cref="TwilioException.Code"/> says which.</summary>
    Refused,

    /// <summary>The answer was not what the API promises: too large, not JSON, fields missing.</summary>
    UnreadableAnswer,
}

/// <summary>A call of the REST API that failed. The message carries codes only: what Twilio writes in its own may quote a phone number.</summary>
/// <param name="Code">Twilio's error code, such as 21211, when it gave one.</param>
public sealed class TwilioException(TwilioFault fault, int? status = null, int? code = null, Exception? inner = null)
    : Exception($"Twilio: {fault}, status {status?.ToString() ?? "none"}, code {code?.ToString() ?? "none"}", inner)
{
    public TwilioFault Fault => fault;

    public int? Status => status;

    public int? Code => code;

    /// <summary>Whether Twilio has certainly not done it: it said so, or was never reached. Otherwise the answer was lost and nobody knows.</summary>
    public bool IsCertain => fault is not (TwilioFault.Unreachable or TwilioFault.UnreadableAnswer)
        || status is 503
        || InnerException is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError };

    /// <summary>Whether the same request may succeed later without anyone changing anything.</summary>
    public bool IsPassing => fault is TwilioFault.Unreachable or TwilioFault.CircuitOpen or TwilioFault.RateLimited;
}
