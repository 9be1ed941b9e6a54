using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.Platform;

/// <summary>The clinic of this address, for the pages before sign-in.</summary>
public static class ShowClinic
{
    public sealed record Response(string Slug, string Name, string Phone, string TimeZone, IReadOnlyList<string> Languages);

    internal static void Map(IEndpointRouteBuilder identity) => identity
        .MapGet("/clinic", Handle)
        .WithName(nameof(ShowClinic))
        .Anonymous("the sign-in page shows the clinic's name and phone")
        .Audited("clinic.shown")
        .RateLimited(RateClass.Read);

    internal static Ok<Response> Handle(RequestScope scope) => TypedResults.Ok(Describe(scope.Tenant));

    internal static Response Describe(Tenant tenant) => new(tenant.Slug, tenant.Name, tenant.Phone, tenant.TimeZone, tenant.Languages);
}
