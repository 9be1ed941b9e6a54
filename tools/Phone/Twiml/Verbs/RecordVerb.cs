using System.Xml.Linq;

namespace Frontdesk.Phone;

/// <summary>Records until a finishing key, the longest length, or hanging up. The sound file is real: silence with a beep, as long as the recording.</summary>
internal static class RecordVerb
{
    public static async Task<Outcome> Perform(XElement verb, VerbContext context)
    {
        context.Answer();
        var longest = TimeSpan.FromSeconds(context.Whole(verb, "maxLength", 1, 14_400, 3600));
        var finish = verb.Attribute("finishOnKey")?.Value ?? "1234567890*#";
        context.Write("record", new() { ["beep"] = VerbContext.Yes(verb, "playBeep", otherwise: true), ["maxLength"] = longest.TotalSeconds, ["finishOnKey"] = finish });
        var started = context.Exchange.Clock.GetTimestamp();
        string? key = null;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.Ct);
        limit.CancelAfter(longest);
        try
        {
            do key = (await context.Call.Keys.Reader.ReadAsync(limit.Token)).ToString();
            while (!finish.Contains(key, StringComparison.Ordinal));
        }
        catch (Exception e) when (e is OperationCanceledException or System.Threading.Channels.ChannelClosedException)
        {
            key = context.Call.IsOver ? "hangup" : null;
        }

        var recording = context.Exchange.Recordings.Make(context.Call.Sid, "RecordVerb", context.Exchange.Clock.GetElapsedTime(started));
        context.Write("recorded", new() { ["recordingSid"] = recording.Sid, ["seconds"] = recording.Seconds, ["url"] = recording.Url });
        if (context.Address(verb, "recordingStatusCallback") is { } callback)
            context.Exchange.TellRecording(context.Call, recording, callback, context.Method(verb, "recordingStatusCallbackMethod"));

        List<KeyValuePair<string, string>> found = [new("RecordingUrl", recording.Url), new("RecordingSid", recording.Sid), new("RecordingDuration", $"{recording.Seconds}"), new("Digits", key ?? "")];
        if (context.Call.IsOver) context.TellAction(verb, found);
        context.Ct.ThrowIfCancellationRequested();
        if (VerbContext.Text(verb, "action") is not null) return context.Action(verb, found);
        return context.Source is { } itself ? new Outcome.GoTo(Step.To(itself, context.Method(verb), found)) : Outcome.Continue;
    }
}
