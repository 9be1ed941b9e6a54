using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Frontdesk.Phone;

/// <summary>The telephone exchange: makes legs, moves them through their states and tells whoever subscribed.</summary>
internal sealed class Exchange(
    PhoneSettings settings, Numbers numbers, CallBook book, Queues queues, Answering answering, Webhooks webhooks, Courier courier, Chaos chaos,
    Recordings recordings, Journal journal, Debugger debugger, TimeProvider clock, CancellationToken stopping)
{
    public PhoneSettings Settings => settings;
    public Queues Queues => queues;
    public Webhooks Webhooks => webhooks;
    public Recordings Recordings => recordings;
    public Journal Journal => journal;
    public Debugger Debugger => debugger;
    public TimeProvider Clock => clock;
    public CancellationToken Stopping => stopping;

    /// <summary>A person dials one of the customer's numbers.</summary>
    public Call Dial(string from, Number number)
    {
        var call = new Call(Sid.New("CA"), from, number.PhoneNumber, "inbound", new(chaos.NextConversation("call"), "leg0"), clock.GetUtcNow())
        {
            NumberSid = number.Sid,
            CallToken = CallToken(from, number.PhoneNumber),
            // A number's status callback hears one thing of a call: how it ended.
            Progress = WebUrl.Is(number.StatusCallback) ? new(new(number.StatusCallback), new(number.StatusCallbackMethod), new HashSet<string>(StringComparer.Ordinal) { "completed" }) : null,
        };
        Begin(call);
        Become(call, CallStatus.Ringing);
        if (!WebUrl.Is(number.VoiceUrl))
        {
            debugger.Report(11100, $"The number {number.PhoneNumber} has no voice URL", null, call.Sid);
            Become(call, CallStatus.Failed);
            return call;
        }

        var fallback = WebUrl.Is(number.VoiceFallbackUrl) ? Step.To(new(number.VoiceFallbackUrl), new(number.VoiceFallbackMethod)) : null;
        Talk(call, Step.To(new(number.VoiceUrl), new(number.VoiceMethod)), fallback);
        return call;
    }

    /// <summary>The customer's app calls somebody through the REST API; what follows runs once it is answered.</summary>
    public Call Originate(string from, string to, ProgressCallback? progress, TimeSpan ringsFor, Step first, Step? fallback)
    {
        var call = new Call(Sid.New("CA"), from, to, "outbound-api", new(chaos.NextConversation("call"), "leg0"), clock.GetUtcNow()) { NumberSid = numbers.Find(from)?.Sid, Progress = progress };
        Begin(call);
        _ = Guard(call, async () =>
        {
            if (await Ring(call, ringsFor)) await (call.Conversation = new(this, call, fallback)).Run(first);
        });
        return call;
    }

    /// <summary>A leg that a Dial verb makes. The caller of this method rings it.</summary>
    public Call Leg(Call parent, string from, string to, int place, ProgressCallback? progress)
    {
        var call = new Call(Sid.New("CA"), from, to, "outbound-dial", parent.Key with { Event = $"{parent.Key.Event}.{place}" }, clock.GetUtcNow()) { ParentSid = parent.Sid, Progress = progress };
        Begin(call);
        return call;
    }

    /// <summary>Rings a leg until it is answered (true) or ends some other way (false), as its address is set to behave.</summary>
    public async Task<bool> Ring(Call call, TimeSpan ringsFor)
    {
        Become(call, CallStatus.Initiated);
        var answer = answering.For(call.To);
        if (answer.Mode is "fail") return Become(call, CallStatus.Failed) && false;
        if (!Become(call, CallStatus.Ringing)) return false;
        if (answer.Mode is "busy" or "reject") return Become(call, CallStatus.Busy) && false;

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        limit.CancelAfter(ringsFor);
        var silence = Task.Delay(Timeout.Infinite, limit.Token);
        var itself = answer.Mode is "answer" ? Task.Delay(TimeSpan.FromMilliseconds(answer.AfterMs), clock, limit.Token) : silence;
        var first = await Task.WhenAny(call.Over, call.PickedUp, itself, silence);
        if (first == call.Over) return false;
        if (first == call.PickedUp) return Become(call, await call.PickedUp ? CallStatus.InProgress : CallStatus.Busy) && call.IsAnswered;
        return Become(call, first == itself && itself.IsCompletedSuccessfully ? CallStatus.InProgress : CallStatus.NoAnswer) && call.IsAnswered;
    }

    /// <summary>Moves a call on and tells those who subscribed. False when it had ended or come as far already.</summary>
    public bool Become(Call call, CallStatus next)
    {
        if (!call.Become(next, clock.GetUtcNow())) return false;
        journal.Write("status", call.Sid, new() { ["status"] = next.Text(), ["from"] = call.From, ["to"] = call.To, ["direction"] = call.Direction, ["parentCallSid"] = call.ParentSid });
        TellProgress(call, next);
        if (next.IsTerminal()) call.Close();
        return true;
    }

    /// <summary>The party at the far end of this leg hangs up.</summary>
    public bool HangUp(Call call) =>
        Become(call, call.IsAnswered ? CallStatus.Completed : call.IsInbound ? CallStatus.NoAnswer : CallStatus.Busy);

    /// <summary>The network ends a leg: talked ones are completed, ringing ones canceled.</summary>
    public bool End(Call call) => Become(call, call.IsAnswered ? CallStatus.Completed : CallStatus.Canceled);

    /// <summary>Runs a document on a call that runs none, such as a bridged leg that is taken elsewhere.</summary>
    public void Talk(Call call, Step first, Step? fallback = null)
    {
        var conversation = call.Conversation = new(this, call, fallback);
        _ = Guard(call, () => conversation.Run(first));
    }

    /// <summary>Gives a call another document; false when it has ended or nobody has answered it yet.</summary>
    public bool Redirect(Call call, Step step)
    {
        if (call.Conversation is { } conversation) return conversation.Redirect(step);
        if (!call.IsAnswered || call.IsOver) return false;
        Talk(call, step);
        call.TakeElsewhere();
        return true;
    }

    public void TellRecording(Call call, Recording recording, Uri callback, HttpMethod method)
    {
        var form = new Form
        {
            { "AccountSid", settings.AccountSid }, { "CallSid", call.Sid }, { "RecordingSid", recording.Sid }, { "RecordingUrl", recording.Url }, { "RecordingStatus", "completed" },
            { "RecordingDuration", $"{recording.Seconds}" }, { "RecordingChannels", "1" }, { "RecordingStartTime", CallForm.Rfc2822(recording.StartedAt) }, { "RecordingSource", recording.Source },
        };
        courier.Deliver(call.Mailbag, new(callback, method, form, call.Sid, "recording", call.Key with { Event = $"{call.Key.Event}/recording {recording.Source}" }));
    }

    public Form FormOf(Call call) => CallForm.Of(call, settings.AccountSid);

    private void Begin(Call call)
    {
        book.Add(call);
        journal.Write("call", call.Sid, new() { ["from"] = call.From, ["to"] = call.To, ["direction"] = call.Direction, ["parentCallSid"] = call.ParentSid });
    }

    private void TellProgress(Call call, CallStatus now)
    {
        if (call.Progress is not { } progress || !progress.Events.Contains(now.Event())) return;
        var form = FormOf(call);
        var sequence = call.NextSequence();
        form.Add("Timestamp", CallForm.Rfc2822(clock.GetUtcNow()));
        form.Add("CallbackSource", "call-progress-events");
        form.Add("SequenceNumber", $"{sequence}");
        if (now.IsTerminal())
        {
            var seconds = call.Duration ?? 0;
            form.Add("CallDuration", $"{seconds}");
            form.Add("Duration", $"{(seconds + 59) / 60}");
            form.Add("SipResponseCode", SipCode(now));
            if (recordings.Last(call.Sid) is { } recording)
            {
                form.Add("RecordingUrl", recording.Url);
                form.Add("RecordingSid", recording.Sid);
                form.Add("RecordingDuration", $"{recording.Seconds}");
            }
        }

        courier.Deliver(call.Mailbag, new(progress.Url, progress.Method, form, call.Sid, $"status {now.Text()}", call.Key with { Event = $"{call.Key.Event}/{sequence} {now.Text()}" }));
    }

    private static string SipCode(CallStatus status) => status switch
    {
        CallStatus.Completed => "200",
        CallStatus.Busy => "486",
        CallStatus.NoAnswer or CallStatus.Canceled => "487",
        _ => "404",
    };

    /// <summary>A conversation is nobody's awaited task: what breaks it is written down and ends the call, never lost.</summary>
    private async Task Guard(Call call, Func<Task> conversation)
    {
        try
        {
            await conversation();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The program is stopping.
        }
        catch (Exception e)
        {
            debugger.Report(12400, $"Internal failure of the simulator: {e}", null, call.Sid);
            End(call);
        }
    }

    private static string CallToken(string from, string to)
    {
        static string Part(object value) => Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(value)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        var signature = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(from + to))).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        return JsonSerializer.Serialize(new
        {
            parentCallInfoToken = $"{Part(new { alg = "ES256" })}.{Part(new { from, to, iat = 0 })}.{signature}",
            identityHeaderTokens = Array.Empty<string>(),
        });
    }
}
