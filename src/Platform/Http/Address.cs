using Microsoft.AspNetCore.Http;

namespace Frontdesk.Platform;

/// <summary>The caller's network address, after the proxies that the settings trust.</summary>
internal static class Address
{
    internal static string Of(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "unknown";
}
