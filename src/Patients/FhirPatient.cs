using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Frontdesk.Patients;

/// <summary>Why a line was not imported. The words are for a report and quote nothing of the line.</summary>
internal sealed class LineRefusedException(string reason) : Exception(reason);

/// <summary>
/// Reads one FHIR R4 Patient into what we keep. Left out on purpose: social security, driver's licence and passport numbers, photos, marital status, race and ethnicity.
/// </summary>
internal static class FhirPatient
{
    private const int LongestText = 250;
    private const int MostRows = 50;
    private static readonly JsonDocumentOptions Json = new() { MaxDepth = 64 };

    /// <summary>Types of HL7 v2 table 0203 that are not kept, and systems known to be one of them when no type is said.</summary>
    private static readonly string[] NotKept = ["SS", "SB", "DL", "PPN", "TAX"];
    private static readonly string[] NotKeptSystems = ["http://hl7.org/fhir/sid/us-ssn", "urn:oid:2.16.840.1.113883.4.1", "urn:oid:2.16.840.1.113883.4.3.", "urn:oid:2.16.840.1.113883.4.330.", "passport"];

    /// <param name="line">UTF-8, without the line's end.</param>
    /// <param name="withheld">Counts identifiers left out.</param>
    /// <exception cref="LineRefusedException">The line is not a patient we can keep.</exception>
    internal static PatientRecord Read(ReadOnlyMemory<byte> line, DateOnly today, ref long withheld)
    {
        try
        {
            using var document = JsonDocument.Parse(line, Json);
            var patient = document.RootElement;
            if (patient.ValueKind != JsonValueKind.Object)
                throw new LineRefusedException("is not a JSON object");
            if (Text(patient, "resourceType") is not { } type)
                throw new LineRefusedException("has no resourceType");
            if (type != "Patient")
                throw new LineRefusedException("is not a Patient");

            var birthDate = BirthDateOf(patient, today);
            var (name, others) = NamesOf(patient);
            var read = new PatientRecord(
                Guid.CreateVersion7(), name.GivenName, name.FamilyName, name.Prefix, name.Suffix, birthDate, GenderOf(patient), LanguageOf(patient), DeathOf(patient, birthDate, today), null,
                others, [], [], AddressesOf(patient), IdentifiersOf(patient, ref withheld));
            var (phones, emails) = ContactsOf(patient);
            read = read with { Phones = phones, Emails = emails };
            return read with { SourceHash = HashOf(read) };
        }
        catch (JsonException e)
        {
            throw new LineRefusedException($"is not JSON (at byte {e.BytePositionInLine ?? 0})");
        }
        catch (InvalidOperationException)
        {
            // The JSON reader's word for text that is no Unicode: half a surrogate pair, or bytes that are no UTF-8.
            throw new LineRefusedException("holds text that is not valid Unicode");
        }
    }

    private sealed record Name(string? GivenName, string? FamilyName, string? Prefix, string? Suffix, string Use);

    private static (Name Name, IReadOnlyList<OtherName> Others) NamesOf(JsonElement patient)
    {
        var names = new List<Name>();
        foreach (var name in Each(patient, "name"))
        {
            var given = string.Join(' ', Strings(name, "given", "name.given"));
            var use = Code(name, "use", "name.use", "official", "usual", "maiden", "nickname", "old", "temp", "anonymous") ?? "usual";
            var read = new Name(given.Length == 0 ? null : Limited(given, "name.given"), Text(name, "family", "name.family"),
                Joined(name, "prefix"), Joined(name, "suffix"), use);
            if (read is { GivenName: null, FamilyName: null })
                read = read with { FamilyName = Text(name, "text", "name.text") };
            if (read.GivenName is not null || read.FamilyName is not null)
                names.Add(read);
        }

        var called = names.Find(static name => name.Use == "official") ?? names.Find(static name => name.Use == "usual") ?? names.FirstOrDefault()
            ?? throw new LineRefusedException("has no name");
        return (called, [.. names.Where(name => !ReferenceEquals(name, called)).Select(static name => new OtherName(name.Use, name.GivenName, name.FamilyName)).Distinct()]);
    }

    private static string? Joined(JsonElement name, string property)
    {
        var joined = string.Join(' ', Strings(name, property, "name." + property));
        return joined.Length == 0 ? null : joined.Length <= 50 ? joined : throw new LineRefusedException($"name.{property} is longer than 50 characters");
    }

