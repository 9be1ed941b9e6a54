namespace Frontdesk.Phone;

/// <summary>Texts on a person's telephone, and texting the customer.</summary>
internal static class ControlTexts
{
    public sealed record SendText(string? From, string? To, string? Body);

    public static void Map(IEndpointRouteBuilder phone)
    {
        phone.MapGet("/texts", (MessageBook book, string? party) => book.Newest.Where(m => party is null || party.Equals(m.From, StringComparison.Ordinal) || party.Equals(m.To, StringComparison.Ordinal)).Take(1000).Select(View));
        phone.MapPost("/texts", (SendText request, TextExchange texts, Numbers numbers) =>
        {
            if (!E164.Is(request.From)) return Control.Fault(400, "from is a number in E.164 form, such as +13125550123.");
            if (request.Body is not { Length: >= 1 and <= 1600 } body) return Control.Fault(400, "body is 1 to 1600 letters.");
            if (request.To is null || numbers.Find(request.To) is not { } number) return Control.Fault(404, "to is none of the numbers there are.");
            return Results.Json(View(texts.Receive(request.From!, number, body)), statusCode: 201);
        });
    }

    public static object View(Message message) => new
    {
        messageSid = message.Sid,
        from = message.From,
        to = message.To,
        body = message.Body,
        direction = message.Direction,
        status = message.Status,
        at = message.CreatedAt,
    };
}
