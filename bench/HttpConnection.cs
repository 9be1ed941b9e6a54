using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Frontdesk.Bench;

/// <summary>
/// One keep-alive HTTP/1.1 connection to the Host on loopback. HttpClient costs about as much processor time as the answers measured here,
/// on the same cores; this one sends ready-made bytes and reads until the body ends.
/// </summary>
internal sealed class HttpConnection : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private byte[] _buffer = new byte[64 * 1024];
    private int _filled;

    /// <summary>Of the last answer; overwritten by the next.</summary>
    public int Status { get; private set; }

    /// <summary>Of the last answer; overwritten by the next.</summary>
    public ReadOnlyMemory<byte> Body { get; private set; }

    public string? Header(string name)
    {
        var head = Encoding.ASCII.GetString(_buffer, 0, _headLength);
        var at = head.IndexOf($"\r\n{name}: ", StringComparison.OrdinalIgnoreCase);
        return at < 0 ? null : head[(at + name.Length + 4)..head.IndexOf("\r\n", at + 2, StringComparison.Ordinal)];
    }

    private int _headLength;

    public ValueTask Connect(int port, CancellationToken ct) => _socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), ct);

    /// <summary>The bytes of a request. The host name is the clinic's; the connection goes to loopback all the same.</summary>
    public static byte[] Request(string method, string path, string host, string? cookie, string? json)
    {
        var head = new StringBuilder($"{method} {path} HTTP/1.1\r\nHost: {host}\r\nAccept: application/json\r\n");
        if (cookie is not null)
            head.Append($"Cookie: {cookie}\r\n");
        if (method != "GET")
            head.Append("X-Frontdesk: 1\r\n");
        if (json is not null)
            head.Append($"Content-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(json)}\r\n");
        else if (method != "GET")
            head.Append("Content-Length: 0\r\n");
        return Encoding.UTF8.GetBytes(head.Append("\r\n").Append(json).ToString());
    }

    /// <summary>Sends and reads the whole answer.</summary>
    public async ValueTask Send(ReadOnlyMemory<byte> request, CancellationToken ct)
    {
        for (var sent = 0; sent < request.Length;)
            sent += await _socket.SendAsync(request[sent..], SocketFlags.None, ct);

        _filled = 0;
        int head;
        while ((head = _buffer.AsSpan(0, _filled).IndexOf("\r\n\r\n"u8)) < 0)
            await Receive(ct);
        _headLength = head + 2;
        var start = head + 4;
        if (!Utf8Parser.TryParse(_buffer.AsSpan(9, 3), out int status, out _))
            throw new BenchFault("The Host answered something that is not HTTP.");
        Status = status;

        if (Field("Content-Length: "u8, out var at) && Utf8Parser.TryParse(_buffer.AsSpan(at, _headLength - at), out int length, out _))
        {
            while (_filled < start + length)
                await Receive(ct);
            Body = _buffer.AsMemory(start, length);
        }
        else if (Field("Transfer-Encoding: "u8, out _))
        {
            Body = await Chunks(start, ct);
        }
        else
        {
            Body = default;
        }
    }

    // Chunks are moved together in place: the body is a prefix of what was received.
    private async ValueTask<ReadOnlyMemory<byte>> Chunks(int start, CancellationToken ct)
    {
        int read = start, written = start;
        while (true)
        {
            int line;
            while ((line = _buffer.AsSpan(read, _filled - read).IndexOf("\r\n"u8)) < 0)
                await Receive(ct);
            if (!Utf8Parser.TryParse(_buffer.AsSpan(read, line), out int size, out _, 'x'))
                throw new BenchFault("The Host's answer has a broken chunk.");
            read += line + 2;
            while (_filled < read + size + 2)
                await Receive(ct);
            if (size == 0)
                return _buffer.AsMemory(start, written - start);
            _buffer.AsSpan(read, size).CopyTo(_buffer.AsSpan(written));
            written += size;
            read += size + 2;
        }
    }

    /// <summary>Sends and reads no further than the head of an answer that goes on, such as server-sent events.</summary>
    public async ValueTask Open(ReadOnlyMemory<byte> request, CancellationToken ct)
    {
        for (var sent = 0; sent < request.Length;)
            sent += await _socket.SendAsync(request[sent..], SocketFlags.None, ct);
        _filled = 0;
        int head;
        while ((head = _buffer.AsSpan(0, _filled).IndexOf("\r\n\r\n"u8)) < 0)
            await Receive(ct);
        if (!_buffer.AsSpan(9, 3).SequenceEqual("200"u8))
            throw new BenchFault($"The live stream was refused: {Encoding.UTF8.GetString(_buffer, 0, _filled)}");
        _filled = 0;
    }

    /// <summary>Whatever comes next on an open answer, chunk sizes and all.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> Next(CancellationToken ct)
    {
        _filled = 0;
        await Receive(ct);
        return _buffer.AsMemory(0, _filled);
    }

    private bool Field(ReadOnlySpan<byte> name, out int valueAt)
    {
        var found = _buffer.AsSpan(0, _headLength).IndexOf(name);
        valueAt = found + name.Length;
        return found >= 0;
    }

    private async ValueTask Receive(CancellationToken ct)
    {
        if (_filled == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
        var received = await _socket.ReceiveAsync(_buffer.AsMemory(_filled), SocketFlags.None, ct);
        if (received == 0)
            throw new BenchFault("The Host closed a connection in the middle of an answer.");
        _filled += received;
    }

    public void Dispose() => _socket.Dispose();
}
