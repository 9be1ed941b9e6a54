using System.ComponentModel.DataAnnotations;
using Frontdesk.Platform;

namespace Frontdesk.Host;

/// <summary>What this process does and where it is reached.</summary>
public sealed class HostOptions : IValidatableObject
{
    /// <summary>The port of the web server. Default 8080, 0–65535; 0 takes a free one.</summary>
    [Setting("FRONTDESK_PORT"), Range(0, 65535)]
    public int Port { get; set; } = 8080;

    /// <summary>The address to listen on. Default: loopback; behind a proxy in a container, 0.0.0.0.</summary>
    [Setting("FRONTDESK_ADDRESS"), RegularExpression(@"^[0-9a-fA-F.:]+$", ErrorMessage = "FRONTDESK_ADDRESS is not an IP address.")]
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>The port of the telephone simulator that <c>run</c> starts. Default 8090, 1–65535.</summary>
    [Setting("FRONTDESK_PHONE_PORT"), Range(1, 65535)]
    public int PhonePort { get; set; } = 8090;

    /// <summary>What this process does: serve requests (web), run jobs and answer /health alone (worker), or both. Default all.</summary>
    [Setting("FRONTDESK_ROLE")]
    public HostRole Role { get; set; } = HostRole.All;

    /// <summary>Where clinics are reached, with <c>{tenant}</c> for the clinic. Default: localhost at <see cref="Port"/>.</summary>
    [Setting("FRONTDESK_PUBLIC_URL")]
    public string? PublicUrl { get; set; }

    public string PublicUrlOrDefault => PublicUrl ?? $"http://{{tenant}}.localhost:{Port}";

    public bool ServesWeb => Role is HostRole.Web or HostRole.All;

    public bool RunsJobs => Role is HostRole.Worker or HostRole.All;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        string? fault = null;
        try
        {
            _ = new PublicUrl(PublicUrlOrDefault);
        }
        catch (ArgumentException e)
        {
            fault = $"FRONTDESK_PUBLIC_URL {e.Message}.";
        }
        if (fault is not null)
            yield return new ValidationResult(fault, [nameof(PublicUrl)]);
    }
}

public enum HostRole
{
    All,
    Web,
    Worker,
}
