using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace Frontdesk.Scheduling;

/// <summary>Says anew what a kind of visit is: what is left out is as when it is added. Visits that are booked keep the length and the rooms they were booked with. 409 <c>name_taken</c>.</summary>
internal static class ChangeVisitType
{
    public sealed record Response(Guid VisitTypeId);

    public static void Map(IEndpointRouteBuilder scheduling) => scheduling
        .MapPut("/visit-types/{id:guid}", Handle)
        .WithName(nameof(ChangeVisitType))
        .Requires<SetUpSchedule>()
        .Audited("visit_type.changed")
        .RateLimited(RateClass.Write)
        .ProducesProblem(StatusCodes.Status409Conflict);

    internal static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(Guid id, AddVisitType.Request request, TenantDb db, CancellationToken ct)
    {
        try
        {
            return await db.Execute(Sql, AddVisitType.Arguments(id, request), ct) == 0 ? Problems.NotFound("visit type") : TypedResults.Ok(new Response(id));
        }
        catch (PostgresException e) when (e.ConstraintName == "visit_type_name_is_taken")
        {
            return AddVisitType.NameTaken();
        }
    }

    internal const string Sql =
        """
        update scheduling.visit_types
        set    name_en = @NameEn, name_es = @NameEs, minutes = @Minutes, buffer_before = @BufferBefore, buffer_after = @BufferAfter, every = @Every,
               patients_may_book = @PatientsMayBook, patients_notice = @PatientsNotice, patients_ahead = @PatientsAhead,
               instructions_en = @InstructionsEn, instructions_es = @InstructionsEs, channels = @Channels, open_to = @OpenTo, patients_may_request = @PatientsMayRequest,
               needs_room = @NeedsRoom, needs_equipment = @NeedsEquipment, needs_skill = @NeedsSkill, capacity = @Capacity, reminders = @Reminders,
               every_practitioner = @EveryPractitioner, active = @Active
        where  id = @Id
        """;
}
