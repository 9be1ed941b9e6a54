using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Frontdesk.Platform;

/// <summary>Whether addresses that people type in may lie on this machine.</summary>
public sealed class OutboundSettings
{
    /// <summary><c>off</c> (default) or <c>on</c>. On is for tests and demos: such addresses may then be this machine's own, and need no https there.</summary>
    [Setting("FRONTDESK_OUTBOUND_LOOPBACK")]
    public OnOff Loopback { get; set; } = OnOff.Off;
}

/// <summary>Why an address could not be read, by a stable code. The message says nothing of the address or of what stood there.</summary>
/// <param name="code"><c>address_not_https</c>, <c>address_not_public</c>, <c>unreachable</c>, <c>timed_out</c>, <c>refused</c> (any status but 200 and 304), <c>too_many_redirects</c>, <c>too_large</c>.</param>
public sealed class OutboundException(string code, string message, Exception? inner = null) : Exception(message, inner)
{
    public string Code => code;
}

/// <summary>
/// Reads an address that somebody typed in. Such an address is an attack until shown otherwise: only https; the name is resolved once, every address that is not a public one is refused, and the connection
/// goes to the one that was looked at, so that no second answer of the name server can move it. Each redirect (three at most) passes the same way. At most ten seconds and as many bytes as the caller says.
/// Never logged: the address is often a secret.
/// </summary>
public sealed class OutboundFetch : IDisposable
{
    private const int MostRedirects = 3;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private readonly bool loopback;
    private readonly HttpClient client;

    public OutboundFetch(OutboundSettings settings)
    {
        loopback = settings.Loopback == OnOff.On;
        client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate | DecompressionMethods.Brotli,
            MaxResponseHeadersLength = 32,
            MaxResponseDrainSize = 0,
            PooledConnectionLifetime = TimeSpan.FromSeconds(30),
            ConnectCallback = Connect,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <param name="Body">Null when nothing changed since <c>ETag</c> or <c>LastModified</c>.</param>
    public sealed record Answer(byte[]? Body, string? ETag, DateTimeOffset? LastModified);

    /// <summary>The address, if one of this kind may be asked at all.</summary>
    /// <exception cref="OutboundException"><c>address_not_https</c>.</exception>
    public Uri Check(string address)
    {
        // What calendar programs call the same thing.
        var text = address.Trim();
        if (text.StartsWith("webcal://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("webcals://", StringComparison.OrdinalIgnoreCase))
            text = "https" + text[text.IndexOf(':', StringComparison.Ordinal)..];
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || !MayBeAsked(uri))
            throw new OutboundException("address_not_https", "Give an address that begins with https:// and holds no user name.");
        return uri;
    }

    /// <exception cref="OutboundException"/>
    public async Task<Answer> Get(Uri address, int mostBytes, string? etag, DateTimeOffset? lastModified, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Longest);
        try
        {
            for (var redirects = 0; redirects <= MostRedirects; redirects++)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, address);
                request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Frontdesk", "1"));
                if (etag is not null)
                    request.Headers.TryAddWithoutValidation("If-None-Match", etag);
                else if (lastModified is not null)
                    request.Headers.IfModifiedSince = lastModified;
                using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
                switch (response.StatusCode)
                {
                    case HttpStatusCode.OK:
                        return new Answer(await Read(response, mostBytes, limit.Token), response.Headers.ETag?.ToString(), response.Content.Headers.LastModified);
                    case HttpStatusCode.NotModified when etag is not null || lastModified is not null:
                        return new Answer(null, etag, lastModified);
                    case HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect when response.Headers.NonValidated.Contains("Location"):
                        // What is no address comes as null.
                        if (!Uri.TryCreate(address, response.Headers.Location, out var next) || !MayBeAsked(next))
                            throw new OutboundException("address_not_https", "The address leads on to one that is not https.");
                        address = next;
                        break;
                    default:
                        throw new OutboundException("refused", $"The other side answered {(int)response.StatusCode}.");
                }
            }
            throw new OutboundException("too_many_redirects", "The address leads on and on.");
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new OutboundException("timed_out", "The other side took longer than ten seconds.");
        }
        catch (HttpRequestException e) when (e.GetBaseException() is OutboundException refused)
        {
            throw new OutboundException(refused.Code, refused.Message, e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException or AuthenticationException or InvalidDataException)
        {
            throw new OutboundException("unreachable", "The other side could not be reached, or broke off.", e);
        }
    }

    public void Dispose() => client.Dispose();

    private static async Task<byte[]> Read(HttpResponseMessage response, int mostBytes, CancellationToken ct)
    {
        // Counted as it is unpacked: what was announced, and what was sent, may be much less.
        await using var body = await response.Content.ReadAsStreamAsync(ct);
        using var kept = new MemoryStream();
        var buffer = new byte[16_384];
        for (int read; (read = await body.ReadAsync(buffer, ct)) > 0;)
        {
            if (kept.Length + read > mostBytes)
                throw new OutboundException("too_large", $"What stands there is larger than {mostBytes / 1_000_000} MB.");
            kept.Write(buffer, 0, read);
        }
        return kept.ToArray();
    }

    private bool MayBeAsked(Uri uri) => uri.UserInfo.Length == 0 && (uri.Scheme == Uri.UriSchemeHttps || (loopback && uri.Scheme == Uri.UriSchemeHttp && IsLoopback(uri.Host)));

    private async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var host = context.DnsEndPoint.Host;
        // RFC 6761 reserves *.localhost for loopback, but not every resolver knows.
        var addresses = IsLoopback(host) ? [IPAddress.Loopback] : await Dns.GetHostAddressesAsync(host, ct);
        // One that is not public spoils all: a name that has both is asked to be tried until the wrong one comes up.
        if (addresses.Length == 0 || !addresses.All(address => IsPublic(address) || (loopback && IPAddress.IsLoopback(address))))
            throw new OutboundException("address_not_public", "The address does not lie on the public internet.");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    /// <summary>Whether an address is one of the public internet, by IANA's registries of special-purpose addresses (RFC 6890).</summary>
    internal static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return !Special.Any(network => network.BaseAddress.AddressFamily == address.AddressFamily && network.Contains(address))
            && (address.AddressFamily != AddressFamily.InterNetworkV6 || GlobalUnicast.Contains(address));
    }

    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15",
            "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            // Teredo, benchmarks, ORCHID; documentation; 6to4, which carries any IPv4 address.
            "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        }.Select(static text => IPNetwork.Parse(text)),
    ];
}
