using Microsoft.AspNetCore.Http;

namespace Frontdesk.Platform;

/// <summary>The host filter: the first label of the host names the clinic; any other host is refused. Health is asked by address and has no tenant.</summary>
internal sealed class HostTenant(RequestDelegate next, PublicUrl publicUrl, TenantDirectory tenants)
{
    public async Task Invoke(HttpContext context, RequestScope scope)
    {
        if (!context.Request.Path.StartsWithSegments("/health"))
        {
            var slug = publicUrl.SlugOf(context.Request.Host.Host);
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
