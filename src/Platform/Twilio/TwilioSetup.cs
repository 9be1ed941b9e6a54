using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;

namespace Frontdesk.Platform;

/// <summary>Registers what speaks with Twilio. Called by every module that does; the second call changes nothing.</summary>
public static class TwilioSetup
{
    public static IServiceCollection AddTwilio(this IServiceCollection services)
    {
        if (services.Any(static service => service.ServiceType == typeof(TwilioRest))) return services;
        services.AddSettings<TwilioOptions>();
        services.AddSingleton<TwilioRest>();
        services.AddHttpClient(TwilioRest.ClientName, static client =>
            {
                client.Timeout = TimeSpan.FromSeconds(10);
                client.MaxResponseContentBufferSize = TwilioRest.MaxAnswerBytes;
            })
            .ConfigurePrimaryHttpMessageHandler(static () => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                ConnectTimeout = TimeSpan.FromSeconds(5),
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                ConnectCallback = Connect,
            });
        return services;
    }

    // RFC 6761 reserves *.localhost for loopback, but not every resolver knows.
    private static async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var target = context.DnsEndPoint;
        var local = target.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || target.Host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            if (local)
                await socket.ConnectAsync(IPAddress.Loopback, target.Port, ct);
            else
                await socket.ConnectAsync(target, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
