namespace Frontdesk.Phone;

/// <summary>A person who may be picked on the page as the caller.</summary>
internal sealed record Caller(string Name, string Number);

/// <summary>What the program was started with.</summary>
/// <param name="Listen">The address served: localhost, or an IP address.</param>
/// <param name="Pace">How long sounds last: 1 as spoken, 0 no time at all. Timeouts and ringing always take their time.</param>
/// <param name="ClientAnswersAfter">How long an agent's client rings before it answers by itself.</param>
internal sealed record PhoneSettings(
    string Listen, int Port, string AccountSid, string AuthToken, IReadOnlyList<NumberSettings> Numbers, IReadOnlyList<Caller> Callers, double Pace, TimeSpan ClientAnswersAfter);

/// <summary>A number the customer rents: what is requested when it is called or texted.</summary>
internal sealed record NumberSettings(string Number, string? Name = null, string? VoiceUrl = null, string? StatusCallback = null, string? SmsUrl = null);
