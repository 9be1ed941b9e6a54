using System.Text;
using System.Xml.Linq;

namespace Frontdesk.Phone;

/// <summary>Collects keys: the words and sounds inside it stop at the first key; it ends at the number of keys, at the finishing key, or after silence.</summary>
internal static class GatherVerb
{
    public static async Task<Outcome> Perform(XElement verb, VerbContext context)
    {
        context.Answer();
        var keys = context.Call.Keys.Reader;
        while (keys.TryRead(out _))
        {
            // Keys pressed before the question are no answer to it.
        }

        var most = context.Whole(verb, "numDigits", 1, 1000, int.MaxValue);
        var finish = verb.Attribute("finishOnKey")?.Value ?? "#";
        var silence = TimeSpan.FromSeconds(context.Whole(verb, "timeout", 1, 600, 5));
        context.Write("gather", new() { ["numDigits"] = most == int.MaxValue ? null : most, ["finishOnKey"] = finish, ["timeout"] = silence.TotalSeconds });

        var first = await Prompt(verb, context);
        var (digits, finishedBy) = await Collect(first, most, finish, silence, context);
        context.Write("gathered", new() { ["digits"] = digits, ["finishedOnKey"] = finishedBy });
        if (digits.Length == 0 && finishedBy is null && !VerbContext.Yes(verb, "actionOnEmptyResult")) return Outcome.Continue;

        // Without an action the keys go to the document's own address.
        List<KeyValuePair<string, string>> found = [new("Digits", digits), new("FinishedOnKey", finishedBy ?? ""), new("msg", "Gather End")];
        if (VerbContext.Text(verb, "action") is not null) return context.Action(verb, found);
        return context.Source is { } itself ? new Outcome.GoTo(Step.To(itself, context.Method(verb), found)) : Outcome.Continue;
    }

    /// <summary>Speaks until the first key, which is returned; null when nobody pressed one before the words ended.</summary>
    private static async Task<char?> Prompt(XElement verb, VerbContext context)
    {
        using var hush = CancellationTokenSource.CreateLinkedTokenSource(context.Ct);
        var key = context.Call.Keys.Reader.WaitToReadAsync(hush.Token).AsTask();
        var words = Speak(verb, context with { Ct = hush.Token });
        await Task.WhenAny(key, words);
        await hush.CancelAsync();
        try
        {
            await words;
        }
        catch (OperationCanceledException) when (!context.Ct.IsCancellationRequested)
        {
            // A key was pressed: the words stop.
        }

        context.Ct.ThrowIfCancellationRequested();
        return context.Call.Keys.Reader.TryRead(out var pressed) ? pressed : null;
    }

    private static async Task Speak(XElement verb, VerbContext context)
    {
        foreach (var sound in verb.Elements())
        {
            if (sound.Name.LocalName is "Say" or "Play" or "Pause") await Verbs.Perform(sound, context);
            else context.Warn(12200, $"Schema validation warning: <{sound.Name}> is not allowed in <Gather>; it is passed over");
        }
    }

    private static async Task<(string Digits, string? FinishedBy)> Collect(char? first, int most, string finish, TimeSpan silence, VerbContext context)
    {
        var digits = new StringBuilder();
        for (var key = first ?? await Key(silence, context); key is { } pressed; key = await Key(silence, context))
        {
            if (finish.Contains(pressed, StringComparison.Ordinal)) return (digits.ToString(), pressed.ToString());
            digits.Append(pressed);
            if (digits.Length >= most) break;
        }

        return (digits.ToString(), null);
    }

    private static async Task<char?> Key(TimeSpan silence, VerbContext context)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.Ct);
        limit.CancelAfter(silence);
        try
        {
            return await context.Call.Keys.Reader.ReadAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!context.Ct.IsCancellationRequested)
        {
            return null;
        }
        catch (System.Threading.Channels.ChannelClosedException)
        {
            throw new OperationCanceledException(context.Ct);
        }
    }
}
