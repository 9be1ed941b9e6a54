using Microsoft.AspNetCore.Http;

namespace Frontdesk.Platform;

/// <summary>The host filter: the first label of the host names the clinic; any other host is refused. Health is asked by address and has no tenant.</summary>
internal sealed class HostTenant(RequestDelegate next, PublicUrl publicUrl, TenantDirectory tenants, Buckets buckets)
{
    public async Task Invoke(HttpContext context, RequestScope scope)
    {
        if (!context.Request.Path.StartsWithSegments("/health"))
        {
            var slug = publicUrl.SlugOf(context.Request.Host.Host);
            // Asking for hosts at random costs a statement each, so an address may do it only so often.
            if (slug is not null && !tenants.Remembers(slug) && buckets.TakeOfAddress(RateClass.Read, context.Connection.RemoteIpAddress) is { } wait)
            {
                await RateLimits.Refuse(context, wait);
                return;
            }
            var tenant = slug is null ? null : await tenants.Find(slug, context.RequestAborted);
            if (tenant is null)
            {
                await Problems.Problem(StatusCodes.Status421MisdirectedRequest, "unknown_host", "No clinic answers at this address.").ExecuteAsync(context);
                return;
            }

            scope.Tenant = tenant;
        }

        await next(context);
    }
}
