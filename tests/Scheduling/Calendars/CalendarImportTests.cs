using System.Net;
using Frontdesk.Platform;
using Frontdesk.Scheduling;
using Frontdesk.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Frontdesk.Tests.Scheduling.Calendars;

public sealed class CalendarImportTests : IAsyncLifetime
{
    private App app = null!;
    private ElsewhereServer elsewhere = null!;

    public async ValueTask InitializeAsync()
    {
        app = await App.Start(new Dictionary<string, string?>(StringComparer.Ordinal) { ["FRONTDESK_OUTBOUND_LOOPBACK"] = "on" });
        elsewhere = await ElsewhereServer.Start();
    }

    public async ValueTask DisposeAsync()
    {
        await elsewhere.DisposeAsync();
        await app.DisposeAsync();
    }

    [Fact]
    public async Task A_time_the_practitioner_is_busy_elsewhere_is_offered_to_nobody_and_held_by_nobody()
    {
        var (practice, _, agent, _) = await Subscribed(p => elsewhere.Says((p.At("09:00"), p.At("17:30"))));
        Assert.Equal(["08:00", "08:15", "08:30", "17:30"], await practice.FreeStarts(agent));
        var held = await practice.Hold(agent, practice.At("10:00"), await practice.Clinic.Patient());
        Assert.Equal((HttpStatusCode.Conflict, "time_taken"), (held.Status, held.Code));
        Assert.Equal(HttpStatusCode.Created, (await practice.Hold(agent, practice.At("08:30"))).Status);
        var why = await agent.Get($"scheduling/times/explain?visitTypeId={practice.VisitType}&practitionerId={practice.Practitioner}&locationId={practice.Location}&at={practice.Monday:yyyy-MM-dd}T10:00");
        Assert.Equal("taken", why.Body.GetProperty("answers")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_hold_made_on_what_was_offered_before_the_calendar_was_read_again_is_an_honest_409()
    {
        var (practice, admin, agent, calendar) = await Subscribed(_ => elsewhere.Says());
        Assert.Contains("10:00", await practice.FreeStarts(agent));
        elsewhere.Says((practice.At("10:15"), practice.At("10:20")));
        Assert.Equal(HttpStatusCode.OK, (await admin.Post($"scheduling/calendars/{calendar}/refresh")).Status);
        var held = await practice.Hold(agent, practice.At("10:00"), await practice.Clinic.Patient());
        Assert.Equal((HttpStatusCode.Conflict, "time_taken"), (held.Status, held.Code));
        Assert.DoesNotContain(held.Body.GetProperty("nearest").EnumerateArray(), t => t.GetProperty("startsAt").GetDateTimeOffset() == practice.At("10:00"));
    }

    [Fact]
    public async Task A_refresh_puts_what_stands_there_now_in_place_of_what_stood_there()
    {
        var (practice, admin, agent, calendar) = await Subscribed(p => elsewhere.Says((p.At("08:00"), p.At("12:00")), (p.At("13:00"), p.At("17:00"))));
        elsewhere.Says((practice.At("08:00"), practice.At("12:00")), (practice.At("14:00"), practice.At("17:00")));
        await admin.Post($"scheduling/calendars/{calendar}/refresh");
        Assert.Equal(["12:00", "12:15", "12:30", "12:45", "13:00", "13:15", "13:30", "17:00", "17:15", "17:30"], await practice.FreeStarts(agent));
        Assert.Equal(HttpStatusCode.NoContent, (await admin.Delete($"scheduling/calendars/{calendar}")).Status);
        Assert.Contains("09:00", await practice.FreeStarts(agent));
        Assert.Equal(HttpStatusCode.NotFound, (await admin.Post($"scheduling/calendars/{calendar}/refresh")).Status);
    }

    [Fact]
    public async Task When_a_calendar_is_stale_staff_are_warned_and_patients_are_offered_nothing()
    {
        var (practice, admin, agent, calendar) = await Subscribed(_ => elsewhere.Says());
        var patient = await practice.Clinic.SignedIn(await practice.Clinic.Patient());
        Assert.Contains("09:00", await practice.FreeStarts(patient));
        Assert.DoesNotContain("warning", (await practice.Times(agent)).Text, StringComparison.Ordinal);

        await practice.Clinic.Db.Execute("update scheduling.calendar_subscriptions set fetched_at = fetched_at - interval '25 hours'", null, default);
        Assert.Empty(await practice.FreeStarts(patient));
        Assert.Equal("not_offered", (await practice.Hold(patient, practice.At("09:00"))).Code);
        Assert.All((await practice.Times(agent)).Body.GetProperty("times").EnumerateArray(), static t => Assert.Equal("calendar_stale", t.GetProperty("warning").GetString()));
        Assert.Equal(HttpStatusCode.Created, (await practice.Hold(agent, practice.At("09:00"))).Status);
        Assert.True((await agent.Get($"scheduling/practitioners/{practice.Practitioner}/calendars")).Body.GetProperty("calendars")[0].GetProperty("stale").GetBoolean());

        await admin.Post($"scheduling/calendars/{calendar}/refresh");
        Assert.Contains("10:00", await practice.FreeStarts(patient));
    }

    [Fact]
    public async Task What_cannot_be_read_leaves_what_is_stored_and_is_shown()
    {
        var (practice, admin, agent, calendar) = await Subscribed(p => elsewhere.Says((p.At("08:00"), p.At("17:30"))));
        elsewhere.Answers = static context => context.Response.WriteAsync("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n");
        Assert.Equal("cut_off", (await admin.Post($"scheduling/calendars/{calendar}/refresh")).Body.GetProperty("failure").GetString());
        Assert.Equal(["17:30"], await practice.FreeStarts(agent));
        var shown = await agent.Get($"scheduling/practitioners/{practice.Practitioner}/calendars");
        Assert.Equal("cut_off", shown.Body.GetProperty("calendars")[0].GetProperty("failure").GetString());
        Assert.DoesNotContain("private-secret", shown.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_clinics_round_reads_every_calendar_again_and_asks_only_for_what_changed()
    {
        var (practice, _, agent, _) = await Subscribed(p => elsewhere.Answers = context =>
        {
            context.Response.Headers.ETag = "\"one\"";
            return context.Response.WriteAsync("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n");
        });
        await practice.Clinic.Db.Execute("update scheduling.calendar_subscriptions set fetched_at = fetched_at - interval '25 hours'", null, default);
        var asked = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        elsewhere.Answers = context =>
        {
            asked.TrySetResult(context.Request.Headers.IfNoneMatch.ToString());
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        };
        await practice.Clinic.Db.Enqueue(new RefreshCalendars(), null, null, default);
        Assert.Equal("\"one\"", await asked.Task.WaitAsync(TimeSpan.FromSeconds(30)));
        await Until(async () => !(await agent.Get($"scheduling/practitioners/{practice.Practitioner}/calendars")).Body.GetProperty("calendars")[0].GetProperty("stale").GetBoolean());
    }

    [Fact]
    public async Task A_fault_of_ours_is_shown_as_a_failure_and_the_next_round_reads_again()
    {
        var (practice, admin, agent, calendar) = await Subscribed(p => elsewhere.Says((p.At("08:00"), p.At("17:30"))));
        var zones = "select time_zone from scheduling.locations limit 1";
        var zone = await practice.Clinic.Db.QueryOne<string>(zones, null, default);
        await practice.Clinic.Db.Execute("update scheduling.locations set time_zone = 'Mars/Olympus_Mons'", null, default);
        await practice.Clinic.Db.Enqueue(new RefreshCalendars(), null, null, default);
        await Until(async () => await Failure() == "not_a_calendar");
        Assert.Equal("not_a_calendar", (await admin.Post($"scheduling/calendars/{calendar}/refresh")).Body.GetProperty("failure").GetString());

        await practice.Clinic.Db.Execute("update scheduling.locations set time_zone = @zone", new { zone }, default);
        await practice.Clinic.Db.Enqueue(new RefreshCalendars(), null, null, default);
        await Until(async () => await Failure() is null);
        Assert.Equal(["17:30"], await practice.FreeStarts(agent));

        Task<string?> Failure() => practice.Clinic.Db.QueryOne<string?>("select failure from scheduling.calendar_subscriptions", null, default);
    }

    [Theory]
    [InlineData("//[")]
    [InlineData("//%00/")]
    public async Task Where_an_address_leads_on_to_none_it_is_refused_by_name(string location)
    {
        elsewhere.Answers = context =>
        {
            context.Response.Redirect(location);
            return Task.CompletedTask;
        };
        var practice = await (await app.Clinic()).Practice();
        var answer = await (await practice.Clinic.Admin()).Post($"scheduling/practitioners/{practice.Practitioner}/calendars", new { name = "Elsewhere", address = elsewhere.Address });
        Assert.Equal((HttpStatusCode.BadRequest, "address_not_https"), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("not an address", "address_not_https")]
    [InlineData("http://calendar.example/a.ics", "address_not_https")]
    [InlineData("https://user:secret@calendar.example/a.ics", "address_not_https")]
    [InlineData("ftp://calendar.example/a.ics", "address_not_https")]
    [InlineData("https://10.0.0.1/a.ics", "address_not_public")]
    [InlineData("webcal://192.168.1.1/a.ics", "address_not_public")]
    [InlineData("https://169.254.169.254/latest/meta-data", "address_not_public")]
    [InlineData("https://[::ffff:10.0.0.1]/a.ics", "address_not_public")]
    [InlineData("https://[fd00::1]/a.ics", "address_not_public")]
    public async Task An_address_that_may_not_be_asked_is_refused_by_name(string address, string code)
    {
        var practice = await (await app.Clinic()).Practice();
        var answer = await (await practice.Clinic.Admin()).Post($"scheduling/practitioners/{practice.Practitioner}/calendars", new { name = "Elsewhere", address });
        Assert.Equal((HttpStatusCode.BadRequest, code, "address"), (answer.Status, answer.Code, answer.Field()));
    }

    [Theory]
    [InlineData("<html>Sign in</html>", "not_a_calendar")]
    [InlineData("BEGIN:VCALENDAR\r\n", "cut_off")]
    public async Task What_is_no_calendar_is_refused_before_it_is_kept(string answers, string code)
    {
        elsewhere.Answers = context => context.Response.WriteAsync(answers);
        var practice = await (await app.Clinic()).Practice();
        var admin = await practice.Clinic.Admin();
        Assert.Equal(code, (await admin.Post($"scheduling/practitioners/{practice.Practitioner}/calendars", new { name = "Elsewhere", address = elsewhere.Address })).Code);
        Assert.Equal(0, (await admin.Get($"scheduling/practitioners/{practice.Practitioner}/calendars")).Body.GetProperty("calendars").GetArrayLength());
    }

    [Fact]
    public async Task A_long_absence_is_kept_whole_and_the_secret_address_stays_out_of_the_audit()
    {
        var (practice, _, agent, _) = await Subscribed(p => elsewhere.Says((p.At("08:00").AddDays(-30), p.At("17:30").AddDays(30))));
        Assert.Empty(await practice.FreeStarts(agent));
        var audit = await app.Database.QueryAsSuperuser<string>($"select c::text from audit.changes c where tenant_id = '{practice.Clinic.Tenant.Id}' and table_name = 'scheduling.calendar_subscriptions'");
        Assert.NotEmpty(audit);
        Assert.DoesNotContain(audit, static row => row.Contains("private-secret", StringComparison.Ordinal));
    }

    private async Task<(Practice Practice, Person Admin, Person Agent, Guid Calendar)> Subscribed(Action<Practice> says)
    {
        var practice = await (await app.Clinic()).Practice();
        says(practice);
        var admin = await practice.Clinic.Admin();
        var calendar = (await admin.Post($"scheduling/practitioners/{practice.Practitioner}/calendars", new { name = "Elsewhere", address = elsewhere.Address })).Id("calendarId");
        return (practice, admin, await practice.Clinic.Agent(), calendar);
    }

    private static async Task Until(Func<Task<bool>> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        while (!await holds())
        {
            Assert.False(limit.IsCancellationRequested, "it never came to hold");
            await Task.Delay(20, CancellationToken.None);
        }
    }
}
