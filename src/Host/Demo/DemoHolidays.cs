using NodaTime;

namespace Frontdesk.Host;

/// <summary>The days on which the demo clinics are closed: the federal holidays that doctors' offices keep.</summary>
internal static class DemoHolidays
{
    /// <summary>What is kept on this day, or null.</summary>
    public static string? On(LocalDate day) => (day.Month, day.Day, day.DayOfWeek) switch
    {
        (1, 1, _) => "New Year's Day",
        (5, >= 25, IsoDayOfWeek.Monday) => "Memorial Day",
        (7, 4, _) => "Independence Day",
        (9, <= 7, IsoDayOfWeek.Monday) => "Labor Day",
        (11, >= 22 and <= 28, IsoDayOfWeek.Thursday) => "Thanksgiving Day",
        (12, 25, _) => "Christmas Day",
        _ => null,
    };

    /// <summary>Those around a day that a clinic would have set by then: a month back and a year ahead.</summary>
    public static IEnumerable<(LocalDate Day, string Name)> Around(LocalDate today) =>
        from days in Enumerable.Range(-31, 31 + 366)
        let day = today.PlusDays(days)
        where On(day) is not null
        select (day, On(day)!);
}
