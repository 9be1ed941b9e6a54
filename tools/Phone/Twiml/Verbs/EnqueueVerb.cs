using System.Xml.Linq;

namespace Frontdesk.Phone;

/// <summary>
/// Puts the caller in a queue, plays the wait document over and over, and ends when somebody takes the caller out, the caller leaves or hangs up,
/// or the REST API takes the call elsewhere. The action learns which.
/// </summary>
internal static class EnqueueVerb
{
    // A wait document without a sound in it would be asked for again and again without a pause.
    private static readonly TimeSpan ShortestRound = TimeSpan.FromSeconds(1);

    public static async Task<Outcome> Perform(XElement verb, VerbContext context)
    {
        if (VerbContext.Text(verb, "workflowSid") is not null) throw context.Fault(14221, "Enqueue: TaskRouter workflows are not part of this telephone");
        var name = verb.Nodes().OfType<XText>().Select(t => t.Value.Trim()).FirstOrDefault(t => t.Length > 0) ?? "default";
        if (name.Length > 64) throw context.Fault(13801, "Enqueue: the queue's name has more than 64 letters");

        context.Answer();
        var queue = context.Exchange.Queues.Named(name);
        if (queue.Join(context.Call) is not { } member) return context.Action(verb, new KeyValuePair<string, string>("QueueResult", "queue-full"));

        context.Write("queued", new() { ["queue"] = name, ["queueSid"] = queue.Sid, ["position"] = queue.Place(member) });
        try
        {
            await Wait(verb, context, queue, member);
            var departure = await member.Departed;
            return await Depart(verb, context, queue, member, departure);
        }
        catch (Exception e)
        {
            // Hung up, or taken elsewhere by the REST API: the action is told, what it answers is not performed. A broken wait document is an error.
            var result = e is not OperationCanceledException ? "error" : context.Conversation.IsRedirected ? "redirected" : "hangup";
            if (queue.Take(member, new(result)))
            {
                context.Write("dequeued", new() { ["queue"] = name, ["result"] = result });
                context.TellAction(verb, Found(queue, member, result));
            }

            throw;
        }
    }

    private static async Task<Outcome> Depart(XElement verb, VerbContext context, CallQueue queue, QueueMember member, Departure departure)
    {
        var found = Found(queue, member, departure.Result);
        context.Write("dequeued", new() { ["queue"] = queue.Name, ["result"] = departure.Result });
        if (departure.Bridge is { } bridge)
        {
            try
            {
                await Talk(context, bridge);
            }
            catch (OperationCanceledException)
            {
                context.TellAction(verb, [new("QueueResult", context.Conversation.IsRedirected ? "redirected-from-bridged" : "bridged"), .. found.Skip(1)]);
                throw;
            }
            finally
            {
                bridge.End();
            }
        }

        if (departure.Then is not { } then) return context.Action(verb, found);
        context.TellAction(verb, found);
        return new Outcome.GoTo(then);
    }

    private static async Task Talk(VerbContext context, QueueBridge bridge)
    {
        if (bridge.Notice is { } notice) await context.Conversation.Document(notice, whileWaiting: true, context.Ct);
        bridge.Connect();
        context.Write("bridged", new() { ["with"] = bridge.Dequeuer.Sid, ["address"] = bridge.Dequeuer.To });
        await Task.WhenAny(bridge.Over, bridge.Dequeuer.Over).WaitAsync(context.Ct);
        context.Write("unbridged", new() { ["with"] = bridge.Dequeuer.Sid });
    }

    /// <summary>Returns when the member has left.</summary>
    private static async Task Wait(XElement verb, VerbContext context, CallQueue queue, QueueMember member)
    {
        using var hush = CancellationTokenSource.CreateLinkedTokenSource(context.Ct);
        var music = Music(verb, context with { Ct = hush.Token }, queue, member);
        await Task.WhenAny(member.Departed, music);
        await hush.CancelAsync();
        try
        {
            await music;
        }
        catch (OperationCanceledException) when (!context.Ct.IsCancellationRequested)
        {
            // Taken out of the queue: the music stops.
        }
    }

    private static async Task Music(XElement verb, VerbContext context, CallQueue queue, QueueMember member)
    {
        if (context.Address(verb, "waitUrl") is not { } address)
        {
            context.Write("music", new() { ["queue"] = queue.Name });
            await Task.Delay(Timeout.Infinite, context.Ct);
            return;
        }

        var first = Step.To(address, context.Method(verb, "waitUrlMethod"));
        for (var step = first; ;)
        {
            var round = context.Exchange.Clock.GetTimestamp();
            List<KeyValuePair<string, string>> place =
            [
                new("QueueSid", queue.Sid), new("QueuePosition", $"{queue.Place(member)}"), new("QueueTime", $"{queue.SecondsWaited(member)}"),
                new("AvgQueueTime", $"{queue.AverageWait}"), new("CurrentQueueSize", $"{queue.Size}"),
            ];
            var outcome = await context.Conversation.Document(step with { Extra = [.. step.Extra, .. place] }, whileWaiting: true, context.Ct);
            if (outcome is Outcome.LeaveQueue)
            {
                queue.Take(member, new("leave"));
                return;
            }

            if (outcome is Outcome.End)
            {
                context.Exchange.End(context.Call);
                await Task.Delay(Timeout.Infinite, context.Ct);
            }

            step = outcome is Outcome.GoTo go ? go.Step : first;
            var rest = ShortestRound - context.Exchange.Clock.GetElapsedTime(round);
            if (outcome is Outcome.Next && rest > TimeSpan.Zero) await Task.Delay(rest, context.Exchange.Clock, context.Ct);
        }
    }

    private static List<KeyValuePair<string, string>> Found(CallQueue queue, QueueMember member, string result) =>
        [new("QueueResult", result), new("QueueSid", queue.Sid), new("QueueTime", $"{queue.SecondsWaited(member)}")];
}
