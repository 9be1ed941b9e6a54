using System.Xml.Linq;

namespace Frontdesk.Phone;

/// <summary>The verbs there are, and which of them are allowed to somebody waiting in a queue.</summary>
internal static class Verbs
{
    private static readonly HashSet<string> WhileWaiting = new(StringComparer.Ordinal) { "Say", "Play", "Pause", "Hangup", "Redirect", "Leave", "Gather" };

    public static Task<Outcome> Perform(XElement verb, VerbContext context)
    {
        context.Ct.ThrowIfCancellationRequested();
        var name = verb.Name.LocalName;
        if (context.WhileWaiting && !WhileWaiting.Contains(name)) throw context.Fault(13201, $"<{name}> is not allowed in a queue's wait document");
        return name switch
        {
            "Say" => SayVerb.Perform(verb, context),
            "Play" => PlayVerb.Perform(verb, context),
            "Pause" => PauseVerb.Perform(verb, context),
            "Gather" => GatherVerb.Perform(verb, context),
            "Enqueue" => EnqueueVerb.Perform(verb, context),
            "Dial" => DialVerb.Perform(verb, context),
            "Record" => RecordVerb.Perform(verb, context),
            "Redirect" => Task.FromResult<Outcome>(new Outcome.GoTo(Step.To(context.Address(verb.Value.Trim()), context.Method(verb)))),
            "Hangup" => Task.FromResult(Outcome.HangUp),
            "Leave" => Task.FromResult(context.WhileWaiting ? Outcome.Leave : Outcome.Continue),
            "Reject" => Task.FromResult(Reject(verb, context)),
            _ => Task.FromResult(Unknown(name, context)),
        };
    }

    private static Outcome Reject(XElement verb, VerbContext context)
    {
        // Only as the first verb: once the call was picked up there is nothing left to reject, and it ends as any other.
        var busy = string.Equals(VerbContext.Text(verb, "reason"), "busy", StringComparison.Ordinal);
        if (!context.Call.IsAnswered) context.Exchange.Become(context.Call, busy ? CallStatus.Busy : CallStatus.NoAnswer);
        return Outcome.HangUp;
    }

    private static Outcome Unknown(string name, VerbContext context)
    {
        context.Warn(12200, $"Schema validation warning: <{name}> is not a verb this telephone performs; it is passed over");
        return Outcome.Continue;
    }
}
