namespace Frontdesk.Scheduling;

/// <summary>A part of the day by the location's clock: morning until 12:00, afternoon until 17:00, evening after that.</summary>
internal sealed record PartOfDay(string Name, int FromHour, int UntilHour)
{
    private static readonly PartOfDay[] All = [new("morning", 0, 12), new("afternoon", 12, 17), new("evening", 17, 24)];

    /// <summary>Null when none is named.</summary>
    /// <exception cref="Platform.ProblemException">There is no such part.</exception>
    public static PartOfDay? Named(string? name) =>
        name is null ? null
        : Array.Find(All, p => p.Name == name) ?? throw ClinicRules.Invalid("partOfDay", "part_of_day_unknown", "The part of the day is morning, afternoon or evening.");

    /// <param name="startsAt">With the offset of the location's clock.</param>
    public bool Has(DateTimeOffset startsAt) => FromHour <= startsAt.Hour && startsAt.Hour < UntilHour;
}
