using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.Scheduling;

/// <summary>What can be booked. Patients see what they may book themselves, and what they may ask for.</summary>
internal static class ListVisitTypes
{
    /// <param name="Minutes">How long the visit is, in elapsed time.</param>
    /// <param name="PatientsNotice">Minutes before the start until when patients may book.</param>
    /// <param name="PatientsAhead">Days before the start from when on patients may book.</param>
    /// <param name="PatientsMay"><c>book</c> it, or only <c>request</c> it; null: neither, and patients do not see it.</param>
    /// <param name="OpenTo">Which patients may book it themselves: <c>everyone</c>, <c>new</c> or <c>established</c>.</param>
    /// <param name="Channels">How patients are seen: <c>in-person</c>, <c>video</c>, <c>phone</c>; the first is meant when none is named.</param>
    /// <param name="Capacity">Patients at once; more than one is a group visit.</param>
    /// <param name="NeedsRoom">Category of the room a visit in person takes; likewise of the equipment.</param>
    /// <param name="Reminders">Minutes before the start.</param>
    /// <param name="EveryPractitioner">Every practitioner does it; false: only those who are said to.</param>
    public sealed record VisitType(
        Guid VisitTypeId, string NameEn, string NameEs, int Minutes, int BufferBefore, int BufferAfter, int Every, bool PatientsMayBook, int PatientsNotice, int PatientsAhead,
        string InstructionsEn, string InstructionsEs,
        string? PatientsMay, string OpenTo, string[] Channels, int Capacity,
        bool PatientsMayRequest, string? NeedsRoom, string? NeedsEquipment, string? NeedsSkill, int[] Reminders, bool EveryPractitioner);

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
               instructions_en as "InstructionsEn", instructions_es as "InstructionsEs",
               case when patients_may_book then 'book' when patients_may_request then 'request' end as "PatientsMay",
               open_to as "OpenTo", channels as "Channels", capacity as "Capacity", patients_may_request as "PatientsMayRequest",
               needs_room as "NeedsRoom", needs_equipment as "NeedsEquipment", needs_skill as "NeedsSkill", reminders as "Reminders", every_practitioner as "EveryPractitioner"
        from   scheduling.visit_types
        where  active
        and    (patients_may_book or patients_may_request or not @ForPatient)
        order  by name_en, id
        """;
}
