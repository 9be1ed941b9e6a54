using System.Globalization;
using System.Runtime.InteropServices;
using NodaTime;

namespace Frontdesk.Scheduling;

/// <summary>A DATE or DATE-TIME as it is written (RFC 5545 sections 3.3.4 and 3.3.5).</summary>
/// <param name="IsDate">A whole day; <paramref name="Local"/> is its midnight.</param>
/// <param name="Zone">The TZID it is read by; null for a date, a floating time and UTC.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct IcsTime(LocalDateTime Local, bool IsDate, bool IsUtc, string? Zone);

/// <summary>A DURATION (section 3.3.6): days are as long as the clock makes them, the rest is elapsed time.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct IcsDuration(int Days, long Seconds)
{
    public bool IsNegative => Days < 0 || Seconds < 0;
}

internal static class IcsValues
{
    // Programs write the end of the calendar for "for ever". Its last days are one day here, so that no zone's clock carries a time out of the calendar.
    private static readonly LocalDate LastDay = new(9999, 12, 28);

    // Ten thousand years; what is longer is as long.
    private const long LongestDays = 3_660_000;

    /// <summary>The value of a line that holds one time.</summary>
    public static IcsTime? Time(IcsLine line) => Time(line.Value, line.Parameter("TZID"), line.Parameter("VALUE"));

    public static IcsTime? Time(string text, string? zone, string? kind)
    {
        text = text.Trim();
        var isUtc = text.EndsWith('Z') || text.EndsWith('z');
        var digits = isUtc ? text.AsSpan(0, text.Length - 1) : text.AsSpan();
        var isDate = digits.Length == 8;
        if (digits.Length is not (8 or 13 or 15) || (!isDate && digits[8] is not ('T' or 't')) || Number(digits[..4]) is not { } year || Number(digits[4..6]) is not { } month || Number(digits[6..8]) is not { } day
            || year < 1 || month is < 1 or > 12 || day < 1 || day > CalendarSystem.Iso.GetDaysInMonth(year, month))
            return null;
        var date = LocalDate.Min(new LocalDate(year, month, day), LastDay);
        // Outlook has written DATE with a midnight behind it.
        if (isDate || string.Equals(kind, "DATE", StringComparison.OrdinalIgnoreCase))
            return new IcsTime(date.AtMidnight(), IsDate: true, IsUtc: false, null);
        var seconds = digits.Length == 15 ? Number(digits[13..15]) : 0;
        if (Number(digits[9..11]) is not { } hour || Number(digits[11..13]) is not { } minute || seconds is not { } second || hour > 23 || minute > 59 || second > 60)
            return null;
        return new IcsTime(date.At(new LocalTime(hour, minute, Math.Min(second, 59))), IsDate: false, isUtc, isUtc || string.IsNullOrEmpty(zone) ? null : zone);
    }

    public static IcsDuration? Duration(string text)
    {
        var left = text.AsSpan().Trim();
        var sign = left.StartsWith('-') ? -1 : 1;
        left = left.TrimStart("+-");
        if (!left.StartsWith("P", StringComparison.OrdinalIgnoreCase) || left.Length < 2)
            return null;
        left = left[1..];
        long days = 0, seconds = 0;
        var inTime = false;
        while (!left.IsEmpty)
        {
            if (left[0] is 'T' or 't')
            {
                inTime = true;
                left = left[1..];
                continue;
            }
            var length = left.IndexOfAnyExceptInRange('0', '9');
            if (length < 1)
                return null;
            var number = length > 9 ? 999_999_999 : long.Parse(left[..length], NumberStyles.None, CultureInfo.InvariantCulture);
            switch (char.ToUpperInvariant(left[length]), inTime)
            {
                case ('W', false): days += number * 7; break;
                case ('D', false): days += number; break;
                case ('H', true): seconds += number * 3600; break;
                case ('M', true): seconds += number * 60; break;
                case ('S', true): seconds += number; break;
                default: return null;
            }
            left = left[(length + 1)..];
        }
        return new IcsDuration(sign * (int)Math.Min(days, LongestDays), sign * Math.Min(seconds, LongestDays * 86_400));
    }

    /// <summary>A UTC-OFFSET (section 3.3.14), within the 18 hours that clocks are apart.</summary>
    public static Offset? UtcOffset(string text)
    {
        var digits = text.AsSpan().Trim();
        if (digits.Length is not (5 or 7) || digits[0] is not ('+' or '-') || Number(digits[1..3]) is not { } hours || Number(digits[3..5]) is not { } minutes || minutes > 59)
            return null;
        var seconds = digits.Length == 7 ? Number(digits[5..7]) : 0;
        if (seconds is not { } second || second > 59)
            return null;
        var total = (hours * 3600) + (minutes * 60) + second;
        return total > 18 * 3600 ? null : Offset.FromSeconds(digits[0] == '-' ? -total : total);
    }

    private static int? Number(ReadOnlySpan<char> digits) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
