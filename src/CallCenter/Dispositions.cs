using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.CallCenter;

/// <summary>What a call can have been about: one list for all clinics in this release, in the order in which it is shown.</summary>
internal static class Dispositions
{
    /// <param name="Name">In the language the browser asks for, English or Spanish.</param>
    public sealed record Disposition(string Code, string Name);

    public sealed record Response(IReadOnlyList<Disposition> Dispositions);

    private static readonly IReadOnlyList<(string Code, string English, string Spanish)> All =
    [
        ("booked", "Visit booked", "Cita reservada"),
        ("moved", "Visit moved", "Cita cambiada"),
        ("cancelled", "Visit cancelled", "Cita cancelada"),
        ("question", "Question answered", "Pregunta respondida"),
        ("prescription", "Prescription", "Receta"),
        ("results", "Test results", "Resultados"),
        ("billing", "Billing", "Facturación"),
        ("message_taken", "Message taken", "Mensaje tomado"),
        ("wrong_number", "Wrong number", "Número equivocado"),
        ("other", "Other", "Otro"),
    ];

    internal static readonly IReadOnlySet<string> Codes = All.Select(static disposition => disposition.Code).ToHashSet(StringComparer.Ordinal);

    public static void Map(IEndpointRouteBuilder callcenter) => callcenter
        .MapGet("/dispositions", Handle)
        .WithName("ListDispositions")
        .Requires<TakeCalls>()
        .Audited("dispositions.listed")
        .RateLimited(RateClass.Read);

    internal static Ok<Response> Handle(HttpRequest request)
    {
        var spanish = request.GetTypedHeaders().AcceptLanguage.OrderByDescending(static language => language.Quality ?? 1).FirstOrDefault()?.Value.StartsWith("es", StringComparison.OrdinalIgnoreCase) == true;
        return TypedResults.Ok(new Response([.. All.Select(one => new Disposition(one.Code, spanish ? one.Spanish : one.English))]));
    }
}