    private static DateOnly BirthDateOf(JsonElement patient, DateOnly today)
    {
        var text = Text(patient, "birthDate") ?? throw new LineRefusedException("has no birthDate");
        if (text.Length is 4 or 7)
            throw new LineRefusedException("birthDate is not a whole date");
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            throw new LineRefusedException("birthDate is no date of the calendar");
        return BirthDate.IsPossible(date, today) ? date : throw new LineRefusedException(date > today ? "birthDate is in the future" : "birthDate is before 1880");
    }

    private static DateOnly? DeathOf(JsonElement patient, DateOnly birthDate, DateOnly today)
    {
        if (patient.TryGetProperty("deceasedBoolean", out var died) && died.ValueKind is not (JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null))
            throw new LineRefusedException("deceasedBoolean is neither true nor false");
        if (Text(patient, "deceasedDateTime") is not { } text)
            return died.ValueKind == JsonValueKind.True ? throw new LineRefusedException("is deceased without a date (deceasedDateTime)") : null;
        if (text.Length < 10 || !DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            || (text.Length > 10 && !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _)))
            throw new LineRefusedException("deceasedDateTime is no date of the calendar");
        // A time written in another zone may be a day ahead of ours.
        return date >= birthDate && date <= today.AddDays(1) ? date : throw new LineRefusedException("deceasedDateTime is not between birth and today");
    }

    private static string GenderOf(JsonElement patient) => Code(patient, "gender", "gender", "male", "female", "other", "unknown") ?? "unknown";

    private static string? LanguageOf(JsonElement patient)
    {
        string? first = null;
        foreach (var communication in Each(patient, "communication"))
        {
            if (!communication.TryGetProperty("language", out var language) || language.ValueKind != JsonValueKind.Object)
                throw new LineRefusedException("communication.language is not an object");
            foreach (var coding in Each(language, "coding", "communication.language.coding"))
            {
                var code = Text(coding, "code", "communication.language.code");
                if (code is null || code.Length > 35 || !code.All(static c => char.IsAsciiLetterOrDigit(c) || c == '-'))
                    continue;
                first ??= code;
                if (communication.TryGetProperty("preferred", out var preferred) && preferred.ValueKind == JsonValueKind.True)
                    return code;
            }
        }

        return first;
    }

    private static (IReadOnlyList<Phone> Phones, IReadOnlyList<Email> Emails) ContactsOf(JsonElement patient)
    {
        var phones = new List<Phone>();
        var emails = new List<Email>();
        foreach (var contact in Each(patient, "telecom"))
        {
            var use = Code(contact, "use", "telecom.use", "home", "work", "temp", "old", "mobile") ?? "home";
            if (Text(contact, "value", "telecom.value") is not { } value)
                continue;
            switch (Text(contact, "system", "telecom.system"))
            {
                case "phone" or "sms":
                    if (value.Length > 60)
                        throw new LineRefusedException("telecom.value is longer than 60 characters");
                    phones.Add(new Phone(value, use));
                    break;
                case "email" when value.Length <= 254 && value.Count(static c => c == '@') == 1 && !value.Any(char.IsWhiteSpace) && value[0] is not '@' && value[^1] is not '@':
                    emails.Add(new Email(value));
                    break;
                case "email":
                    throw new LineRefusedException("telecom.value is no email address");
                case null or "fax" or "pager" or "url" or "other":
                    break;
                default:
                    throw new LineRefusedException("telecom.system is no code of FHIR");
            }
        }

        return ([.. phones.Distinct()], [.. emails.Distinct()]);
    }

    private static IReadOnlyList<PostalAddress> AddressesOf(JsonElement patient)
    {
        var addresses = new List<PostalAddress>();
        foreach (var address in Each(patient, "address"))
        {
            var postalCode = Text(address, "postalCode", "address.postalCode");
            if (postalCode?.Length > 20)
                throw new LineRefusedException("address.postalCode is longer than 20 characters");
            addresses.Add(new PostalAddress(
                [.. Strings(address, "line", "address.line").Select(static line => line.ReplaceLineEndings(" "))], Text(address, "city", "address.city"), Text(address, "state", "address.state"), postalCode,
                Text(address, "country", "address.country"), Code(address, "use", "address.use", "home", "work", "temp", "old", "billing") ?? "home"));
        }

        return addresses;
    }

    // An identifier that is not kept is not even looked at further: nothing of it reaches the database, a log or the report.
    private static IReadOnlyList<KeptIdentifier> IdentifiersOf(JsonElement patient, ref long withheld)
    {
        var kept = new List<KeptIdentifier>();
        foreach (var identifier in Each(patient, "identifier"))
        {
            var type = "";
            if (identifier.TryGetProperty("type", out var concept))
            {
                if (concept.ValueKind != JsonValueKind.Object)
                    throw new LineRefusedException("identifier.type is not an object");
                type = Each(concept, "coding", "identifier.type.coding").Select(static coding => Text(coding, "code", "identifier.type.code")).FirstOrDefault(static code => code is not null) ?? "";
                if (Each(concept, "coding", "identifier.type.coding").Any(static coding => NotKept.Contains(Text(coding, "code", "identifier.type.code"), StringComparer.Ordinal)))
                {
                    withheld++;
                    continue;
                }
            }

            var system = Text(identifier, "system", "identifier.system");
            if (system is not null && NotKeptSystems.Any(known => system.Contains(known, StringComparison.OrdinalIgnoreCase)))
            {
                withheld++;
                continue;
            }

            if (Text(identifier, "value", "identifier.value") is { } value && system is not null)
                kept.Add(new KeptIdentifier(type, system, value));
        }

        // Without a business identifier, the server's own id is what a second import knows the patient by.
        if (kept.Count == 0 && Text(patient, "id") is { } id)
            kept.Add(new KeptIdentifier("", "urn:fhir:id", id));
        if (kept.Count == 0)
            throw new LineRefusedException("has no identifier by which a second import would know it again");
        return [.. kept.DistinctBy(static one => (one.System, one.Value))];
    }

    private static IEnumerable<JsonElement> Each(JsonElement parent, string property, string? path = null)
    {
        if (!parent.TryGetProperty(property, out var list) || list.ValueKind == JsonValueKind.Null)
            yield break;
        if (list.ValueKind != JsonValueKind.Array)
            throw new LineRefusedException($"{path ?? property} is not a list");
        if (list.GetArrayLength() > MostRows)
            throw new LineRefusedException($"{path ?? property} has more than {MostRows} entries");
        foreach (var item in list.EnumerateArray())
            yield return item.ValueKind == JsonValueKind.Object ? item : throw new LineRefusedException($"{path ?? property} holds something that is not an object");
    }

    private static IEnumerable<string> Strings(JsonElement parent, string property, string path)
    {
        if (!parent.TryGetProperty(property, out var list) || list.ValueKind == JsonValueKind.Null)
            yield break;
        if (list.ValueKind != JsonValueKind.Array)
            throw new LineRefusedException($"{path} is not a list");
        if (list.GetArrayLength() > MostRows)
            throw new LineRefusedException($"{path} has more than {MostRows} entries");
        foreach (var item in list.EnumerateArray())
            if (Said(item, path) is { } text)
                yield return text;
    }

    private static string? Text(JsonElement parent, string property, string? path = null) =>
        parent.TryGetProperty(property, out var value) ? Said(value, path ?? property) : null;

    // Text with something to see in it, or null. What Postgres or a screen cannot hold refuses the line: half a name is worse than none.
    private static string? Said(JsonElement value, string path)
    {
        if (value.ValueKind == JsonValueKind.Null)
            return null;
        if (value.ValueKind != JsonValueKind.String)
            throw new LineRefusedException($"{path} is not text");
        var text = value.GetString()!.Trim();
        foreach (var c in text)
            if (char.IsControl(c) && c is not ('\t' or '\n' or '\r'))
                throw new LineRefusedException($"{path} holds the control character U+{(int)c:X4}");
        var visible = text.EnumerateRunes().Any(static rune => !Rune.IsWhiteSpace(rune) && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.Control));
        return visible ? Limited(text, path) : null;
    }

    private static string Limited(string text, string path) =>
        text.Length <= LongestText ? text : throw new LineRefusedException($"{path} is longer than {LongestText} characters");

    private static string? Code(JsonElement parent, string property, string path, params ReadOnlySpan<string> codes) => Text(parent, property, path) switch
    {
        null => null,
        { } code when codes.Contains(code) => code,
        _ => throw new LineRefusedException($"{path} is no code of FHIR"),
    };

    // Of what is kept and nothing else: a file in which only a photo changed changes nothing here. The id is ours and differs each time.
    private static byte[] HashOf(PatientRecord record) =>
        SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(record with { Id = Guid.Empty, SourceHash = null }));
}
