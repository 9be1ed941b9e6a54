namespace Frontdesk.Scheduling;

/// <summary>A VEVENT as it is written: the lines that decide when, and nothing of what it is about.</summary>
internal sealed class IcsEvent
{
    public int Line { get; init; }

    public string? Uid { get; set; }

    public long Sequence { get; set; }

    public IcsLine? Start { get; set; }

    public IcsLine? End { get; set; }

    public IcsLine? Duration { get; set; }

    public IcsLine? RecurrenceId { get; set; }

    public List<string> Rules { get; } = [];

    public List<string> ExRules { get; } = [];

    public List<IcsLine> RDates { get; } = [];

    public List<IcsLine> ExDates { get; } = [];

    public bool Cancelled { get; set; }

    /// <summary>TRANSP, null when it is not said.</summary>
    public bool? Transparent { get; set; }

    /// <summary>X-MICROSOFT-CDO-BUSYSTATUS:FREE.</summary>
    public bool FreeInOutlook { get; set; }

    public bool IsBusy => !Cancelled && !(Transparent ?? FreeInOutlook);

    public bool Repeats => Rules.Count > 0 || RDates.Count > 0 || ExDates.Count > 0;
}

/// <summary>Takes an iCalendar file apart into events, free-busy lines and zones.</summary>
internal static class ReadIcs
{
    internal sealed record IcsFile(List<IcsEvent> Events, List<IcsLine> FreeBusy, List<IcsZoneDefinition> Zones);

    private const int DeepestNesting = 100;

    /// <exception cref="IcsException"/>
    public static IcsFile From(Stream ics, int mostEvents, int mostDates, CancellationToken ct)
    {
        var file = new IcsFile([], [], []);
        var open = new Stack<string>();
        var calendars = 0;
        var dates = 0;
        IcsEvent? entry = null;
        IcsZoneDefinition? zone = null;
        IcsObservance? observance = null;
        foreach (var line in IcsLines.Read(ics))
        {
            ct.ThrowIfCancellationRequested();
            if (line.Name is "EXDATE" or "RDATE" or "FREEBUSY" && (dates += 1 + line.Value.AsSpan().Count(',')) > mostDates)
                throw IcsException.TooManyDates();
            switch (line.Name)
            {
                case "BEGIN":
                    var begun = line.Value.ToUpperInvariant();
                    var inside = open.TryPeek(out var parent) ? parent : null;
                    if (inside is null && begun != "VCALENDAR")
                        throw IcsException.NotACalendar();
                    if (open.Count >= DeepestNesting)
                        throw IcsException.NestingWrong();
                    open.Push(begun);
                    if (begun == "VCALENDAR")
                        calendars++;
                    else if (begun == "VEVENT" && inside == "VCALENDAR")
                        entry = file.Events.Count < mostEvents ? new IcsEvent { Line = line.Number } : throw IcsException.TooManyEvents();
                    else if (begun == "VTIMEZONE" && inside == "VCALENDAR")
                        zone = new IcsZoneDefinition();
                    else if (begun is "STANDARD" or "DAYLIGHT" && inside == "VTIMEZONE")
                        observance = new IcsObservance();
                    break;
                case "END":
                    if (!open.TryPop(out var ended) || !ended.Equals(line.Value, StringComparison.OrdinalIgnoreCase))
                        throw calendars == 0 ? IcsException.NotACalendar() : IcsException.NestingWrong();
                    if (ended == "VEVENT" && entry is not null && open.Count > 0 && open.Peek() == "VCALENDAR")
                    {
                        file.Events.Add(entry);
                        entry = null;
                    }
                    else if (ended == "VTIMEZONE" && zone is not null)
                    {
                        file.Zones.Add(zone);
                        zone = null;
                    }
                    else if (ended is "STANDARD" or "DAYLIGHT" && observance is not null)
                    {
                        zone?.Observances.Add(observance);
                        observance = null;
                    }
                    break;
                default:
                    if (!open.TryPeek(out var within))
                        continue;
                    if (within == "VEVENT" && entry is not null)
                        Read(entry, line);
                    else if (within == "VFREEBUSY" && line.Name == "FREEBUSY")
                        file.FreeBusy.Add(line);
                    else if (observance is not null)
                        Read(observance, line);
                    else if (within == "VTIMEZONE" && zone is not null)
                        Read(zone, line);
                    break;
            }
        }
        if (calendars == 0)
            throw IcsException.NotACalendar();
        // A download that broke off must not free the time of what is missing.
        if (open.Count > 0)
            throw IcsException.CutOff();
        return file;
    }

    private static void Read(IcsEvent entry, IcsLine line)
    {
        switch (line.Name)
        {
            case "UID": entry.Uid = line.Value; break;
            case "SEQUENCE" when long.TryParse(line.Value, out var sequence): entry.Sequence = sequence; break;
            case "DTSTART": entry.Start = line; break;
            case "DTEND": entry.End = line; break;
            case "DURATION": entry.Duration = line; break;
            case "RECURRENCE-ID": entry.RecurrenceId = line; break;
            case "RRULE": entry.Rules.Add(line.Value); break;
            case "EXRULE": entry.ExRules.Add(line.Value); break;
            case "RDATE": entry.RDates.Add(line); break;
            case "EXDATE": entry.ExDates.Add(line); break;
            case "STATUS": entry.Cancelled = line.Value.Equals("CANCELLED", StringComparison.OrdinalIgnoreCase); break;
            case "TRANSP": entry.Transparent = line.Value.Equals("TRANSPARENT", StringComparison.OrdinalIgnoreCase); break;
            case "X-MICROSOFT-CDO-BUSYSTATUS": entry.FreeInOutlook = line.Value.Equals("FREE", StringComparison.OrdinalIgnoreCase); break;
        }
    }

    private static void Read(IcsZoneDefinition zone, IcsLine line)
    {
        switch (line.Name)
        {
            case "TZID": zone.Id = line.Value; break;
            case "X-LIC-LOCATION": zone.Location = line.Value; break;
        }
    }

    private static void Read(IcsObservance observance, IcsLine line)
    {
        switch (line.Name)
        {
            case "DTSTART": observance.Start = IcsValues.Time(line); break;
            case "TZOFFSETFROM": observance.From = IcsValues.UtcOffset(line.Value); break;
            case "TZOFFSETTO": observance.To = IcsValues.UtcOffset(line.Value); break;
            case "RRULE": observance.Rules.Add(line.Value); break;
            case "RDATE":
                foreach (var text in line.Value.Split(',', StringSplitOptions.RemoveEmptyEntries))
                    if (IcsValues.Time(text, null, null) is { } date)
                        observance.Dates.Add(date);
                break;
        }
    }
}
