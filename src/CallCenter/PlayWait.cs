using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.CallCenter;

/// <summary>What a caller in line or on hold hears. Asked for again and again while they wait; it tells us nothing we do not know.</summary>
internal static class PlayWait
{
    public static void Map(IEndpointRouteBuilder twilio) => twilio
        .MapPost("/wait", Handle)
        .WithName(nameof(PlayWait))
        .Audited("call.waited")
        .FromTwilio();

    internal static ContentHttpResult Handle(TwilioForm form, TenantDb db) => Twiml.Answer(Twiml.Wait(db.Tenant));
}
