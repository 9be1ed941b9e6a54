using Microsoft.AspNetCore.Http;

namespace Frontdesk.Platform;

/// <summary>How a session travels: a host-only, HttpOnly, SameSite=Strict cookie, or a bearer token in the wrapped app.</summary>
public sealed class SessionCookie(PublicUrl publicUrl)
{
    // The __Host- prefix demands Secure, which plain http on localhost cannot give.
    private readonly string name = publicUrl.IsHttps ? "__Host-frontdesk" : "frontdesk";
    private readonly string deviceName = publicUrl.IsHttps ? "__Host-frontdesk-device" : "frontdesk-device";

    public readonly record struct Presented(string Token, bool FromCookie);

    public Presented? Read(HttpContext context)
    {
        const string Bearer = "Bearer ";
        var authorization = context.Request.Headers.Authorization.ToString();
        if (authorization.StartsWith(Bearer, StringComparison.Ordinal))
            return new Presented(authorization[Bearer.Length..], FromCookie: false);
        return context.Request.Cookies.TryGetValue(name, out var token) && token.Length > 0 ? new Presented(token, FromCookie: true) : null;
    }

    public void Write(HttpContext context, string token) => context.Response.Cookies.Append(name, token, Options());

    public void Delete(HttpContext context) => context.Response.Cookies.Delete(name, Options());

    /// <summary>The mark of a browser that signed in before, see <see cref="SignInThrottle"/>.</summary>
    public string? ReadDevice(HttpContext context) => context.Request.Cookies.TryGetValue(deviceName, out var device) && device.Length is > 0 and <= 64 ? device : null;

    public void WriteDevice(HttpContext context, string device)
    {
        var options = Options();
        options.MaxAge = TimeSpan.FromDays(365);
        context.Response.Cookies.Append(deviceName, device, options);
    }

    private CookieOptions Options() => new() { HttpOnly = true, Secure = publicUrl.IsHttps, SameSite = SameSiteMode.Strict, Path = "/", IsEssential = true };
}
