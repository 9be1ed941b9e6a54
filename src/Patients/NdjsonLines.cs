using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Frontdesk.Patients;

/// <summary>One line of a file.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Bytes">Without the line's end and byte order mark. Null when the line is longer than we read. Valid until the next line is asked for.</param>
/// <param name="End">Offset of the byte after the line's end: where reading may begin again.</param>
internal readonly record struct NdjsonLine(long Number, ReadOnlyMemory<byte>? Bytes, long End);

/// <summary>Cuts a stream into lines without ever holding more than one: a line of gigabytes is passed over, not kept.</summary>
internal static class NdjsonLines
{
    internal const int Longest = 4 * 1024 * 1024;

    /// <param name="stream">Positioned at <paramref name="offset"/>.</param>
    /// <param name="offset">Of the first byte, where an earlier reading ended.</param>
    /// <param name="number">Lines before it.</param>
    internal static async IAsyncEnumerable<NdjsonLine> Read(Stream stream, long offset, long number, [EnumeratorCancellation] CancellationToken ct)
    {
        var line = new ArrayBufferWriter<byte>(64 * 1024);
        var tooLong = false;
        var buffer = new byte[128 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer, ct)) > 0)
        {
            for (var start = 0; start < read;)
            {
                var end = Array.IndexOf(buffer, (byte)'\n', start, read - start);
                var part = buffer.AsMemory(start, (end < 0 ? read : end) - start);
                tooLong |= line.WrittenCount + part.Length > Longest;
                if (!tooLong)
                    line.Write(part.Span);
                start += part.Length;
                offset += part.Length;
                if (end < 0)
                    break;

                start++;
                offset++;
                yield return new NdjsonLine(++number, tooLong ? default(ReadOnlyMemory<byte>?) : Plain(line.WrittenMemory), offset);
                line.ResetWrittenCount();
                tooLong = false;
            }
        }

        if (line.WrittenCount > 0 || tooLong)
            yield return new NdjsonLine(++number, tooLong ? default(ReadOnlyMemory<byte>?) : Plain(line.WrittenMemory), offset);
    }

    // Windows programs put a byte order mark in front; joining files leaves one in the middle.
    private static ReadOnlyMemory<byte> Plain(ReadOnlyMemory<byte> line)
    {
        if (line.Span.StartsWith("\uFEFF"u8))
            line = line[3..];
        return line.Trim(" \t\r"u8);
    }
}
