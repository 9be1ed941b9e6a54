using System.Net;
using Frontdesk.Messaging;
using Frontdesk.Tests.Support;

namespace Frontdesk.Tests.Messaging;

public sealed class ReceiveTextTests(CallDesk desk) : IClassFixture<CallDesk>
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task<(Practice Practice, Person Agent)> Open()
    {
        var practice = await (await desk.Clinic()).Practice(practitioners: 2, timeZone: MessagingWords.ZoneWhereItIs(12));
        return (practice, await practice.Clinic.Agent());
    }

    /// <summary>A patient who has just been reminded of a visit tomorrow.</summary>
    private async Task<(string Phone, Guid Visit, DateTimeOffset At)> Reminded(Practice practice, Person agent, string language = "en")
    {
        var phone = MessagingWords.NewPhone();
        var at = MessagingWords.In(Day);
        var visit = await practice.Visits(await agent.Patient(phone, language: language), at);
        await practice.Clinic.RemindersAreSent();
        await desk.Telephone.ReadOne(phone);
        return (phone, visit, at);
    }

    private async Task<string> Answered(Clinic clinic, string phone, string words)
    {
        await desk.Telephone.Says(clinic, phone, words);
        return (await desk.Telephone.Read(phone))[^1];
    }

    private static Task<Visit?> Look(Clinic clinic, Guid visit) =>
        clinic.Db.QueryOne<Visit>("select status as \"Status\", confirmed_at is not null as \"Confirmed\", cancelled_by_kind as \"CancelledBy\" from scheduling.appointments where id = @visit", new { visit }, Ct);

    private sealed record Visit(string Status, bool Confirmed, string? CancelledBy);

    [Theory]
    [InlineData("en", "C", "your visit on")]
    [InlineData("es", "C", "su cita queda confirmada")]
    [InlineData("en", "confirmar", "su cita queda confirmada")]
    public async Task C_confirms_the_visit(string language, string word, string says)
    {
        var (practice, agent) = await Open();
        var (phone, visit, at) = await Reminded(practice, agent, language);

        var answer = await Answered(practice.Clinic, phone, word);

        Assert.Contains(says, answer, StringComparison.Ordinal);
        Assert.Contains(TextTime.Moment(at, practice.Zone.Id, says[0] == 's' ? "es" : "en"), answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Maria", answer, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(new Visit("booked", true, null), await Look(practice.Clinic, visit));
        await Answered(practice.Clinic, phone, word);
        Assert.Equal(new Visit("booked", true, null), await Look(practice.Clinic, visit));
    }

    [Fact]
    public async Task X_cancels_the_visit_as_the_patients_doing_and_its_time_is_free_at_once()
    {
        var (practice, agent) = await Open();
        var (phone, visit, at) = await Reminded(practice, agent);

        var answer = await Answered(practice.Clinic, phone, "x");

        Assert.Contains("is cancelled", answer, StringComparison.Ordinal);
        Assert.Equal(new Visit("cancelled", false, "patient"), await Look(practice.Clinic, visit));
        await practice.Visits(await practice.Clinic.Patient(), at);
        Assert.Contains("moved or cancelled since", await Answered(practice.Clinic, phone, "X"), StringComparison.Ordinal);
        Assert.Contains("moved or cancelled since", await Answered(practice.Clinic, phone, "C"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_visits_C_confirms_both_and_X_neither()
    {
        var (practice, agent) = await Open();
        var (phone, first, at) = await Reminded(practice, agent);
        var second = await practice.Visits(await agent.Patient(phone, givenName: "Ben", language: "en"), at, practitioner: 1);
        await practice.Clinic.RemindersAreSent();

        Assert.Contains("more than one visit", await Answered(practice.Clinic, phone, "X"), StringComparison.Ordinal);
        Assert.Equal(("booked", "booked"), ((await Look(practice.Clinic, first))!.Status, (await Look(practice.Clinic, second))!.Status));

        Assert.Contains("your visits are confirmed", await Answered(practice.Clinic, phone, "C"), StringComparison.Ordinal);
        Assert.True((await Look(practice.Clinic, first))!.Confirmed && (await Look(practice.Clinic, second))!.Confirmed);
    }

    [Fact]
    public async Task An_answer_to_a_reminder_of_a_visit_that_was_moved_since_changes_nothing()
    {
        var (practice, agent) = await Open();
        var (phone, visit, _) = await Reminded(practice, agent);
        await practice.Clinic.Db.Execute("update scheduling.appointments set starts_at = starts_at + interval '1 hour', ends_at = ends_at + interval '1 hour', busy_until = busy_until + interval '1 hour'", null, Ct);

        foreach (var word in new[] { "X", "C" })
            Assert.Contains("moved or cancelled since", await Answered(practice.Clinic, phone, word), StringComparison.Ordinal);

        Assert.Equal(new Visit("booked", false, null), await Look(practice.Clinic, visit));
    }

    [Fact]
    public async Task A_text_that_is_not_from_Twilio_is_refused_and_does_nothing()
    {
        var (practice, agent) = await Open();
        var (phone, visit, _) = await Reminded(practice, agent);

        var forged = await Telephone.Tell(practice.Clinic, "messaging/twilio/text", MessagingWords.TextForm(practice.Clinic, phone, "X"), forged: true);

        Assert.Equal((HttpStatusCode.Forbidden, "not_from_twilio"), (forged.Status, forged.Code));
        Assert.Equal("booked", (await Look(practice.Clinic, visit))!.Status);
        Assert.Equal(0, await practice.Clinic.Db.QueryOne<int>("select count(*)::int from messaging.received_texts", null, Ct));
    }

    [Fact]
    public async Task Told_many_times_at_once_a_text_is_done_and_answered_once()
    {
        var (practice, agent) = await Open();
        var (phone, visit, _) = await Reminded(practice, agent);
        var form = MessagingWords.TextForm(practice.Clinic, phone, "X");

        var told = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Telephone.Tell(practice.Clinic, "messaging/twilio/text", new(form))));
        await practice.Clinic.TextsAreSent();

        Assert.All(told, static answer => Assert.Equal((HttpStatusCode.OK, "<Response/>"), (answer.Status, answer.Text)));
        Assert.Equal("cancelled", (await Look(practice.Clinic, visit))!.Status);
        Assert.Equal(2, (await desk.Telephone.Read(phone)).Count);
        Assert.Equal(1, await practice.Clinic.Db.QueryOne<int>("select count(*)::int from messaging.received_texts", null, Ct));
    }

    [Fact]
    public async Task After_STOP_nothing_comes_until_START_but_HELP()
    {
        var (practice, agent) = await Open();
        var (phone, visit, at) = await Reminded(practice, agent);

        // ALTO is a word the network does not know: what holds the texts back is ours.
        Assert.Contains("ya no le enviaremos textos", await Answered(practice.Clinic, phone, "¡Alto!"), StringComparison.Ordinal);
        await practice.Visits(await agent.Patient(phone, language: "en"), at, practitioner: 1);
        await practice.Clinic.RemindersAreSent();
        Assert.Equal(2, (await desk.Telephone.Read(phone)).Count);

        // What they ask for is done and not spoken of.
        await desk.Telephone.Says(practice.Clinic, phone, "C");
        Assert.Equal(2, (await desk.Telephone.Read(phone)).Count);
        Assert.True((await Look(practice.Clinic, visit))!.Confirmed);
        Assert.Contains("we text about your visits", await Answered(practice.Clinic, phone, "HELP"), StringComparison.Ordinal);

        Assert.Contains("you will get our texts again", await Answered(practice.Clinic, phone, "start"), StringComparison.Ordinal);
        Assert.Equal(0, await practice.Clinic.Db.QueryOne<int>("select count(*)::int from messaging.stopped_numbers", null, Ct));
        await practice.Clinic.Db.Execute("update messaging.reminder_marks set looked_until = now() - interval '10 minutes'", null, Ct);
        await practice.Clinic.RemindersAreSent();
        Assert.Contains("reminder of your visit", (await desk.Telephone.Read(phone))[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_STOP_that_the_network_heeds_itself_leaves_nothing_undone()
    {
        var (practice, agent) = await Open();
        var (phone, _, _) = await Reminded(practice, agent);

        await desk.Telephone.Says(practice.Clinic, phone, "STOP");

        // The network refuses our own words: it has said them.
        await desk.Telephone.ReadOne(phone);
        Assert.Equal("STOP", await practice.Clinic.Db.QueryOne<string>("select word from messaging.stopped_numbers", null, Ct));
        Assert.Equal(("failed", 21610), await practice.Clinic.Db.QueryOne<(string, int)>("select status, error_code from messaging.messages where purpose = 'reply'", null, Ct));
        Assert.Contains("you will get our texts again", await Answered(practice.Clinic, phone, "START"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_Twilio_was_told_to_take_for_STOP_is_one_and_is_not_answered_twice()
    {
        var (practice, agent) = await Open();
        var (phone, _, _) = await Reminded(practice, agent);

        await Telephone.Tell(practice.Clinic, "messaging/twilio/text", new(MessagingWords.TextForm(practice.Clinic, phone, "basta ya")) { ["OptOutType"] = "STOP" });
        await practice.Clinic.TextsAreSent();

        Assert.Equal(1, await practice.Clinic.Db.QueryOne<int>("select count(*)::int from messaging.stopped_numbers", null, Ct));
        await desk.Telephone.ReadOne(phone);
    }

    [Fact]
    public async Task What_no_word_of_ours_fits_a_person_reads_and_it_is_answered_kindly_once()
    {
        var (practice, agent) = await Open();
        var (phone, _, _) = await Reminded(practice, agent);

        Assert.Contains("a person will read your text", await Answered(practice.Clinic, phone, "Running 10 min late"), StringComparison.Ordinal);
        await desk.Telephone.Says(practice.Clinic, phone, "sorry!!");

        Assert.Equal(2, (await desk.Telephone.Read(phone)).Count);
        var items = (await agent.Get("worklist/items?kind=text_reply")).Body.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(["Running 10 min late", "sorry!!"], items.Select(static item => item.GetProperty("details").GetProperty("body").GetString()).Order());
        Assert.All(items, static item => Assert.Equal("Maria Garcia", item.GetProperty("patientName").GetString()));
    }

    [Theory]
    [InlineData("C")]
    [InlineData("Do you take new patients?")]
    public async Task A_stranger_is_answered_and_read_by_a_person(string words)
    {
        var (practice, agent) = await Open();
        var stranger = MessagingWords.NewPhone();

        await desk.Telephone.Says(practice.Clinic, stranger, words);

        Assert.Contains("a person will read your text", await desk.Telephone.ReadOne(stranger), StringComparison.Ordinal);
        var item = Assert.Single((await agent.Get("worklist/items?kind=text_reply")).Body.GetProperty("items").EnumerateArray());
        Assert.Equal((words, stranger), (item.GetProperty("details").GetProperty("body").GetString(), item.GetProperty("details").GetProperty("from").GetString()));
    }

    [Fact]
    public async Task Somebody_without_a_telephone_number_texts_in_vain()
    {
        var (practice, _) = await Open();

        var told = await Telephone.Tell(practice.Clinic, "messaging/twilio/text", MessagingWords.TextForm(practice.Clinic, "12345", "STOP"));

        Assert.Equal(HttpStatusCode.OK, told.Status);
        Assert.Equal(0, await practice.Clinic.Db.QueryOne<int>("select count(*)::int from messaging.received_texts", null, Ct));
    }

    [Fact]
    public async Task Two_programs_that_answer_each_other_come_to_an_end()
    {
        var (practice, _) = await Open();
        var machine = MessagingWords.NewPhone();

        for (var i = 0; i < 14; i++)
            await Telephone.Tell(practice.Clinic, "messaging/twilio/text", MessagingWords.TextForm(practice.Clinic, machine, "help"));
        await practice.Clinic.TextsAreSent();

        Assert.Equal(10, (await desk.Telephone.Read(machine)).Count);
    }

    [Fact]
    public async Task What_somebody_wrote_is_in_the_worklist_and_in_no_table_of_messaging()
    {
        var (practice, agent) = await Open();
        var (phone, _, _) = await Reminded(practice, agent);

        await desk.Telephone.Says(practice.Clinic, phone, "my zzrash is back");

        foreach (var table in new[] { "messaging.messages", "messaging.received_texts", "platform.jobs", "platform.effects" })
            Assert.Empty(await practice.Clinic.Db.Query<string>($"select t::text from {table} t where t::text like '%zzrash%'", null, Ct));
        Assert.Equal(1, await practice.Clinic.Db.QueryOne<int>("select count(*)::int from worklist.items where details::text like '%zzrash%'", null, Ct));
    }
}
