using System.Buffers.Binary;
using System.Collections.Concurrent;

namespace Frontdesk.Phone;

internal sealed record Recording(string Sid, string CallSid, string Source, int Seconds, DateTimeOffset StartedAt, string Url);

/// <summary>Recordings made since the program started. Each is a WAV file made when asked for: half a second of beep, then silence, 8 kHz, 16 bit.</summary>
internal sealed class Recordings(PhoneSettings settings, Func<Uri> address, TimeProvider clock)
{
    private const int Rate = 8000;
    private readonly ConcurrentDictionary<string, Recording> bySid = new(StringComparer.Ordinal);

    public Recording Make(string callSid, string source, TimeSpan length)
    {
        var sid = Sid.New("RE");
        var url = new Uri(address(), $"/2010-04-01/Accounts/{settings.AccountSid}/Recordings/{sid}").AbsoluteUri;
        return bySid[sid] = new(sid, callSid, source, Math.Max(1, (int)Math.Round(length.TotalSeconds)), clock.GetUtcNow() - length, url);
    }

    public Recording? Find(string sid) => bySid.GetValueOrDefault(sid);

    public Recording? Last(string callSid) => bySid.Values.Where(r => string.Equals(r.CallSid, callSid, StringComparison.Ordinal)).MaxBy(r => r.StartedAt);

    public static byte[] Wav(Recording recording)
    {
        var samples = Rate * recording.Seconds;
        var file = new byte[44 + (samples * 2)];
        "RIFF"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), file.Length - 8);
        "WAVEfmt "u8.CopyTo(file.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(22), 1);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(24), Rate);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(28), Rate * 2);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(32), 2);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(34), 16);
        "data"u8.CopyTo(file.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(40), samples * 2);
        for (var i = 0; i < Math.Min(samples, Rate / 2); i++)
            BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(44 + (i * 2)), (short)(6000 * Math.Sin(2 * Math.PI * 1000 * i / Rate)));
        return file;
    }
}
