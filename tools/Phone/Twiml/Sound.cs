namespace Frontdesk.Phone;

/// <summary>How long sounds last: about fifteen letters a second, at the pace the program was started with.</summary>
internal static class Sound
{
    public static TimeSpan Spoken(string text) => TimeSpan.FromSeconds(Math.Max(0.4, text.Length / 15.0));

    public static Task Last(TimeSpan length, Exchange exchange, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var lasts = length * exchange.Settings.Pace;
        return lasts > TimeSpan.Zero ? Task.Delay(lasts, exchange.Clock, ct) : Task.CompletedTask;
    }
}
