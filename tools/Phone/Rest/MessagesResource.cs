namespace Frontdesk.Phone;

/// <summary>Messages.json: send, fetch and list texts.</summary>
internal static class MessagesResource
{
    public static void Map(IEndpointRouteBuilder account)
    {
        account.MapPost("/Messages.json", Create);
        account.MapGet("/Messages.json", List);
        account.MapGet("/Messages/{sid}.json", (string sid, HttpRequest request, MessageBook book, PhoneSettings settings) =>
            book.Find(sid) is { } message ? Results.Json(View(message, settings)) : TwilioError.NotFound(request));
    }

    private static async Task<IResult> Create(HttpRequest request, TextExchange texts, MessageBook book, Numbers numbers, PhoneSettings settings, CancellationToken ct)
    {
        var form = await request.ReadFormAsync(ct);
        string to = form["To"].ToString(), from = form["From"].ToString(), body = form["Body"].ToString(), callback = form["StatusCallback"].ToString();
        if (to.Length == 0) return TwilioError.Of(400, 21604, "A 'To' phone number is required.");
        if (from.Length == 0) return TwilioError.Of(400, 21603, "A 'From' phone number is required.");
        if (body.Length == 0) return TwilioError.Of(400, 21602, "Message body is required.");
        if (body.Length > 1600) return TwilioError.Of(400, 21617, "The concatenated message body exceeds the 1600 character limit");
        if (!E164.Is(to)) return TwilioError.Of(400, 21211, $"Invalid 'To' Phone Number: {to}");
        if (numbers.Find(from) is null) return TwilioError.Of(400, 21606, $"The 'From' phone number provided ({from}) is not a valid message-capable Twilio phone number for this destination.");
        if (callback.Length > 0 && !WebUrl.Is(callback)) return TwilioError.Of(400, 21609, $"Invalid StatusCallback URL: {callback}");
        if (book.IsStopped(from, to)) return TwilioError.Of(400, 21610, "Attempt to send to unsubscribed recipient");

        return Results.Json(View(texts.Send(from, to, body, callback.Length > 0 ? new(callback) : null), settings), statusCode: 201);
    }

    private static IResult List(HttpRequest request, MessageBook book, PhoneSettings settings)
    {
        bool Fits(string filter, string value) => request.Query[filter].ToString() is not { Length: > 0 } wanted || string.Equals(wanted, value, StringComparison.Ordinal);
        return Page.Of(request, "messages", book.Newest.Where(m => Fits("From", m.From) && Fits("To", m.To)), m => View(m, settings));
    }

    private static object View(Message message, PhoneSettings settings)
    {
        var uri = $"/{CallForm.ApiVersion}/Accounts/{settings.AccountSid}/Messages/{message.Sid}";
        return new
        {
            sid = message.Sid,
            account_sid = settings.AccountSid,
            api_version = CallForm.ApiVersion,
            date_created = CallForm.Rfc2822(message.CreatedAt),
            date_updated = CallForm.Rfc2822(message.UpdatedAt),
            date_sent = message.Status is "queued" ? null : CallForm.Rfc2822(message.UpdatedAt),
            from = message.From,
            to = message.To,
            body = message.Body,
            direction = message.Direction,
            status = message.Status,
            num_segments = $"{message.Segments}",
            num_media = "0",
            error_code = message.ErrorCode,
            error_message = message.ErrorCode is null ? null : "Unreachable destination handset",
            messaging_service_sid = (string?)null,
            price = (string?)null,
            price_unit = "USD",
            uri = uri + ".json",
            subresource_uris = new { media = uri + "/Media.json" },
        };
    }
}
