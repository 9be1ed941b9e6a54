using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Frontdesk.Scheduling;

/// <summary>Locations, practitioners, visit types and hours; free times; holds and appointments.</summary>
public static class SchedulingModule
{
    public static IServiceCollection AddScheduling(this IServiceCollection services)
    {
        services.AddSettings<QuietHoursSettings>();
        services.AddSingleton<QuietHours>();
        services.AddSingleton<ClinicRulesCache>();
        services.AddValidation();
        services.AddLiveTopic<SeeSchedule>(SchedulingContracts.AppointmentsTopic, PatientNotices.Own);
        services.AddLiveTopic<SeeSchedule>(SchedulingContracts.WaitlistTopic, PatientNotices.Own);
        services.AddJob<FillFromWaitlist, FillFromWaitlist.Handler>();
        services.AddJob<ExpireOffer, ExpireOffer.Handler>();
        services.AddSchedule<FillFromWaitlist>("scheduling.fill-from-waitlist", "0 40 12 * * ?", perTenant: true, spread: TimeSpan.FromHours(1));
        services.AddJob<SweepHolds, SweepHolds.Handler>();
        services.AddSchedule<SweepHolds>("scheduling.sweep-holds", "0 0 7 * * ?", perTenant: true, spread: TimeSpan.FromHours(3));
        services.AddJob<StrandLateVisits, StrandLateVisits.Handler>();
        services.AddJob<RefreshCalendar, RefreshCalendar.Handler>();
        services.AddJob<RefreshCalendars, RefreshCalendars.Handler>();
        services.AddSchedule<RefreshCalendars>("scheduling.refresh-calendars", "0 */30 * * * ?", perTenant: true, spread: TimeSpan.FromMinutes(25));
        return services;
    }

    public static IEndpointRouteBuilder MapScheduling(this IEndpointRouteBuilder api)
    {
        var scheduling = api.MapGroup("/scheduling").WithTags("scheduling");
        ListVisitTypes.Map(scheduling);
        ListLocations.Map(scheduling);
        ListPractitioners.Map(scheduling);
        FindTimes.Map(scheduling);
        ExplainTime.Map(scheduling);
        HoldTime.Map(scheduling);
        ReleaseHold.Map(scheduling);
        BookAppointment.Map(scheduling);
        MoveAppointment.Map(scheduling);
        CancelAppointment.Map(scheduling);
        CheckSeries.Map(scheduling);
        BookWholeSeries.Map(scheduling);
        CancelSeries.Map(scheduling);
        ConfirmAppointment.Map(scheduling);
        SetAppointmentStatus.Map(scheduling);
        Overbook.Map(scheduling);
        ListAppointments.Map(scheduling);
        ListPatientAppointments.Map(scheduling);
        RequestVisit.Map(scheduling);
        ListMyRequests.Map(scheduling);
        ShowSetUp.Map(scheduling);
        AddToWaitlist.Map(scheduling);
        LeaveWaitlist.Map(scheduling);
        SetUrgency.Map(scheduling);
        ListWaitlist.Map(scheduling);
        ListPatientWaitlist.Map(scheduling);
        AcceptOffer.Map(scheduling);
        DeclineOffer.Map(scheduling);
        WithdrawOffer.Map(scheduling);
        AddLocation.Map(scheduling);
        ChangeLocation.Map(scheduling);
        SetLocationHours.Map(scheduling);
        AddHoliday.Map(scheduling);
        RemoveHoliday.Map(scheduling);
        AddPractitioner.Map(scheduling);
        ChangePractitioner.Map(scheduling);
        SetWeeklyHours.Map(scheduling);
        AddException.Map(scheduling);
        RemoveException.Map(scheduling);
        AddRoom.Map(scheduling);
        ChangeRoom.Map(scheduling);
        AddRoomException.Map(scheduling);
        AddVisitType.Map(scheduling);
        ChangeVisitType.Map(scheduling);
        MakeCalendarFeed.Map(scheduling);
        RevokeCalendarFeed.Map(scheduling);
        ReadCalendarFeed.Map(scheduling);
        ListCalendars.Map(scheduling);
        SubscribeCalendar.Map(scheduling);
        UnsubscribeCalendar.Map(scheduling);
        RefreshCalendar.Map(scheduling);
        return api;
    }
}
