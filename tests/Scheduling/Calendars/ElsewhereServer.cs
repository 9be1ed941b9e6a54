using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Frontdesk.Tests.Scheduling.Calendars;

/// <summary>A calendar elsewhere: a web server on this machine that answers with whatever a test says.</summary>
internal sealed class ElsewhereServer : IAsyncDisposable
{
    private readonly WebApplication server;

    private ElsewhereServer(WebApplication server) => this.server = server;

    public string Address => server.Urls.Single() + "/private-secret/calendar.ics";

    /// <summary>What it does with the next requests.</summary>
    public Func<HttpContext, Task> Answers { get; set; } = static context => context.Response.WriteAsync("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n");

    public int Asked { get; private set; }

    public static async Task<ElsewhereServer> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var elsewhere = new ElsewhereServer(app);
        app.Run(context =>
        {
            elsewhere.Asked++;
            return elsewhere.Answers(context);
        });
        await app.StartAsync();
        return elsewhere;
    }

    /// <summary>Answers with these entries, each from and until a time.</summary>
    public void Says(params (DateTimeOffset From, DateTimeOffset Until)[] busy) => Answers = context => context.Response.WriteAsync(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
        + string.Concat(busy.Select(static (b, i) => $"BEGIN:VEVENT\r\nUID:{i}\r\nSUMMARY:Root canal of a friend\r\nDTSTART:{b.From.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}\r\nDTEND:{b.Until.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}\r\nEND:VEVENT\r\n"))
        + "END:VCALENDAR\r\n");

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
