using Frontdesk.Patients;
using Frontdesk.Platform;
using Frontdesk.Scheduling;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Frontdesk.Messaging;

/// <summary>What reaches people outside the app.</summary>
public static class MessagingModule
{
    public static IServiceCollection AddMessaging(this IServiceCollection services)
    {
        services.AddTwilio();
        services.AddSingleton<Texts>();
        services.AddJob<SendSignInCode, TextSignInCode>();
        services.AddJob<RemindVisits, RemindVisits.Handler>();
        services.AddSchedule<RemindVisits>("messaging.remind-visits", "0 */5 * * * ?", perTenant: true, spread: TimeSpan.FromMinutes(4));
        services.AddJob<SendReminder, SendReminder.Handler>();
        services.AddJob<AnswerText, AnswerText.Handler>();
        services.AddJob<SendOffer, TextOffer>();
        services.AddJob<SendOfferOver, TextOfferOver>();
        return services;
    }

    public static IEndpointRouteBuilder MapMessaging(this IEndpointRouteBuilder api)
    {
        var messaging = api.MapGroup("/messaging");
        FollowDelivery.Map(messaging);
        ReceiveText.Map(messaging);
        return api;
    }
}
