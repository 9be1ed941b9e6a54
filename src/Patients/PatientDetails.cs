using System.ComponentModel.DataAnnotations;
using Frontdesk.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Frontdesk.Patients;

/// <summary>What the clinic has on file about a patient, as registered, changed and shown.</summary>
/// <param name="Sex">FHIR administrative-gender: <c>male</c>, <c>female</c>, <c>other</c>, <c>unknown</c>.</param>
/// <param name="Language">BCP 47.</param>
public sealed record PatientDetails(
    [property: StringLength(200)] string? GivenName,
    [property: StringLength(200)] string? FamilyName,
    DateOnly BirthDate,
    [property: AllowedValues("male", "female", "other", "unknown")] string Sex = "unknown",
    [property: StringLength(35), RegularExpression("^[A-Za-z0-9-]*$")] string? Language = null,
    [property: StringLength(50)] string? Prefix = null,
    [property: StringLength(50)] string? Suffix = null,
    DateOnly? DeceasedOn = null,
    [property: MaxLength(20)] IReadOnlyList<OtherName>? OtherNames = null,
    [property: MaxLength(20)] IReadOnlyList<Phone>? Phones = null,
    [property: MaxLength(20)] IReadOnlyList<Email>? Emails = null,
    [property: MaxLength(20)] IReadOnlyList<PostalAddress>? Addresses = null,
    [property: MaxLength(20)] IReadOnlyList<RecordNumber>? RecordNumbers = null)
{
    /// <summary>What is wrong with it, or null. Shape and length are the attributes'; this is what needs the day and each other.</summary>
    internal ProblemHttpResult? Fault(DateOnly today)
    {
        // A list's own nulls are seen neither by the reader of JSON nor by the attributes.
        if (new IEnumerable<object?>?[] { OtherNames, Phones, Emails, Addresses, RecordNumbers, Addresses?.SelectMany(static a => a?.Lines ?? []) }.Any(static list => list?.Contains(null) == true))
            return Problems.Invalid("", "entry_missing", "An entry of a list is empty.");
        if (Addresses?.Any(static a => a.Lines.Any(static line => line.Length > 200)) == true)
            return Problems.Invalid("addresses", "line_too_long", "A line of an address has at most 200 characters.");
        if (string.IsNullOrWhiteSpace(GivenName) && string.IsNullOrWhiteSpace(FamilyName))
            return Problems.Invalid("familyName", "name_missing", "A patient has a name.");
        if (!Patients.BirthDate.IsPossible(BirthDate, today))
            return Problems.Invalid("birthDate", "birth_date_impossible", "Nobody can have been born on that day.");
        if (DeceasedOn is { } died && (died < BirthDate || died > today))
            return Problems.Invalid("deceasedOn", "deceased_on_impossible", "The day of death lies between birth and today.");
        for (var i = 0; i < (Phones?.Count ?? 0); i++)
            if (PhoneNumber.ToE164(Phones![i].Number) is null)
                return Problems.Invalid($"phones[{i}].number", "phone_not_whole", "That is not a whole phone number. Ten digits in North America; abroad with + and the country code.");
        if (HasControlCharacters())
            return Problems.Invalid("", "control_characters", "Names, addresses and numbers hold no control characters.");
        return null;
    }

    private bool HasControlCharacters() =>
        new[] { GivenName, FamilyName, Prefix, Suffix }
            .Concat(OtherNames?.SelectMany(static n => new[] { n.GivenName, n.FamilyName }) ?? [])
            .Concat(Phones?.Select(static p => (string?)p.Number) ?? [])
            .Concat(Emails?.Select(static e => (string?)e.Address) ?? [])
            .Concat(Addresses?.SelectMany(static a => a.Lines.Append(a.City).Append(a.State).Append(a.PostalCode).Append(a.Country)) ?? [])
            .Concat(RecordNumbers?.SelectMany(static r => new[] { r.System, r.Value }) ?? [])
            .Any(static text => text?.Any(char.IsControl) == true);

    internal PatientRecord ToRecord(Guid id) => new(id, Trim(GivenName), Trim(FamilyName), Trim(Prefix), Trim(Suffix), BirthDate, Sex, Trim(Language), DeceasedOn, null,
        OtherNames ?? [], Phones ?? [], Emails ?? [], Addresses ?? [],
        [.. (RecordNumbers ?? []).Select(static r => new KeptIdentifier("MR", r.System ?? Identifier.OwnSystem, r.Value.Trim()))]);

    private static string? Trim(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <param name="Use">FHIR name-use.</param>
public sealed record OtherName(
    [property: AllowedValues("official", "usual", "maiden", "nickname", "old", "temp", "anonymous")] string Use,
    [property: StringLength(200)] string? GivenName,
    [property: StringLength(200)] string? FamilyName);

/// <param name="Number">As people write it. Kept as given, and as E.164 where it is a whole number.</param>
/// <param name="E164">Only in answers.</param>
/// <param name="Owner">Who picks up.</param>
/// <param name="MayText">The owner agreed to be texted about this patient.</param>
public sealed record Phone(
    [property: Required, StringLength(60)] string Number,
    [property: AllowedValues("home", "work", "mobile", "temp", "old")] string Use = "home",
    [property: AllowedValues("self", "parent", "guardian", "spouse", "child", "caregiver", "other")] string Owner = "self",
    bool MayText = false,
    string? E164 = null);

public sealed record Email(
    [property: Required, StringLength(254), RegularExpression(@"^[^@\s]+@[^@\s]+$")] string Address,
    [property: AllowedValues("self", "parent", "guardian", "spouse", "child", "caregiver", "other")] string Owner = "self");

public sealed record PostalAddress(
    [property: MaxLength(6)] IReadOnlyList<string> Lines,
    [property: StringLength(100)] string? City = null,
    [property: StringLength(100)] string? State = null,
    [property: StringLength(20)] string? PostalCode = null,
    [property: StringLength(100)] string? Country = null,
    [property: AllowedValues("home", "work", "temp", "old", "billing")] string Use = "home");

/// <summary>A medical record number.</summary>
/// <param name="System">URI of the system that gave it; absent for this clinic's own.</param>
public sealed record RecordNumber([property: Required, StringLength(100)] string Value, [property: StringLength(200)] string? System = null);
