using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Frontdesk.Patients;

/// <summary>The registry of patients: who they are, how they are found and reached, who sees their chart, and how they sign in.</summary>
public static class PatientsModule
{
    public static IServiceCollection AddPatients(this IServiceCollection services)
    {
        // The validator of an assembly's requests is generated where this call stands.
        services.AddValidation();
        return services;
    }

    public static IEndpointRouteBuilder MapPatients(this IEndpointRouteBuilder api)
    {
        var patients = api.MapGroup("/patients").WithTags("patients");
        StartSignIn.Map(patients);
        FinishSignIn.Map(patients);
        FindPatients.Map(patients);
        RegisterPatient.Map(patients);
        ShowMyself.Map(patients);
        ShowMyAccessLog.Map(patients);
        ShowPatient.Map(patients);
        ChangePatient.Map(patients);
        OpenChart.Map(patients);
        ShowHousehold.Map(patients);
        return api;
    }
}
