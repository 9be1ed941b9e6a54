namespace Frontdesk.Phone;

/// <summary>The hands of the people on the telephone: what the page and tests do. Not part of the vendor's API, and not for the customer's app.</summary>
internal static class Control
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var phone = app.MapGroup("/phone/api");
        ControlNetwork.Map(phone);
        ControlCalls.Map(phone);
        ControlTexts.Map(phone);
        ControlChaos.Map(phone);
        ControlAnswering.Map(phone);
        FollowEvents.Map(phone);
        phone.MapFallback(() => Fault(StatusCodes.Status404NotFound, "There is nothing here."));
    }

    public static IResult Fault(int status, string detail) => Results.Json(new { status, detail }, statusCode: status);

    public static IResult NoSuchCall => Fault(StatusCodes.Status404NotFound, "There is no such call.");
}
