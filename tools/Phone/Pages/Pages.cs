using Microsoft.Extensions.FileProviders;

namespace Frontdesk.Phone;

/// <summary>The telephone at / and the code generator at /authenticator: plain files beside the program.</summary>
internal static class Pages
{
    private static readonly Dictionary<string, string> Files = new(StringComparer.Ordinal)
    {
        ["/"] = "phone.html",
        ["/authenticator"] = "authenticator.html",
    };

    public static void Map(WebApplication app)
    {
        var files = new PhysicalFileProvider(Path.Combine(AppContext.BaseDirectory, "Pages", "files"));
        app.Use((context, next) =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            headers.CacheControl = "no-store";
            if (HttpMethods.IsGet(context.Request.Method) && Files.TryGetValue(context.Request.Path.Value ?? "", out var page)) context.Request.Path = "/" + page;
            return next(context);
        });
        app.UseStaticFiles(new StaticFileOptions { FileProvider = files });
        app.UseRouting();
    }
}
