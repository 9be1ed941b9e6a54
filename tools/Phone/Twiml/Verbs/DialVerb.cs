using System.Xml.Linq;

namespace Frontdesk.Phone;

/// <summary>Connects the call with another party: telephones and clients ring together and the first to answer has it; or the first caller of a queue.</summary>
internal static class DialVerb
{
    public static async Task<Outcome> Perform(XElement verb, VerbContext context)
    {
        if (VerbContext.Yes(verb, "answerOnBridge")) context.Conversation.AnswersOnBridge = true;
        else context.Answer();

        if (verb.Elements().FirstOrDefault(e => e.Name == "Queue") is { } queue) return await DialQueue.Perform(verb, queue, context);
        var nouns = Nouns(verb, context);
        var legs = nouns.Select((noun, i) => Leg(verb, noun, i, context)).ToList();
        Call? winner = null;
        try
        {
            winner = await FirstToAnswer(verb, nouns, legs, context);
            return winner is null ? context.Action(verb, Missed(legs)) : await Talk(verb, winner, context);
        }
        catch (OperationCanceledException)
        {
            if (context.Conversation.IsRedirected || !context.Call.IsOver) throw;
            foreach (var leg in legs) context.Exchange.End(leg);
            context.TellAction(verb, winner is null ? Missed(legs) : Found(winner));
            throw;
        }
        finally
        {
            foreach (var leg in legs.Where(l => !l.TakenElsewhere.IsCompleted)) context.Exchange.End(leg);
        }
    }

    private static List<XElement> Nouns(XElement verb, VerbContext context)
    {
        var text = string.Concat(verb.Nodes().OfType<XText>().Select(t => t.Value)).Trim();
        List<XElement> nouns = [.. verb.Elements()];
        if (text.Length > 0) nouns.Add(new("Number", text));
        foreach (var noun in nouns.Where(n => n.Name != "Number" && n.Name != "Client")) throw context.Fault(13201, $"Dial: <{noun.Name}> is not part of this telephone");
        if (nouns.Count == 0) throw context.Fault(13201, "Dial: nobody to dial");
        return nouns;
    }

    private static Call Leg(XElement verb, XElement noun, int place, VerbContext context)
    {
        var name = (noun.Element("Identity")?.Value ?? noun.Value).Trim();
        var to = noun.Name == "Client" ? "client:" + name : E164.FromTyped(name) ?? throw context.Fault(13224, $"Dial: \"{name}\" is not a telephone number");
        var from = VerbContext.Text(verb, "callerId") ?? context.Call.From;
        var progress = context.Address(noun, "statusCallback") is { } url
            ? new ProgressCallback(url, context.Method(noun, "statusCallbackMethod"), (VerbContext.Text(noun, "statusCallbackEvent") ?? "completed").Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal))
            : null;
        return context.Exchange.Leg(context.Call, from, to, place, progress);
    }

    private static async Task<Call?> FirstToAnswer(XElement verb, List<XElement> nouns, List<Call> legs, VerbContext context)
    {
        var ringsFor = TimeSpan.FromSeconds(context.Whole(verb, "timeout", 1, 600, 30));
        var ringing = legs.Select((leg, i) => RingAndScreen(leg, nouns[i], ringsFor, context)).ToList();
        while (ringing.Count > 0)
        {
            var done = await Task.WhenAny(ringing).WaitAsync(context.Ct);
            ringing.Remove(done);
            if (await done is not { } winner) continue;
            foreach (var other in legs.Where(l => l != winner)) context.Exchange.End(other);
            return winner;
        }

        return null;
    }

    /// <summary>Rings a leg and, when its noun names a document, performs it to the one who answered before connecting. Null when there is nobody to connect.</summary>
    private static async Task<Call?> RingAndScreen(Call leg, XElement noun, TimeSpan ringsFor, VerbContext context)
    {
        if (!await context.Exchange.Ring(leg, ringsFor)) return null;
        if (context.Address(noun, "url") is { } url)
        {
            using var whisper = CancellationTokenSource.CreateLinkedTokenSource(context.Ct);
            _ = leg.Over.ContinueWith(_ => whisper.CancelAsync(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            try
            {
                var heard = await new Conversation(context.Exchange, leg, null).Document(Step.To(url, context.Method(noun)), whileWaiting: false, whisper.Token);
                if (heard is Outcome.End) context.Exchange.End(leg);
            }
            catch (OperationCanceledException) when (!context.Ct.IsCancellationRequested)
            {
                return null;
            }
            catch (TwimlFault fault)
            {
                context.Exchange.Debugger.Report(fault.Code, fault.Message, fault.Url, leg.Sid);
                context.Exchange.End(leg);
            }
        }

        return leg.IsOver ? null : leg;
    }

    private static async Task<Outcome> Talk(XElement verb, Call leg, VerbContext context)
    {
        context.Answer();
        var started = context.Exchange.Clock.GetTimestamp();
        context.Write("bridged", new() { ["with"] = leg.Sid, ["address"] = leg.To });
        context.Exchange.Journal.Write("bridged", leg.Sid, new() { ["with"] = context.Call.Sid, ["address"] = context.Call.From });
        Recording? recording = null;
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.Ct);
            var longest = Task.Delay(TimeSpan.FromSeconds(context.Whole(verb, "timeLimit", 1, 86_400, 14_400)), context.Exchange.Clock, limit.Token);
            await Task.WhenAny(leg.Over, leg.TakenElsewhere, longest).WaitAsync(context.Ct);
            await limit.CancelAsync();
        }
        finally
        {
            context.Write("unbridged", new() { ["with"] = leg.Sid });
            context.Exchange.Journal.Write("unbridged", leg.Sid, new() { ["with"] = context.Call.Sid });
            if (VerbContext.Text(verb, "record") is not (null or "do-not-record" or "false")) recording = Record(verb, context, started);
        }

        if (!leg.TakenElsewhere.IsCompleted) context.Exchange.End(leg);
        return context.Action(verb, recording is null ? Found(leg) : [.. Found(leg), new("RecordingUrl", recording.Url), new("RecordingSid", recording.Sid)]);
    }

    private static Recording Record(XElement verb, VerbContext context, long started)
    {
        var recording = context.Exchange.Recordings.Make(context.Call.Sid, "DialVerb", context.Exchange.Clock.GetElapsedTime(started));
        context.Write("recorded", new() { ["recordingSid"] = recording.Sid, ["seconds"] = recording.Seconds, ["url"] = recording.Url });
        if (context.Address(verb, "recordingStatusCallback") is { } callback)
            context.Exchange.TellRecording(context.Call, recording, callback, context.Method(verb, "recordingStatusCallbackMethod"));
        return recording;
    }

    private static List<KeyValuePair<string, string>> Found(Call leg) =>
        [new("DialCallStatus", "completed"), new("DialCallSid", leg.Sid), new("DialCallDuration", $"{leg.Duration ?? 0}"), new("DialBridged", "true")];

    private static List<KeyValuePair<string, string>> Missed(List<Call> legs)
    {
        // Several rang and none answered: no-answer, unless all ended the same way.
        var ends = legs.Select(l => l.Status).Distinct().ToList();
        return [new("DialCallStatus", (ends.Count == 1 ? ends[0] : CallStatus.NoAnswer).Text()), new("DialCallSid", legs[^1].Sid), new("DialBridged", "false")];
    }
}
