namespace Frontdesk.Phone;

/// <summary>
/// What the customer's app does with one call: documents fetched and performed one after another, until one ends it or the party hangs up.
/// The REST API may interrupt at any moment with another document.
/// </summary>
internal sealed class Conversation(Exchange exchange, Call call, Step? fallback)
{
    private readonly Lock gate = new();
    private CancellationTokenSource? turn;
    private Step? taken;
    private bool finished;

    /// <summary>Set while the call was taken out of a verb by the REST API, so that the verb can say so.</summary>
    public bool IsRedirected
    {
        get
        {
            lock (gate) return taken is not null;
        }
    }

    /// <summary>The caller waits in a Dial that bridges before answering: when nobody answers there, this call was not answered either.</summary>
    public bool AnswersOnBridge { get; set; }

    /// <returns>False when the conversation is over already.</returns>
    public bool Redirect(Step step)
    {
        lock (gate)
        {
            if (finished || call.IsOver) return false;
            taken = step;
            turn?.Cancel();
            return true;
        }
    }

    public async Task Run(Step first)
    {
        // Nobody interrupts before this has begun: a conversation is created and run in one go.
        for (var step = first; step is not null;)
        {
            using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(exchange.Stopping);
            var next = Outcome.HangUp;
            if (Begin(interrupt)) next = await Perform(step, interrupt);
            step = Finish(next);
        }

        if (exchange.Stopping.IsCancellationRequested || call.IsOver) return;
        if (!call.IsAnswered && AnswersOnBridge) exchange.Become(call, CallStatus.NoAnswer);
        else if (exchange.Become(call, CallStatus.InProgress) || call.IsAnswered) exchange.Become(call, CallStatus.Completed);
    }

    /// <summary>Fetches and performs one document, and goes where it leads.</summary>
    public async Task<Outcome> Document(Step step, bool whileWaiting, CancellationToken ct)
    {
        var (root, source) = await FetchDocument.From(exchange, call, step, ct);
        var context = new VerbContext(exchange, call, this, source, whileWaiting, ct);
        foreach (var verb in root.Elements())
        {
            var outcome = await Verbs.Perform(verb, context);
            if (outcome is not Outcome.Next) return outcome;
        }

        return Outcome.Continue;
    }

    private async Task<Outcome> Perform(Step step, CancellationTokenSource interrupt)
    {
        // Hanging up interrupts whatever verb is under way.
        _ = call.Over.ContinueWith(_ => Cancel(interrupt), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        try
        {
            return await Document(step, whileWaiting: false, interrupt.Token);
        }
        catch (OperationCanceledException) when (interrupt.IsCancellationRequested)
        {
            return Outcome.HangUp;
        }
        catch (TwimlFault fault)
        {
            exchange.Debugger.Report(fault.Code, fault.Message, fault.Url, call.Sid);
            if (fallback is not null && step != fallback && fault.Code is >= 11000 and < 13000)
                return new Outcome.GoTo(fallback with { Extra = [new("ErrorCode", $"{fault.Code}"), new("ErrorUrl", fault.Url?.OriginalString ?? "")] });
            await Apologise(interrupt.Token);
            return Outcome.HangUp;
        }
    }

    private async Task Apologise(CancellationToken ct)
    {
        const string Words = "We are sorry, an application error has occurred. Goodbye.";
        if (!exchange.Become(call, CallStatus.InProgress) && call.IsOver) return;
        exchange.Journal.Write("say", call.Sid, new() { ["text"] = Words, ["language"] = "en-US", ["voice"] = "man" });
        try
        {
            await Sound.Last(Sound.Spoken(Words), exchange, ct);
        }
        catch (OperationCanceledException)
        {
            // Hung up on, or taken elsewhere, in the middle of the apology.
        }
    }

    private bool Begin(CancellationTokenSource interrupt)
    {
        lock (gate)
        {
            turn = interrupt;
            taken = null;
            return !call.IsOver;
        }
    }

    private Step? Finish(Outcome outcome)
    {
        lock (gate)
        {
            turn = null;
            var step = call.IsOver ? null : taken ?? (outcome as Outcome.GoTo)?.Step;
            finished = step is null;
            return step;
        }
    }

    private void Cancel(CancellationTokenSource interrupt)
    {
        lock (gate)
        {
            if (turn == interrupt) interrupt.Cancel();
        }
    }
}
