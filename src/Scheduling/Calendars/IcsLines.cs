using System.Text;

namespace Frontdesk.Scheduling;

/// <summary>A content line of RFC 5545 section 3.1, unfolded.</summary>
/// <param name="Number">Of its first physical line, from 1.</param>
/// <param name="Name">In upper case.</param>
/// <param name="Parameters">As written, without the first semicolon; empty when there are none.</param>
/// <param name="Cut">It was longer than <see cref="IcsLines.Longest"/>, and its end is gone.</param>
internal sealed record IcsLine(int Number, string Name, string Parameters, string Value, bool Cut)
{
    /// <summary>The value of a parameter without its quotes, or null.</summary>
    public string? Parameter(string name)
    {
        for (var at = 0; at < Parameters.Length;)
        {
            var end = IcsLines.Outside(Parameters, at, ';');
            if (end < 0)
                end = Parameters.Length;
            var equals = Parameters.IndexOf('=', at, end - at);
            if (equals >= 0 && Parameters.AsSpan(at, equals - at).Trim().Equals(name, StringComparison.OrdinalIgnoreCase))
                return Parameters[(equals + 1)..end].Trim().Trim('"');
            at = end + 1;
        }
        return null;
    }
}

/// <summary>
/// Reads content lines from bytes: UTF-8 (or what a byte order mark says), lines ended by CRLF, LF or CR, folded ones put together (RFC 5545 section 3.1). Holds one line at a time,
/// of which no more than <see cref="Longest"/> is kept: descriptions and attachments may be of any length, dates are not.
/// </summary>
internal static class IcsLines
{
    public const int MostBytes = 20_000_000;
    public const int Longest = 65_536;

    /// <exception cref="IcsException"><c>too_large</c>.</exception>
    public static IEnumerable<IcsLine> Read(Stream ics)
    {
        using var reader = new StreamReader(new Metered(ics), new UTF8Encoding(false), detectEncodingFromByteOrderMarks: true, 16_384, leaveOpen: true);
        var buffer = new char[16_384];
        var text = new StringBuilder(256);
        int number = 1, begins = 1;
        // What follows a line's end decides: blank space carries it on, anything else begins the next.
        bool ended = false, afterReturn = false, cut = false;
        for (int read; (read = reader.Read(buffer)) > 0;)
        {
            for (var i = 0; i < read; i++)
            {
                var c = buffer[i];
                if (c is '\r' or '\n')
                {
                    if (c == '\n' && afterReturn)
                    {
                        afterReturn = false;
                        continue;
                    }
                    afterReturn = c == '\r';
                    number++;
                    if (ended && Parse(begins, text, cut) is { } blankAfter)
                        yield return blankAfter;
                    if (ended)
                        (text, cut) = (text.Clear(), false);
                    ended = true;
                    continue;
                }
                afterReturn = false;
                if (ended)
                {
                    ended = false;
                    if (c is ' ' or '\t')
                        continue;
                    if (Parse(begins, text, cut) is { } line)
                        yield return line;
                    (text, cut, begins) = (text.Clear(), false, number);
                }
                if (text.Length < Longest)
                    text.Append(c);
                else
                    cut = true;
            }
        }
        if (Parse(begins, text, cut) is { } last)
            yield return last;
    }

    /// <summary>The first place of a character outside of double quotes, or -1.</summary>
    internal static int Outside(string text, int from, char wanted)
    {
        var quoted = false;
        for (var i = from; i < text.Length; i++)
        {
            if (text[i] == '"')
                quoted = !quoted;
            else if (text[i] == wanted && !quoted)
                return i;
        }
        return -1;
    }

    private static IcsLine? Parse(int number, StringBuilder unfolded, bool cut)
    {
        var text = unfolded.ToString();
        var name = text.AsSpan().IndexOfAny(';', ':');
        if (name <= 0)
            return null;
        // Names of zones are written with colons and without quotes ("TZID=(UTC-05:00) Eastern Time:2026…"); a date holds none.
        var colon = text[name] == ':' ? name : HoldsDates(text.AsSpan(0, name)) ? text.LastIndexOf(':') : Outside(text, name, ':');
        if (colon < name)
            return null;
        return new IcsLine(number, text[..name].Trim().ToUpperInvariant(), colon > name ? text[(name + 1)..colon] : "", text[(colon + 1)..].Trim(), cut);
    }

    private static bool HoldsDates(ReadOnlySpan<char> name) =>
        name.Equals("DTSTART", StringComparison.OrdinalIgnoreCase) || name.Equals("DTEND", StringComparison.OrdinalIgnoreCase) || name.Equals("RECURRENCE-ID", StringComparison.OrdinalIgnoreCase)
        || name.Equals("EXDATE", StringComparison.OrdinalIgnoreCase) || name.Equals("RDATE", StringComparison.OrdinalIgnoreCase);

    /// <summary>Counts what is read, and stops at the limit.</summary>
    private sealed class Metered(Stream inner) : Stream
    {
        private long read;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => read; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var got = inner.Read(buffer, offset, count);
            return (read += got) <= MostBytes ? got : throw IcsException.TooLarge();
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
