using System.ComponentModel.DataAnnotations;
using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace Frontdesk.Patients;

/// <summary>
/// Changes what is on file to what is sent, whole. The chart must be open. 409 <c>changed_meanwhile</c> with the chart as it is now
/// when somebody else changed it after <c>version</c> was read.
/// </summary>
internal static class ChangePatient
{
    /// <param name="Version">Of the chart the change was made on.</param>
    public sealed record Request([property: Required] PatientDetails Details, int Version);

    public sealed record Response(int Version);

    private sealed record State(Guid PatientId, int Version, bool IsOpen, string[] Phones);

    public static void Map(IEndpointRouteBuilder patients) => patients
        .MapPut("/{id:guid}", Handle)
        .WithName(nameof(ChangePatient))
        .Requires<ChangePatients>()
        .Audited("patient.changed")
        .RateLimited(RateClass.Write);

    internal static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(Guid id, Request request, TenantDb db, Sessions sessions, TimeProvider clock, CancellationToken ct)
    {
        if (request.Details.Fault(ClinicCalendar.Today(db.Tenant, clock)) is { } fault)
            return fault;

        try
        {
            var proof = (string[])[];
            var changed = await db.Transaction(async tx =>
            {
                var state = await tx.QueryOne<State>(LockSql, new { PatientId = id }, ct);
                if (state is not { IsOpen: true } || state.Version != request.Version)
                    return false;
                proof = state.Phones;
                await PatientRecord.Update(tx, [request.Details.ToRecord(id)], "desk", ct);
                tx.Announce("patients.patients", id);
                return true;
            }, ct);
            if (changed)
            {
                // Who signed in by a number that is no longer theirs, or as someone who died, is signed out.
                if (request.Details.DeceasedOn is not null || proof.Except(Reachable(request.Details)).Any())
                    await sessions.EndAll(db.Tenant, id, ct);
                return TypedResults.Ok(new Response(request.Version + 1));
            }
        }
        catch (PostgresException e) when (e.ConstraintName == "identifier_is_taken")
        {
            return RegisterPatient.NumberTaken();
        }

        return await Chart.Read(db, id, clock, ct) is { } now
            ? Problems.Conflict("changed_meanwhile", "Somebody changed this record meanwhile.", new Dictionary<string, object?>(StringComparer.Ordinal) { ["current"] = now })
            : await Charts.WhyNot(db, id, ct);
    }

    private static IEnumerable<string?> Reachable(PatientDetails details) =>
        (details.Phones ?? []).Where(static phone => phone.Use != "old").Select(static phone => PhoneNumber.ToE164(phone.Number));

    // Two changes at once wait for each other here; the second then finds a newer version.
    private const string LockSql =
        """
        select p.id as "PatientId", p.version as "Version", patients.chart_is_open(p.id) as "IsOpen",
               array(select h.e164 from patients.phones h where h.patient_id = p.id and h.use <> 'old' and h.e164 is not null) as "Phones"
        from   patients.patients p
        where  p.id = @PatientId
        for    update
        """;
}
