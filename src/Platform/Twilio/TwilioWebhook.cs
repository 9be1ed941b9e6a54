using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Frontdesk.Platform;

/// <summary>
/// Lets only Twilio through to a webhook. The signature is checked against the configured public URL, never the Host header, and over every received
/// parameter. Whatever is wrong with a request, the answer is the same 403: it tells a forger nothing.
/// </summary>
public static class TwilioWebhook
{
    /// <summary>Declares access, rate limit and size of a Twilio webhook and verifies each request. The handler takes a <see cref="TwilioForm"/>.</summary>
    public static RouteHandlerBuilder FromTwilio(this RouteHandlerBuilder route) => route
        .Anonymous("Twilio has no session: its signature is verified instead")
        .RateLimited(RateClass.Webhook)
        .DisableAntiforgery()
        .ExcludeFromDescription()
        .WithMetadata(new TwilioFormSize(), new Vouched(IsGenuine))
        .AddEndpointFilter(Verify);

    private sealed record Verdict(bool Genuine);

    private static async ValueTask<object?> Verify(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var context = invocation.HttpContext;
        if (!context.RequestServices.GetRequiredService<TwilioOptions>().Configured)
            return NotConfigured();
        return await IsGenuine(context) ? await next(invocation) : Problems.Forbidden("not_from_twilio", "The signature does not fit this request.");
    }

    private static async ValueTask<bool> IsGenuine(HttpContext context)
    {
        if (context.Features.Get<Verdict>() is not { } verdict)
            context.Features.Set(verdict = new Verdict(Fits(context, await TwilioForm.BindAsync(context))));
        return verdict.Genuine;
    }

    private static bool Fits(HttpContext context, TwilioForm form)
    {
        var options = context.RequestServices.GetRequiredService<TwilioOptions>();
        if (!options.Configured)
            return false;
        var clinic = context.RequestServices.GetRequiredService<RequestScope>().Tenant;
        var url = context.RequestServices.GetRequiredService<PublicUrl>().Of(clinic) + Target(context);
        return TwilioSignature.IsValid(options.AuthToken!, context.Request.Headers["X-Twilio-Signature"], url, form.Parameters)
            && string.Equals(form["AccountSid"], options.AccountSid, StringComparison.Ordinal);
    }

    public static IResult NotConfigured() => Problems.Problem(StatusCodes.Status503ServiceUnavailable, "telephone_not_configured",
        "No telephone is configured. Set FRONTDESK_TWILIO_ACCOUNT_SID and FRONTDESK_TWILIO_AUTH_TOKEN.");

    // The path and query as they were sent: decoding and encoding again may spell them differently from what was signed.
    private static string Target(HttpContext context) =>
        context.Features.Get<IHttpRequestFeature>()?.RawTarget is { Length: > 0 } raw && raw[0] == '/' ? raw : context.Request.GetEncodedPathAndQuery();
}
