using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.Scheduling;

/// <summary>
/// A practitioner's visits as iCalendar (RFC 5545 and 7986), for whoever has the secret address: when and where, and nothing of who or why. Thirty days back and a year ahead; cancelled ones, and
/// those that went to another practitioner, stay as cancelled for six weeks, so that programs take them off. 304 while nothing changed. An address that is unknown, revoked or another clinic's is the same 404.
/// </summary>
internal static class ReadCalendarFeed
{
    internal const string Path = "/api/v1/scheduling/calendar.ics";

    // The token stands in the query: paths are kept by proxies' logs and our own traces more often, and no route of ours takes more than ids in its path.
    public static void Map(IEndpointRouteBuilder scheduling) => scheduling
        .MapGet("/calendar.ics", Handle)
        .WithName(nameof(ReadCalendarFeed))
        .Anonymous("calendar programs have no session: the address holds 256 random bits")
        .Audited("calendar_feed.read")
        .RateLimited(RateClass.Read)
        .Produces(StatusCodes.Status200OK, contentType: "text/calendar")
        .Produces(StatusCodes.Status304NotModified)
        .ProducesProblem(StatusCodes.Status404NotFound);

    internal static async Task<IResult> Handle(string? token, HttpContext context, TenantDb db, CancellationToken ct)
    {
        if (token is not { Length: 43 } || await db.QueryOne<Feed>(FeedSql, new { TokenHash = MakeCalendarFeed.Hash(token) }, ct) is not { } feed)
            return Problems.NotFound("calendar");
        // Who guesses leaves no row behind, else anyone could fill the audit; who asks with an address that was once good does.
        await db.Record(new AuditEvent("calendar_feed.read", feed.Revoked ? "refused" : "success", Detail: $$"""{"feedId": "{{feed.Id}}"}"""), ct);
        if (feed.Revoked)
            return Problems.NotFound("calendar");

        var body = Encoding.UTF8.GetBytes(WriteIcs.Calendar($"{feed.Practitioner}, {db.Tenant.Name}", await db.Query<WriteIcs.Visit>(Sql, new { feed.ResourceId }, ct)));
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 16))}\"";
        context.Response.Headers.ETag = tag;
        context.Response.Headers.CacheControl = "private, no-cache";
        var known = context.Request.Headers.IfNoneMatch.SelectMany(static h => (h ?? "").Split(',')).Select(static t => t.Trim());
        return known.Any(t => t == "*" || t == tag || t == $"W/{tag}") ? TypedResults.StatusCode(StatusCodes.Status304NotModified) : TypedResults.Bytes(body, "text/calendar; charset=utf-8");
    }

    private sealed record Feed(Guid Id, Guid ResourceId, string Practitioner, bool Revoked);

    internal const string FeedSql =
        """
        select f.id as "Id", f.resource_id as "ResourceId", r.name as "Practitioner", f.revoked_at is not null as "Revoked"
        from   scheduling.calendar_feeds f
        join   scheduling.resources r on r.id = f.resource_id
        where  f.token_hash = @TokenHash
        """;

    internal const string Sql =
        """
        select a.id as "Id", a.version as "Version", a.status as "Status", a.starts_at as "StartsAt", a.ends_at as "EndsAt", l.name as "Location",
               greatest(a.created_at, a.booked_at, a.moved_at, a.arrived_at, a.cancelled_at) as "ChangedAt"
        from   (select id
                from   scheduling.appointments
                where  resource_id = @ResourceId
                and    busy_from > now() - interval '30 days'
                and    busy_from < now() + interval '366 days'
                and    occupies
                union  all
                select id
                from   scheduling.appointments
                where  resource_id = @ResourceId
                and    starts_at > now() - interval '42 days'
                and    starts_at < now() + interval '366 days'
                and    booked_at is not null
                and    status in ('cancelled', 'noshow', 'entered-in-error')
                and    coalesce(cancelled_at, starts_at) > now() - interval '42 days') one
        join   scheduling.appointments a on a.id = one.id
        join   scheduling.locations l on l.id = a.location_id
        where  a.booked_at is not null
        union  all
        select t.appointment_id, t.version, 'cancelled', t.starts_at, t.ends_at, l.name, t.left_at
        from   scheduling.left_calendars t
        join   scheduling.locations l on l.id = t.location_id
        where  t.resource_id = @ResourceId
        and    t.left_at > now() - interval '42 days'
        and    not exists (select from scheduling.appointments a where a.id = t.appointment_id and a.resource_id = t.resource_id)
        order  by "StartsAt", "Id"
        limit  10000
        """;
}

/// <summary>Writes iCalendar: CRLF, lines of at most 75 octets (RFC 5545 section 3.1), text escaped (3.3.11), times in UTC.</summary>
internal static class WriteIcs
{
    public sealed record Visit(Guid Id, int Version, string Status, DateTimeOffset StartsAt, DateTimeOffset EndsAt, string Location, DateTimeOffset ChangedAt);

    public static string Calendar(string name, IEnumerable<Visit> visits)
    {
        var ics = new StringBuilder();
        Line(ics, "BEGIN:VCALENDAR");
        Line(ics, "VERSION:2.0");
        Line(ics, "PRODID:-//Frontdesk//Schedule//EN");
        Line(ics, "CALSCALE:GREGORIAN");
        Line(ics, "METHOD:PUBLISH");
        Line(ics, $"NAME:{Text(name)}");
        Line(ics, $"X-WR-CALNAME:{Text(name)}");
        Line(ics, "REFRESH-INTERVAL;VALUE=DURATION:PT1H");
        Line(ics, "X-PUBLISHED-TTL:PT1H");
        foreach (var visit in visits)
        {
            var cancelled = visit.Status is "cancelled" or "entered-in-error";
            Line(ics, "BEGIN:VEVENT");
            Line(ics, $"UID:{visit.Id}@frontdesk");
            Line(ics, $"SEQUENCE:{visit.Version - 1}");
            // Not the moment of asking: what did not change stays the same octets.
            Line(ics, $"DTSTAMP:{Utc(visit.ChangedAt)}");
            Line(ics, $"LAST-MODIFIED:{Utc(visit.ChangedAt)}");
            Line(ics, $"DTSTART:{Utc(visit.StartsAt)}");
            Line(ics, $"DTEND:{Utc(visit.EndsAt)}");
            Line(ics, "SUMMARY:Busy");
            Line(ics, $"LOCATION:{Text(visit.Location)}");
            Line(ics, "CLASS:PRIVATE");
            Line(ics, cancelled ? "STATUS:CANCELLED" : "STATUS:CONFIRMED");
            Line(ics, cancelled ? "TRANSP:TRANSPARENT" : "TRANSP:OPAQUE");
            Line(ics, "END:VEVENT");
        }
        Line(ics, "END:VCALENDAR");
        return ics.ToString();
    }

    private static string Utc(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static string Text(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text.ReplaceLineEndings("\n"))
            _ = c switch
            {
                '\\' or ';' or ',' => escaped.Append('\\').Append(c),
                '\n' => escaped.Append("\\n"),
                _ when char.IsControl(c) => escaped,
                _ => escaped.Append(c),
            };
        return escaped.ToString();
    }

    private static void Line(StringBuilder ics, string line)
    {
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            // A character is never cut in two.
            if (octets + rune.Utf8SequenceLength > 75)
            {
                ics.Append("\r\n ");
                octets = 1;
            }
            ics.Append(rune.ToString());
            octets += rune.Utf8SequenceLength;
        }
        ics.Append("\r\n");
    }
}
