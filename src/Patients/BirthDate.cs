using System.Collections.Frozen;
using System.Globalization;

namespace Frontdesk.Patients;

/// <summary>A birth date read from the usual ways of writing one, in English and Spanish.</summary>
public static class BirthDate
{
    /// <summary>Nobody now alive was born before it; an earlier date is a slip of the pen.</summary>
    public static readonly DateOnly Earliest = new(1880, 1, 1);

    /// <summary>Whether somebody can have been born on that day.</summary>
    public static bool IsPossible(DateOnly date, DateOnly today) => date >= Earliest && date <= today;

    /// <summary>
    /// Every date the text can mean, the likeliest first: none when it is no date, two when <c>03/04/1985</c> may be March or April, or <c>85</c> one of two centuries.
    /// A month is taken first, as in the United States, unless the year comes first.
    /// </summary>
    /// <param name="today">In the clinic's time zone: nobody is born in the future.</param>
    public static IReadOnlyList<DateOnly> Read(string text, DateOnly today)
    {
        if (text.Length > 60)
            return [];

        var parts = Parts(text);
        var readings = parts switch
        {
            [var run] when run.Length is 8 or 6 && IsNumber(run) => FromRun(run),
            [var a, var b, var c] when a.Length == 4 && IsNumber(a) => [(a, MonthOf(b), DayOf(c))],
            [var a, var b, var c] when IsMonthName(a) => [(c, MonthOf(a), DayOf(b))],
            [var a, var b, var c] when IsMonthName(b) => [(c, MonthOf(b), DayOf(a))],
            [var a, var b, var c] when IsNumber(a) && IsNumber(b) => [(c, MonthOf(a), DayOf(b)), (c, MonthOf(b), DayOf(a))],
            _ => [],
        };

        return [.. readings.SelectMany(r => Years(r.Year, today).Select(year => Date(year, r.Month, r.Day)))
            .OfType<DateOnly>().Where(date => IsPossible(date, today)).Distinct()];
    }

    private static List<(string Year, int Month, int Day)> FromRun(string run)
    {
        List<(string, int, int)> readings = [];
        if (run.Length == 8 && run[..2] is "18" or "19" or "20")
            readings.Add((run[..4], MonthOf(run[4..6]), DayOf(run[6..])));
        readings.Add((run[4..], MonthOf(run[..2]), DayOf(run[2..4])));
        readings.Add((run[4..], MonthOf(run[2..4]), DayOf(run[..2])));
        return readings;
    }

    // Two digits are the latest such year that is not in the future, or the one a hundred years before: both are people who come to a clinic.
    private static IEnumerable<int> Years(string text, DateOnly today)
    {
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year))
            yield break;
        if (text.Length == 4)
        {
            yield return year;
        }
        else if (text.Length == 2)
        {
            var latest = today.Year / 100 * 100 + year;
            yield return latest > today.Year ? latest - 100 : latest;
            yield return latest > today.Year ? latest - 200 : latest - 100;
        }
    }

    private static DateOnly? Date(int year, int month, int day) =>
        year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;

    // Runs of letters and runs of digits; "de", "of", "the" and the endings of 1st, 2nd, 14th, 1ro are left out.
    private static List<string> Parts(string text)
    {
        var parts = new List<string>();
        var folded = PersonName.Fold(text);
        for (var i = 0; i < folded.Length;)
        {
            var start = i;
            if (char.IsAsciiDigit(folded[i]))
            {
                while (i < folded.Length && char.IsAsciiDigit(folded[i]))
                    i++;
            }
            else if (char.IsLetter(folded[i]))
            {
                while (i < folded.Length && char.IsLetter(folded[i]))
                    i++;
            }
            else if (Separators.Contains(folded[i++]))
            {
                continue;
            }
            else
            {
                return [];
            }

            var part = folded[start..i];
            if (!Fillers.Contains(part))
                parts.Add(part);
        }

        return parts;
    }

    private static bool IsNumber(string part) => char.IsAsciiDigit(part[0]);

    private static bool IsMonthName(string part) => Months.ContainsKey(part);

    private static int MonthOf(string part) => Months.TryGetValue(part, out var month) ? month : DayOf(part);

    private static int DayOf(string part) =>
        part.Length <= 2 && int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var day) ? day : 0;

    private const string Separators = " /-.,'’º°ª";

    private static readonly FrozenSet<string> Fillers = new[] { "de", "del", "of", "the", "el", "st", "nd", "rd", "th", "ro", "o", "ero" }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, int> Months = new[]
    {
        "january jan enero ene", "february feb febrero", "march mar marzo", "april apr abril abr", "may mayo", "june jun junio", "july jul julio",
        "august aug agosto ago", "september sep sept septiembre setiembre set", "october oct octubre", "november nov noviembre", "december dec diciembre dic",
    }.SelectMany((names, index) => names.Split(' ').Select(name => (name, Month: index + 1))).ToFrozenDictionary(pair => pair.name, pair => pair.Month, StringComparer.Ordinal);
}
