using System.Xml.Linq;

namespace Frontdesk.Phone;

/// <summary>Speaks a text. What is heard is written to the journal, where the page and tests read it.</summary>
internal static class SayVerb
{
    private const int Longest = 4096;

    public static async Task<Outcome> Perform(XElement verb, VerbContext context)
    {
        context.Answer();
        var text = string.Join(' ', verb.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (text.Length == 0) context.Warn(13520, "Say: the text is empty");
        if (text.Length > Longest) throw context.Fault(13521, $"Say: the text has {text.Length} letters, more than {Longest}");

        // loop="0" says it until the party hangs up.
        for (var (left, endless) = (context.Whole(verb, "loop", 0, 1000, 1), VerbContext.Text(verb, "loop") is "0"); endless || left > 0; left--)
        {
            context.Write("say", new() { ["text"] = text, ["language"] = VerbContext.Text(verb, "language") ?? "en-US", ["voice"] = VerbContext.Text(verb, "voice") ?? "man" });
            await Sound.Last(Sound.Spoken(text), context.Exchange, context.Ct);
            if (endless) await Task.Delay(TimeSpan.FromSeconds(1), context.Exchange.Clock, context.Ct);
        }

        return Outcome.Continue;
    }
}
