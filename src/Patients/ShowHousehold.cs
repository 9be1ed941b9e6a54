using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.Patients;

/// <summary>The living patients who share a phone with this one, whose chart must be open. Enough to choose among them; their charts stay locked.</summary>
internal static class ShowHousehold
{
    public sealed record Response(IReadOnlyList<Member> Members);

    /// <param name="PhoneLast4">Of the number they share.</param>
    public sealed record Member(Guid PatientId, string Name, int Age, string Sex, string PhoneLast4);

    private sealed record Row(Guid PatientId, string Name, DateOnly BirthDate, string Sex, string PhoneLast4, bool Asked);

    public static void Map(IEndpointRouteBuilder patients) => patients
        .MapGet("/{id:guid}/household", Handle)
        .WithName(nameof(ShowHousehold))
        .Requires<SearchPatients>()
        .Audited("household.shown")
        .RateLimited(RateClass.Read);

    internal static async Task<Results<Ok<Response>, ProblemHttpResult>> Handle(Guid id, TenantDb db, TimeProvider clock, CancellationToken ct)
    {
        var rows = await db.Disclose<Row>(Purpose.Treatment, Sql, new { PatientId = id }, ct);
        if (rows.Count == 0)
            return await Charts.WhyNot(db, id, ct);

        var today = ClinicCalendar.Today(db.Tenant, clock);
        return TypedResults.Ok(new Response([.. rows.Where(static row => !row.Asked).Select(row => new Member(row.PatientId, row.Name, ClinicCalendar.Age(row.BirthDate, today), row.Sex, row.PhoneLast4))]));
    }

    // The patient asked about is among the rows, so that "nobody else" and "locked" differ.
    internal const string Sql =
        """
        select o.id as "PatientId", concat_ws(' ', o.given_name, o.family_name) as "Name", o.birth_date as "BirthDate", o.sex as "Sex",
               right(coalesce(min(theirs.e164), ''), 4) as "PhoneLast4", o.id = p.id as "Asked"
        from   patients.patients p
        left   join patients.phones mine on mine.patient_id = p.id and mine.e164 is not null and mine.use <> 'old'
        left   join patients.phones theirs on theirs.e164 = mine.e164 and theirs.use <> 'old'
        join   patients.patients o on o.id = coalesce(theirs.patient_id, p.id) and (o.deceased_on is null or o.id = p.id)
        where  p.id = @PatientId
        and    patients.chart_is_open(p.id)
        group  by o.tenant_id, o.id, p.tenant_id, p.id
        order  by o.sort_name, o.id
        limit  50
        """;
}
