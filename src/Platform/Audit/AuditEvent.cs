namespace Frontdesk.Platform;

/// <summary>Something on the record that changed and disclosed no row: sign-in, refusal, unlock, export.</summary>
/// <param name="Kind">Stable, dotted: <c>caller.refused</c>.</param>
/// <param name="Outcome"><c>success</c>, <c>refused</c> or <c>failed</c>.</param>
/// <param name="Detail">JSON of ids and codes; never PHI or a secret.</param>
public sealed record AuditEvent(string Kind, string Outcome = "success", Guid? PatientId = null, string Detail = "{}")
{
    internal const string Sql =
        """
        insert into audit.events (kind, outcome, patient_id, detail)
        values (@Kind, @Outcome, @PatientId, @Detail::jsonb)
        """;
}
