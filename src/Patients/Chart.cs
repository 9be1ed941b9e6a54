using System.Text.Json;
using Frontdesk.Platform;
using NodaTime;

namespace Frontdesk.Patients;

/// <summary>All the clinic has on file about a patient.</summary>
/// <param name="Age">In whole years today, at the clinic; on the day of death for one who died.</param>
/// <param name="Version">Send it back with a change.</param>
/// <param name="ActsFor">Living patients this one acts for today.</param>
/// <param name="ActedForBy">Living patients who act for this one today.</param>
public sealed record Chart(Guid PatientId, string Name, int Age, PatientDetails Details, int Version, IReadOnlyList<Chart.Relation> ActsFor, IReadOnlyList<Chart.Relation> ActedForBy)
{
    /// <param name="Kind">What the one who acts is to the other: <c>parent</c>, <c>guardian</c>, …</param>
    public sealed record Relation(Guid PatientId, string Name, string Kind);

    /// <summary>Reads and records it in one statement; null when there is no such patient, or the chart is not open to the actor.</summary>
    internal static async Task<Chart?> Read(TenantDb db, Guid patientId, TimeProvider clock, CancellationToken ct)
    {
        var purpose = db.Actor.Kind == ActorKind.Patient ? Purpose.PatientRequest : Purpose.Treatment;
        return await db.DiscloseOne<Row>(purpose, Sql, new { PatientId = patientId }, ct) is { } row ? row.ToChart(ClinicCalendar.Today(db.Tenant, clock)) : null;
    }

    internal sealed record Row(
        Guid PatientId, string? GivenName, string? FamilyName, string? Prefix, string? Suffix, DateOnly BirthDate, string Sex, string? Language, DateOnly? DeceasedOn, int Version,
        string[] Names, string[] Phones, string[] Emails, string[] Addresses, string[] Numbers, string[] ActsFor, string[] ActedForBy)
    {
        internal Chart ToChart(DateOnly today) => new(
            PatientId, string.Join(' ', new[] { GivenName, FamilyName }.Where(static part => part is not null)), ClinicCalendar.Age(BirthDate, DeceasedOn ?? today),
            new PatientDetails(GivenName, FamilyName, BirthDate, Sex, Language, Prefix, Suffix, DeceasedOn, List<OtherName>(Names), List<Phone>(Phones), List<Email>(Emails),
                List<PostalAddress>(Addresses), List<RecordNumber>(Numbers)),
            Version, List<Relation>(ActsFor), List<Relation>(ActedForBy));

        private static IReadOnlyList<T> List<T>(string[] items) => [.. items.Select(static json => JsonSerializer.Deserialize<T>(json, JsonSerializerOptions.Web)!)];
    }

    // The lists come as JSON from sub-selects: one statement, one round trip, and no rows multiplied by joins. An array() costs half of a json_agg.
    internal const string Sql =
        """
        select p.id as "PatientId", p.given_name as "GivenName", p.family_name as "FamilyName", p.name_prefix as "Prefix", p.name_suffix as "Suffix",
               p.birth_date as "BirthDate", p.sex as "Sex", p.language as "Language", p.deceased_on as "DeceasedOn", p.version as "Version",
               array(select json_build_object('use', n.use, 'givenName', n.given_name, 'familyName', n.family_name)::text
                from   patients.names n where n.patient_id = p.id order by n.id) as "Names",
               array(select json_build_object('number', h.as_given, 'use', h.use, 'owner', h.owner, 'mayText', h.may_text, 'e164', h.e164)::text
                from   patients.phones h where h.patient_id = p.id order by h.id) as "Phones",
               array(select json_build_object('address', e.address, 'owner', e.owner)::text
                from   patients.emails e where e.patient_id = p.id order by e.id) as "Emails",
               array(select json_build_object('lines', a.lines, 'city', a.city, 'state', a.state, 'postalCode', a.postal_code, 'country', a.country, 'use', a.use)::text
                from   patients.addresses a where a.patient_id = p.id order by a.id) as "Addresses",
               array(select json_build_object('value', i.value, 'system', i.system)::text
                from   patients.identifiers i where i.patient_id = p.id and i.type = 'MR' order by i.id) as "Numbers",
               array(select json_build_object('patientId', o.id, 'name', concat_ws(' ', o.given_name, o.family_name), 'kind', x.relation)::text
                from   patients.proxies x join patients.patients o on o.id = x.patient_id
                where  x.proxy_id = p.id and o.deceased_on is null and current_date between x.starts_on and coalesce(x.ends_on, 'infinity') order by o.sort_name, o.id) as "ActsFor",
               array(select json_build_object('patientId', o.id, 'name', concat_ws(' ', o.given_name, o.family_name), 'kind', x.relation)::text
                from   patients.proxies x join patients.patients o on o.id = x.proxy_id
                where  x.patient_id = p.id and o.deceased_on is null and current_date between x.starts_on and coalesce(x.ends_on, 'infinity') order by o.sort_name, o.id) as "ActedForBy"
        from   patients.patients p
        where  p.id = @PatientId
        and    patients.chart_is_open(p.id)
        """;
}

/// <summary>The clinic's calendar.</summary>
internal static class ClinicCalendar
{
    /// <summary>Today where the clinic is.</summary>
    internal static DateOnly Today(Tenant clinic, TimeProvider clock) =>
        Instant.FromDateTimeOffset(clock.GetUtcNow()).InZone(DateTimeZoneProviders.Tzdb[clinic.TimeZone]).Date.ToDateOnly();

    /// <summary>Whole years on that day; who was born on 29 February has the birthday on 1 March in other years.</summary>
    internal static int Age(DateOnly birthDate, DateOnly on) =>
        on.Year - birthDate.Year - ((on.Month, on.Day).CompareTo((birthDate.Month, birthDate.Day)) < 0 ? 1 : 0);
}
