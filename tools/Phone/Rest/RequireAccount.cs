using System.Security.Cryptography;
using System.Text;

namespace Frontdesk.Phone;

/// <summary>Lets in who names the account and its token (Basic authentication), and only to the account's own paths.</summary>
internal sealed class RequireAccount(PhoneSettings settings) : IEndpointFilter
{
    private readonly byte[] expected = Encoding.UTF8.GetBytes("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{settings.AccountSid}:{settings.AuthToken}")));

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        context.HttpContext.Response.Headers["Twilio-Request-Id"] = Sid.New("RQ");
        if (!CryptographicOperations.FixedTimeEquals(expected, Encoding.UTF8.GetBytes(request.Headers.Authorization.ToString())))
        {
            context.HttpContext.Response.Headers.WWWAuthenticate = "Basic realm=\"Twilio API\"";
            return TwilioError.Of(401, 20003, "Authenticate");
        }

        return string.Equals(request.RouteValues["account"] as string, settings.AccountSid, StringComparison.Ordinal) ? await next(context) : TwilioError.NotFound(request);
    }
}
