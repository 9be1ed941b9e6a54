using NodaTime;
using NodaTime.Extensions;
using NodaTime.TimeZones;
using Quartz;

namespace Frontdesk.Platform;

/// <summary>
/// Times of a schedule: a Quartz cron expression (seconds first: <c>0 15 3 * * ?</c>) read in an IANA zone. A local time that a clock change skips runs at the
/// moment after the gap; one that comes twice runs the first time only.
/// </summary>
/// <remarks>Quartz computes on the zone's wall clock and NodaTime places the result: the machine's own zone data play no part.</remarks>
internal sealed class Cron
{
    private readonly CronExpression quartz;

    /// <exception cref="FormatException">The expression is not Quartz cron, or the zone is not IANA's.</exception>
    internal Cron(string expression, string zone)
    {
        try
        {
            (Expression, Zone) = (expression, DateTimeZoneProviders.Tzdb[zone]);
            quartz = new CronExpression(expression, TimeZoneInfo.Utc);
        }
        catch (DateTimeZoneNotFoundException e)
        {
            throw new FormatException($"'{zone}' is not a time zone of the IANA database.", e);
        }
    }

    internal string Expression { get; }

    internal DateTimeZone Zone { get; }

    /// <summary>The first due time after <paramref name="instant"/>.</summary>
    /// <exception cref="InvalidOperationException">There is none: the expression names a past year.</exception>
    internal Instant After(Instant instant)
    {
        var local = instant.InZone(Zone).LocalDateTime;
        while (true)
        {
            var next = quartz.GetNextValidTimeAfter(new DateTimeOffset(local.ToDateTimeUnspecified(), TimeSpan.Zero))
                ?? throw new InvalidOperationException($"'{Expression}' never comes again.");
            local = LocalDateTime.FromDateTime(next.DateTime);
            var due = Zone.AtLeniently(local).ToInstant();
            if (due > instant)
                return due;
        }
    }
}
