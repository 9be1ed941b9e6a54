namespace Frontdesk.Phone;

/// <summary>Carries texts between the customer and people's telephones.</summary>
internal sealed class TextExchange(
    PhoneSettings settings, MessageBook book, Answering answering, Webhooks webhooks, Courier courier, Chaos chaos, Journal journal, Debugger debugger, TimeProvider clock, CancellationToken stopping)
{
    // As a carrier might: long enough that "sent" is seen before "delivered".
    private static readonly TimeSpan OnTheAir = TimeSpan.FromMilliseconds(120);

    /// <summary>From the customer to a person. It is on its way when this returns.</summary>
    public Message Send(string from, string to, string body, Uri? statusCallback, string direction = "outbound-api")
    {
        var now = clock.GetUtcNow();
        var message = book.Put(new(Sid.New("SM"), from, to, body, direction, "queued", now, now, null, statusCallback));
        _ = Carry(message);
        return message;
    }

    /// <summary>From a person to one of the customer's numbers.</summary>
    public Message Receive(string from, Number number, string body)
    {
        var now = clock.GetUtcNow();
        var message = book.Put(new(Sid.New("SM"), from, number.PhoneNumber, body, "inbound", "received", now, now, null, null));
        Write(message);
        book.Heed(number.PhoneNumber, from, body);
        if (WebUrl.Is(number.SmsUrl)) _ = Deliver(message, new(number.SmsUrl), new(number.SmsMethod));
        return message;
    }

    private async Task Carry(Message message)
    {
        try
        {
            Write(message);
            var bag = new Mailbag();
            var key = new ChaosKey(chaos.NextConversation("text"), "");
            await Task.Delay(OnTheAir, clock, stopping);
            message = Become(message, "sent", null, bag, key);
            await Task.Delay(OnTheAir, clock, stopping);
            if (answering.For(message.To).Mode is "fail") Become(message, "undelivered", 30003, bag, key);
            else Become(message, "delivered", null, bag, key);
        }
        catch (OperationCanceledException)
        {
            // The program is stopping.
        }
    }

    private Message Become(Message message, string status, int? error, Mailbag bag, ChaosKey key)
    {
        var now = book.Put(message with { Status = status, ErrorCode = error, UpdatedAt = clock.GetUtcNow() });
        Write(now);
        if (now.StatusCallback is not { } callback) return now;
        var form = new Form
        {
            { "SmsSid", now.Sid }, { "SmsStatus", status }, { "MessageStatus", status }, { "To", now.To }, { "MessageSid", now.Sid },
            { "AccountSid", settings.AccountSid }, { "From", now.From }, { "ApiVersion", CallForm.ApiVersion },
        };
        if (error is not null) form.Add("ErrorCode", $"{error}");
        courier.Deliver(bag, new(callback, HttpMethod.Post, form, now.Sid, $"message {status}", key with { Event = status }));
        return now;
    }

    private async Task Deliver(Message message, Uri url, HttpMethod method)
    {
        try
        {
            var form = new Form
            {
                { "MessageSid", message.Sid }, { "SmsSid", message.Sid }, { "SmsMessageSid", message.Sid }, { "AccountSid", settings.AccountSid }, { "ApiVersion", CallForm.ApiVersion },
                { "From", message.From }, { "To", message.To }, { "Body", message.Body }, { "NumMedia", "0" }, { "NumSegments", $"{message.Segments}" }, { "SmsStatus", "received" },
            };
            CallForm.AddPlace(form, message.From, "From");
            CallForm.AddPlace(form, message.To, "To");
            var reply = await webhooks.Send(new(url, method, form, message.Sid, "text", new(chaos.NextConversation("text"), "inbound")), stopping);
            if (reply.ErrorCode is { } code) debugger.Report(code, reply.Error!, url, message.Sid);
            else if (reply.Body.Trim().Length > 0) Answer(message, reply);
        }
        catch (OperationCanceledException)
        {
            // The program is stopping.
        }
    }

    /// <summary>The customer may answer a text with a document: each Message in it is texted back.</summary>
    private void Answer(Message message, WebhookReply reply)
    {
        try
        {
            foreach (var answer in FetchDocument.Parse(reply.Body, reply.Url).Elements("Message"))
                Send(message.To, answer.Attribute("to")?.Value ?? message.From, (answer.Element("Body")?.Value ?? answer.Value).Trim(), null, "outbound-reply");
        }
        catch (TwimlFault fault)
        {
            debugger.Report(fault.Code, fault.Message, fault.Url, message.Sid);
        }
    }

    private void Write(Message message) => journal.Write("text", message.Sid, new()
    {
        ["from"] = message.From,
        ["to"] = message.To,
        ["body"] = message.Body,
        ["status"] = message.Status,
        ["direction"] = message.Direction,
    });
}
