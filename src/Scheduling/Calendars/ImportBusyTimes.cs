using Frontdesk.Platform;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Frontdesk.Scheduling;

/// <summary>Asks a calendar elsewhere when a practitioner is busy, from yesterday to 400 days ahead (patients book 366 days ahead at most), and puts that in place of what was stored.</summary>
internal static class ImportBusyTimes
{
    private static readonly Duration Ahead = Duration.FromDays(400);

    // What does not change is read again all the same once a day, for the days that have come into view.
    private static readonly TimeSpan ReadAgainAfter = TimeSpan.FromDays(1);

    // A calendar may be large: few are taken apart at once, however many are being fetched.
    private static readonly SemaphoreSlim Reading = new(2);

    /// <param name="Zones">Of the practitioner's places.</param>
    /// <param name="ReadAt">Null: never.</param>
    internal sealed record Calendar(Guid Id, Guid ResourceId, string Address, string? ETag, DateTimeOffset? LastModified, DateTimeOffset? ReadAt, DateTimeOffset Now, string[] Zones);

    /// <param name="Busy">Null when nothing changed.</param>
    internal sealed record Read(IReadOnlyList<Interval>? Busy, int Unreadable, string? ETag, DateTimeOffset? LastModified);

    /// <summary>Why it could not be read, by a code of <see cref="OutboundException"/> or <see cref="IcsException"/>.</summary>
    internal sealed record Failure(string Code, string Message);

    internal static async Task<(Read? Read, Failure? Failure)> Ask(OutboundFetch outbound, Calendar calendar, Tenant tenant, TimeProvider clock, ILogger log, CancellationToken ct)
    {
        var came = false;
        try
        {
            var again = calendar.ReadAt is null || calendar.Now - calendar.ReadAt > ReadAgainAfter;
            var answer = await outbound.Get(outbound.Check(calendar.Address), IcsLines.MostBytes, again ? null : calendar.ETag, again ? null : calendar.LastModified, ct);
            came = true;
            if (answer.Body is null)
                return (new Read(null, 0, calendar.ETag, calendar.LastModified), null);
            // By whole days in UTC, so that what is stored stays the same rows from hour to hour.
            var today = Instant.FromDateTimeOffset(calendar.Now).InUtc().Date;
            var window = new Interval(today.PlusDays(-1).AtMidnight().InUtc().ToInstant(), today.AtMidnight().InUtc().ToInstant() + Ahead);
            await Reading.WaitAsync(ct);
            try
            {
                using var ics = new MemoryStream(answer.Body, writable: false);
                var result = ReadBusyTimes.From(ics, window, ZoneOf(calendar, tenant), clock, ct);
                return (new Read([.. result.Busy.SelectMany(ByDay)], result.Faults.Count, answer.ETag, answer.LastModified), null);
            }
            finally
            {
                Reading.Release();
            }
        }
        catch (OutboundException e)
        {
            return (null, new Failure(e.Code, e.Message));
        }
        catch (IcsException e)
        {
            return (null, new Failure(e.Code, e.Message));
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            // A fault of ours. It too is a failure that is shown, and the next round reads again: a job that fails is retried ever later, and nobody sees why the calendar goes stale.
            // The exception's own words may quote the calendar or its address.
            log.LogError("Calendar {CalendarId} could not be {Step}: {Exception} {Stack}", calendar.Id, came ? "read" : "fetched", e.GetType().FullName, e.StackTrace);
            return (null, came ? new Failure("not_a_calendar", "What came back could not be read as a calendar.") : new Failure("unreachable", "The other side could not be reached."));
        }
    }

    internal static async Task Store(TenantTransaction tx, Calendar calendar, Read read, CancellationToken ct)
    {
        var args = new
        {
            calendar.Id,
            calendar.ResourceId,
            read.ETag,
            read.LastModified,
            read.Unreadable,
            Whole = read.Busy is not null,
            Froms = (read.Busy ?? []).Select(static b => b.Start.ToDateTimeUtc()).ToArray(),
            Untils = (read.Busy ?? []).Select(static b => b.End.ToDateTimeUtc()).ToArray(),
        };
        // First the calendar's own row: its lock makes two who store the same calendar follow each other, and a calendar that is gone has no busy times.
        if (await tx.Execute(ReadSql, args, ct) == 0 || read.Busy is null)
            return;
        await tx.Execute(DeleteSql, args, ct);
        await tx.Execute(InsertSql, args, ct);
    }

    // By the clinic's clock when the practitioner's places lie in several zones.
    private static DateTimeZone ZoneOf(Calendar calendar, Tenant tenant) =>
        DateTimeZoneProviders.Tzdb[calendar.Zones.Distinct(StringComparer.Ordinal).ToList() is [var only] ? only : tenant.TimeZone];

    internal static IEnumerable<Interval> ByDay(Interval busy)
    {
        for (var from = busy.Start; from < busy.End;)
        {
            var midnight = from.InUtc().Date.PlusDays(1).AtMidnight().InUtc().ToInstant();
            var until = Instant.Min(midnight, busy.End);
            yield return new Interval(from, until);
            from = until;
        }
    }

    internal const string CalendarSql =
        """
        select s.id as "Id", s.resource_id as "ResourceId", s.address as "Address", s.etag as "ETag", s.last_modified as "LastModified", s.read_at as "ReadAt", now() as "Now",
               array(select l.time_zone
                     from   scheduling.resource_locations rl
                     join   scheduling.locations l on l.id = rl.location_id
                     where  rl.resource_id = s.resource_id) as "Zones"
        from   scheduling.calendar_subscriptions s
        where  s.id = @Id
        """;

    internal const string ReadSql =
        """
        update scheduling.calendar_subscriptions
        set    checked_at = now(), fetched_at = now(), failure = null, etag = @ETag, last_modified = @LastModified,
               read_at = case when @Whole then now() else read_at end, unreadable = case when @Whole then @Unreadable else unreadable end
        where  id = @Id
        """;

    internal const string FailedSql =
        """
        update scheduling.calendar_subscriptions
        set    checked_at = now(), failure = @Failure
        where  id = @Id
        """;

    // What stayed the same is not touched: most of a calendar does.
    internal const string DeleteSql =
        """
        delete from scheduling.imported_busy b
        where  b.subscription_id = @Id
        and    not exists (select from unnest(@Froms::timestamptz[], @Untils::timestamptz[]) as n (busy_from, busy_until) where n.busy_from = b.busy_from and n.busy_until = b.busy_until)
        """;

    internal const string InsertSql =
        """
        insert into scheduling.imported_busy (subscription_id, resource_id, busy_from, busy_until)
        select @Id, @ResourceId, busy_from, busy_until
        from   unnest(@Froms::timestamptz[], @Untils::timestamptz[]) as n (busy_from, busy_until)
        on conflict do nothing
        """;
}
