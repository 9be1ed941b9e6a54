namespace Frontdesk.Phone;

/// <summary>Dial, press keys, pick up, turn away, hang up; and see what became of it.</summary>
internal static class ControlCalls
{
    public sealed record PlaceCall(string? From, string? To);

    public sealed record PressKeys(string? Digits);

    public static void Map(IEndpointRouteBuilder phone)
    {
        phone.MapPost("/calls", Place);
        phone.MapGet("/calls", (CallBook book, string? party, bool? active) => book.Newest
            .Where(c => (party is null || party.Equals(c.From, StringComparison.Ordinal) || party.Equals(c.To, StringComparison.Ordinal)) && (active is null || active == !c.IsOver))
            .Take(1000)
            .Select(View));
        phone.MapGet("/calls/{sid}", (string sid, CallBook book, Journal journal) => book.Find(sid) is { } call ? Results.Json(new { call = View(call), events = journal.Of(sid).Select(FollowEvents.View) }) : Control.NoSuchCall);
        phone.MapPost("/calls/{sid}/digits", Press);
        phone.MapPost("/calls/{sid}/answer", (string sid, CallBook book) => Do(book, sid, call => !call.IsInbound && call.PickUp(takes: true)));
        phone.MapPost("/calls/{sid}/reject", (string sid, CallBook book) => Do(book, sid, call => !call.IsInbound && call.PickUp(takes: false)));
        phone.MapPost("/calls/{sid}/hang-up", (string sid, CallBook book, Exchange exchange) => Do(book, sid, exchange.HangUp));
    }

    private static IResult Place(PlaceCall request, Exchange exchange, Numbers numbers)
    {
        if (request.From is not ("anonymous" or "unknown") && !E164.Is(request.From)) return Control.Fault(400, "from is a number in E.164 form, such as +13125550123, or anonymous.");
        if (request.To is null || numbers.Find(request.To) is not { } number) return Control.Fault(404, "to is none of the numbers there are.");
        var call = exchange.Dial(request.From!, number);
        return Results.Json(View(call), statusCode: 201);
    }

    private static IResult Press(string sid, PressKeys request, CallBook book, Journal journal)
    {
        if (book.Find(sid) is not { } call) return Control.NoSuchCall;
        if (request.Digits is not { Length: >= 1 and <= 64 } digits || !digits.All(d => char.IsAsciiDigit(d) || d is '*' or '#')) return Control.Fault(400, "digits are 1 to 64 of 0-9, * and #.");
        if (call.IsOver || !call.IsAnswered) return Control.Fault(409, "The call is not connected.");
        journal.Write("digits", sid, new() { ["digits"] = digits });
        foreach (var digit in digits) call.Keys.Writer.TryWrite(digit);
        return Results.NoContent();
    }

    private static IResult Do(CallBook book, string sid, Func<Call, bool> act) =>
        book.Find(sid) is not { } call ? Control.NoSuchCall : !call.IsOver && act(call) ? Results.NoContent() : Control.Fault(409, "The call is over, or past that.");

    public static object View(Call call) => new
    {
        callSid = call.Sid,
        parentCallSid = call.ParentSid,
        from = call.From,
        to = call.To,
        direction = call.Direction,
        status = call.Status.Text(),
        createdAt = call.CreatedAt,
        answeredAt = call.AnsweredAt,
        endedAt = call.EndedAt,
    };
}
