using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection;
using IPNetwork = System.Net.IPNetwork;

namespace Frontdesk.Platform;

/// <summary>The caller's network address: what limits and throttles count by.</summary>
public static class Address
{
    /// <summary>After the proxies that <see cref="ProxySettings"/> trusts.</summary>
    public static string Of(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "unknown";

    /// <summary>Takes the caller's address from <c>X-Forwarded-For</c> as far as trusted proxies wrote it. No other forwarded header is believed: host and scheme are our own settings.</summary>
    internal static void UseTrustedProxies(this WebApplication app)
    {
        var trusted = app.Services.GetRequiredService<ProxySettings>().Networks;
        if (trusted.Count == 0)
            return;
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor, ForwardLimit = null };
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        foreach (var network in trusted)
            options.KnownIPNetworks.Add(network);
        app.UseForwardedHeaders(options);
    }
}

/// <summary>Who stands between the caller and this program.</summary>
public sealed class ProxySettings : IValidatableObject
{
    /// <summary>Addresses or networks (<c>10.0.0.0/8</c>) of the proxies in front, comma-separated. None: the address that connects is the caller's.</summary>
    [Setting("FRONTDESK_TRUSTED_PROXIES")]
    public string Trusted { get; set; } = "";

    internal IReadOnlyList<IPNetwork> Networks => [.. Parts.Select(Read).OfType<IPNetwork>()];

    private IEnumerable<string> Parts => Trusted.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        Parts.Where(static part => Read(part) is null).Select(static part =>
            new ValidationResult($"FRONTDESK_TRUSTED_PROXIES: {part} is not an address or a network such as 10.0.0.0/8.", [nameof(Trusted)]));

    private static IPNetwork? Read(string part) =>
        IPNetwork.TryParse(part, out var network) ? network
        : IPAddress.TryParse(part, out var address) ? new IPNetwork(address, address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? 32 : 128)
        : null;
}
