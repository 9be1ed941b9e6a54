using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Frontdesk.Scheduling;
using Frontdesk.Tests.Support;
using NodaTime;

namespace Frontdesk.Tests.Scheduling.Calendars;

public sealed class CalendarFeedTests(App app) : AppTest(app)
{
    [Fact]
    public async Task A_calendar_program_reads_when_and_where_and_nothing_of_who_or_why()
    {
        var (practice, agent, feed) = await Feed();
        var patient = await practice.Clinic.Patient("Ximena Quispe");
        var hold = (await practice.Hold(agent, practice.At("09:00"), patient)).Id("holdId");
        await practice.Book(agent, hold, patient, "a cough that will not go");

        var ics = (await practice.Clinic.Visitor().Get(feed)).Text;
        var expected = practice.At("09:00").UtcDateTime;
        Assert.Contains($"UID:{hold}@frontdesk\r\nSEQUENCE:0\r\n", ics, StringComparison.Ordinal);
        Assert.Contains($"DTSTART:{expected:yyyyMMdd'T'HHmmss'Z'}\r\nDTEND:{expected.AddMinutes(30):yyyyMMdd'T'HHmmss'Z'}\r\nSUMMARY:Busy\r\nLOCATION:Main Street\r\n", ics, StringComparison.Ordinal);
        Assert.DoesNotContain("Quispe", ics, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("cough", ics, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Check-up", ics, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(patient.ToString(), ics, StringComparison.OrdinalIgnoreCase);
        Assert.All(ics.Split("\r\n"), static line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 0, 75));
    }

    [Fact]
    public async Task A_moved_visit_keeps_its_UID_and_counts_on_and_a_cancelled_one_says_so()
    {
        var (practice, agent, feed) = await Feed();
        var patient = await practice.Clinic.Patient();
        var visit = await practice.Booked(agent, practice.At("09:00"), patient);
        var reader = practice.Clinic.Visitor();

        var hold = (await practice.Hold(agent, practice.At("11:00"), patient)).Id("holdId");
        await agent.Post($"scheduling/appointments/{visit}/move", new { holdId = hold });
        var moved = (await reader.Get(feed)).Text;
        Assert.Contains($"UID:{visit}@frontdesk\r\nSEQUENCE:1\r\n", moved, StringComparison.Ordinal);
        Assert.DoesNotContain(hold.ToString(), moved, StringComparison.Ordinal);

        await agent.Post($"scheduling/appointments/{visit}/cancel", new { reason = "asked to" });
        var cancelled = (await reader.Get(feed)).Text;
        Assert.Contains($"UID:{visit}@frontdesk\r\nSEQUENCE:2\r\n", cancelled, StringComparison.Ordinal);
        Assert.Contains("STATUS:CANCELLED\r\n", cancelled, StringComparison.Ordinal);
        await practice.Clinic.Db.Execute("update scheduling.appointments set cancelled_at = now() - interval '43 days'", null, default);
        Assert.DoesNotContain("VEVENT", (await reader.Get(feed)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_visit_that_goes_to_another_practitioner_is_taken_off_the_calendar_it_leaves_and_is_back_when_it_comes_back()
    {
        var practice = await (await App.Clinic()).Practice(practitioners: 2);
        var agent = await practice.Clinic.Agent();
        var feed = await Made(await practice.Clinic.Admin(), practice);
        var patient = await practice.Clinic.Patient();
        var visit = await practice.Booked(agent, practice.At("09:00"), patient);
        var reader = practice.Clinic.Visitor();
        async Task<string> Moves(string time, int to)
        {
            var hold = (await practice.Hold(agent, practice.At(time), patient, practice.Practitioners[to])).Id("holdId");
            (await agent.Post($"scheduling/appointments/{visit}/move", new { holdId = hold })).Id("appointmentId");
            return (await reader.Get(feed)).Text;
        }

        var left = await Moves("11:00", to: 1);
        Assert.Contains($"UID:{visit}@frontdesk\r\nSEQUENCE:1\r\n", left, StringComparison.Ordinal);
        Assert.Contains($"DTSTART:{practice.At("09:00").UtcDateTime:yyyyMMdd'T'HHmmss'Z'}\r\n", left, StringComparison.Ordinal);
        Assert.Contains("STATUS:CANCELLED\r\n", left, StringComparison.Ordinal);

        var back = await Moves("14:00", to: 0);
        Assert.Contains($"UID:{visit}@frontdesk\r\nSEQUENCE:2\r\n", back, StringComparison.Ordinal);
        Assert.DoesNotContain("CANCELLED", back, StringComparison.Ordinal);

        Assert.Contains($"UID:{visit}@frontdesk\r\nSEQUENCE:3\r\n", await Moves("15:00", to: 1), StringComparison.Ordinal);
        await practice.Clinic.Db.Execute("update scheduling.left_calendars set left_at = now() - interval '43 days'", null, default);
        Assert.DoesNotContain("VEVENT", (await reader.Get(feed)).Text, StringComparison.Ordinal);
        await practice.Clinic.HoldsAreSwept();
        Assert.Equal(0, await practice.Clinic.Db.QueryOne<int>("select count(*)::int from scheduling.left_calendars", null, default));
    }

    [Fact]
    public async Task What_did_not_change_is_not_sent_again()
    {
        var (practice, agent, feed) = await Feed();
        var first = await practice.Clinic.Visitor().Get(feed);
        var tag = first.Headers.ETag!;
        Assert.True(first.Headers.CacheControl is { Private: true, NoCache: true });

        var reader = practice.Clinic.Visitor();
        reader.Browser.DefaultRequestHeaders.IfNoneMatch.Add(new EntityTagHeaderValue(tag.Tag, isWeak: true));
        var again = await reader.Get(feed);
        Assert.Equal((HttpStatusCode.NotModified, "", tag), (again.Status, again.Text, again.Headers.ETag));
        await practice.Booked(agent, practice.At("10:00"), await practice.Clinic.Patient());
        Assert.Equal(HttpStatusCode.OK, (await reader.Get(feed)).Status);
    }

    [Fact]
    public async Task A_revoked_and_a_replaced_address_are_as_unknown_as_one_that_never_was()
    {
        var (practice, _, first) = await Feed();
        var admin = await practice.Clinic.Admin();
        var reader = practice.Clinic.Visitor();
        var unknown = await reader.Get("/api/v1/scheduling/calendar.ics?token=" + new string('A', 43));
        Assert.Equal((HttpStatusCode.NotFound, "not_found"), (unknown.Status, unknown.Code));

        var second = await Made(admin, practice);
        Assert.Equal((unknown.Status, unknown.Code), ((await reader.Get(first)).Status, (await reader.Get(first)).Code));
        Assert.Equal(HttpStatusCode.OK, (await reader.Get(second)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await admin.Delete($"scheduling/practitioners/{practice.Practitioner}/calendar-feed")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await reader.Get(second)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.Delete($"scheduling/practitioners/{practice.Practitioner}/calendar-feed")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await (await App.Clinic()).Visitor().Get(second)).Status);
    }

    [Fact]
    public async Task The_secret_is_stored_nowhere_and_each_reading_is_on_the_record()
    {
        var (practice, _, feed) = await Feed();
        await practice.Clinic.Visitor().Get(feed);
        var token = feed[(feed.IndexOf('=', StringComparison.Ordinal) + 1)..];
        var tenant = practice.Clinic.Tenant.Id;
        var audit = await App.Database.QueryAsSuperuser<string>($"select c::text from audit.changes c where tenant_id = '{tenant}' and table_name = 'scheduling.calendar_feeds'");
        var stored = await App.Database.QueryAsSuperuser<string>($"select t::text from scheduling.calendar_feeds t where tenant_id = '{tenant}'");
        Assert.DoesNotContain(token, Assert.Single(stored), StringComparison.Ordinal);
        Assert.DoesNotContain("token_hash", Assert.Single(audit), StringComparison.Ordinal);
        Assert.Equal("calendar_feed.read success", Assert.Single(await App.Database.QueryAsSuperuser<string>(
            $"select kind || ' ' || outcome from audit.events where tenant_id = '{practice.Clinic.Tenant.Id}' and kind = 'calendar_feed.read'")));
    }

    [Fact]
    public async Task Only_an_administrator_makes_or_ends_an_address()
    {
        var practice = await (await App.Clinic()).Practice();
        foreach (var person in new[] { await practice.Clinic.Agent(), await practice.Clinic.Supervisor(), await practice.Clinic.Clinician(), await practice.Clinic.SignedIn(await practice.Clinic.Patient()) })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await person.Post($"scheduling/practitioners/{practice.Practitioner}/calendar-feed")).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await person.Delete($"scheduling/practitioners/{practice.Practitioner}/calendar-feed")).Status);
        }
        Assert.Equal(HttpStatusCode.NotFound, (await (await practice.Clinic.Admin()).Post($"scheduling/practitioners/{Guid.CreateVersion7()}/calendar-feed")).Status);
    }

