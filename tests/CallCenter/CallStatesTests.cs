using Frontdesk.CallCenter;

namespace Frontdesk.Tests.CallCenter;

public sealed class CallStatesTests
{
    private static readonly Guid Ann = Guid.CreateVersion7();
    private static readonly Guid Ben = Guid.CreateVersion7();
    private static readonly Guid First = Guid.CreateVersion7();
    private static readonly Guid Second = Guid.CreateVersion7();

    [Fact]
    public void A_late_ringing_does_not_open_an_ended_call_again()
    {
        var call = After(CallFacts.New, new CallEvent.CallerGone("no-answer"), new CallEvent.Arrived(true));

        Assert.Equal((CallStates.Ended, CallStates.Abandoned), (call.State, call.Outcome));
    }

    [Fact]
    public void An_agent_whose_telephone_is_not_reached_gives_the_caller_back_to_the_line()
    {
        var call = After(Offered(), new CallEvent.AgentDialled(First, Ann), new CallEvent.LegFailed(First, "no-answer"));

        Assert.Equal((CallStates.Queued, null), (call.State, call.AgentId));
    }

    [Fact]
    public void A_caller_on_hold_stays_on_hold_when_the_agent_is_not_reached_again()
    {
        var call = After(Offered(), new CallEvent.AgentDialled(First, Ann), new CallEvent.LegBridged(First), new CallEvent.PutOnHold(),
            new CallEvent.AgentDialled(Second, Ann), new CallEvent.LegFailed(Second, "busy"));

        Assert.Equal((CallStates.Held, Ann), (call.State, call.AgentId));
    }

    [Fact]
    public void The_one_who_talked_writes_up_although_another_is_offered_the_call()
    {
        var call = After(Offered(), new CallEvent.AgentDialled(First, Ann), new CallEvent.LegFailed(First, "failed"));
        call = After(call with { State = CallStates.Offered, AgentId = Ben }, new CallEvent.CallerGone("completed"), new CallEvent.LegBridged(First));

        Assert.Equal((CallStates.Answered, Ann), (call.Outcome, call.AgentId));
    }

    [Fact]
    public void A_written_up_call_is_changed_by_nothing()
    {
        var call = After(Offered(), new CallEvent.AgentDialled(First, Ann), new CallEvent.LegBridged(First), new CallEvent.CallerGone("completed"), new CallEvent.WrittenUp());

        Assert.Equal(call, After(call, new CallEvent.LegFailed(First, "failed"), new CallEvent.CallerGone("failed"), new CallEvent.Arrived(false)));
    }

    /// <summary>What the provider tells of one call, in every order, some of it twice: one end.</summary>
    [Theory]
    [MemberData(nameof(Stories))]
    public void Whatever_the_order_of_arrival_a_call_ends_the_same(string story)
    {
        var (call, tellings) = Told(story);

        var ends = Permutations(tellings).SelectMany(order => new[] { order, [.. order, .. order], [.. order, order[0]] })
            .Select(order => After(call, [.. order]))
            .Select(end => (end.State, end.Outcome, end.AgentId, end.Refused, end.Failed, Legs: string.Join(';', end.Legs.Select(leg => $"{leg.Id}{leg.IsSettled}{leg.Bridged}"))))
            .Distinct()
            .ToList();

        var end = Assert.Single(ends);
        Assert.Equal((CallStates.Ended, story.Split(" → ")[1]), (end.State, end.Outcome));
    }

    public static TheoryData<string> Stories() =>
    [
        "hung up in line → abandoned", "no-answer with the ringing → abandoned", "could not be carried → failed", "not our number → refused", "talked → answered",
        "hung up while the agent's telephone rang → abandoned", "agent not reached, then hung up → abandoned", "agent not reached, the next one talked → answered", "held and hung up → answered",
    ];

    private static (CallFacts Call, IReadOnlyList<CallEvent> Tellings) Told(string story) => story.Split(" → ")[0] switch
    {
        "hung up in line" => (CallFacts.New, [new CallEvent.Arrived(true), new CallEvent.CallerGone("completed"), new CallEvent.CallerGone("completed")]),
        "no-answer with the ringing" => (CallFacts.New, [new CallEvent.Arrived(true), new CallEvent.CallerGone("no-answer")]),
        "could not be carried" => (CallFacts.New, [new CallEvent.Arrived(true), new CallEvent.CallerGone("failed"), new CallEvent.CallerGone("completed")]),
        "not our number" => (CallFacts.New, [new CallEvent.Arrived(false), new CallEvent.CallerGone("busy")]),
        "talked" => (Dialled(), [new CallEvent.LegBridged(First), new CallEvent.LegBridged(First), new CallEvent.CallerGone("completed")]),
        "hung up while the agent's telephone rang" => (Dialled(), [new CallEvent.LegFailed(First, "canceled"), new CallEvent.CallerGone("completed")]),
        "agent not reached, then hung up" => (Dialled(), [new CallEvent.LegFailed(First, "no-answer"), new CallEvent.LegFailed(First, "failed"), new CallEvent.CallerGone("completed")]),
        "agent not reached, the next one talked" => (DialledTwice(), [new CallEvent.LegFailed(First, "no-answer"), new CallEvent.LegBridged(Second), new CallEvent.CallerGone("completed")]),
        "held and hung up" => (After(Dialled(), new CallEvent.PutOnHold()), [new CallEvent.LegBridged(First), new CallEvent.CallerGone("completed")]),
        _ => throw new ArgumentOutOfRangeException(nameof(story)),
    };

    private static CallFacts Offered() => After(CallFacts.New, new CallEvent.Arrived(true)) with { State = CallStates.Offered, AgentId = Ann };

    private static CallFacts Dialled() => After(Offered(), new CallEvent.AgentDialled(First, Ann));

    private static CallFacts DialledTwice() =>
        After(After(Dialled(), new CallEvent.LegFailed(First, "no-answer")) with { State = CallStates.Offered, AgentId = Ben }, new CallEvent.AgentDialled(Second, Ben));

    private static CallFacts After(CallFacts call, params CallEvent[] events) => events.Aggregate(call, CallStates.Apply);

    private static IEnumerable<IReadOnlyList<T>> Permutations<T>(IReadOnlyList<T> items) => items.Count <= 1
        ? [items]
        : items.SelectMany((item, at) => Permutations<T>([.. items.Where((_, other) => other != at)]).Select(IReadOnlyList<T> (rest) => [item, .. rest]));
}
