using Frontdesk.Patients;
using Frontdesk.Platform;

namespace Frontdesk.Host;

/// <summary>Writes the demo's patients as one transaction of a few set-based statements, under the clinic's row level security like any request.</summary>
internal static class SeedDemoPatients
{
    public static async Task<bool> Run(TenantDb db, DemoClinic clinic, IReadOnlyList<DemoPatient> patients, CancellationToken ct)
    {
        // All are made in one transaction, so one tells of all; what people did to them since is theirs.
        if (await db.QueryOne<bool>("select true from patients.patients where id = @Id", new { patients[0].Id }, ct))
            return false;

        var phones = patients.SelectMany(p => p.Phones.Select(phone => (p.Id, Phone: phone))).ToArray();
        var emails = patients.Where(static p => p.Email is not null).ToArray();
        var words = patients.SelectMany(p => PersonName.IndexWords(p.GivenName, p.FamilyName).Select(word => (p.Id, Word: word))).ToArray();
        var proxies = patients.SelectMany(p => p.ActsFor.Select(other => (p.Id, other.PatientId, other.Relation, other.EndsOn))).ToArray();
        await db.Transaction(async tx =>
        {
            await tx.Execute(PatientsSql, new
            {
                Ids = patients.Select(static p => p.Id).ToArray(),
                Given = patients.Select(static p => p.GivenName).ToArray(),
                Family = patients.Select(static p => p.FamilyName).ToArray(),
                Sort = patients.Select(static p => PersonName.SortKey(p.FamilyName, p.GivenName)).ToArray(),
                Born = patients.Select(static p => p.BirthDate).ToArray(),
                Sexes = patients.Select(static p => p.Sex).ToArray(),
                Languages = patients.Select(static p => p.Language).ToArray(),
            }, ct);
            await tx.Execute(WordsSql, new { Patients = words.Select(static w => w.Id).ToArray(), Words = words.Select(static w => w.Word).ToArray() }, ct);
            await tx.Execute(PhonesSql, new
            {
                Ids = phones.Select(p => clinic.Id($"phone/{p.Id}/{p.Phone.Number}")).ToArray(),
                Patients = phones.Select(static p => p.Id).ToArray(),
                Numbers = phones.Select(static p => p.Phone.Number).ToArray(),
                Reversed = phones.Select(static p => Reverse(p.Phone.Number[1..])).ToArray(),
                AsGiven = phones.Select(static p => Spelled(p.Phone.Number)).ToArray(),
                Uses = phones.Select(static p => p.Phone.Use).ToArray(),
                Owners = phones.Select(static p => p.Phone.Owner).ToArray(),
                MayText = phones.Select(static p => p.Phone.MayText).ToArray(),
            }, ct);
            await tx.Execute(EmailsSql, new
            {
                Ids = emails.Select(p => clinic.Id($"email/{p.Id}")).ToArray(),
                Patients = emails.Select(static p => p.Id).ToArray(),
                Addresses = emails.Select(static p => p.Email!).ToArray(),
            }, ct);
            await tx.Execute(AddressesSql, new
            {
                Ids = patients.Select(p => clinic.Id($"address/{p.Id}")).ToArray(),
                Patients = patients.Select(static p => p.Id).ToArray(),
                Lines = patients.Select(static p => p.AddressLine).ToArray(),
                Cities = patients.Select(static p => p.City).ToArray(),
                States = patients.Select(static p => p.State).ToArray(),
                PostalCodes = patients.Select(static p => p.PostalCode).ToArray(),
            }, ct);
            await tx.Execute(IdentifiersSql, new
            {
                Ids = patients.Select(p => clinic.Id($"mrn/{p.Id}")).ToArray(),
                Patients = patients.Select(static p => p.Id).ToArray(),
                Mrns = patients.Select(static p => p.Mrn).ToArray(),
                Search = patients.Select(static p => Identifier.Fold(p.Mrn)).ToArray(),
            }, ct);
            await tx.Execute(ProxiesSql, new
            {
                Ids = proxies.Select(p => clinic.Id($"proxy/{p.Id}/{p.PatientId}")).ToArray(),
                Patients = proxies.Select(static p => p.PatientId).ToArray(),
                Proxies = proxies.Select(static p => p.Id).ToArray(),
                Relations = proxies.Select(static p => p.Relation).ToArray(),
                Ends = proxies.Select(static p => p.EndsOn).ToArray(),
            }, ct);
        }, ct);
        return true;
    }

    private static string Reverse(string digits) => string.Concat(digits.Reverse());

    // As people say it at the desk.
    private static string Spelled(string e164) => $"({e164[2..5]}) {e164[5..8]}-{e164[8..]}";

    private const string PatientsSql =
        """
        insert into patients.patients (id, given_name, family_name, sort_name, birth_date, sex, language)
        select * from unnest(@Ids, @Given, @Family, @Sort, @Born::date[], @Sexes, @Languages)
        """;

    private const string WordsSql =
        """
        insert into patients.name_words (patient_id, word)
        select * from unnest(@Patients, @Words)
        """;

    private const string PhonesSql =
        """
        insert into patients.phones (id, patient_id, e164, reversed, as_given, use, owner, may_text)
        select * from unnest(@Ids, @Patients, @Numbers, @Reversed, @AsGiven, @Uses, @Owners, @MayText)
        """;

    private const string EmailsSql =
        """
        insert into patients.emails (id, patient_id, address)
        select * from unnest(@Ids, @Patients, @Addresses)
        """;

    private const string AddressesSql =
        """
        insert into patients.addresses (id, patient_id, lines, city, state, postal_code, country)
        select id, patient_id, array[line], city, state, postal_code, 'US'
        from   unnest(@Ids, @Patients, @Lines, @Cities, @States, @PostalCodes) as a (id, patient_id, line, city, state, postal_code)
        """;

    private const string IdentifiersSql =
        """
        insert into patients.identifiers (id, patient_id, type, system, value, search_value)
        select id, patient_id, 'MR', 'urn:frontdesk:mrn', mrn, search
        from   unnest(@Ids, @Patients, @Mrns, @Search) as i (id, patient_id, mrn, search)
        """;

    // Who came of age since has no proxy any more.
    private const string ProxiesSql =
        """
        insert into patients.proxies (id, patient_id, proxy_id, relation, ends_on)
        select id, patient_id, proxy_id, relation, ends_on
        from   unnest(@Ids, @Patients, @Proxies, @Relations, @Ends::date[]) as p (id, patient_id, proxy_id, relation, ends_on)
        where  ends_on is null
        or     ends_on >= current_date
        """;
}
