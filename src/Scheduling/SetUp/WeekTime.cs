namespace Frontdesk.Scheduling;

/// <summary>A block of a week's hours by the clock of a place: the weekday is ISO 8601's, times are <c>HH:mm</c>, the end is exclusive and may be <c>24:00</c>.</summary>
internal static class WeekTime
{
    /// <exception cref="ProblemException">Names the part of the block that cannot be, under the name it has in the request.</exception>
    public static void Check(string field, int weekday, string starts, string ends)
    {
        if (weekday is < 1 or > 7)
            throw ClinicRules.Invalid($"{field}.weekday", "weekday_out_of_range", "A weekday is 1 (Monday) to 7 (Sunday).");
        if (MinuteOf(starts) is not { } first || first == 1440)
            throw ClinicRules.Invalid($"{field}.starts", "not_a_time_of_day", "Give the time as HH:mm, from 00:00 to 23:59.");
        if (MinuteOf(ends) is not { } last)
            throw ClinicRules.Invalid($"{field}.ends", "not_a_time_of_day", "Give the time as HH:mm, up to 24:00.");
        if (last <= first)
            throw ClinicRules.Invalid($"{field}.ends", "ends_before_start", "Hours end after they start.");
    }

    /// <summary>Minute of the day, 0 to 1440; null when it is no time.</summary>
    public static int? MinuteOf(string? time)
    {
        if (time is not { Length: 5 } || time[2] != ':' || !char.IsAsciiDigit(time[0]) || !char.IsAsciiDigit(time[1]) || !char.IsAsciiDigit(time[3]) || !char.IsAsciiDigit(time[4]))
            return null;
        var minute = (((((time[0] - '0') * 10) + (time[1] - '0')) * 60) + ((time[3] - '0') * 10)) + (time[4] - '0');
        return minute <= 1440 && time[3] < '6' ? minute : null;
    }
}
