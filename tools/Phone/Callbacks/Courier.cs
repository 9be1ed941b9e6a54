namespace Frontdesk.Phone;

/// <summary>
/// Delivers progress callbacks. Without chaos the callbacks of one call arrive one after another in order; with it they may be lost, come twice, late, or after
/// the one that followed them. Nothing waits for a delivery: as at the vendor, a slow customer does not slow the call.
/// </summary>
internal sealed class Courier(Webhooks webhooks, Chaos chaos, Journal journal, Debugger debugger, TimeProvider clock, CancellationToken stopping)
{
    // A callback that was drawn to be overtaken waits this long for one to overtake it, then goes alone.
    private static readonly TimeSpan OvertakenWithin = TimeSpan.FromSeconds(2);

    public void Deliver(Mailbag bag, WebhookRequest request)
    {
        var plan = chaos.PlanFor(request.Key);
        if (plan.Drop)
        {
            journal.Write("callback-dropped", request.CallSid, new() { ["purpose"] = request.Purpose, ["event"] = request.Key.Event });
            return;
        }

        bag.Add(plan.Reorder, (turn, held) => Carry(bag, turn, held, request with { Token = Webhooks.NewToken() }, plan));
    }

    private async Task Carry(Mailbag bag, Mailbag.Turn turn, bool held, WebhookRequest request, ChaosPlan plan)
    {
        if (held)
        {
            journal.Write("callback-held", request.CallSid, new() { ["purpose"] = request.Purpose, ["event"] = request.Key.Event });
            turn.LetTheNextPass();
            await Task.WhenAny(bag.Delivered(turn.Place + 1), Task.Delay(OvertakenWithin, clock, stopping));
        }

        if (plan.Delay > TimeSpan.Zero)
        {
            turn.LetTheNextPass();
            await Task.Delay(plan.Delay, clock, stopping);
        }

        if (plan.Duplicate) _ = Again(request, plan);
        await Send(request);
    }

    private async Task Again(WebhookRequest request, ChaosPlan plan)
    {
        await Task.Delay(plan.DuplicateDelay, clock, stopping);
        await Send(request);
    }

    private async Task Send(WebhookRequest request)
    {
        var reply = await webhooks.Send(request, stopping);
        if (reply.ErrorCode is { } code) debugger.Report(code, reply.Error!, request.Url, request.CallSid);
    }
}

/// <summary>The callbacks of one call on their way: each starts when the one before it is done or lets it pass.</summary>
internal sealed class Mailbag
{
    private readonly Lock gate = new();
    private readonly Dictionary<int, TaskCompletionSource> delivered = [];
    private Task before = Task.CompletedTask;
    private int places;
    private bool lastIsHeld;

    /// <param name="hold">Whether it shall be overtaken by the one after it; of two in a row only the first can be.</param>
    public void Add(bool hold, Func<Turn, bool, Task> carry)
    {
        Turn turn;
        Task wait;
        bool held;
        lock (gate)
        {
            held = lastIsHeld = hold && !lastIsHeld;
            turn = new(places++);
            (wait, before) = (before, turn.Passable);
        }

        _ = Run(turn, wait, t => carry(t, held));
    }

    /// <summary>Done when the callback at this place, which need not be filled yet, was delivered.</summary>
    public Task Delivered(int place) => At(place).Task;

    private TaskCompletionSource At(int place)
    {
        lock (gate)
        {
            if (!delivered.TryGetValue(place, out var done)) delivered[place] = done = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return done;
        }
    }

    private async Task Run(Turn turn, Task wait, Func<Turn, Task> carry)
    {
        try
        {
            await wait;
            await carry(turn);
        }
        catch (OperationCanceledException)
        {
            // The program is stopping: what is still on its way stays undelivered, as at a power cut.
        }
        finally
        {
            turn.LetTheNextPass();
            At(turn.Place).TrySetResult();
        }
    }

    public sealed class Turn(int place)
    {
        private readonly TaskCompletionSource passable = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Place => place;

        public Task Passable => passable.Task;

        public void LetTheNextPass() => passable.TrySetResult();
    }
}
