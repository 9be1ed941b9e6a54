namespace Frontdesk.Phone;

/// <summary>What the network does to callbacks from now on. Setting it starts a new run, so that the same seed and the same calls meet the same trouble.</summary>
internal static class ControlChaos
{
    public static void Map(IEndpointRouteBuilder phone)
    {
        phone.MapGet("/chaos", (Chaos chaos) => chaos.Settings);
        phone.MapPut("/chaos", (ChaosSettings settings, Chaos chaos, Journal journal) =>
        {
            if (settings.Faults().FirstOrDefault() is { } fault) return Control.Fault(400, fault + ".");
            chaos.Start(settings);
            journal.Write("chaos", null, new() { ["settings"] = settings });
            return Results.Json(settings);
        });
    }
}
