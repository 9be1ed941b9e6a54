using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Frontdesk.CallCenter;

/// <summary>The call desk: calls from the first ring to the write-up, and the agents who take them.</summary>
public static class CallCenterModule
{
    public static IServiceCollection AddCallCenter(this IServiceCollection services) => services
        .AddTwilio()
        .AddSettings<CallCenterOptions>()
        .AddSingleton<Twiml>()
        .AddJob<ExpireOffer.Job, ExpireOffer.Handler>()
        .AddLiveTopic<TakeCalls>(CallBook.Topic)
        .AddLiveTopic<TakeCalls>(OfferCalls.AgentTopic)
        .AddJob<CheckCall.Job, CheckCall.Handler>()
        .AddJob<FindMissedCalls, FindMissedCalls.Handler>()
        .AddSchedule<FindMissedCalls>("callcenter.find-missed-calls", "0 40 * * * ?", perTenant: true, spread: TimeSpan.FromMinutes(50))
        .AddValidation();

    public static IEndpointRouteBuilder MapCallCenter(this IEndpointRouteBuilder api)
    {
        var callcenter = api.MapGroup("/callcenter");
        ShowDesk.Map(callcenter);
        SetAgentState.Map(callcenter);
        RenewAgentLease.Map(callcenter);
        ShowCall.Map(callcenter);
        AnswerCall.Map(callcenter);
        DeclineCall.Map(callcenter);
        HoldCall.Map(callcenter);
        ResumeCall.Map(callcenter);
        HangUpCall.Map(callcenter);
        VerifyCaller.Map(callcenter);
        WriteUpCall.Map(callcenter);
        Dispositions.Map(callcenter);

        var twilio = callcenter.MapGroup("/twilio");
        AnswerVoice.Map(twilio);
        PlayWait.Map(twilio);
        LeaveQueue.Map(twilio);
        EndDial.Map(twilio);
        FollowCall.Map(twilio);
        return api;
    }
}
