using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.Platform;

/// <summary>What a role holds, read off the routes themselves: there is no second list to keep.</summary>
internal static class Permissions
{
    internal static IReadOnlyList<string> Of(EndpointDataSource routes, string role) =>
    [
        .. routes.Endpoints
            .Select(static endpoint => endpoint.Metadata.GetMetadata<Access>())
            .Where(access => access is { AnonymousBecause: null } && access.HeldBy.Contains(role, StringComparer.Ordinal))
            .Select(static access => access!.Permission)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];
}
