using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Frontdesk.Messaging;
using Frontdesk.Platform;
using Frontdesk.Scheduling;
using Frontdesk.Tests.Support;

namespace Frontdesk.Tests.Messaging;

public sealed class TextOfferTests(CallDesk desk) : IClassFixture<CallDesk>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("en", "a time is free: ", "Y", "the time is yours: ")]
    [InlineData("es", "hora libre: ", "Sí", "la hora es suya: ")]
    public async Task An_opening_is_texted_and_taken_by_text(string language, string opens, string word, string taken)
    {
        var (practice, agent) = await desk.FullPractice();
        var (phone, patient, entry) = await practice.WaitsWithPhone(agent, language);

        await practice.Frees(agent, "09:00");
        var text = await desk.Telephone.Hears(phone);
        await desk.Telephone.Says(practice.Clinic, phone, word);
        var answer = await desk.Telephone.Hears(phone, 2);

        var when = TextTime.Moment(practice.At("09:00"), practice.Zone.Id, language);
        Assert.Contains(opens + when, text, StringComparison.Ordinal);
        Assert.Contains(taken + when, answer, StringComparison.Ordinal);
        foreach (var said in new[] { text, answer })
            Assert.DoesNotContain("Maria", said, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("booked", await practice.State(entry));
        Assert.Equal(("accepted", "text"), await practice.Clinic.Db.QueryOne<(string, string)>("select state, answered_by from scheduling.offers", null, Ct));
        Assert.Equal("booked", await practice.Clinic.Db.QueryOne<string>("select status from scheduling.appointments where patient_id = @patient", new { patient }, Ct));
        // Again is the same, and a no comes too late to be one.
        foreach (var again in new[] { word, "N" })
            await desk.Telephone.Says(practice.Clinic, phone, again);
        Assert.Contains(taken, await desk.Telephone.Hears(phone, 3), StringComparison.Ordinal);
        Assert.Contains(taken, await desk.Telephone.Hears(phone, 4), StringComparison.Ordinal);
        Assert.Equal("accepted", await practice.Clinic.Db.QueryOne<string>("select state from scheduling.offers", null, Ct));
    }

    [Theory]
    [InlineData("en", "in place of ")]
    [InlineData("es", "en vez del ")]
    public async Task An_offer_to_come_earlier_names_the_day_of_the_visit_it_takes_the_place_of(string language, string insteadOf)
    {
        var (practice, agent) = await desk.FullPractice();
        var phone = MessagingWords.NewPhone();
        var patient = await agent.Patient(phone, language: language);
        await practice.Frees(agent, "16:00");
        var visit = await practice.Booked(agent, practice.At("16:00"), patient);
        await practice.Waits(agent, patient, ("appointmentId", visit));

        await practice.Frees(agent, "09:00");
        var text = await desk.Telephone.Hears(phone);

        Assert.Contains($"{insteadOf}{TextTime.Day(practice.At("16:00"), practice.Zone.Id, language)}: {TextTime.Moment(practice.At("09:00"), practice.Zone.Id, language)}", text, StringComparison.Ordinal);
        await desk.Telephone.Says(practice.Clinic, phone, "Y");
        Assert.Equal(practice.At("09:00").ToUniversalTime(), await practice.Clinic.Db.QueryOne<DateTimeOffset>("select starts_at from scheduling.appointments where id = @visit", new { visit }, Ct));
    }

    [Fact]
    public async Task Who_says_no_keeps_their_place_and_the_next_is_texted()
    {
        var (practice, agent) = await desk.FullPractice();
        var (first, _, entry) = await practice.WaitsWithPhone(agent);
        var (second, _, _) = await practice.WaitsWithPhone(agent);
        await practice.Frees(agent, "09:00");
        await desk.Telephone.Hears(first);

        await desk.Telephone.Says(practice.Clinic, first, "no");

        Assert.Contains("You keep your place", await desk.Telephone.Hears(first, 2), StringComparison.Ordinal);
        Assert.Contains("a time is free", await desk.Telephone.Hears(second), StringComparison.Ordinal);
        Assert.Equal("waiting", await practice.State(entry));
    }

    [Fact]
    public async Task Who_says_yes_too_late_is_told_kindly()
    {
        var (practice, agent) = await desk.FullPractice();
        var (phone, _, entry) = await practice.WaitsWithPhone(agent);
        await practice.Frees(agent, "09:00");
        await desk.Telephone.Hears(phone);
        await practice.HalfAnHourPasses();

        await desk.Telephone.Says(practice.Clinic, phone, "yes");

        Assert.Contains("that time can no longer be taken. If you still wait for one, you keep your place in line.", await desk.Telephone.Hears(phone, 2), StringComparison.Ordinal);
        Assert.Equal("waiting", await practice.State(entry));
    }

    [Theory]
    [InlineData(40, "the time is yours")]
    [InlineData(20, "that time can no longer be taken")]
    public async Task A_yes_counts_from_when_it_came_and_not_from_when_a_late_worker_reads_it(int cameSecondsAgo, string says)
    {
        var (practice, agent) = await desk.FullPractice();
        var (phone, _, _) = await practice.WaitsWithPhone(agent);
        await practice.Frees(agent, "09:00");
        await desk.Telephone.Hears(phone);
        await Idle(practice);
        var text = Guid.CreateVersion7();
        // The time to answer was over half a minute ago; the hold is not.
        await practice.Clinic.Db.Transaction(async tx =>
        {
            await tx.Execute("update scheduling.appointments a set expires_at = now() + interval '1 minute' from scheduling.offers o where o.id = a.id", null, Ct);
            await tx.Execute("update scheduling.offers set expires_at = now() - interval '30 seconds'", null, Ct);
            await tx.Execute(
                """
                insert into messaging.received_texts (id, vendor_id, from_e164, meaning, message_id, language, received_at)
                select @text, 'SM1', to_e164, 'accept', id, 'en', now() - make_interval(secs => @cameSecondsAgo) from messaging.messages
                """, new { text, cameSecondsAgo }, Ct);
            await tx.Enqueue(new AnswerText(text), Ct);
        }, Ct);

        Assert.Contains(says, await desk.Telephone.Hears(phone, 2), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_passed_on_a_time_and_then_says_yes_is_not_told_that_somebody_else_has_it()
    {
        var (practice, agent) = await desk.FullPractice();
        var (phone, _, _) = await practice.WaitsWithPhone(agent, language: "es");
        await practice.Frees(agent, "09:00");
        await desk.Telephone.Hears(phone);

        foreach (var word in new[] { "NO", "SI" })
            await desk.Telephone.Says(practice.Clinic, phone, word);

        Assert.Contains("esa hora ya no se puede tomar", await desk.Telephone.Hears(phone, 3), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_offer_that_is_over_before_it_is_sent_is_not_and_neither_is_its_end()
    {
        var (practice, agent) = await desk.FullPractice();
        var phone = MessagingWords.NewPhone();
        var entry = await practice.Waits(agent, await Registers(agent));
        var offer = await Offered(practice, agent, entry);
        await practice.Clinic.TextsAreSent();
        // A number is put down after the offer was made, and then it is taken back.
        await agent.Post($"scheduling/offers/{offer}/withdraw");
        await practice.Clinic.Db.Execute("insert into patients.phones (id, patient_id, e164, reversed, as_given, may_text) select @id, patient_id, @phone, reverse(@phone), @phone, true from scheduling.waitlist", new { id = Guid.CreateVersion7(), phone }, Ct);
        await practice.Clinic.Db.Enqueue(new SendOffer(offer), null, null, Ct);
        await Idle(practice);

        Assert.Empty(await desk.Telephone.Read(phone));
    }

    [Fact]
    public async Task Who_was_told_of_an_offer_is_told_that_it_was_taken_back()
    {
        var (practice, agent) = await desk.FullPractice();
        var (phone, _, entry) = await practice.WaitsWithPhone(agent);
        await practice.Frees(agent, "09:00");
        await desk.Telephone.Hears(phone);

        Assert.Equal(HttpStatusCode.OK, (await agent.Post($"scheduling/offers/{await practice.OpenOffer(entry)}/withdraw")).Status);

        Assert.Contains("no longer there", await desk.Telephone.Hears(phone, 2), StringComparison.Ordinal);
        await desk.Telephone.Says(practice.Clinic, phone, "Y");
        Assert.Contains("that time can no longer be taken", await desk.Telephone.Hears(phone, 3), StringComparison.Ordinal);
        Assert.Equal("waiting", await practice.State(entry));
    }

    [Fact]
    public async Task An_offer_that_comes_to_be_sent_in_the_quiet_hours_of_the_place_is_not()
    {
        var (practice, agent) = await desk.FullPractice();
        var phone = MessagingWords.NewPhone();
        var patient = await Registers(agent);
        var offer = await Offered(practice, agent, await practice.Waits(agent, patient));
        await Idle(practice);
        await agent.Patient(phone);
        await practice.Clinic.Db.Execute("update patients.phones set patient_id = @patient", new { patient }, Ct);
        await practice.Clinic.Db.Execute("update scheduling.offers set untold = false", null, Ct);

        // Past the triggers: hours by another clock would take the offer back.
        await using var superuser = await desk.App.Database.Open();
        foreach (var (hour, texts) in new[] { (22, 0), (7, 0), (12, 1) })
        {
            await superuser.ExecuteAsync("set session_replication_role = replica; update scheduling.locations set time_zone = @zone where id = @Location", new { zone = MessagingWords.ZoneWhereItIs(hour), practice.Location });
            await practice.Clinic.Db.Enqueue(new SendOffer(offer), null, null, Ct);
            await Idle(practice);
            Assert.Equal(texts, (await desk.Telephone.Read(phone)).Count);
            Assert.False(await IsUntold(agent));
        }
    }

    [Fact]
    public async Task In_the_quiet_hours_nobody_hears_that_an_offer_was_taken_back()
    {
        var (practice, agent) = await desk.FullPractice();
        var (phone, _, entry) = await practice.WaitsWithPhone(agent);
        await practice.Frees(agent, "09:00");
        await desk.Telephone.Hears(phone);
        await Idle(practice);
        await practice.Clinic.Db.Execute("update messaging.messages set time_zone = @zone", new { zone = MessagingWords.ZoneWhereItIs(21) }, Ct);

        await agent.Post($"scheduling/offers/{await practice.OpenOffer(entry)}/withdraw");
        await Idle(practice);

        await desk.Telephone.ReadOne(phone);
        await desk.Telephone.Says(practice.Clinic, phone, "Y");
        Assert.Contains("that time can no longer be taken", await desk.Telephone.Hears(phone, 2), StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_no_text_tells_who_said_stop_the_desk_sees()
    {
        var (practice, agent) = await desk.FullPractice();
        var (phone, _, entry) = await practice.WaitsWithPhone(agent);
        await practice.Clinic.Db.Execute("insert into messaging.stopped_numbers (e164, word) values (@phone, 'STOP')", new { phone }, Ct);

        await Offered(practice, agent, entry);
        await Idle(practice);

        Assert.Empty(await desk.Telephone.Read(phone));
        Assert.True(await IsUntold(agent));
    }

    [Fact]
    public async Task That_the_network_refused_the_text_the_desk_sees_after_a_crash_too()
    {
        var (practice, agent) = await desk.FullPractice();
        var (phone, _, entry) = await practice.WaitsWithPhone(agent);
        var offer = await Offered(practice, agent, entry);
        await desk.Telephone.Hears(phone);
        await Idle(practice);
        // As a crash leaves it between the network's refusal, which is noted without an id, and the waitlist's hearing of it.
        await practice.Clinic.Db.Execute("update platform.effects set vendor_id = null where key = @key", new { key = $"offer:{offer}" }, Ct);

        await practice.Clinic.Db.Enqueue(new SendOffer(offer), null, null, Ct);
        await Idle(practice);

        await desk.Telephone.ReadOne(phone);
        Assert.True(await IsUntold(agent));
    }

    [Fact]
    public async Task That_there_is_no_number_to_text_the_desk_sees()
    {
        var (practice, agent) = await desk.FullPractice();

        await Offered(practice, agent, await practice.Waits(agent, await Registers(agent)));
        await Idle(practice);

        Assert.True(await IsUntold(agent));
    }

    [Theory]
    [InlineData("answer", "delivered", false)]
    [InlineData("fail", "undelivered", true)]
    public async Task Whether_the_text_arrived_the_desk_sees(string telephone, string status, bool untold)
    {
        var (practice, agent) = await desk.FullPractice();
        var (phone, _, _) = await practice.WaitsWithPhone(agent);
        (await desk.Telephone.Hands.PutAsJsonAsync($"/phone/api/answering/{phone}", new { mode = telephone, afterMs = 0 }, Ct)).EnsureSuccessStatusCode();

        await practice.Frees(agent, "09:00");

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        while (!await practice.Clinic.Db.QueryOne<bool>(
            "select exists (select from messaging.messages where status = @status) and exists (select from scheduling.offers where untold = @untold)", new { status, untold }, limit.Token))
            await Task.Delay(20, limit.Token);
        Assert.Equal(untold, await IsUntold(agent));
    }

    /// <summary>What the list says of the one open offer.</summary>
    private static async Task<bool> IsUntold(Person agent) =>
        Assert.Single((await agent.Get("scheduling/waitlist")).Body.GetProperty("entries").EnumerateArray(), static entry => entry.GetProperty("offer").ValueKind == JsonValueKind.Object)
            .GetProperty("offer").GetProperty("untold").GetBoolean();

    private static async Task<Guid> Offered(Practice practice, Person agent, Guid entry)
    {
        await practice.Frees(agent, "09:00");
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        while (true)
        {
            if (await practice.Clinic.Db.QueryOne<Guid?>("select id from scheduling.offers where waitlist_id = @entry", new { entry }, limit.Token) is { } offer)
                return offer;
            await Task.Delay(20, limit.Token);
        }
    }

    private static async Task Idle(Practice practice)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        while (await practice.Clinic.Db.QueryOne<int>("select count(*)::int from platform.jobs where kind in ('scheduling.SendOffer', 'scheduling.SendOfferOver')", null, limit.Token) > 0)
            await Task.Delay(20, limit.Token);
    }

    private static async Task<Guid> Registers(Person agent) => (await agent.Post("patients", new { givenName = "Anna", familyName = "Garcia", birthDate = "1985-03-14" })).Id("patientId");
}
