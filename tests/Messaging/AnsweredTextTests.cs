using System.Net;
using Frontdesk.Messaging;
using Frontdesk.Platform;
using Frontdesk.Tests.Support;

namespace Frontdesk.Tests.Messaging;

/// <summary>Which text a word answers when several were sent to that number.</summary>
public sealed class AnsweredTextTests(CallDesk desk) : IClassFixture<CallDesk>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Somebody with a telephone, a visit tomorrow and a place on the waitlist, who was texted nothing yet.</summary>
    private sealed record Scene(Practice Practice, Person Agent, string Phone, Guid Patient, Guid Entry, Guid Visit, DateTimeOffset At);

    private async Task<Scene> Open(string language = "en")
    {
        var (practice, agent) = await desk.FullPractice();
        var (phone, patient, entry) = await practice.WaitsWithPhone(agent, language);
        var at = MessagingWords.In(TimeSpan.FromDays(1));
        return new Scene(practice, agent, phone, patient, entry, await practice.Visits(patient, at), at);
    }

    private static async Task Remind(Practice practice, Guid visit, DateTimeOffset at)
    {
        await practice.Clinic.Db.Enqueue(new SendReminder(visit, at, 1440), null, null, Ct);
        await practice.Clinic.TextsAreSent();
    }

    private static Task Remind(Scene scene) => Remind(scene.Practice, scene.Visit, scene.At);

    /// <summary>A time of that Monday comes free and is offered; waits for the text of this number.</summary>
    private async Task Offer(Scene scene, int text, string time = "09:00")
    {
        await scene.Practice.Frees(scene.Agent, time);
        await desk.Telephone.Hears(scene.Phone, text);
    }

    private async Task<string> Answered(Scene scene, string word)
    {
        await desk.Telephone.Says(scene.Practice.Clinic, scene.Phone, word);
        return (await desk.Telephone.Read(scene.Phone))[^1];
    }

    /// <summary>Status of the visit, whether it is confirmed, and the state of the offer.</summary>
    private static async Task<string?> Look(Scene scene) => await scene.Practice.Clinic.Db.QueryOne<string>(
        """
        select concat_ws(' ', a.status, case when a.confirmed_at is null then 'unconfirmed' else 'confirmed' end,
                         (select coalesce(string_agg(o.state, ',' order by o.id), 'none') from scheduling.offers o))
        from   scheduling.appointments a
        where  a.id = @Visit
        """, new { scene.Visit }, Ct);

    private static async Task<IReadOnlyList<(string? Patient, string? Body)>> Items(Scene scene) =>
        [.. (await scene.Agent.Get("worklist/items?kind=text_reply")).Body.GetProperty("items").EnumerateArray()
            .Select(static item => (item.GetProperty("patientName").GetString(), item.GetProperty("details").GetProperty("body").GetString()))];

    [Theory]
    [InlineData("offer reminder", "C", "booked confirmed open", "your visit on")]
    [InlineData("offer reminder", "X", "cancelled unconfirmed open", "is cancelled")]
    [InlineData("offer reminder", "Y", "booked unconfirmed accepted", "the time is yours")]
    [InlineData("offer reminder", "N", "booked unconfirmed declined", "next in line")]
    [InlineData("reminder offer", "C", "booked confirmed open", "your visit on")]
    [InlineData("reminder offer", "X", "cancelled unconfirmed open", "is cancelled")]
    [InlineData("reminder offer", "Y", "booked unconfirmed accepted", "the time is yours")]
    [InlineData("reminder offer", "N", "booked unconfirmed declined", "next in line")]
    public async Task A_word_answers_the_text_that_asked_for_it_whichever_came_last(string order, string word, string expected, string says)
    {
        var scene = await Open();
        foreach (var (text, number) in order.Split(' ').Select(static (text, i) => (text, i + 1)))
            if (text == "offer")
                await Offer(scene, number);
            else
                await Remind(scene);

        var answer = await Answered(scene, word);

        Assert.Contains(says, answer, StringComparison.Ordinal);
        Assert.Equal(expected, await Look(scene));
    }

    [Theory]
    [InlineData("en", "N", "reply C to confirm or X to cancel")]
    [InlineData("en", "NO", "reply C to confirm or X to cancel")]
    [InlineData("en", "Yes", "reply C to confirm or X to cancel")]
    [InlineData("es", "Sí", "responda C para confirmar o X para cancelar")]
    public async Task To_a_reminder_yes_and_no_say_too_little_and_the_answer_is_how(string language, string word, string says)
    {
        var scene = await Open(language);
        await Remind(scene);

        var answer = await Answered(scene, word);

        Assert.Contains(says, answer, StringComparison.Ordinal);
        Assert.Contains(TextTime.Moment(scene.At, scene.Practice.Zone.Id, language), answer, StringComparison.Ordinal);
        Assert.Equal("booked unconfirmed none", await Look(scene));
        Assert.Empty(await Items(scene));
    }

    [Theory]
    [InlineData("C")]
    [InlineData("confirmar")]
    [InlineData("x")]
    public async Task To_an_offer_the_words_of_a_visit_do_nothing_and_the_answer_is_how(string word)
    {
        var scene = await Open();
        await Offer(scene, 1);

        Assert.Contains(word == "confirmar" ? "responda SI para tomarla o NO" : "reply Y to take it or N", await Answered(scene, word), StringComparison.Ordinal);

        Assert.Equal("booked unconfirmed open", await Look(scene));
    }

    [Theory]
    [InlineData("offer reminder", "Y", "c_or_x")]
    [InlineData("offer reminder", "N", "c_or_x")]
    [InlineData("reminder offer", "Y", "offer_over")]
    [InlineData("reminder offer", "C", "confirmed")]
    public async Task An_offer_that_is_over_is_not_what_a_newer_reminder_is_answered_with(string order, string word, string answer)
    {
        var scene = await Open();
        if (order == "reminder offer")
            await Remind(scene);
        await Offer(scene, order == "reminder offer" ? 2 : 1);
        await scene.Practice.HalfAnHourPasses();
        if (order == "offer reminder")
            await Remind(scene);

        await Answered(scene, word);

        Assert.Equal(answer, await scene.Practice.Clinic.Db.QueryOne<string>("select answer from messaging.received_texts", null, Ct));
        Assert.StartsWith("booked", await Look(scene), StringComparison.Ordinal);
        Assert.DoesNotContain("accepted", await Look(scene), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("C")]
    [InlineData("X")]
    public async Task To_a_newer_offer_the_words_of_a_visit_that_is_gone_are_the_wrong_ones(string word)
    {
        var scene = await Open();
        await Remind(scene);
        await Answered(scene, "X");
        await Offer(scene, 3);

        Assert.Contains("reply Y to take it or N", await Answered(scene, word), StringComparison.Ordinal);

        Assert.Equal("cancelled unconfirmed open", await Look(scene));
    }

    [Theory]
    [InlineData("C", "booked confirmed none")]
    [InlineData("X", "cancelled unconfirmed none")]
    public async Task Of_two_reminders_of_a_visit_that_was_moved_the_newer_is_answered(string word, string expected)
    {
        var scene = await Open();
        await Remind(scene);
        var moved = scene.At.AddHours(1);
        await scene.Practice.Clinic.Db.Execute(
            "update scheduling.appointments set starts_at = @moved, ends_at = @moved + interval '30 minutes', busy_from = @moved, busy_until = @moved + interval '30 minutes' where id = @Visit", new { moved, scene.Visit }, Ct);
        await Remind(scene.Practice, scene.Visit, moved);

        Assert.Contains(TextTime.Moment(moved, scene.Practice.Zone.Id, "en"), await Answered(scene, word), StringComparison.Ordinal);

        Assert.Equal(expected, await Look(scene));
    }

    [Theory]
    [InlineData("failed")]
    [InlineData("undelivered")]
    [InlineData("sending")]
    public async Task A_text_that_did_not_reach_them_is_not_answered(string status)
    {
        var scene = await Open();
        await Remind(scene);
        var second = await scene.Practice.Visits(scene.Patient, scene.At.AddHours(2));
        await Remind(scene.Practice, second, scene.At.AddHours(2));
        await scene.Practice.Clinic.Db.Execute("update messaging.messages set status = @status where subject_id = @second", new { status, second }, Ct);

        await Answered(scene, "X");

        Assert.Equal("cancelled unconfirmed none", await Look(scene));
        Assert.Equal("booked", await scene.Practice.Clinic.Db.QueryOne<string>("select status from scheduling.appointments where id = @second", new { second }, Ct));
    }

    [Theory]
    [InlineData("Y", "delivered", "open,accepted")]
    [InlineData("N", "delivered", "open,declined")]
    [InlineData("Y", "failed", "accepted,open")]
    [InlineData("N", "failed", "declined,open")]
    public async Task Of_two_offers_the_newer_is_answered_or_the_one_that_came(string word, string status, string expected)
    {
        var scene = await Open();
        await scene.Practice.WaitsWithPhone(scene.Agent, phone: scene.Phone);
        await Offer(scene, 1, "09:00");
        await Offer(scene, 2, "10:00");
        await scene.Practice.Clinic.TextsAreSent();
        await scene.Practice.Clinic.Db.Execute("update messaging.messages set status = @status where subject_at = @At", new { status, At = scene.Practice.At("10:00").ToUniversalTime() }, Ct);

        await Answered(scene, word);

        Assert.Equal($"booked unconfirmed {expected}", await Look(scene));
    }

    [Theory]
    [InlineData("Y", "accepted,withdrawn")]
    [InlineData("N", "declined,withdrawn")]
    public async Task Of_two_offers_the_one_that_is_open_is_answered_before_a_newer_one_that_is_over(string word, string expected)
    {
        var scene = await Open();
        var (_, _, newer) = await scene.Practice.WaitsWithPhone(scene.Agent, phone: scene.Phone);
        await Offer(scene, 1, "09:00");
        await Offer(scene, 2, "10:00");
        await scene.Practice.Clinic.TextsAreSent();
        await scene.Practice.Clinic.Db.Execute("update scheduling.offers set state = 'withdrawn' where waitlist_id = @newer", new { newer }, Ct);

        await Answered(scene, word);

        // Times that are free again may be offered anew by now.
        Assert.StartsWith($"booked unconfirmed {expected}", await Look(scene), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("C", "booked confirmed none", "your visit on")]
    // They may mean the visit that the newer reminder was about.
    [InlineData("X", "booked unconfirmed none", "moved or cancelled since")]
    public async Task Of_two_reminders_the_one_whose_visit_is_there_is_confirmed_but_not_cancelled_by_a_word_to_the_newer(string word, string expected, string says)
    {
        var scene = await Open();
        await Remind(scene);
        var at = scene.At.AddHours(2);
        var newer = await scene.Practice.Visits(await scene.Agent.Patient(scene.Phone, givenName: "Ben", language: "en"), at);
        await Remind(scene.Practice, newer, at);
        Assert.Equal(HttpStatusCode.OK, (await scene.Agent.Post($"scheduling/appointments/{newer}/cancel", new { reason = "asked" })).Status);

        Assert.Contains(says, await Answered(scene, word), StringComparison.Ordinal);

        Assert.Equal(expected, await Look(scene));
    }

    [Theory]
    [InlineData("reminder", "C")]
    [InlineData("reminder", "X")]
    [InlineData("offer", "Y")]
    [InlineData("offer", "N")]
    public async Task A_word_that_comes_when_no_text_asks_for_it_any_more_a_person_reads(string text, string word)
    {
        var scene = await Open();
        if (text == "offer")
            await Offer(scene, 1);
        else
            await Remind(scene);
        await scene.Practice.HalfAnHourPasses();
        await scene.Practice.Clinic.Db.Execute("update messaging.messages set subject_at = now() where purpose = 'reminder'", null, Ct);
        await scene.Practice.Clinic.Db.Execute("update messaging.messages set created_at = now() - interval '25 hours'", null, Ct);

        Assert.Contains("a person will read your text", await Answered(scene, word), StringComparison.Ordinal);

        Assert.StartsWith("booked unconfirmed", await Look(scene), StringComparison.Ordinal);
        Assert.Equal([("Maria Garcia", word)], await Items(scene));
    }

    [Fact]
    public async Task CANCEL_is_a_STOP_and_a_person_asks_whether_the_visit_was_meant()
    {
        var scene = await Open();
        await desk.Telephone.Says(scene.Practice.Clinic, scene.Phone, "CANCEL");
        Assert.Empty(await Items(scene));
        await scene.Practice.Clinic.Db.Execute("delete from messaging.stopped_numbers", null, Ct);
        await desk.Telephone.Says(scene.Practice.Clinic, scene.Phone, "START");
        await Remind(scene);

        await desk.Telephone.Says(scene.Practice.Clinic, scene.Phone, "Cancel.");

        Assert.Equal([("Maria Garcia", "Cancel.")], await Items(scene));
        Assert.Equal("booked unconfirmed none", await Look(scene));
        Assert.Equal(1, await scene.Practice.Clinic.Db.QueryOne<int>("select count(*)::int from messaging.stopped_numbers", null, Ct));
    }

    [Theory]
    [InlineData("offer", "booked unconfirmed accepted", "the time is yours")]
    [InlineData("reminder", "booked unconfirmed none", "reply C to confirm or X to cancel")]
    [InlineData("none", "booked unconfirmed none", null)]
    public async Task YES_that_Twilio_takes_for_START_lifts_a_stop_and_answers_what_was_asked(string text, string expected, string? says)
    {
        var scene = await Open();
        if (text == "offer")
            await Offer(scene, 1);
        if (text == "reminder")
            await Remind(scene);
        await scene.Practice.Clinic.TextsAreSent();
        await scene.Practice.Clinic.Db.Execute("insert into messaging.stopped_numbers (e164, word) values (@Phone, 'STOP')", new { scene.Phone }, Ct);
        var before = await desk.Telephone.Read(scene.Phone);

        await Telephone.Tell(scene.Practice.Clinic, "messaging/twilio/text", new(MessagingWords.TextForm(scene.Practice.Clinic, scene.Phone, "YES")) { ["OptOutType"] = "START" });
        await scene.Practice.Clinic.TextsAreSent();

        Assert.Equal(expected, await Look(scene));
        Assert.Equal(0, await scene.Practice.Clinic.Db.QueryOne<int>("select count(*)::int from messaging.stopped_numbers", null, Ct));
        // That they have texts again Twilio has said.
        var answers = (await desk.Telephone.Read(scene.Phone)).Skip(before.Count).ToList();
        if (says is null)
            Assert.Empty(answers);
        else
            Assert.Contains(says, Assert.Single(answers), StringComparison.Ordinal);
        Assert.Empty(await Items(scene));
    }

    [Theory]
    [InlineData("reminder", "C")]
    [InlineData("reminder", "X")]
    [InlineData("reminder", "N")]
    [InlineData("offer", "Y")]
    [InlineData("offer", "N")]
    public async Task From_a_number_that_is_somebody_elses_by_now_no_word_does_anything_and_a_person_reads_it(string text, string word)
    {
        var scene = await Open();
        if (text == "offer")
            await Offer(scene, 1);
        else
            await Remind(scene);
        await scene.Practice.Clinic.TextsAreSent();
        var before = await Look(scene);
        await scene.Practice.Clinic.Db.Execute("delete from patients.phones where patient_id = @Patient", new { scene.Patient }, Ct);
        await scene.Agent.Patient(scene.Phone, givenName: "Zoe", familyName: "Other", language: "en");

        var answer = await Answered(scene, word);

        Assert.Contains("a person will read your text", answer, StringComparison.Ordinal);
        Assert.Equal(before, await Look(scene));
        Assert.Equal([("Zoe Other", word)], await Items(scene));
    }

    [Fact]
    public async Task A_number_that_may_not_be_texted_any_more_changes_nothing_either()
    {
        var scene = await Open();
        await Remind(scene);
        await scene.Practice.Clinic.Db.Execute("update patients.phones set may_text = false where patient_id = @Patient", new { scene.Patient }, Ct);

        await Answered(scene, "X");

        Assert.Equal("booked unconfirmed none", await Look(scene));
        Assert.Equal([("Maria Garcia", "X")], await Items(scene));
    }

    [Fact]
    public async Task C_confirms_only_visits_of_those_who_may_still_be_texted_there()
    {
        var scene = await Open();
        var sibling = await scene.Agent.Patient(scene.Phone, givenName: "Ben", language: "en");
        var theirs = await scene.Practice.Visits(sibling, scene.At.AddHours(1));
        await Remind(scene.Practice, theirs, scene.At.AddHours(1));
        await Remind(scene);
        await scene.Practice.Clinic.Db.Execute("delete from patients.phones where patient_id = @sibling", new { sibling }, Ct);

        Assert.Contains("your visit on", await Answered(scene, "C"), StringComparison.Ordinal);

        Assert.Equal("booked confirmed none", await Look(scene));
        Assert.True(await scene.Practice.Clinic.Db.QueryOne<bool>("select confirmed_at is null from scheduling.appointments where id = @theirs", new { theirs }, Ct));
    }
}
