using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace Frontdesk.Patients;

/// <summary>Registers a patient. The chart is open to who registered for 15 minutes. 409 <c>record_number_taken</c> when another patient has a number given.</summary>
internal static class RegisterPatient
{
    public sealed record Response(Guid PatientId);

    public static void Map(IEndpointRouteBuilder patients) => patients
        .MapPost("/", Handle)
        .WithName(nameof(RegisterPatient))
        .Requires<ChangePatients>()
        .Audited("patient.registered")
        .AnswersAgain()
        .RateLimited(RateClass.Write);

    internal static async Task<Results<Created<Response>, ProblemHttpResult>> Handle(PatientDetails request, TenantDb db, TimeProvider clock, CancellationToken ct)
    {
        if (request.Fault(ClinicCalendar.Today(db.Tenant, clock)) is { } fault)
            return fault;
        if (db.MadeBefore("patients.patients") is [.., var before])
            return Registered(before);

        var id = Guid.CreateVersion7();
        try
        {
            await db.Transaction(async tx =>
            {
                await PatientRecord.Insert(tx, [request.ToRecord(id)], "desk", ct);
                await tx.Execute(OpenSql, new { Id = Guid.CreateVersion7(), PatientId = id, ActorId = db.Actor.Id }, ct);
                tx.Announce("patients.patients", id);
            }, ct);
        }
        catch (PostgresException e) when (e.ConstraintName == "identifier_is_taken")
        {
            return NumberTaken();
        }

        return Registered(id);
    }

    private static Created<Response> Registered(Guid id) => TypedResults.Created($"/api/v1/patients/{id}", new Response(id));

    internal static ProblemHttpResult NumberTaken() => Problems.Conflict("record_number_taken", "Another patient has this record number.");

    private const string OpenSql =
        """
        insert into patients.chart_unlocks (id, actor_id, patient_id, reason, expires_at)
        values (@Id, @ActorId, @PatientId, 'registered', now() + interval '15 minutes')
        """;
}
