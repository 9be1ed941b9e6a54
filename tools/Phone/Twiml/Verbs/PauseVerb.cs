using System.Xml.Linq;

namespace Frontdesk.Phone;

/// <summary>Silence. As the first verb it lets the call ring on.</summary>
internal static class PauseVerb
{
    public static async Task<Outcome> Perform(XElement verb, VerbContext context)
    {
        var seconds = context.Whole(verb, "length", 1, 3600, 1);
        context.Write("pause", new() { ["seconds"] = seconds });
        await Sound.Last(TimeSpan.FromSeconds(seconds), context.Exchange, context.Ct);
        return Outcome.Continue;
    }
}
