using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Frontdesk.Platform;

/// <summary>What every module stands on: the tenant door, identity, audit, jobs, live notices, and the path of a request.</summary>
public static class PlatformModule
{
    /// <param name="publicUrl">Where clinics are reached, see <see cref="PublicUrl"/>.</param>
    public static IServiceCollection AddPlatform(this IServiceCollection services, PublicUrl publicUrl)
    {
        DapperTypes.Register();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(publicUrl);
        services.AddSingleton<TenantDirectory>();
        services.AddSingleton<Clinics>();
        services.AddSingleton<TenantDbFactory>();
        services.AddTelemetry();
        services.AddLive();
        services.AddJobs();
        services.AddSettings<RateLimitSettings>();
        services.AddSettings<ProxySettings>();
        services.AddSettings<OutboundSettings>();
        services.AddSingleton<OutboundFetch>();
        services.AddSingleton<Buckets>();
        services.AddSingleton<Health.DeepHealth>();
        services.AddSingleton<Sessions>();
        services.AddSingleton<SessionCookie>();
        services.AddSingleton<SignInThrottle>();
        services.AddScoped<RequestScope>();
        services.AddScoped(static provider => new TenantDb(provider.GetRequiredService<Databases>().App, provider.GetRequiredService<LiveNotifier>(),
            provider.GetRequiredService<RequestScope>().ForDatabase()));
        services.AddExceptionHandler<Faults>();
        services.AddProblemDetails(static options => options.CustomizeProblemDetails = Problems.Complete);
        // Without it a body that cannot be read is answered by a bare 400 outside development.
        services.Configure<RouteHandlerOptions>(static options => options.ThrowOnBadRequest = true);
        services.AddValidation();
        return services;
    }

    /// <summary>The path of a request, in order: request id, security headers, faults, clinic, session, permission.</summary>
    public static void UsePlatform(this WebApplication app)
    {
        app.UseTrustedProxies();
        app.UseMiddleware<RequestIds>();
        app.UseMiddleware<AccessLog>();
        app.UseMiddleware<SecurityHeaders>();
        app.UseExceptionHandler();
        app.UseMiddleware<HostTenant>();
        app.UseRouting();
        app.UseMiddleware<RateLimits>();
        app.UseMiddleware<Gate>();
        app.UseMiddleware<Idempotency>();
        Health.Map(app);
    }

    public static IEndpointRouteBuilder MapPlatform(this IEndpointRouteBuilder api)
    {
        var identity = api.MapGroup("/identity");
        ShowClinic.Map(identity);
        SignInStaff.Map(identity);
        ShowSession.Map(identity);
        SignOut.Map(identity);
        ChangePassword.Map(identity);
        api.MapLive();
        return api;
    }
}
