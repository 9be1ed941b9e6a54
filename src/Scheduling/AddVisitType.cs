using System.ComponentModel.DataAnnotations;
using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace Frontdesk.Scheduling;

/// <summary>Adds a kind of visit that can be booked.</summary>
internal static class AddVisitType
{
    /// <param name="Minutes">5 to 480, elapsed.</param>
    /// <param name="BufferBefore">Minutes kept free before the visit, 0 to 120.</param>
    /// <param name="BufferAfter">Minutes kept free after it, 0 to 120.</param>
    /// <param name="Every">Visits start every so many minutes from the start of a block of hours, 5 to 480; as long as the visit if left out.</param>
    /// <param name="PatientsNotice">Minutes before the start until when patients may book, at most 30 days.</param>
    /// <param name="PatientsAhead">Days before the start from when on patients may book, 1 to 366.</param>
    public sealed record Request(
        [property: Required, StringLength(100, MinimumLength = 1)] string NameEn,
        [property: Required, StringLength(100, MinimumLength = 1)] string NameEs,
        [property: Range(5, 480)] int Minutes,
        [property: Range(0, 120)] int BufferBefore = 0,
        [property: Range(0, 120)] int BufferAfter = 0,
        [property: Range(5, 480)] int? Every = null,
        bool PatientsMayBook = false,
        [property: Range(0, 43200)] int PatientsNotice = 0,
        [property: Range(1, 366)] int PatientsAhead = 90,
        [property: StringLength(2000)] string? InstructionsEn = null,
        [property: StringLength(2000)] string? InstructionsEs = null);

    public sealed record Response(Guid VisitTypeId);

    public static void Map(IEndpointRouteBuilder scheduling) => scheduling
        .MapPost("/visit-types", Handle)
        .WithName(nameof(AddVisitType))
        .Requires<SetUpSchedule>()
        .Audited("visit_type.added")
        .RateLimited(RateClass.Write);

    internal static async Task<Results<Created<Response>, ProblemHttpResult>> Handle(Request request, TenantDb db, CancellationToken ct)
    {
        var id = Guid.CreateVersion7();
        try
        {
            await db.Execute(Sql, Arguments(id, request), ct);
        }
        catch (PostgresException e) when (e.ConstraintName == "visit_type_name_is_taken")
        {
            return Problems.Conflict("name_taken", "There is a visit type of this name.");
        }
        return TypedResults.Created($"/api/v1/scheduling/visit-types/{id}", new Response(id));
    }

    internal static object Arguments(Guid id, Request request) => new
    {
        Id = id,
        NameEn = request.NameEn.Trim(),
        NameEs = request.NameEs.Trim(),
        request.Minutes,
        request.BufferBefore,
        request.BufferAfter,
        Every = request.Every ?? request.Minutes,
        request.PatientsMayBook,
        request.PatientsNotice,
        request.PatientsAhead,
        InstructionsEn = request.InstructionsEn ?? "",
        InstructionsEs = request.InstructionsEs ?? "",
    };

    internal const string Sql =
        """
        insert into scheduling.visit_types
            (id, name_en, name_es, minutes, buffer_before, buffer_after, every, patients_may_book, patients_notice, patients_ahead, instructions_en, instructions_es)
        values (@Id, @NameEn, @NameEs, @Minutes, @BufferBefore, @BufferAfter, @Every, @PatientsMayBook, @PatientsNotice, @PatientsAhead, @InstructionsEn, @InstructionsEs)
        """;
}
