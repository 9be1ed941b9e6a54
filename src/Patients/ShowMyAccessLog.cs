using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.Patients;

/// <summary>Who looked at the signed-in patient's record, newest first, at most 200 looks before a time.</summary>
internal static class ShowMyAccessLog
{
    public sealed record Response(IReadOnlyList<Look> Looks, bool Truncated);

    /// <param name="Who">The member of staff's name; null for the clinic's own program.</param>
    /// <param name="Role">Theirs now; <c>patient</c> for the patient or who acts for them, <c>system</c> for the program.</param>
    /// <param name="Purpose">HL7 v3 PurposeOfUse: <c>TREAT</c>, <c>HOPERAT</c>, <c>PATRQT</c>, <c>ETREAT</c>.</param>
    /// <param name="Action">What was being done, such as <c>patient.shown</c>.</param>
    public sealed record Look(DateTimeOffset At, string? Who, string Role, string Purpose, string Action, bool Myself);

    private sealed record Row(Guid PatientId, DateTimeOffset At, string? Who, string Role, string Purpose, string Action, bool Myself);

    private const int Most = 200;

    public static void Map(IEndpointRouteBuilder patients) => patients
        .MapGet("/me/access-log", Handle)
        .WithName(nameof(ShowMyAccessLog))
        .Requires<UsePatientApp>()
        .Audited("patient.access_log_shown")
        .RateLimited(RateClass.Read);

    /// <param name="before">Looks earlier than this; for the next page, the time of the last look shown.</param>
    internal static async Task<Ok<Response>> Handle(TenantDb db, CancellationToken ct, DateTimeOffset? before = null)
    {
        var rows = await db.Disclose<Row>(Purpose.PatientRequest, Sql, new { Me = db.Actor.Id, Before = before?.ToUniversalTime(), Most = Most + 1 }, ct);
        return TypedResults.Ok(new Response(
            [.. rows.Take(Most).Select(static r => new Look(r.At, r.Who, r.Role, r.Purpose, r.Action, r.Myself))], rows.Count > Most));
    }

    // Sessions looked up and codes sent are the patient's own doing and are shown as such: nothing on the record is left out.
    internal const string Sql =
        """
        select r.patient_id as "PatientId", r.at as "At", coalesce(s.name, nullif(concat_ws(' ', p.given_name, p.family_name), '')) as "Who",
               case r.actor_kind when 'staff' then coalesce(s.role, 'staff') else r.actor_kind end as "Role",
               r.purpose as "Purpose", r.action as "Action", coalesce(r.actor_id = @Me, false) as "Myself"
        from   audit.reads r
        left   join platform.staff_accounts s on r.actor_kind = 'staff' and s.id = r.actor_id
        left   join patients.patients p on r.actor_kind = 'patient' and p.id = r.actor_id
        where  r.patient_id = @Me
        and    r.at < coalesce(@Before, 'infinity'::timestamptz)
        order  by r.at desc
        limit  @Most
        """;
}
