namespace Frontdesk.CallCenter;

/// <summary>What is known of a call: what happened, and what follows from it.</summary>
/// <param name="AgentId">Who is offered the call or has it; once it has ended, who answered it, if anybody did.</param>
/// <param name="LegId">The agent's leg that is up or being dialled.</param>
/// <param name="Legs">Every leg to an agent, oldest first.</param>
internal sealed record CallFacts(string State, string? Outcome, bool Refused, bool Failed, Guid? AgentId, Guid? LegId, IReadOnlyList<Leg> Legs)
{
    internal static readonly CallFacts New = new(CallStates.Ringing, null, false, false, null, null, []);
}

/// <param name="Bridged">Both could hear each other.</param>
/// <param name="Failure">Why the agent's telephone was not reached; null while that is not known.</param>
internal sealed record Leg(Guid Id, Guid AgentId, bool Bridged, string? Failure)
{
    /// <summary>Whether it is known if the two ever talked.</summary>
    internal bool IsSettled => Bridged || Failure is not null;
}

/// <summary>Something that happened to a call.</summary>
internal abstract record CallEvent
{
    /// <summary>The provider asks what to do with a new call.</summary>
    internal sealed record Arrived(bool AtOurNumber) : CallEvent;

    /// <summary>The caller's leg has ended, with any of the provider's terminal statuses.</summary>
    internal sealed record CallerGone(string Status) : CallEvent;

    /// <summary>The offer was declined, missed or withdrawn.</summary>
    internal sealed record OfferEnded : CallEvent;

    /// <summary>The agent takes the offered call, or takes the caller back from hold: their telephone is dialled.</summary>
    internal sealed record AgentDialled(Guid LegId, Guid AgentId) : CallEvent;

    internal sealed record LegBridged(Guid LegId) : CallEvent;

    internal sealed record LegFailed(Guid LegId, string Why) : CallEvent;

    internal sealed record PutOnHold : CallEvent;

    internal sealed record WrittenUp : CallEvent;
}

/// <summary>
/// The life of a call.
/// <code>
///                      ┌──(declined, missed)──┐
///   ringing ─▶ queued ◀┘─(offered to one)─▶ offered ─(agent dialled)─▶ connected ⇄ held
///      │          ▲│                           │          │   │             │
///      │          └┼───────(agent's telephone not reached)┘   │             │
///      └───────────┴──────────(caller gone)────┴──────────────┴─────────────┴─▶ ended ─(written up)─▶ written up
/// </code>
/// A call rings until the provider asks what to do with it; then it hears the greeting and has its place in line. (There is no menu with a choice
/// in it yet, so no call is ever only in a menu.) Every call that ends has exactly one outcome, whatever the order in which the provider's tellings arrive:
/// <list type="bullet">
/// <item>The caller's end is final. A late <c>ringing</c> does not open the call again.</item>
/// <item>What is known of a leg only grows; the outcome of an ended call is computed anew from all of it. So a leg's news that arrives after the end
/// corrects the outcome, and the order makes no difference.</item>
/// <item>A written-up call is a person's word; nothing changes it.</item>
/// </list>
/// </summary>
internal static class CallStates
{
    internal const string Ringing = "ringing";
    internal const string Queued = "queued";
    internal const string Offered = "offered";
    internal const string Connected = "connected";
    internal const string Held = "held";
    internal const string Ended = "ended";
    internal const string WrittenUp = "written_up";

    internal const string Answered = "answered";
    internal const string Abandoned = "abandoned";
    internal const string Refused = "refused";
    internal const string Failed = "failed";

    /// <summary>The call after the event; an event that does not fit the state changes nothing but what is known.</summary>
    internal static CallFacts Apply(CallFacts call, CallEvent happened) => call.State == WrittenUp ? call : Conclude(happened switch
    {
        CallEvent.Arrived { AtOurNumber: false } => call with { State = Ended, Refused = true },
        CallEvent.Arrived when call.State == Ringing => call with { State = Queued },
        CallEvent.CallerGone gone => call with { State = Ended, Failed = call.Failed || gone.Status == "failed" },
        CallEvent.OfferEnded when call.State == Offered => call with { State = Queued, AgentId = null },
        CallEvent.AgentDialled leg when call.State is Offered or Held => call with
        {
            State = Connected,
            AgentId = leg.AgentId,
            LegId = leg.LegId,
            Legs = [.. call.Legs, new Leg(leg.LegId, leg.AgentId, false, null)],
        },
        CallEvent.PutOnHold when call.State == Connected => call with { State = Held, LegId = null },
        CallEvent.LegBridged leg => call with { Legs = Change(call.Legs, leg.LegId, known => known with { Bridged = true }) },
        CallEvent.LegFailed leg => WithoutLeg(call with { Legs = Change(call.Legs, leg.LegId, known => known with { Failure = known.Failure ?? leg.Why }) }, leg.LegId),
        CallEvent.WrittenUp when call is { State: Ended, Outcome: Answered } => call with { State = WrittenUp },
        _ => call,
    });

    /// <summary>Whether no later news can change anything.</summary>
    internal static bool IsSettled(CallFacts call) => call.State == WrittenUp || (call.State == Ended && call.Legs.All(static leg => leg.IsSettled));

    private static IReadOnlyList<Leg> Change(IReadOnlyList<Leg> legs, Guid id, Func<Leg, Leg> change) => [.. legs.Select(leg => leg.Id == id ? change(leg) : leg)];

    // The agent's telephone was not reached: a caller who has not yet talked goes back to their place in line, one who was on hold stays on hold.
    private static CallFacts WithoutLeg(CallFacts call, Guid legId)
    {
        if (call.State != Connected || call.LegId != legId || call.Legs.Single(leg => leg.Id == legId).Bridged)
            return call;
        return call.Legs.Any(static leg => leg.Bridged)
            ? call with { State = Held, LegId = null }
            : call with { State = Queued, LegId = null, AgentId = null };
    }

    private static CallFacts Conclude(CallFacts call)
    {
        if (call.State is not (Ended or WrittenUp))
            return call with { Outcome = null };

        // A leg of which nothing was heard counts as a talk until its failure is known: the agent did take the call.
        var talk = call.Legs.LastOrDefault(static leg => leg.Bridged) ?? call.Legs.LastOrDefault(static leg => !leg.IsSettled);
        return call with
        {
            AgentId = talk?.AgentId,
            LegId = null,
            Outcome = call switch
            {
                { Refused: true } => Refused,
                _ when talk is not null => Answered,
                { Failed: true } => Failed,
                _ => Abandoned,
            },
        };
    }
}
