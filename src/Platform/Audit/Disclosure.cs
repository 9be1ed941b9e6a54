namespace Frontdesk.Platform;

/// <summary>Wraps a select so that reading and recording are one statement. Who and when come from the columns' defaults.</summary>
internal static class Disclosure
{
    // The right join leaves one row without a patient when nobody was found: a search is on the record even then.
    internal static string Of(string sql, Purpose purpose) =>
        $"""
        with result as (
        {sql}
        ), seen as (
            insert into audit.reads (patient_id, purpose)
            select found."PatientId", '{purpose.Code()}'
            from   (select distinct "PatientId" from result) found
            right join (select) always on true
        )
        select * from result
        """;
}
