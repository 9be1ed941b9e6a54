using Microsoft.AspNetCore.Http;

namespace Frontdesk.Platform;

/// <summary>
/// Headers of every response, set when it starts: a fault clears what was set before it. The CSP allows nothing inline and nothing from elsewhere.
/// </summary>
internal sealed class SecurityHeaders(RequestDelegate next, PublicUrl publicUrl)
{
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
        + "worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

    public Task Invoke(HttpContext context)
    {
        context.Response.OnStarting(() =>
        {
            Set(context);
            return Task.CompletedTask;
        });
        return next(context);
    }

    private void Set(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(self), payment=()";
        if (publicUrl.IsHttps)
            headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        // A route may say how long its answer is good (a calendar feed does); one that says nothing is kept by nobody.
        if (context.Request.Path.StartsWithSegments("/api") && headers.CacheControl.Count == 0)
            headers.CacheControl = "no-store";
    }
}
