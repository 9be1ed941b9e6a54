using System.Net;
using System.Net.Sockets;

namespace Frontdesk.Phone;

/// <summary>Connects; names under <c>.localhost</c> are this machine (RFC 6761) whatever the operating system's resolver says.</summary>
internal static class LoopbackNames
{
    public static async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        if (context.InitialRequestMessage.Options.TryGetValue(Webhooks.ConnectLimit, out var connect)) limit.CancelAfter(connect);

        try
        {
            return await Open(context.DnsEndPoint, limit.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, "connecting took too long");
        }
    }

    private static async Task<Stream> Open(DnsEndPoint target, CancellationToken ct)
    {
        if (!IsLoopback(target.Host)) return await Open(new Socket(SocketType.Stream, ProtocolType.Tcp), s => s.ConnectAsync(target, ct));
        try
        {
            return await Open(new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp), s => s.ConnectAsync(new IPEndPoint(IPAddress.Loopback, target.Port), ct));
        }
        catch (SocketException) when (Socket.OSSupportsIPv6)
        {
            return await Open(new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp), s => s.ConnectAsync(new IPEndPoint(IPAddress.IPv6Loopback, target.Port), ct));
        }
    }

    private static async Task<Stream> Open(Socket socket, Func<Socket, ValueTask> connect)
    {
        try
        {
            socket.NoDelay = true;
            await connect(socket);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
}
