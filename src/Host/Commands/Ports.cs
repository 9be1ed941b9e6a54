using System.Net;
using System.Net.Sockets;
using Frontdesk.Platform;

namespace Frontdesk.Host;

/// <summary>Looks whether a port is free before anything is started.</summary>
internal static class Ports
{
    /// <exception cref="StartFault">Someone listens there.</exception>
    public static void MustBeFree(string address, int port, string setting)
    {
        if (port == 0)
            return;
        try
        {
            using var listener = new TcpListener(IPAddress.Parse(address), port);
            listener.Start();
        }
        catch (SocketException e)
        {
            throw new StartFault(e.SocketErrorCode == SocketError.AddressAlreadyInUse
                ? $"Port {port} is in use: stop the program that listens there, or set {setting} to another port."
                : $"Port {port} on {address} cannot be opened ({e.Message}): set {setting} to another port.", e);
        }
    }
}
