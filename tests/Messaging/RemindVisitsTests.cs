using System.Net;
using Frontdesk.Messaging;
using Frontdesk.Platform;
using Frontdesk.Scheduling;
using Frontdesk.Tests.Support;
using Frontdesk.Worklist;
using NodaTime;
using NodaTime.Text;

namespace Frontdesk.Tests.Messaging;

public sealed class RemindVisitsTests(CallDesk desk) : IClassFixture<CallDesk>
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task<(Practice Practice, Person Agent)> Open(int hour = 12)
    {
        var practice = await (await desk.Clinic()).Practice(practitioners: 2, timeZone: MessagingWords.ZoneWhereItIs(hour));
        return (practice, await practice.Clinic.Agent());
    }

    [Theory]
    [InlineData("en", "reminder of your visit on")]
    [InlineData("vi", "reminder of your visit on")]
    [InlineData("es", "le recordamos su cita:")]
    public async Task A_day_before_the_patient_is_reminded_without_a_word_about_them(string language, string says)
    {
        var (practice, agent) = await Open();
        var phone = MessagingWords.NewPhone();
        var at = MessagingWords.In(Day);
        var visit = await practice.Visits(await agent.Patient(phone, language: language), at);

        await practice.Clinic.RemindersAreSent();

        var text = await desk.Telephone.ReadOne(phone);
        Assert.StartsWith($"Lakeview Family Care: {says}", text, StringComparison.Ordinal);
        Assert.Contains(TextTime.Moment(at, practice.Zone.Id, language == "es" ? "es" : "en"), text, StringComparison.Ordinal);
        foreach (var word in new[] { "Maria", "Garcia", "Check", "Chequeo", "Dr." })
            Assert.DoesNotContain(word, text, StringComparison.OrdinalIgnoreCase);
        var row = await practice.Clinic.Db.QueryOne<(Guid Subject, DateTime At, string Purpose)>("select subject_id, subject_at, purpose from messaging.messages", null, Ct);
        Assert.Equal((visit, at.UtcDateTime, "reminder"), row);
    }

    [Fact]
    public async Task Looked_for_again_and_again_a_reminder_is_sent_once()
    {
        var (practice, agent) = await Open();
        var phone = MessagingWords.NewPhone();
        await practice.Visits(await agent.Patient(phone), MessagingWords.In(Day));

        for (var i = 0; i < 3; i++)
        {
            await practice.Clinic.RemindersAreSent();
            await practice.Clinic.Db.Execute("update messaging.reminder_marks set looked_until = now() - interval '10 minutes'", null, Ct);
        }

        await desk.Telephone.ReadOne(phone);
    }

    [Fact]
    public async Task Each_lead_of_the_visit_type_has_its_reminder()
    {
        var (practice, agent) = await Open();
        await practice.Clinic.Db.Execute("update scheduling.visit_types set reminders = '{2880, 180}'", null, Ct);
        string far = MessagingWords.NewPhone(), near = MessagingWords.NewPhone(), between = MessagingWords.NewPhone();
        await practice.Visits(await agent.Patient(far), MessagingWords.In(2 * Day));
        await practice.Visits(await agent.Patient(near), MessagingWords.In(TimeSpan.FromHours(3)));
        await practice.Visits(await agent.Patient(between), MessagingWords.In(Day));
        await practice.Clinic.Db.Execute("update scheduling.appointments set booked_at = now() - interval '3 days'", null, Ct);

        await practice.Clinic.RemindersAreSent();

        await desk.Telephone.ReadOne(far);
        await desk.Telephone.ReadOne(near);
        Assert.Empty(await desk.Telephone.Read(between));
    }

    [Theory]
    // The only reminder was to come, and by the new lead would have been sent before: at once.
    [InlineData("{1440}", "{2880}", 30, 1)]
    [InlineData("{1440,120}", "{4320,2880}", 30, 1)]
    // Due at this moment: once.
    [InlineData("{1440}", "{2880}", 48, 1)]
    // Reminded before, or to be reminded yet.
    [InlineData("{1440}", "{2880}", 20, 0)]
    [InlineData("{2880,120}", "{2880}", 30, 0)]
    [InlineData("{1440}", "{2880,1440}", 30, 0)]
    [InlineData("{1440}", "{120}", 30, 0)]
    // Too near, and not to be reminded at all.
    [InlineData("{30}", "{2880}", 1, 0)]
    [InlineData("{1440}", "{}", 30, 0)]
    public async Task When_leads_change_a_visit_that_would_be_left_without_a_reminder_has_it_at_once(string before, string after, int hoursAhead, int texts)
    {
        var (practice, agent) = await Open();
        await practice.Clinic.Db.Execute("update scheduling.visit_types set reminders = @before::int[]", new { before }, Ct);
        await practice.Clinic.RemindersAreSent();
        var phone = MessagingWords.NewPhone();
        await practice.Visits(await agent.Patient(phone), MessagingWords.In(TimeSpan.FromHours(hoursAhead)));
        await practice.Clinic.Db.Execute("update scheduling.appointments set booked_at = now() - interval '4 days'", null, Ct);

        await practice.Clinic.Db.Execute("update scheduling.visit_types set reminders = @after::int[]", new { after }, Ct);
        await practice.Clinic.RemindersAreSent();

        Assert.Equal(texts, (await desk.Telephone.Read(phone)).Count);
    }

    [Theory]
    // Due since the last look: at once, and once.
    [InlineData(4, "{2880}", 1)]
    [InlineData(4, "{2880,1440}", 1)]
    [InlineData(4, "{}", 0)]
    // Nobody has looked yet, and the first look goes back five minutes.
    [InlineData(null, "{2880}", 1)]
    public async Task When_leads_change_a_reminder_that_fell_due_since_the_last_look_is_not_lost(int? lookedMinutesAgo, string after, int texts)
    {
        var (practice, agent) = await Open();
        var phone = MessagingWords.NewPhone();
        await practice.Visits(await agent.Patient(phone), MessagingWords.In(Day).AddMinutes(-1));
        if (lookedMinutesAgo is { } minutes)
            await practice.Clinic.Db.Execute("insert into messaging.reminder_marks (looked_until) values (now() - make_interval(mins => @minutes))", new { minutes }, Ct);

        await practice.Clinic.Db.Execute("update scheduling.visit_types set reminders = @after::int[]", new { after }, Ct);
        await practice.Clinic.RemindersAreSent();

        Assert.Equal(texts, (await desk.Telephone.Read(phone)).Count);
    }

    [Fact]
    public async Task A_new_lead_that_is_yet_to_come_brings_its_reminder_to_what_is_booked_already()
    {
        var (practice, agent) = await Open();
        var phone = MessagingWords.NewPhone();
        await practice.Visits(await agent.Patient(phone), MessagingWords.In(2 * Day).AddMinutes(3));
        await practice.Clinic.Db.Execute("update scheduling.appointments set booked_at = now() - interval '4 days'", null, Ct);
        await practice.Clinic.Db.Execute("update scheduling.visit_types set reminders = '{2880}'", null, Ct);
        await practice.Clinic.RemindersAreSent();
        Assert.Empty(await desk.Telephone.Read(phone));

        // Three minutes pass.
        await practice.Clinic.Db.Execute("update scheduling.appointments set starts_at = starts_at - interval '3 minutes', busy_from = busy_from - interval '3 minutes'", null, Ct);
        await practice.Clinic.RemindersAreSent();

        await desk.Telephone.ReadOne(phone);
    }

    [Fact]
    public async Task Who_books_later_than_the_reminder_would_come_gets_none()
    {
        var (practice, agent) = await Open();
        var phone = MessagingWords.NewPhone();
        await practice.Visits(await agent.Patient(phone), MessagingWords.In(Day));
        await practice.Clinic.Db.Execute("update scheduling.appointments set booked_at = now()", null, Ct);

        await practice.Clinic.RemindersAreSent();

        Assert.Empty(await desk.Telephone.Read(phone));
    }

    [Fact]
    public async Task A_visit_that_was_cancelled_or_moved_meanwhile_is_not_spoken_of_and_moved_back_it_is()
    {
        var (practice, agent) = await Open();
        string cancelled = MessagingWords.NewPhone(), moved = MessagingWords.NewPhone();
        var at = MessagingWords.In(Day);
        var gone = await practice.Visits(await agent.Patient(cancelled), at);
        var elsewhere = await practice.Visits(await agent.Patient(moved), at, practitioner: 1);
        Assert.Equal(HttpStatusCode.OK, (await agent.Post($"scheduling/appointments/{gone}/cancel", new { reason = "asked" })).Status);
        await Move(practice, elsewhere, at.AddDays(1));

        foreach (var visit in new[] { gone, elsewhere })
            await practice.Clinic.Db.Enqueue(new SendReminder(visit, at, 1440), null, null, Ct);
        await practice.Clinic.TextsAreSent();

        Assert.Empty(await desk.Telephone.Read(cancelled));
        Assert.Empty(await desk.Telephone.Read(moved));
        Assert.Equal((0, 0), await practice.Clinic.Db.QueryOne<(int, int)>("select (select count(*)::int from messaging.messages), (select count(*)::int from platform.effects)", null, Ct));

        await Move(practice, elsewhere, at);
        await practice.Clinic.RemindersAreSent();

        await desk.Telephone.ReadOne(moved);
    }

    [Fact]
    public async Task A_visit_that_changed_hours_have_stranded_is_not_spoken_of_until_somebody_has_looked_at_it()
    {
        var (practice, agent) = await Open();
        string closed = MessagingWords.NewPhone(), stays = MessagingWords.NewPhone();
        async Task<Guid?> Strands(Guid visit) => await practice.Clinic.Db.Transaction(tx => WorkItems.Add(tx, new WorkItem(WorkItemKind.StrandedVisit, visit, MessagingWords.In(Day), new { }), Ct), Ct);
        var other = await Strands(await practice.Visits(await agent.Patient(closed), MessagingWords.In(Day)));
        var item = await Strands(await practice.Visits(await agent.Patient(stays), MessagingWords.In(Day), practitioner: 1));
        await agent.Post($"worklist/items/{item}/close", new { outcome = "done", note = "the doctor stays" });

        await practice.Clinic.RemindersAreSent();

        await desk.Telephone.ReadOne(stays);
        Assert.Empty(await desk.Telephone.Read(closed));

        // Looked at later than it was due: it is still said.
        await agent.Post($"worklist/items/{other}/close", new { outcome = "done", note = "so does this one" });
        Assert.Equal(1, await practice.Clinic.Db.Execute("update platform.jobs set run_at = now() where kind = 'messaging.SendReminder'", null, Ct));
        await practice.Clinic.TextsAreSent();
        await desk.Telephone.ReadOne(closed);
    }

    [Fact]
    public async Task A_moved_visit_is_reminded_of_at_its_new_time()
    {
        var (practice, agent) = await Open();
        var phone = MessagingWords.NewPhone();
        var after = MessagingWords.In(Day).AddMinutes(-4);
        var visit = await practice.Visits(await agent.Patient(phone, language: "en"), MessagingWords.In(Day));
        await practice.Clinic.RemindersAreSent();

        await Move(practice, visit, after);
        await practice.Clinic.Db.Execute("update messaging.reminder_marks set looked_until = now() - interval '10 minutes'", null, Ct);
        await practice.Clinic.RemindersAreSent();

        var texts = await desk.Telephone.Read(phone);
        Assert.Equal(2, texts.Count);
        Assert.Contains(TextTime.Moment(after, practice.Zone.Id, "en"), texts[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_number_hears_of_it_the_patients_own_first()
    {
        var (practice, agent) = await Open();
        string own = MessagingWords.NewPhone(), second = MessagingWords.NewPhone(), mothers = MessagingWords.NewPhone();
        var patient = await Registers(agent, (mothers, "parent", true), (own, "self", true), (second, "self", true));
        await practice.Visits(patient, MessagingWords.In(Day));

        await practice.Clinic.RemindersAreSent();

        Assert.Single([.. await desk.Telephone.Read(own), .. await desk.Telephone.Read(second)]);
        Assert.Empty(await desk.Telephone.Read(mothers));
    }

    [Fact]
    public async Task Without_a_number_of_their_own_those_who_act_for_them_are_told_one_text_a_visit()
    {
        var (practice, agent) = await Open();
        var mothers = MessagingWords.NewPhone();
        var mother = await agent.Patient(mothers, language: "es");
        Guid anna = await Registers(agent), ben = await Registers(agent);
        foreach (var child in new[] { anna, ben })
            await practice.Clinic.Db.Execute("insert into patients.proxies (id, patient_id, proxy_id, relation) values (@id, @child, @mother, 'parent')", new { id = Guid.CreateVersion7(), child, mother }, Ct);
        var at = MessagingWords.In(Day);
        await practice.Visits(anna, at);
        await practice.Visits(ben, at, practitioner: 1);

        await practice.Clinic.RemindersAreSent();

        var texts = await desk.Telephone.Read(mothers);
        Assert.Equal(2, texts.Count);
        Assert.All(texts, static text => Assert.Contains("le recordamos su cita", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_any_number_nothing_is_sent_and_nothing_fails()
    {
        var (practice, agent) = await Open();
        var landline = MessagingWords.NewPhone();
        await practice.Visits(await Registers(agent, (landline, "self", false)), MessagingWords.In(Day));

        await practice.Clinic.RemindersAreSent();

        Assert.Empty(await desk.Telephone.Read(landline));
        Assert.Equal(0, await practice.Clinic.Db.QueryOne<int>("select count(*)::int from platform.jobs where kind like 'messaging.%'", null, Ct));
    }

    [Fact]
    public async Task At_night_a_reminder_waits_for_the_morning()
    {
        var (practice, agent) = await Open(hour: 23);
        var phone = MessagingWords.NewPhone();
        var visit = await practice.Visits(await agent.Patient(phone), MessagingWords.In(Day));
        await practice.Clinic.Db.Execute("update scheduling.visit_types set reminders = '{1440, 120}'", null, Ct);
        // One that was found by day, and comes to be sent at night.
        await practice.Clinic.Db.Enqueue(new SendReminder(visit, MessagingWords.In(Day), 120), null, null, Ct);

        await practice.Clinic.RemindersAreSent();

        Assert.Empty(await desk.Telephone.Read(phone));
        var waiting = await practice.Clinic.Db.Query<DateTimeOffset>("select run_at from platform.jobs where kind = 'messaging.SendReminder' and state = 'waiting'", null, Ct);
        Assert.Equal(2, waiting.Count);
        Assert.All(waiting, at => Assert.Equal(8, Instant.FromDateTimeOffset(at).InZone(practice.Zone).Hour));
    }

    [Fact]
    public async Task A_lead_that_was_taken_away_while_its_reminder_waited_for_the_morning_sends_nothing()
    {
        var (practice, agent) = await Open();
        var phone = MessagingWords.NewPhone();
        var visit = await practice.Visits(await agent.Patient(phone), MessagingWords.In(2 * Day));
        await practice.Clinic.Db.Execute("update scheduling.visit_types set reminders = '{}'", null, Ct);
        await practice.Clinic.Db.Enqueue(new SendReminder(visit, MessagingWords.In(2 * Day), 1440), null, null, Ct);

        await practice.Clinic.RemindersAreSent();

        Assert.Empty(await desk.Telephone.Read(phone));
    }

    [Fact]
    public async Task Without_quiet_hours_a_reminder_is_sent_at_night()
    {
        await using var app = await App.Start(new Dictionary<string, string?>(desk.Telephone.Settings) { ["FRONTDESK_QUIET_HOURS"] = "off" });
        var clinic = await app.Clinic();
        await desk.Telephone.Rent(clinic);
        var practice = await clinic.Practice(timeZone: MessagingWords.ZoneWhereItIs(23));
        var phone = MessagingWords.NewPhone();
        await practice.Visits(await (await clinic.Agent()).Patient(phone), MessagingWords.In(Day));

        await clinic.RemindersAreSent();

        await desk.Telephone.ReadOne(phone);
    }

    [Fact]
    public async Task A_number_whose_owner_said_stop_is_left_alone()
    {
        var (practice, agent) = await Open();
        var phone = MessagingWords.NewPhone();
        await practice.Visits(await agent.Patient(phone), MessagingWords.In(Day));
        await practice.Clinic.Db.Execute("insert into messaging.stopped_numbers (e164, word) values (@phone, 'STOP')", new { phone }, Ct);

        await practice.Clinic.RemindersAreSent();

        Assert.Empty(await desk.Telephone.Read(phone));
        Assert.Equal(0, await practice.Clinic.Db.QueryOne<int>("select count(*)::int from messaging.messages", null, Ct));
    }

    [Theory]
    // A day before, by day.
    [InlineData("2026-12-02T10:00:00", 1440, "2026-12-01T10:00:00")]
    // Two hours before 09:30 is night: sent in the morning.
    [InlineData("2026-12-02T09:30:00", 120, "2026-12-02T08:00:00")]
    [InlineData("2026-12-02T09:00:00", 120, "2026-12-02T08:00:00")]
    // An hour is too near.
    [InlineData("2026-12-02T08:59:00", 120, null)]
    [InlineData("2026-12-02T08:10:00", 15, null)]
    // By day, near is what the clinic asked for.
    [InlineData("2026-12-02T08:15:00", 15, "2026-12-02T08:00:00")]
    [InlineData("2026-12-02T22:00:00", 1440, "2026-12-02T08:00:00")]
    public void A_reminder_due_at_night_waits_for_the_morning_unless_the_visit_is_near(string startsAt, int minutesBefore, string? sent) =>
        Assert.Equal(sent is null ? null : Local(sent), RemindVisits.SendAt(new QuietHours(new QuietHoursSettings()), Local(startsAt), minutesBefore, "America/Chicago"));

    private static DateTimeOffset Local(string text) =>
        LocalDateTimePattern.ExtendedIso.Parse(text).Value.InZoneStrictly(DateTimeZoneProviders.Tzdb["America/Chicago"]).ToDateTimeOffset();

    private static Task Move(Practice practice, Guid visit, DateTimeOffset to) => practice.Clinic.Db.Execute(
        """
        update scheduling.appointments
        set    starts_at = @to, ends_at = @to + interval '30 minutes', busy_from = @to, busy_until = @to + interval '30 minutes'
        where  id = @visit
        """, new { visit, to }, Ct);

    private static async Task<Guid> Registers(Person agent, params (string Number, string Owner, bool MayText)[] phones) => (await agent.Post("patients", new
    {
        givenName = "Anna",
        familyName = "Garcia",
        birthDate = "2019-03-14",
        phones = phones.Select(static phone => new { number = phone.Number, use = "mobile", owner = phone.Owner, mayText = phone.MayText }),
    })).Id("patientId");
}
