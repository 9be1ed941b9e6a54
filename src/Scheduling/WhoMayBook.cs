using Frontdesk.Patients;
using Frontdesk.Platform;

namespace Frontdesk.Scheduling;

/// <summary>
/// Some kinds of visits patients may book themselves only when they are new to the clinic, others only when it knows them: <c>scheduling.is_established</c>.
/// Staff may book any for anyone.
/// </summary>
internal static class WhoMayBook
{
    /// <summary>Finds out before times are looked for; a hold asks in its own statement.</summary>
    /// <exception cref="ProblemException">The patient may not book such visits, or is not for the actor to ask about.</exception>
    public static async Task Require(TenantDb db, ClinicRules.VisitType type, Guid? patientId, CancellationToken ct)
    {
        if (db.Actor.Kind != ActorKind.Patient || (type.OpenTo == "everyone" && patientId is null))
            return;
        var row = await db.QueryOne<Row>(Sql, new { PatientId = patientId ?? db.Actor.Id, type.OpenTo }, ct);
        if (!row!.ChartIsOpen)
            throw new ProblemException(Problems.NotFound("patient"));
        if (!row.IsOpenTo)
            throw Refused(type.OpenTo);
    }

    public static ProblemException Refused(string openTo) => openTo == "new"
        ? ClinicRules.Invalid("visitTypeId", "visit_type_for_new_patients", "This kind of visit is for patients who are new to the clinic.")
        : ClinicRules.Invalid("visitTypeId", "visit_type_for_established_patients", "This kind of visit is for patients the clinic has seen in the last three years.");

    internal sealed record Row(bool ChartIsOpen, bool IsOpenTo);

    /// <summary>With <c>@OpenTo</c> and <c>@PatientId</c>: whether the visit type is open to the patient.</summary>
    internal const string IsOpenTo = "(@OpenTo = 'everyone' or (@OpenTo = 'established') = scheduling.is_established(@PatientId))";

    internal const string Sql =
        $"""
        select patients.chart_is_open(@PatientId) as "ChartIsOpen", {IsOpenTo} as "IsOpenTo"
        """;
}
