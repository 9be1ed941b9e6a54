using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Frontdesk.Platform;

internal static class LiveModule
{
    /// <summary>Every role listens: web nodes for their screens, workers for calls to work.</summary>
    internal static IServiceCollection AddLive(this IServiceCollection services)
    {
        services.AddSingleton<LiveHub>();
        services.AddSingleton<LiveNotifier>();
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<LiveNotifier>());
        services.AddSingleton<LiveListener>();
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<LiveListener>());
        return services;
    }

    internal static void MapLive(this IEndpointRouteBuilder api) => FollowChanges.Map(api);
}
