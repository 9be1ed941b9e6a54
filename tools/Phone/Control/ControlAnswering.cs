namespace Frontdesk.Phone;

/// <summary>How addresses behave when they are called; "clients" is how every client behaves that has no setting of its own.</summary>
internal static class ControlAnswering
{
    public static void Map(IEndpointRouteBuilder phone)
    {
        phone.MapGet("/answering", (Answering answering) => new { clients = answering.Clients, addresses = answering.ByAddress });
        phone.MapPut("/answering/{address}", (string address, Answer answer, Answering answering) =>
        {
            if (!Answer.Modes.Contains(answer.Mode, StringComparer.Ordinal)) return Control.Fault(400, $"mode is one of {string.Join(", ", Answer.Modes)}.");
            if (answer.AfterMs is < 0 or > 600_000) return Control.Fault(400, "afterMs is 0 to 600000.");
            if (address is "clients") answering.Clients = answer;
            else if (E164.Is(address) || address.StartsWith("client:", StringComparison.Ordinal)) answering.Set(address, answer);
            else return Control.Fault(400, "The address is clients, client:name, or a number in E.164 form.");
            return Results.Json(answer);
        });
        phone.MapDelete("/answering/{address}", (string address, Answering answering) => answering.Forget(address) ? Results.NoContent() : Control.Fault(404, "That address has no setting of its own."));
    }
}
