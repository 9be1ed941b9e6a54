using NodaTime;

namespace Frontdesk.Host;

/// <summary>What makes a demo clinic this clinic and not another. Everything else is thrown with <see cref="Dice"/>.</summary>
/// <param name="AreaCodes">Patients' numbers are 555-0101 to 555-0199 in these, which nobody has.</param>
internal sealed record DemoClinic(
    string Slug, string Name, string Phone, string TimeZone, string[] Languages, int Patients, string[] AreaCodes, DemoTowns Towns, DemoNames Names,
    DemoLocation[] Locations, DemoPractitioner[] Practitioners, DemoVisitType[] VisitTypes, DemoAccount[] Accounts)
{
    public Guid Id(string name) => Dice.Id($"{Slug}/{name}");

    public string Password => $"correct horse battery {Slug}";
}

/// <param name="MainLanguagePercent">How many households speak <see cref="DemoNames.MainLanguage"/>.</param>
internal sealed record DemoTowns(string State, int MainLanguagePercent, string[] Streets, (string City, string PostalCode)[] Places);

/// <param name="Key">Names it in ids.</param>
internal sealed record DemoLocation(string Key, string Name, string TimeZone, string Address);

/// <param name="VisitTypes">Keys of what they do.</param>
/// <param name="Ages">Whom they see, in years.</param>
internal sealed record DemoPractitioner(string Key, string Name, string[] Languages, string[] VisitTypes, (int From, int To) Ages, DemoHours[] Hours);

/// <summary>Weekly hours at a location, on its clock.</summary>
internal sealed record DemoHours(string Location, IsoDayOfWeek[] Days, string From, string To);

internal sealed record DemoVisitType(
    string Key, string NameEn, string NameEs, int Minutes, bool PatientsMayBook, string InstructionsEn, string InstructionsEs, (int From, int To) Ages);

/// <param name="Local">The part of the email before the @.</param>
internal sealed record DemoAccount(string Local, string Name, string Role);
