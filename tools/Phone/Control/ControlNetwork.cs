namespace Frontdesk.Phone;

/// <summary>What there is to call and to call as, and what went wrong at the customer's app.</summary>
internal static class ControlNetwork
{
    public static void Map(IEndpointRouteBuilder phone)
    {
        phone.MapGet("/network", (Numbers numbers, PhoneSettings settings) => new
        {
            numbers = numbers.All.Select(n => new { number = n.PhoneNumber, name = n.FriendlyName }),
            callers = settings.Callers,
        });
        phone.MapGet("/alerts", (Debugger debugger) => debugger.Alerts.Reverse());
    }
}