    [Fact]
    public void Lines_are_folded_between_characters_and_text_is_escaped()
    {
        var name = "Clínica; de, \\ la\nUniversidad " + string.Concat(Enumerable.Repeat("ñandú 🩺 ", 30));
        var visit = new WriteIcs.Visit(Guid.CreateVersion7(), 3, "booked", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddHours(1), name, DateTimeOffset.UnixEpoch);
        var ics = WriteIcs.Calendar(name, [visit]);
        Assert.All(ics.Split("\r\n"), static line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 0, 75));
        Assert.Contains("LOCATION:" + name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal) + "\r\n",
            ics.Replace("\r\n ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        // Our own reader finds in it what was written.
        using var bytes = new MemoryStream(Encoding.UTF8.GetBytes(ics));
        var busy = ReadBusyTimes.From(bytes, new Interval(NodaConstants.UnixEpoch, NodaConstants.UnixEpoch + Duration.FromDays(1)), DateTimeZone.Utc, TimeProvider.System, default);
        Assert.Equal(new Interval(NodaConstants.UnixEpoch, NodaConstants.UnixEpoch + Duration.FromHours(1)), Assert.Single(busy.Busy));
        Assert.Empty(busy.Faults);
    }

    private async Task<(Practice, Person, string)> Feed()
    {
        var practice = await (await App.Clinic()).Practice();
        return (practice, await practice.Clinic.Agent(), await Made(await practice.Clinic.Admin(), practice));
    }

    private static async Task<string> Made(Person admin, Practice practice)
    {
        var made = await admin.Post($"scheduling/practitioners/{practice.Practitioner}/calendar-feed");
        Assert.Equal(HttpStatusCode.Created, made.Status);
        return new Uri(made.Body.GetProperty("address").GetString()!).PathAndQuery;
    }
}
