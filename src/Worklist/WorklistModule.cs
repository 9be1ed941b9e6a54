using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Frontdesk.Worklist;

/// <summary>One list for all that waits for a person, whichever module it comes from.</summary>
public static class WorklistModule
{
    public static IServiceCollection AddWorklist(this IServiceCollection services)
    {
        services.AddLiveTopic<WorkTheWorklist>(WorklistContracts.ItemsTopic, PatientNotices.Own);
        services.AddValidation();
        return services;
    }

    public static IEndpointRouteBuilder MapWorklist(this IEndpointRouteBuilder api)
    {
        var worklist = api.MapGroup("/worklist").WithTags("worklist");
        ListItems.Map(worklist);
        CountItems.Map(worklist);
        TakeItem.Map(worklist);
        ReleaseItem.Map(worklist);
        CloseItem.Map(worklist);
        return api;
    }
}
