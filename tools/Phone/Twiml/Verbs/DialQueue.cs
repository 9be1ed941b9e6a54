using System.Xml.Linq;

namespace Frontdesk.Phone;

/// <summary>Connects the call with the first caller waiting in a queue, or with the one who arrives within the Dial's timeout.</summary>
internal static class DialQueue
{
    public static async Task<Outcome> Perform(XElement verb, XElement noun, VerbContext context)
    {
        if (context.Exchange.Queues.Find(noun.Value.Trim()) is not { } queue) return Without(verb, context, "queue-not-found");

        context.Answer();
        var notice = context.Address(noun, "url") is { } url
            ? Step.To(url, context.Method(noun), new("QueueSid", queue.Sid), new("DequeingCallSid", context.Call.Sid))
            : null;
        var bridge = new QueueBridge(context.Call, notice);
        var patience = TimeSpan.FromSeconds(context.Whole(verb, "timeout", 1, 600, 30));
        if (await queue.TakeFirst(new("bridged", bridge), patience, context.Ct) is not { } member) return Without(verb, context, "queue-empty");

        var waited = queue.SecondsWaited(member);
        var started = context.Exchange.Clock.GetTimestamp();
        try
        {
            await Task.WhenAny(bridge.Connected, member.Call.Over, bridge.Over).WaitAsync(context.Ct);
            context.Write("bridged", new() { ["with"] = member.Call.Sid, ["address"] = member.Call.From });
            await Task.WhenAny(bridge.Over, member.Call.Over).WaitAsync(context.Ct);
        }
        finally
        {
            bridge.End();
            context.Write("unbridged", new() { ["with"] = member.Call.Sid });
        }

        return context.Action(
            verb,
            new("DialCallStatus", "completed"), new("DialCallSid", member.Call.Sid), new("DequeueResult", "bridged"), new("DequeuedCallSid", member.Call.Sid),
            new("DequeuedCallQueueTime", $"{waited}"), new("DequeuedCallDuration", $"{(int)context.Exchange.Clock.GetElapsedTime(started).TotalSeconds}"), new("DialBridged", "true"));
    }

    private static Outcome Without(XElement verb, VerbContext context, string result) =>
        context.Action(verb, new("DialCallStatus", result is "queue-empty" ? "no-answer" : "failed"), new("DequeueResult", result), new("DialBridged", "false"));
}
