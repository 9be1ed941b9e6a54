using Frontdesk.Platform;
using Microsoft.Extensions.FileProviders;

namespace Frontdesk.Host;

/// <summary>
/// Serves the two built apps from one origin: patients at <c>/</c>, staff at <c>/staff</c>. A path that is no file answers the app's page, whose router takes over.
/// Hashed files are kept for ever, pages are asked for again.
/// </summary>
internal static class WebApps
{
    internal static void UseWebApps(this WebApplication app, string? folder)
    {
        if (folder is not null)
        {
            app.UseApp("/staff", Path.Combine(folder, "staff", "dist"));
            app.UseApp("", Path.Combine(folder, "patient", "dist"));
        }

        app.Use(static (context, next) => context.GetEndpoint() is null ? Problems.NotFound("page").ExecuteAsync(context) : next(context));
    }

    /// <summary>The folder that holds the built apps: beside the program when published, else the repository's <c>web</c>. Null when nothing is built.</summary>
    internal static string? Find()
    {
        for (var here = new DirectoryInfo(AppContext.BaseDirectory); here is not null; here = here.Parent)
        {
            var web = Path.Combine(here.FullName, "web");
            if (File.Exists(Path.Combine(web, "patient", "dist", "index.html")) && File.Exists(Path.Combine(web, "staff", "dist", "index.html")))
                return web;
        }

        return null;
    }

    private static void UseApp(this WebApplication app, string prefix, string dist)
    {
        var files = new PhysicalFileProvider(dist);
        app.MapWhen(
            context => context.GetEndpoint() is null
                && (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
                && context.Request.Path.StartsWithSegments(prefix)
                && !context.Request.Path.StartsWithSegments("/api") && !context.Request.Path.StartsWithSegments("/health"),
            branch =>
            {
                branch.Use((context, next) =>
                {
                    // A path that looks like a file and is none stays a 404: a missing script must not be answered with a page.
                    context.Request.Path.StartsWithSegments(prefix, out var rest);
                    if (!Path.HasExtension(rest.Value) || !files.GetFileInfo(rest.Value!).Exists && !rest.Value!.StartsWith("/assets/", StringComparison.Ordinal))
                        context.Request.Path = prefix + "/index.html";
                    return next(context);
                });
                branch.UseStaticFiles(new StaticFileOptions
                {
                    FileProvider = files,
                    RequestPath = prefix,
                    OnPrepareResponse = static served => served.Context.Response.Headers.CacheControl =
                        served.Context.Request.Path.Value!.Contains("/assets/", StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache",
                });
                branch.Run(static context => Problems.NotFound("file").ExecuteAsync(context));
            });
    }
}
