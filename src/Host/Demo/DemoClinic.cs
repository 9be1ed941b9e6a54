using NodaTime;

namespace Frontdesk.Host;

/// <summary>What makes a demo clinic this clinic and not another. Everything else is thrown with <see cref="Dice"/>.</summary>
/// <param name="AreaCodes">Patients' numbers are 555-0101 to 555-0199 in these, which nobody has.</param>
internal sealed record DemoClinic(
    string Slug, string Name, string Phone, string TimeZone, string[] Languages, int Patients, string[] AreaCodes, DemoTowns Towns, DemoNames Names,
    DemoLocation[] Locations, DemoPractitioner[] Practitioners, DemoVisitType[] VisitTypes, DemoAccount[] Accounts)
{
    public DemoRoom[] Rooms { get; init; } = [];

    public Guid Id(string name) => Dice.Id($"{Slug}/{name}");

    public string Password => $"correct horse battery {Slug}";
}

/// <param name="MainLanguagePercent">How many households speak <see cref="DemoNames.MainLanguage"/>.</param>
internal sealed record DemoTowns(string State, int MainLanguagePercent, string[] Streets, (string City, string PostalCode)[] Places);

/// <param name="Key">Names it in ids.</param>
/// <param name="Open">When the place is open; whoever works there works within.</param>
internal sealed record DemoLocation(string Key, string Name, string TimeZone, string Address, DemoOpen[] Open);

/// <summary>When a place is open, on its clock.</summary>
internal sealed record DemoOpen(IsoDayOfWeek[] Days, string From, string To);

/// <param name="Kind"><c>room</c> or <c>equipment</c>.</param>
/// <param name="Category">What a visit type asks for.</param>
internal sealed record DemoRoom(string Key, string Name, string Category, string Location, string Kind = "room");

/// <param name="VisitTypes">Keys of what they do, and what their calendar is full of.</param>
/// <param name="Ages">Whom they see, in years.</param>
internal sealed record DemoPractitioner(string Key, string Name, string[] Languages, string[] VisitTypes, (int From, int To) Ages, DemoHours[] Hours)
{
    /// <summary>Keys of what they do too, with minutes of their own or null; their calendar holds none yet.</summary>
    public (string VisitType, int? Minutes)[] AlsoDoes { get; init; } = [];

    public string[] Skills { get; init; } = [];

    /// <summary>USPS codes.</summary>
    public string[] LicenceStates { get; init; } = [];

    public bool Does(DemoVisitType type) => VisitTypes.Contains(type.Key) || AlsoDoes.Any(also => also.VisitType == type.Key);
}

/// <summary>Weekly hours at a location, on its clock.</summary>
internal sealed record DemoHours(string Location, IsoDayOfWeek[] Days, string From, string To);

internal sealed record DemoVisitType(
    string Key, string NameEn, string NameEs, int Minutes, bool PatientsMayBook, string InstructionsEn, string InstructionsEs, (int From, int To) Ages)
{
    /// <summary>As in <c>scheduling.visit_types</c>, like all that follows.</summary>
    public string[] Channels { get; init; } = ["in-person"];

    public string OpenTo { get; init; } = "everyone";

    public string? NeedsRoom { get; init; }

    public string? NeedsEquipment { get; init; }

    public string? NeedsSkill { get; init; }

    public int Capacity { get; init; } = 1;

    /// <summary>Minutes before the start.</summary>
    public int[] Reminders { get; init; } = [1440];
}

/// <param name="Local">The part of the email before the @.</param>
internal sealed record DemoAccount(string Local, string Name, string Role);
