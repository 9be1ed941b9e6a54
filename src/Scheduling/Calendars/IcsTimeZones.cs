using System.Globalization;
using NodaTime;
using NodaTime.TimeZones;

namespace Frontdesk.Scheduling;

/// <summary>A VTIMEZONE as it stands in the calendar (RFC 5545 section 3.6.5).</summary>
internal sealed class IcsZoneDefinition
{
    public string? Id { get; set; }

    /// <summary>X-LIC-LOCATION: the IANA zone it was made from.</summary>
    public string? Location { get; set; }

    public List<IcsObservance> Observances { get; } = [];
}

/// <summary>A STANDARD or DAYLIGHT part: from each of its onsets on, the offset is <see cref="To"/>.</summary>
internal sealed class IcsObservance
{
    public IcsTime? Start { get; set; }

    public Offset? From { get; set; }

    public Offset? To { get; set; }

    public List<string> Rules { get; } = [];

    public List<IcsTime> Dates { get; } = [];
}

/// <summary>
/// Finds the zone a TZID means. In this order: the IANA name, also where a program's prefix stands before it (<c>/mozilla.org/20050126_1/America/Boise</c>); the Windows name (CLDR's mapping);
/// the calendar's own VTIMEZONE; a plain offset (<c>UTC+11</c>). IANA goes before the calendar's own definition, because what programs write there is often one year's rule or an old one.
/// </summary>
internal sealed class IcsTimeZones(IEnumerable<IcsZoneDefinition> definitions, Instant until, IcsSteps steps)
{
    private static readonly Dictionary<string, string> Iana = DateTimeZoneProviders.Tzdb.Ids.ToDictionary(static id => id, static id => id, StringComparer.OrdinalIgnoreCase);

    private static readonly Dictionary<string, string> Windows = new(TzdbDateTimeZoneSource.Default.WindowsMapping.PrimaryMapping.ToDictionary(static m => m.Key, static m => m.Value), StringComparer.OrdinalIgnoreCase);

    // No name of a zone comes near it. What is longer was made to be looked up slowly.
    private const int LongestId = 200;

    // A calendar's zone changes its clock twice a year, so an onset may cost more than a day of a rule.
    private const int StepsOfAnOnset = 20;

    private readonly Dictionary<string, IcsZoneDefinition> own = definitions.Where(static d => d.Id is not null)
        .DistinctBy(static d => d.Id, StringComparer.OrdinalIgnoreCase).ToDictionary(static d => d.Id!, StringComparer.OrdinalIgnoreCase);

    private readonly Dictionary<string, DateTimeZone?> found = new(StringComparer.Ordinal);

    /// <summary>The zone, or null when nothing says what the name means.</summary>
    public DateTimeZone? Find(string id)
    {
        if (id.Length > LongestId)
            return null;
        if (!found.TryGetValue(id, out var zone))
            found[id] = zone = Named(id) ?? Defined(id) ?? WithOffset(id);
        return zone;
    }

    private static DateTimeZone? Named(string id)
    {
        var name = id.Trim().Trim('/');
        if (name.Equals("tzone://Microsoft/Utc", StringComparison.OrdinalIgnoreCase) || name.Equals("Z", StringComparison.OrdinalIgnoreCase))
            return DateTimeZone.Utc;
        if (Iana.TryGetValue(name, out var iana) || (Windows.TryGetValue(name, out var mapped) && Iana.TryGetValue(mapped, out iana)))
            return DateTimeZoneProviders.Tzdb[iana];
        // Behind a prefix: no name has more than three parts ("Area/State/City"), and a city alone is not enough of one.
        var parts = name.Split('/');
        return (parts.Length > 3 && Iana.TryGetValue(string.Join('/', parts[^3..]), out iana)) || (parts.Length > 2 && Iana.TryGetValue(string.Join('/', parts[^2..]), out iana))
            ? DateTimeZoneProviders.Tzdb[iana]
            : null;
    }

    private DateTimeZone? Defined(string id)
    {
        if (!own.TryGetValue(id, out var definition))
            return null;
        if (definition.Location is { Length: <= LongestId } location && Named(location) is { } named)
            return named;
        var onsets = definition.Observances.Where(static o => o is { Start: not null, From: not null, To: not null }).SelectMany(Onsets).ToList();
        return onsets.Count == 0 ? null : new OwnZone(id, onsets);
    }

    private static DateTimeZone? WithOffset(string id)
    {
        var sign = id.AsSpan().IndexOfAny('+', '-');
        if (sign < 0 || !(id.AsSpan(0, sign).Trim() is "" or "UTC" or "GMT"))
            return null;
        var digits = id[(sign + 1)..].Replace(":", "", StringComparison.Ordinal);
        var text = digits.Length switch { 1 => $"0{digits}00", 2 => $"{digits}00", 3 => $"0{digits}", _ => digits };
        return IcsValues.UtcOffset(id[sign] + text) is { } offset ? DateTimeZone.ForOffset(offset) : null;
    }

    private IEnumerable<Onset> Onsets(IcsObservance observance)
    {
        var (start, from, to) = (observance.Start!.Value.Local, observance.From!.Value, observance.To!.Value);
        var onsets = new SortedSet<LocalDateTime> { start };
        foreach (var date in observance.Dates)
            onsets.Add(date.Local);
        foreach (var text in observance.Rules)
        {
            if (RecurrenceRule.Parse(text, out _) is not { } rule || rule.WithinDays)
                continue;
            // UNTIL is in UTC, onsets are by the clock that ends.
            LocalDateTime? last = rule.Until is { } u ? u.IsUtc ? u.Local.PlusSeconds(from.Seconds) : u.Local : null;
            foreach (var onset in rule.Instances(start, isDate: false, last, start, until.InUtc().LocalDateTime, steps, static () => throw IcsException.TooMuchWork()))
            {
                steps.Spend(StepsOfAnOnset);
                onsets.Add(onset);
            }
        }
        return onsets.Select(local => new Onset(local.WithOffset(from).ToInstant(), from, to));
    }

    private sealed record Onset(Instant At, Offset From, Offset To);

    /// <summary>A zone that lives in the calendar only.</summary>
    private sealed class OwnZone : DateTimeZone
    {
        private readonly List<ZoneInterval> intervals = [];

        public OwnZone(string id, List<Onset> onsets)
            : base(id, isFixed: false, onsets.Min(static o => Offset.Min(o.From, o.To)), onsets.Max(static o => Offset.Max(o.From, o.To)))
        {
            var sorted = onsets.OrderBy(static o => o.At).DistinctBy(static o => o.At).ToList();
            Instant? at = null;
            var offset = sorted[0].From;
            foreach (var onset in sorted)
            {
                if (onset.To == offset)
                    continue;
                intervals.Add(new ZoneInterval(id, at, onset.At, offset, Offset.Zero));
                (at, offset) = (onset.At, onset.To);
            }
            intervals.Add(new ZoneInterval(id, at, null, offset, Offset.Zero));
        }

        public override ZoneInterval GetZoneInterval(Instant instant)
        {
            int low = 0, high = intervals.Count - 1;
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (intervals[middle].HasEnd && intervals[middle].End <= instant)
                    low = middle + 1;
                else
                    high = middle;
            }
            return intervals[low];
        }
    }
}
