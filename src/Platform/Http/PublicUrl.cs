namespace Frontdesk.Platform;

/// <summary>
/// Where clinics are reached: <c>https://{tenant}.example.com</c>. Vendors' signatures and links use it, never the Host header of a request behind a proxy.
/// </summary>
public sealed class PublicUrl
{
    private const string Placeholder = "{tenant}";
    private readonly string template;
    private readonly string suffix;

    /// <exception cref="ArgumentException">The template names no tenant or is no absolute http(s) URL without a path.</exception>
    public PublicUrl(string template)
    {
        this.template = template.TrimEnd('/');
        if (!this.template.Contains("://" + Placeholder + ".", StringComparison.Ordinal)
            || !Uri.TryCreate(this.template.Replace(Placeholder, "x", StringComparison.Ordinal), UriKind.Absolute, out var url)
            || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps)
            || url.AbsolutePath != "/")
            throw new ArgumentException($"must look like https://{Placeholder}.example.com, not '{template}'");
        IsHttps = url.Scheme == Uri.UriSchemeHttps;
        suffix = url.Host[1..];
    }

    public bool IsHttps { get; }

    /// <summary>Scheme, host and port of a clinic, without a trailing slash.</summary>
    public string Of(Tenant tenant) => Of(tenant.Slug);

    public string Of(string slug) => template.Replace(Placeholder, slug, StringComparison.Ordinal);

    /// <summary>The clinic's slug in a request's host name (no port), or null when the host is not one of ours.</summary>
    public string? SlugOf(string host) =>
        host.Length > suffix.Length && host.EndsWith(suffix, StringComparison.OrdinalIgnoreCase) && host.AsSpan(0, host.Length - suffix.Length).IndexOf('.') < 0
            ? host[..^suffix.Length].ToLowerInvariant()
            : null;
}
