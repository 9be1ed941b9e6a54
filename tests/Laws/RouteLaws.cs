using Frontdesk.Platform;
using Frontdesk.Tests.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Frontdesk.Tests.Laws;

/// <summary>What every route declares, and that the written contract is the served one.</summary>
public sealed class RouteLaws(App app) : AppTest(app)
{
    private IEnumerable<RouteEndpoint> Routes => App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    [Fact]
    public void Every_route_declares_its_permission_its_audit_kind_and_its_rate_class()
    {
        var silent = from route in Routes
                     where route.Metadata.GetMetadata<Access>() is null || route.Metadata.GetMetadata<AuditKind>() is null || route.Metadata.GetMetadata<RateRule>() is null
                     select route.DisplayName;
        Assert.Empty(silent);
    }

    [Fact]
    public void Every_route_has_a_name_of_its_own()
    {
        var names = Routes.Select(static route => route.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName).ToList();
        Assert.DoesNotContain(null, names);
        Assert.Equal(names.Count, names.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void No_route_takes_more_than_ids_in_its_path()
    {
        var others = from route in Routes
                     from parameter in route.RoutePattern.Parameters
                     where !parameter.ParameterPolicies.Any(static policy => policy.Content == "guid")
                     select $"{route.RoutePattern.RawText} takes {parameter.Name}";
        Assert.Empty(others);
    }

    [Fact]
    public async Task The_committed_contract_is_the_one_served()
    {
        var served = await Frontdesk.Host.ApiDocument.Write(App.Host, CancellationToken.None);
        Assert.True(served == await File.ReadAllTextAsync(Repo.At("openapi.json")), "openapi.json is not what the program serves: run `make openapi` and read the difference.");
    }
}
