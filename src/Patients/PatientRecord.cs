using Dapper;
using Frontdesk.Platform;

namespace Frontdesk.Patients;

/// <summary>An identifier we keep; <paramref name="Type"/> is of HL7 v2 table 0203, empty when the source does not say.</summary>
internal sealed record KeptIdentifier(string Type, string System, string Value);

/// <summary>A patient as it is written: what registering, changing and importing have in common.</summary>
/// <param name="SourceHash">Of what an import brought; null at the desk.</param>
internal sealed record PatientRecord(
    Guid Id, string? GivenName, string? FamilyName, string? Prefix, string? Suffix, DateOnly BirthDate, string Sex, string? Language, DateOnly? DeceasedOn, byte[]? SourceHash,
    IReadOnlyList<OtherName> OtherNames, IReadOnlyList<Phone> Phones, IReadOnlyList<Email> Emails, IReadOnlyList<PostalAddress> Addresses, IReadOnlyList<KeptIdentifier> Identifiers)
{
    /// <summary>Inserts the patients. All lists travel as arrays: a thousand patients are one round trip, like one.</summary>
    internal static Task Insert(TenantTransaction tx, IReadOnlyCollection<PatientRecord> records, string source, CancellationToken ct) =>
        tx.Execute(InsertSql + DetailsSql, Arguments(records, source), ct);

    /// <summary>
    /// Writes the patients over what is there, and only what differs: a row that stays the same is not touched, so the audit shows the change and nothing else.
    /// An import takes away only rows that an import brought; what the desk added stays.
    /// </summary>
    internal static Task Update(TenantTransaction tx, IReadOnlyCollection<PatientRecord> records, string source, CancellationToken ct) =>
        tx.Execute(UpdateSql + DetailsSql, Arguments(records, source), ct);

    private static DynamicParameters Arguments(IReadOnlyCollection<PatientRecord> records, string source)
    {
        var arguments = new DynamicParameters();
        arguments.Add("Source", source);
        void Column<T>(string name, IEnumerable<T> values) => arguments.Add(name, values.ToArray());
        void Children<T>(string name, Func<PatientRecord, IReadOnlyList<T>> of, Action<List<(Guid Patient, T Row)>> add)
        {
            var rows = records.SelectMany(record => of(record).Select(row => (record.Id, row))).ToList();
            Column(name + "Ids", rows.Select(static _ => Guid.CreateVersion7()));
            Column(name + "Patients", rows.Select(static row => row.Id));
            add(rows);
        }

        Column("Ids", records.Select(static r => r.Id));
        Column("Givens", records.Select(static r => r.GivenName));
        Column("Families", records.Select(static r => r.FamilyName));
        Column("Prefixes", records.Select(static r => r.Prefix));
        Column("Suffixes", records.Select(static r => r.Suffix));
        Column("SortNames", records.Select(static r => PersonName.SortKey(r.FamilyName ?? "", r.GivenName)));
        Column("BirthDates", records.Select(static r => r.BirthDate));
        Column("Sexes", records.Select(static r => r.Sex));
        Column("Languages", records.Select(static r => r.Language));
        Column("Deaths", records.Select(static r => r.DeceasedOn));
        Column("Hashes", records.Select(static r => r.SourceHash));

        var words = records.SelectMany(static r => Words(r).Select(word => (r.Id, Word: word))).ToList();
        Column("WordPatients", words.Select(static w => w.Id));
        Column("Words", words.Select(static w => w.Word));
        Children("Name", static r => r.OtherNames, rows =>
        {
            Column("NameUses", rows.Select(static r => r.Row.Use));
            Column("NameGivens", rows.Select(static r => r.Row.GivenName));
            Column("NameFamilies", rows.Select(static r => r.Row.FamilyName));
        });
        Children("Phone", static r => r.Phones, rows =>
        {
            var read = rows.ConvertAll(static r => PhoneNumber.Read(r.Row.Number));
            Column("PhoneNumbers", read.Select(static p => p is { IsComplete: true } ? p.E164 : null));
            Column("PhoneReversed", rows.Select((r, i) => Reversed(read[i]?.E164 ?? r.Row.Number)));
            Column("PhoneGivens", rows.Select(static r => r.Row.Number.Trim()));
            Column("PhoneExtensions", read.Select(static p => p?.Extension));
            Column("PhoneUses", rows.Select(static r => r.Row.Use));
            Column("PhoneOwners", rows.Select(static r => r.Row.Owner));
            Column("PhoneTexts", rows.Select((r, i) => r.Row.MayText && read[i] is { IsComplete: true }));
        });
        Children("Email", static r => r.Emails, rows =>
        {
            Column("EmailAddresses", rows.Select(static r => r.Row.Address.Trim()));
            Column("EmailOwners", rows.Select(static r => r.Row.Owner));
        });
        Children("Address", static r => r.Addresses, rows =>
        {
            // Arrays of arrays must be rectangular, so the lines travel joined: no line holds a line break.
            Column("AddressLines", rows.Select(static r => string.Join('\n', r.Row.Lines.Select(static line => line.ReplaceLineEndings(" ").Trim()))));
            Column("AddressCities", rows.Select(static r => r.Row.City));
            Column("AddressStates", rows.Select(static r => r.Row.State));
            Column("AddressCodes", rows.Select(static r => r.Row.PostalCode));
            Column("AddressCountries", rows.Select(static r => r.Row.Country));
            Column("AddressUses", rows.Select(static r => r.Row.Use));
        });
        Children("Identifier", static r => r.Identifiers, rows =>
        {
            Column("IdentifierTypes", rows.Select(static r => r.Row.Type));
            Column("IdentifierSystems", rows.Select(static r => r.Row.System));
            Column("IdentifierValues", rows.Select(static r => r.Row.Value));
            Column("IdentifierSearches", rows.Select(static r => Identifier.Fold(r.Row.Value)));
        });
        return arguments;
    }

    private static IEnumerable<string> Words(PatientRecord record) => PersonName.IndexWords(
        [record.FamilyName, record.GivenName, .. record.OtherNames.SelectMany(static name => new[] { name.FamilyName, name.GivenName })]);

    private static string Reversed(string number)
    {
        var digits = number.Where(char.IsAsciiDigit).ToArray();
        Array.Reverse(digits);
        return new string(digits);
    }

    private const string InsertSql =
        """
        insert into patients.patients (id, given_name, family_name, name_prefix, name_suffix, sort_name, birth_date, sex, language, deceased_on, source_hash)
        select id, given_name, family_name, name_prefix, name_suffix, sort_name, birth_date, sex, language, deceased_on, source_hash
        from   unnest(@Ids, @Givens, @Families, @Prefixes, @Suffixes, @SortNames, @BirthDates::date[], @Sexes, @Languages, @Deaths::date[], @Hashes)
               as new (id, given_name, family_name, name_prefix, name_suffix, sort_name, birth_date, sex, language, deceased_on, source_hash);

        """;

    private const string UpdateSql =
        """
        update patients.patients p
        set    given_name = new.given_name, family_name = new.family_name, name_prefix = new.name_prefix, name_suffix = new.name_suffix, sort_name = new.sort_name,
               birth_date = new.birth_date, sex = new.sex, language = new.language, deceased_on = new.deceased_on,
               source_hash = coalesce(new.source_hash, p.source_hash), version = p.version + 1, changed_at = now()
        from   unnest(@Ids, @Givens, @Families, @Prefixes, @Suffixes, @SortNames, @BirthDates::date[], @Sexes, @Languages, @Deaths::date[], @Hashes)
               as new (id, given_name, family_name, name_prefix, name_suffix, sort_name, birth_date, sex, language, deceased_on, source_hash)
        where  p.id = new.id;

        """;

    // For each kind of row: what is no longer there goes, what is new comes. An import leaves the words of names it no longer brings: the desk may have added the same name.
    private const string DetailsSql =
        """
        delete from patients.name_words w
        where  w.patient_id = any (@Ids)
        and    @Source <> 'import'
        and    not exists (select from unnest(@WordPatients, @Words) as new (patient_id, word) where new.patient_id = w.patient_id and new.word = w.word);
        insert into patients.name_words (patient_id, word)
        select new.patient_id, new.word from unnest(@WordPatients, @Words) as new (patient_id, word)
        on conflict (tenant_id, patient_id, word) do nothing;

        delete from patients.names n
        where  n.patient_id = any (@Ids)
        and    (@Source <> 'import' or n.source = 'import')
        and    not exists (
                   select from unnest(@NamePatients, @NameUses, @NameGivens, @NameFamilies) as new (patient_id, use, given_name, family_name)
                   where  row(new.patient_id, new.use, new.given_name, new.family_name) is not distinct from row(n.patient_id, n.use, n.given_name, n.family_name));
        insert into patients.names (id, patient_id, use, given_name, family_name, source)
        select new.id, new.patient_id, new.use, new.given_name, new.family_name, @Source
        from   unnest(@NameIds, @NamePatients, @NameUses, @NameGivens, @NameFamilies) as new (id, patient_id, use, given_name, family_name)
        where  not exists (
                   select from patients.names n
                   where  n.patient_id = new.patient_id
                   and    row(new.use, new.given_name, new.family_name) is not distinct from row(n.use, n.given_name, n.family_name));

        delete from patients.phones h
        where  h.patient_id = any (@Ids)
        and    (@Source <> 'import' or h.source = 'import')
        and    not exists (
                   select from unnest(@PhonePatients, @PhoneGivens, @PhoneUses, @PhoneOwners, @PhoneTexts) as new (patient_id, as_given, use, owner, may_text)
                   where  row(new.patient_id, new.as_given, new.use, new.owner, new.may_text) is not distinct from row(h.patient_id, h.as_given, h.use, h.owner, h.may_text));
        insert into patients.phones (id, patient_id, e164, reversed, as_given, extension, use, owner, may_text, source)
        select new.id, new.patient_id, new.e164, new.reversed, new.as_given, new.extension, new.use, new.owner, new.may_text, @Source
        from   unnest(@PhoneIds, @PhonePatients, @PhoneNumbers, @PhoneReversed, @PhoneGivens, @PhoneExtensions, @PhoneUses, @PhoneOwners, @PhoneTexts)
               as new (id, patient_id, e164, reversed, as_given, extension, use, owner, may_text)
        where  not exists (
                   select from patients.phones h
                   where  h.patient_id = new.patient_id
                   and    row(new.as_given, new.use, new.owner, new.may_text) is not distinct from row(h.as_given, h.use, h.owner, h.may_text));

        delete from patients.emails e
        where  e.patient_id = any (@Ids)
        and    (@Source <> 'import' or e.source = 'import')
        and    not exists (
                   select from unnest(@EmailPatients, @EmailAddresses, @EmailOwners) as new (patient_id, address, owner)
                   where  row(new.patient_id, new.address, new.owner) = row(e.patient_id, e.address, e.owner));
        insert into patients.emails (id, patient_id, address, owner, source)
        select new.id, new.patient_id, new.address, new.owner, @Source
        from   unnest(@EmailIds, @EmailPatients, @EmailAddresses, @EmailOwners) as new (id, patient_id, address, owner)
        where  not exists (select from patients.emails e where e.patient_id = new.patient_id and e.address = new.address and e.owner = new.owner);

        delete from patients.addresses a
        where  a.patient_id = any (@Ids)
        and    (@Source <> 'import' or a.source = 'import')
        and    not exists (
                   select from unnest(@AddressPatients, @AddressLines, @AddressCities, @AddressStates, @AddressCodes, @AddressCountries, @AddressUses)
                               as new (patient_id, lines, city, state, postal_code, country, use)
                   where  row(new.patient_id, string_to_array(new.lines, E'\n'), new.city, new.state, new.postal_code, new.country, new.use)
                          is not distinct from row(a.patient_id, a.lines, a.city, a.state, a.postal_code, a.country, a.use));
        insert into patients.addresses (id, patient_id, lines, city, state, postal_code, country, use, source)
        select new.id, new.patient_id, string_to_array(new.lines, E'\n'), new.city, new.state, new.postal_code, new.country, new.use, @Source
        from   unnest(@AddressIds, @AddressPatients, @AddressLines, @AddressCities, @AddressStates, @AddressCodes, @AddressCountries, @AddressUses)
               as new (id, patient_id, lines, city, state, postal_code, country, use)
        where  not exists (
                   select from patients.addresses a
                   where  a.patient_id = new.patient_id
                   and    row(string_to_array(new.lines, E'\n'), new.city, new.state, new.postal_code, new.country, new.use)
                          is not distinct from row(a.lines, a.city, a.state, a.postal_code, a.country, a.use));

        delete from patients.identifiers i
        where  i.patient_id = any (@Ids)
        and    (@Source = 'import' and i.source = 'import' or @Source <> 'import' and i.type = 'MR')
        and    not exists (
                   select from unnest(@IdentifierPatients, @IdentifierSystems, @IdentifierValues) as new (patient_id, system, value)
                   where  new.patient_id = i.patient_id and new.system = i.system and new.value = i.value);
        insert into patients.identifiers (id, patient_id, type, system, value, search_value, source)
        select new.id, new.patient_id, new.type, new.system, new.value, new.search_value, @Source
        from   unnest(@IdentifierIds, @IdentifierPatients, @IdentifierTypes, @IdentifierSystems, @IdentifierValues, @IdentifierSearches)
               as new (id, patient_id, type, system, value, search_value)
        where  not exists (select from patients.identifiers i where i.patient_id = new.patient_id and i.system = new.system and i.value = new.value)
        """;
}
