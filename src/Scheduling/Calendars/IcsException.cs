namespace Frontdesk.Scheduling;

/// <summary>
/// A calendar that cannot be used as a whole, by a stable code: <c>too_large</c>, <c>not_a_calendar</c>, <c>cut_off</c>, <c>nesting_wrong</c>, <c>too_many_events</c>, <c>too_many_dates</c>,
/// <c>too_many_instances</c>, <c>rule_too_long</c>, <c>too_much_work</c>. The message holds nothing of the calendar.
/// </summary>
internal sealed class IcsException(string code, string message) : Exception(message)
{
    public string Code => code;

    internal static IcsException TooLarge() => new("too_large", "The calendar is larger than 20 MB.");

    internal static IcsException NotACalendar() => new("not_a_calendar", "What came back is no iCalendar file.");

    internal static IcsException CutOff() => new("cut_off", "The calendar ends in the middle.");

    internal static IcsException NestingWrong() => new("nesting_wrong", "The calendar's parts end in the wrong order.");

    internal static IcsException TooManyEvents() => new("too_many_events", "The calendar has more than 50,000 entries.");

    internal static IcsException TooManyDates() => new("too_many_dates", "The calendar lists more than 100,000 single dates.");

    internal static IcsException TooManyInstances() => new("too_many_instances", "The calendar's entries repeat more than 100,000 times in the days asked for.");

    internal static IcsException RuleTooLong() => new("rule_too_long", "One of the calendar's repeating entries takes too long to work out.");

    internal static IcsException TooMuchWork() => new("too_much_work", "The calendar takes too long to work out.");
}

/// <summary>One entry, or one part of it, could not be read; the rest of the calendar stands.</summary>
/// <param name="Line">Where the entry begins, from 1.</param>
/// <param name="Code"><c>start_unreadable</c>, <c>end_unreadable</c>, <c>ends_before_start</c>, <c>rule_unreadable</c>, <c>rule_unsupported</c>, <c>rule_too_long</c>, <c>date_unreadable</c>, <c>time_zone_unknown</c>, <c>line_too_long</c>.</param>
internal sealed record IcsFault(int Line, string Code);

/// <summary>What working a calendar out may still cost. A rule that never matches uses it up instead of hanging.</summary>
/// <param name="whole">Of the calendar, when this is of one rule.</param>
internal sealed class IcsSteps(int most, CancellationToken ct, IcsSteps? whole = null)
{
    private int left = most;

    /// <summary>False when there is none left.</summary>
    /// <exception cref="IcsException"><c>too_much_work</c>: there is none left for the whole calendar.</exception>
    public bool Take(int steps = 1)
    {
        ct.ThrowIfCancellationRequested();
        whole?.Spend(steps);
        return (left -= steps) >= 0;
    }

    /// <exception cref="IcsException"><c>too_much_work</c>.</exception>
    public void Spend(int steps)
    {
        if (!Take(steps))
            throw IcsException.TooMuchWork();
    }
}
