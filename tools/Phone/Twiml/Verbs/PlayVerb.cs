using System.Xml.Linq;

namespace Frontdesk.Phone;

/// <summary>Plays a sound file, which is not fetched: it counts as three seconds; or key tones.</summary>
internal static class PlayVerb
{
    private static readonly TimeSpan FileLasts = TimeSpan.FromSeconds(3);

    public static async Task<Outcome> Perform(XElement verb, VerbContext context)
    {
        context.Answer();
        var tones = VerbContext.Text(verb, "digits");
        var url = tones is null ? context.Address(verb.Value.Trim()).AbsoluteUri : null;
        for (var (left, endless) = (context.Whole(verb, "loop", 0, 1000, 1), VerbContext.Text(verb, "loop") is "0"); endless || left > 0; left--)
        {
            context.Write("play", new() { ["url"] = url, ["digits"] = tones });
            await Sound.Last(FileLasts, context.Exchange, context.Ct);
            if (endless) await Task.Delay(TimeSpan.FromSeconds(1), context.Exchange.Clock, context.Ct);
        }

        return Outcome.Continue;
    }
}
