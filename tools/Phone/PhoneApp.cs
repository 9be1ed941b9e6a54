using System.Net;
using System.Text.Encodings.Web;

namespace Frontdesk.Phone;

/// <summary>The program put together: the vendor's REST API, the control of people's telephones, and the pages.</summary>
internal static partial class PhoneApp
{
    /// <param name="logging">Changes what is logged.</param>
    public static WebApplication Build(PhoneSettings settings, Action<ILoggingBuilder>? logging = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "frontdesk-phone", ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders().AddJsonConsole(o =>
        {
            o.UseUtcTimestamp = true;
            o.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
            o.JsonWriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        });
        builder.Logging.SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft", LogLevel.Warning).AddFilter("System", LogLevel.Warning);
        // A used port is told by the program itself, in one line.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None).AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Error);
        logging?.Invoke(builder.Logging);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            if (IPAddress.TryParse(settings.Listen, out var address)) kestrel.Listen(address, settings.Port);
            else if (settings.Port == 0) kestrel.Listen(IPAddress.Loopback, 0);
            else kestrel.ListenLocalhost(settings.Port);
        });
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(2));
        AddExchange(builder.Services, settings);

        var app = builder.Build();
        app.Use(OwnNamesOnly(settings));
        Pages.Map(app);
        MapRest(app);
        Control.Map(app);
        app.Lifetime.ApplicationStarted.Register(() => Serving(app.Logger, string.Join(' ', app.Urls), settings.AccountSid, settings.Numbers.Count));
        return app;
    }

    private static void AddExchange(IServiceCollection services, PhoneSettings settings)
    {
        services.AddHttpClient(Webhooks.ClientName)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, ConnectCallback = LoopbackNames.Connect })
            .ConfigureHttpClient(client => client.Timeout = Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
        services.AddSingleton(settings).AddSingleton(TimeProvider.System).AddSingleton<Journal>().AddSingleton<Debugger>().AddSingleton<Chaos>().AddSingleton<Numbers>()
            .AddSingleton<CallBook>().AddSingleton<MessageBook>().AddSingleton<Queues>().AddSingleton<Answering>().AddSingleton<Webhooks>();
        services.AddSingleton(p => ActivatorUtilities.CreateInstance<Recordings>(p, (Func<Uri>)(() => Address(p))));
        services.AddSingleton(p => ActivatorUtilities.CreateInstance<Courier>(p, Stopping(p)));
        services.AddSingleton(p => ActivatorUtilities.CreateInstance<Exchange>(p, Stopping(p)));
        services.AddSingleton(p => ActivatorUtilities.CreateInstance<TextExchange>(p, Stopping(p)));
    }

    private static CancellationToken Stopping(IServiceProvider services) => services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;

    private static Uri Address(IServiceProvider services)
    {
        var addresses = services.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>().Features.Get<Microsoft.AspNetCore.Hosting.Server.Features.IServerAddressesFeature>();
        return new Uri(addresses?.Addresses.FirstOrDefault() ?? "http://localhost");
    }

    private static void MapRest(WebApplication app)
    {
        var account = app.MapGroup("/" + CallForm.ApiVersion + "/Accounts/{account}").AddEndpointFilter<RouteGroupBuilder, RequireAccount>();
        CallsResource.Map(account);
        MessagesResource.Map(account);
        NumbersResource.Map(account);
        QueuesResource.Map(account);
        RecordingsResource.Map(account);
        account.MapFallback((HttpRequest request) => TwilioError.NotFound(request));
    }

    /// <summary>Another site's page must not drive the telephone through a name that points here. Served to other machines on purpose, any name is right.</summary>
    private static Func<HttpContext, RequestDelegate, Task> OwnNamesOnly(PhoneSettings settings) => (context, next) =>
    {
        var host = context.Request.Host.Host;
        var site = context.Request.Headers["Sec-Fetch-Site"].ToString();
        var local = settings.Listen is "localhost" || IPAddress.TryParse(settings.Listen, out var address) && IPAddress.IsLoopback(address);
        var known = !local || LoopbackNames.IsLoopback(host) || IPAddress.TryParse(host.Trim('[', ']'), out var named) && IPAddress.IsLoopback(named);
        var foreign = site is "cross-site" or "same-site" && !HttpMethods.IsGet(context.Request.Method);
        if (known && !foreign) return next(context);
        context.Response.StatusCode = known ? StatusCodes.Status403Forbidden : StatusCodes.Status421MisdirectedRequest;
        return Task.CompletedTask;
    };

    [LoggerMessage(LogLevel.Information, "Telephone ready at {Addresses} for account {AccountSid}, {Numbers} numbers")]
    private static partial void Serving(ILogger log, string addresses, string accountSid, int numbers);
}
