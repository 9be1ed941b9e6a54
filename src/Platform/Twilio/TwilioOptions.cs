using System.ComponentModel.DataAnnotations;

namespace Frontdesk.Platform;

/// <summary>The account at Twilio that all clinics share in this release. Without it the telephone is off and its routes say so.</summary>
public sealed class TwilioOptions : IValidatableObject
{
    /// <summary>As the console shows it: AC and 32 hexadecimal digits.</summary>
    [Setting("FRONTDESK_TWILIO_ACCOUNT_SID"), RegularExpression("^AC[0-9a-fA-F]{32}$")]
    public string? AccountSid { get; set; }

    /// <summary>The secret that signs webhooks and opens the REST API.</summary>
    [Setting("FRONTDESK_TWILIO_AUTH_TOKEN")]
    public string? AuthToken { get; set; }

    /// <summary>Where the REST API answers. Default https://api.twilio.com; the telephone simulator in demos.</summary>
    [Setting("FRONTDESK_TWILIO_API_URL")]
    public Uri ApiUrl { get; set; } = new("https://api.twilio.com");

    /// <summary>Whether there is a telephone at all.</summary>
    public bool Configured => AccountSid is not null && AuthToken is not null;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (AccountSid is null != AuthToken is null)
            yield return new ValidationResult("FRONTDESK_TWILIO_ACCOUNT_SID and FRONTDESK_TWILIO_AUTH_TOKEN are set together or not at all.", [nameof(AccountSid)]);
        if (ApiUrl.Scheme != Uri.UriSchemeHttps && !ApiUrl.IsLoopback && !ApiUrl.Host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase))
            yield return new ValidationResult("FRONTDESK_TWILIO_API_URL must be https: the auth token travels with every request.", [nameof(ApiUrl)]);
    }
}
