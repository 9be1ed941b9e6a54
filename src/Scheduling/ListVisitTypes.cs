using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.Scheduling;

/// <summary>What can be booked. Patients see what they may book themselves.</summary>
internal static class ListVisitTypes
{
    /// <param name="Minutes">How long the visit is, in elapsed time.</param>
    /// <param name="PatientsNotice">Minutes before the start until when patients may book.</param>
    /// <param name="PatientsAhead">Days before the start from when on patients may book.</param>
    public sealed record VisitType(
        Guid VisitTypeId, string NameEn, string NameEs, int Minutes, int BufferBefore, int BufferAfter, int Every, bool PatientsMayBook, int PatientsNotice, int PatientsAhead,
        string InstructionsEn, string InstructionsEs);

    public sealed record Response(IReadOnlyList<VisitType> VisitTypes);

    public static void Map(IEndpointRouteBuilder scheduling) => scheduling
        .MapGet("/visit-types", Handle)
        .WithName(nameof(ListVisitTypes))
        .Requires<FindFreeTimes>()
        .Audited("visit_types.seen")
        .RateLimited(RateClass.Read);

    internal static async Task<Ok<Response>> Handle(TenantDb db, CancellationToken ct) =>
        TypedResults.Ok(new Response(await db.Query<VisitType>(Sql, new { ForPatient = db.Actor.Kind == ActorKind.Patient }, ct)));

    internal const string Sql =
        """
        select id as "VisitTypeId", name_en as "NameEn", name_es as "NameEs", minutes as "Minutes", buffer_before as "BufferBefore", buffer_after as "BufferAfter",
               every as "Every", patients_may_book as "PatientsMayBook", patients_notice as "PatientsNotice", patients_ahead as "PatientsAhead",
               instructions_en as "InstructionsEn", instructions_es as "InstructionsEs"
        from   scheduling.visit_types
        where  active
        and    (patients_may_book or not @ForPatient)
        order  by name_en, id
        """;
}
