using System.Net;
using System.Text.Json;
using Frontdesk.Platform;
using Frontdesk.Scheduling;
using Frontdesk.Tests.Support;

namespace Frontdesk.Tests.Scheduling.Waitlist;

public sealed class AnswerOfferTests(WaitlistDesk desk) : IClassFixture<WaitlistDesk>
{
    [Fact]
    public async Task An_accepted_offer_is_a_booked_visit_and_the_same_when_accepted_again()
    {
        var (practice, agent, patient, entry) = await Waiting(("reason", "a cough"));
        var person = await practice.Clinic.SignedIn(patient);
        var offer = await practice.OpenOffer(entry);

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => person.Post($"scheduling/offers/{offer}/accept")));

        Assert.All(answers, a => Assert.Equal((offer, practice.At("09:00")), (a.Id("appointmentId"), a.Body.GetProperty("startsAt").GetDateTimeOffset())));
        Assert.Equal(("booked", "a cough", patient), await practice.Clinic.Db.QueryOne<(string, string, Guid)>("select status, reason, booked_by from scheduling.appointments where id = @offer", new { offer }, default));
        Assert.Equal("booked", await practice.State(entry));
        Assert.Equal(("accepted", "app"), await practice.Clinic.Db.QueryOne<(string, string)>("select state, answered_by from scheduling.offers where id = @offer", new { offer }, default));
        Assert.Equal("offer.accepted", await practice.Clinic.Db.QueryOne<string>("select action from audit.changes where table_name = 'scheduling.offers' order by at desc limit 1", null, default));
        Assert.Equal("time_taken", (await practice.Hold(agent, practice.At("09:00"))).Code);
    }

    [Fact]
    public async Task Who_declines_keeps_their_place_and_the_next_is_asked()
    {
        var (practice, agent, patient, entry) = await Waiting();
        var second = await practice.Waits(agent, await practice.Clinic.Patient("Ana Ruiz"));
        var offer = await practice.OpenOffer(entry);
        var person = await practice.Clinic.SignedIn(patient);

        Assert.Equal("declined", (await person.Post($"scheduling/offers/{offer}/decline")).Body.GetProperty("state").GetString());
        Assert.Equal(HttpStatusCode.OK, (await person.Post($"scheduling/offers/{offer}/decline")).Status);
        // Still held: nobody slips in before the next in line had their turn.
        Assert.Equal("time_taken", (await practice.Hold(agent, practice.At("09:00"))).Code);
        await desk.Works();

        Assert.Equal(["open 09:00"], await practice.Offers(second));
        await practice.Frees(agent, "10:00");
        await desk.Works();
        Assert.Equal(["declined 09:00", "open 10:00"], await practice.Offers(entry));
    }

    [Fact]
    public async Task Who_answers_too_late_is_told_kindly_what_became_of_it_and_stays_on_the_list()
    {
        var (practice, agent, patient, entry) = await Waiting();
        var second = await practice.Waits(agent, await practice.Clinic.Patient("Ana Ruiz"));
        var person = await practice.Clinic.SignedIn(patient);
        var offer = await practice.OpenOffer(entry);
        await practice.HalfAnHourPasses();

        Assert.Equal(("offer_over", "lapsed"), Over(await person.Post($"scheduling/offers/{offer}/accept")));
        await desk.Works();
        Assert.Equal(("offer_over", "lapsed"), Over(await person.Post($"scheduling/offers/{offer}/accept")));
        Assert.Equal(("offer_over", "lapsed"), Over(await person.Post($"scheduling/offers/{offer}/decline")));

        Assert.Contains("keep your place", (await person.Post($"scheduling/offers/{offer}/accept")).Text, StringComparison.Ordinal);
        Assert.Equal("waiting", await practice.State(entry));
        Assert.Equal(HttpStatusCode.OK, (await agent.Post($"scheduling/offers/{await practice.OpenOffer(second)}/accept")).Status);
    }

    [Fact]
    public async Task Of_one_whose_time_to_answer_is_over_and_the_next_in_line_who_accept_at_once_one_gets_it_in_every_round()
    {
        var practice = await desk.FullPractice();
        var agent = await practice.Clinic.Agent();
        Guid ana = await practice.Clinic.Patient("Ana Ruiz"), ben = await practice.Clinic.Patient("Ben Ode");
        Person anaAtApp = await practice.Clinic.SignedIn(ana), benAtApp = await practice.Clinic.SignedIn(ben);
        foreach (var round in Enumerable.Range(0, 20))
        {
            var time = practice.At("08:00").AddMinutes(30 * round);
            Guid first = await practice.Waits(agent, ana), second = await practice.Waits(agent, ben);
            await practice.Frees(agent, $"{time:HH:mm}");
            await desk.Works();
            var lapses = await practice.OpenOffer(first);
            await practice.HalfAnHourPasses();
            var even = round % 2 == 0;
            if (even)
                await desk.Works();
            // In every other round it is just being passed on while both answer.
            var passes = even ? Task.CompletedTask : Task.Run(desk.Works);
            var next = even ? await practice.OpenOffer(second) : await Eventually(practice, second);

            var answers = await Task.WhenAll(anaAtApp.Post($"scheduling/offers/{lapses}/accept"), benAtApp.Post($"scheduling/offers/{next}/accept"));
            await passes;

            Assert.Equal(("offer_over", "lapsed"), Over(answers[0]));
            Assert.Equal(HttpStatusCode.OK, answers[1].Status);
            Assert.Equal(("waiting", "booked"), (await practice.State(first), await practice.State(second)));
            Assert.Equal(1, await practice.Clinic.Db.QueryOne<int>("select count(*)::int from scheduling.appointments where occupies and starts_at = @time", new { time = time.ToUniversalTime() }, default));
            await anaAtApp.Delete($"scheduling/waitlist/{first}");
        }
    }

    [Fact]
    public async Task Of_an_answer_a_withdrawal_and_a_leaving_at_once_one_counts_in_every_round()
    {
        var practice = await desk.FullPractice();
        Person agent = await practice.Clinic.Agent(), supervisor = await practice.Clinic.Supervisor();
        var patient = await practice.Clinic.Patient();
        var person = await practice.Clinic.SignedIn(patient);
        await Practice.Open(supervisor, patient);
        foreach (var round in Enumerable.Range(0, 20))
        {
            var time = practice.At("08:00").AddMinutes(30 * round);
            var entry = await practice.Waits(agent, patient);
            await practice.Frees(agent, $"{time:HH:mm}");
            await desk.Works();
            var offer = await practice.OpenOffer(entry);
            var at = await practice.Clinic.Db.QueryOne<DateTimeOffset>("select starts_at from scheduling.offers where id = @offer", new { offer }, default);

            var answers = await Task.WhenAll(
                person.Post($"scheduling/offers/{offer}/accept"), person.Post($"scheduling/offers/{offer}/decline"),
                supervisor.Post($"scheduling/offers/{offer}/withdraw"), person.Delete($"scheduling/waitlist/{entry}"));
            var ran = await desk.Works();

            var accepted = answers[0].Status == HttpStatusCode.OK;
            Assert.Equal(accepted ? 1 : 0, await practice.Clinic.Db.QueryOne<int>("select count(*)::int from scheduling.appointments where occupies and starts_at = @at", new { at }, default));
            Assert.InRange(answers.Take(3).Count(a => a.Status == HttpStatusCode.OK), 0, 1);
            Assert.Equal(accepted ? "booked" : "left", await practice.State(entry));
            // Who left by themselves knows; the clinic's withdrawal is told.
            var withdrawn = await practice.Clinic.Db.QueryOne<int>("select count(*)::int from audit.changes where row_id = @offer and action = 'offer.withdrawn' and table_name = 'scheduling.offers'", new { offer }, default);
            Assert.Equal(withdrawn, ran.Count(r => r.Kind == "scheduling.SendOfferOver"));
            Assert.All(answers, a => Assert.True(a.Status is HttpStatusCode.OK or HttpStatusCode.NoContent or HttpStatusCode.Conflict, a.Text));
        }
    }

    [Fact]
    public async Task A_withdrawn_offer_is_told_to_be_over_once_and_the_time_goes_to_the_next()
    {
        var (practice, agent, patient, entry) = await Waiting();
        var second = await practice.Waits(agent, await practice.Clinic.Patient("Ana Ruiz"));
        var offer = await practice.OpenOffer(entry);

        Assert.Equal(HttpStatusCode.OK, (await agent.Post($"scheduling/offers/{offer}/withdraw")).Status);
        Assert.Equal(HttpStatusCode.OK, (await agent.Post($"scheduling/offers/{offer}/withdraw")).Status);
        Assert.False(await practice.Clinic.Db.QueryOne<bool>("select scheduling.lock_offer(@offer)", new { offer }, default));
        var ran = await desk.Works();

        Assert.Equal([offer], ran.Where(r => r.Kind == "scheduling.SendOfferOver").Select(r => r.OfferId));
        Assert.Equal(["open 09:00"], await practice.Offers(second));
        Assert.Equal(("offer_over", "withdrawn"), Over(await (await practice.Clinic.SignedIn(patient)).Post($"scheduling/offers/{offer}/accept")));
        Assert.Equal("waiting", await practice.State(entry));
    }

    [Fact]
    public async Task An_open_offer_stays_open_while_it_is_told()
    {
        var (practice, agent, _, entry) = await Waiting();
        var offer = await practice.OpenOffer(entry);
        Task<Answer> withdrawal = null!;

        await practice.Clinic.Db.Transaction(async tx =>
        {
            Assert.True(await tx.QueryOne<bool>("select scheduling.lock_offer(@offer)", new { offer }, default));
            withdrawal = agent.Post($"scheduling/offers/{offer}/withdraw");
            while (!await practice.Clinic.Db.QueryOne<bool>("select exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock')", null, default))
                await Task.Yield();
            Assert.False(withdrawal.IsCompleted);
        }, default);

        Assert.Equal(HttpStatusCode.OK, (await withdrawal).Status);
    }

    [Fact]
    public async Task An_answer_waits_for_no_text_to_another_nor_for_a_run_that_does()
    {
        var (practice, agent, patient, entry) = await Waiting();
        Guid ana = await practice.Clinic.Patient("Ana Ruiz"), ben = await practice.Clinic.Patient("Ben Ode");
        Guid second = await practice.Waits(agent, ana), third = await practice.Waits(agent, ben);
        await practice.Frees(agent, "10:00");
        await practice.Frees(agent, "11:00");
        await desk.Works();
        Guid told = await practice.OpenOffer(entry), taken = await practice.OpenOffer(second), left = await practice.OpenOffer(third);
        Task<Answer> withdrawal = null!;
        Task run = null!;

        await practice.Clinic.Db.Transaction(async tx =>
        {
            Assert.True(await tx.QueryOne<bool>("select scheduling.lock_offer(@told)", new { told }, default));
            withdrawal = agent.Post($"scheduling/offers/{told}/withdraw");
            await Blocked(practice, 1);
            // The run waits for whoever is at the entry that is over.
            await practice.Clinic.Db.Execute("update patients.patients set deceased_on = current_date where id = @patient", new { patient }, default);
            await practice.Clinic.Db.Execute("select platform.enqueue('scheduling.FillFromWaitlist', '{}')", null, default);
            run = Task.Run(desk.Works);
            await Blocked(practice, 2);

            Assert.Equal(HttpStatusCode.OK, (await (await practice.Clinic.SignedIn(ana)).Post($"scheduling/offers/{taken}/accept")).Status);
            Assert.Equal(HttpStatusCode.NoContent, (await (await practice.Clinic.SignedIn(ben)).Delete($"scheduling/waitlist/{third}")).Status);
            Assert.False(withdrawal.IsCompleted || run.IsCompleted);
        }, default);

        Assert.Equal(HttpStatusCode.OK, (await withdrawal).Status);
        await run;
        Assert.Equal(("accepted", "withdrawn"), await practice.Clinic.Db.QueryOne<(string, string)>(
            "select (select state from scheduling.offers where id = @taken), (select state from scheduling.offers where id = @left)", new { taken, left }, default));
    }

    [Theory]
    [InlineData("insert into scheduling.holidays (id, day, name) values (gen_random_uuid(), @Day, 'Storm')", "withdrawn", "withdrawn")]
    [InlineData("update scheduling.visit_types set patients_may_book = false", "withdrawn", "accepted")]
    [InlineData("update scheduling.visit_types set open_to = 'established'", "withdrawn", "accepted")]
    public async Task Who_says_yes_before_changed_rules_were_looked_at_gets_what_they_still_offer(string changed, string patientsYes, string staffsYes)
    {
        foreach (var (byPatient, becomes) in new[] { (true, patientsYes), (false, staffsYes) })
        {
            var practice = await desk.FullPractice();
            var agent = await practice.Clinic.Agent();
            var patient = await practice.Clinic.Patient();
            var person = await practice.Clinic.SignedIn(patient);
            var entry = await practice.Waits(person, patient);
            await practice.Frees(agent, "09:00");
            await desk.Works();
            var offer = await practice.OpenOffer(entry);
            await Practice.Open(agent, patient);
            await practice.Clinic.Db.Execute(changed, new { Day = practice.Monday.ToDateOnly() }, default);

            var answer = await (byPatient ? person : agent).Post($"scheduling/offers/{offer}/accept");

            Assert.Equal((becomes, becomes == "accepted" ? "booked" : "waiting"), await practice.Clinic.Db.QueryOne<(string, string)>(
                "select o.state, w.state from scheduling.offers o join scheduling.waitlist w on w.id = o.waitlist_id", null, default));
            if (becomes == "accepted")
                Assert.Equal(offer, answer.Id("appointmentId"));
            else
                Assert.Equal(("offer_over", "withdrawn"), Over(answer));
            // Whoever answers by themselves has heard it.
            var ran = await desk.Works();
            Assert.Equal(becomes == "withdrawn" && !byPatient ? 1 : 0, ran.Count(r => r.Kind == "scheduling.SendOfferOver"));
            Assert.Equal(becomes == "accepted" ? 1 : 0, await practice.Clinic.Db.QueryOne<int>("select count(*)::int from scheduling.appointments where patient_id = @patient and occupies", new { patient }, default));
        }
    }

    [Fact]
    public async Task Staff_answer_with_the_chart_open_only_and_strangers_know_of_no_offer()
    {
        var (practice, agent, patient, entry) = await Waiting();
        var offer = await practice.OpenOffer(entry);
        Guid mother = await practice.Clinic.Patient("Rosa Lopez"), stranger = await practice.Clinic.Patient("Eva Kim");
        await practice.Clinic.Db.Execute(
            "insert into patients.proxies (id, proxy_id, patient_id, relation, starts_on) values (gen_random_uuid(), @mother, @patient, 'parent', '2015-01-01')", new { mother, patient }, default);
        var other = await practice.Clinic.Agent();

        foreach (var act in new[] { "accept", "decline", "withdraw" })
            Assert.Equal((HttpStatusCode.Forbidden, "chart_locked"), Refusal(await other.Post($"scheduling/offers/{offer}/{act}")));
        Assert.Equal(HttpStatusCode.NotFound, (await (await practice.Clinic.SignedIn(stranger)).Post($"scheduling/offers/{offer}/accept")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await agent.Post($"scheduling/offers/{Guid.CreateVersion7()}/accept")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await practice.Clinic.SignedIn(patient)).Post($"scheduling/offers/{offer}/withdraw")).Status);

        Assert.Equal(HttpStatusCode.OK, (await (await practice.Clinic.SignedIn(mother)).Post($"scheduling/offers/{offer}/accept")).Status);
    }

    [Fact]
    public async Task What_came_by_text_is_answered_by_the_program()
    {
        var (practice, _, patient, entry) = await Waiting();
        var offer = await practice.OpenOffer(entry);

        var accepted = Assert.IsType<OfferAnswer.Accepted>(await WaitlistOffers.Answer(practice.Clinic.Db, offer, accept: true, "text", default));
        Assert.Equal((offer, practice.At("09:00"), practice.Zone.Id), (accepted.AppointmentId, accepted.StartsAt, accepted.TimeZone));
        Assert.Equal(new OfferAnswer.Over("accepted"), await WaitlistOffers.Answer(practice.Clinic.Db, offer, accept: false, "text", default));
        Assert.Equal(new OfferAnswer.NotYours(null), await WaitlistOffers.Answer(practice.Clinic.Db, Guid.CreateVersion7(), accept: true, "text", default));
        Assert.Equal(("text", patient), await practice.Clinic.Db.QueryOne<(string, Guid)>("select answered_by, patient_id from scheduling.offers", null, default));
    }

    [Fact]
    public async Task Who_comes_earlier_than_a_stranded_visit_takes_it_off_the_worklist_and_every_screen_hears_so()
    {
        var practice = await desk.FullPractice();
        var agent = await practice.Clinic.Agent();
        var patient = await practice.Clinic.Patient();
        await practice.Frees(agent, "16:00");
        var visit = await practice.Booked(agent, practice.At("16:00"), patient);
        var entry = await practice.Waits(agent, patient, ("appointmentId", visit));
        await practice.SetsHours(await practice.Clinic.Admin(), "08:00", "16:00");
        await practice.Frees(agent, "09:00");
        await desk.Works();
        Assert.Contains("open", await practice.ItemsAbout(visit));
        await using var screen = await Screen.Open(await practice.Clinic.Agent());

        Assert.Equal(visit, (await agent.Post($"scheduling/offers/{await practice.OpenOffer(entry)}/accept")).Id("appointmentId"));

        await screen.Hears($$"""data: {"topic":"worklist.items","id":"{{visit}}"}""", amongOthers: true);
        Assert.Equal(["done"], await practice.ItemsAbout(visit));
    }

    [Fact]
    public async Task Who_moved_as_early_themselves_is_not_moved_back_by_an_offer_from_before()
    {
        var practice = await desk.FullPractice();
        var agent = await practice.Clinic.Agent();
        var patient = await practice.Clinic.Patient();
        await practice.Frees(agent, "16:00");
        var visit = await practice.Booked(agent, practice.At("16:00"), patient);
        var entry = await practice.Waits(agent, patient, ("appointmentId", visit));
        await practice.Frees(agent, "10:00");
        await desk.Works();
        var offer = await practice.OpenOffer(entry);
        await practice.Frees(agent, "09:00");
        var hold = (await practice.Hold(agent, practice.At("09:00"), patient)).Id("holdId");
        await agent.Post($"scheduling/appointments/{visit}/move", new { holdId = hold });

        Assert.Equal(("offer_over", "withdrawn"), Over(await agent.Post($"scheduling/offers/{offer}/accept")));
        Assert.Equal(practice.At("09:00").ToUniversalTime(), await practice.Clinic.Db.QueryOne<DateTimeOffset>("select starts_at from scheduling.appointments where id = @visit", new { visit }, default));
        Assert.Equal("waiting", await practice.State(entry));
    }

    [Fact]
    public async Task An_offer_of_no_more_use_is_taken_back_by_the_next_run()
    {
        var practice = await desk.FullPractice();
        var agent = await practice.Clinic.Agent();
        var patient = await practice.Clinic.Patient();
        await practice.Frees(agent, "16:00");
        var visit = await practice.Booked(agent, practice.At("16:00"), patient);
        var entry = await practice.Waits(agent, patient, ("appointmentId", visit));
        await practice.Frees(agent, "10:00");
        await desk.Works();
        await practice.Frees(agent, "09:00");
        var hold = (await practice.Hold(agent, practice.At("09:00"), patient)).Id("holdId");
        await agent.Post($"scheduling/appointments/{visit}/move", new { holdId = hold });
        await desk.Works();

        Assert.Equal(["withdrawn 10:00"], await practice.Offers(entry));
        Assert.Contains("10:00", await practice.FreeStarts(agent));
    }

    [Fact]
    public async Task Who_booked_such_a_visit_themselves_does_not_get_a_second_by_an_offer_from_before()
    {
        var (practice, agent, patient, entry) = await Waiting();
        var person = await practice.Clinic.SignedIn(patient);
        var offer = await practice.OpenOffer(entry);
        await practice.Frees(agent, "14:00");
        await practice.Booked(agent, practice.At("14:00"), patient);

        Assert.Equal(("offer_over", "withdrawn"), Over(await person.Post($"scheduling/offers/{offer}/accept")));
        await desk.Works();
        Assert.Equal("booked", await practice.State(entry));
        Assert.Equal(1, await practice.Clinic.Db.QueryOne<int>("select count(*)::int from scheduling.appointments where patient_id = @patient and booked_at is not null", new { patient }, default));
    }

    [Fact]
    public async Task Who_is_elsewhere_at_that_time_by_now_is_not_put_into_two_places_but_by_staff()
    {
        var practice = await desk.FullPractice(2);
        var agent = await practice.Clinic.Agent();
        var patient = await practice.Clinic.Patient();
        var other = await practice.Type(t => t with { Minutes = 30, Every = 30 });
        var entry = await practice.Waits(agent, patient);
        await practice.Frees(agent, "09:00");
        await desk.Works();
        var offer = await practice.OpenOffer(entry);
        await practice.Frees(agent, "09:00", practice.Practitioners[1]);
        var hold = (await practice.Hold(agent, practice.At("09:00"), patient, practice.Practitioners[1], other)).Id("holdId");
        await practice.Book(agent, hold, patient);

        Assert.Equal(("offer_over", "withdrawn"), Over(await (await practice.Clinic.SignedIn(patient)).Post($"scheduling/offers/{offer}/accept")));
        Assert.Equal("waiting", await practice.State(entry));
    }

    [Fact]
    public async Task Who_wanted_to_come_earlier_than_a_visit_the_clinic_cancelled_gets_the_time_as_a_visit_of_its_own()
    {
        var practice = await desk.FullPractice();
        var agent = await practice.Clinic.Agent();
        var patient = await practice.Clinic.Patient();
        await practice.Frees(agent, "16:00");
        var visit = await practice.Booked(agent, practice.At("16:00"), patient);
        var entry = await practice.Waits(agent, patient, ("appointmentId", visit));
        await practice.Frees(agent, "09:00");
        await desk.Works();
        var offer = await practice.OpenOffer(entry);

        Assert.Equal(visit, await Moves());
        await agent.Post($"scheduling/appointments/{visit}/cancel", new { reason = "the doctor is ill" });
        Assert.Null(await Moves());
        var accepted = await agent.Post($"scheduling/offers/{offer}/accept");

        Assert.Equal(offer, accepted.Id("appointmentId"));
        Assert.Null(await Moves());
        Assert.Equal(2, await practice.Clinic.Db.QueryOne<int>("select count(*)::int from scheduling.appointments where patient_id = @patient and booked_at is not null", new { patient }, default));

        async Task<Guid?> Moves()
        {
            var moves = Assert.Single((await agent.Get($"scheduling/patients/{patient}/waitlist")).Body.GetProperty("offers").EnumerateArray()).GetProperty("movesAppointmentId");
            return moves.ValueKind == JsonValueKind.Null ? null : moves.GetGuid();
        }
    }

    /// <summary>A practice where one waits, and 09:00 is offered to them.</summary>
    private async Task<(Practice Practice, Person Agent, Guid Patient, Guid Entry)> Waiting(params (string, object?)[] more)
    {
        var practice = await desk.FullPractice();
        var agent = await practice.Clinic.Agent();
        var patient = await practice.Clinic.Patient();
        var entry = await practice.Waits(agent, patient, more);
        await practice.Frees(agent, "09:00");
        await desk.Works();
        return (practice, agent, patient, entry);
    }

    /// <summary>Until that many wait for others.</summary>
    private static async Task Blocked(Practice practice, int number)
    {
        while (await practice.Clinic.Db.QueryOne<int>("select count(*)::int from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'", null, default) < number)
            await Task.Yield();
    }

    private static async Task<Guid> Eventually(Practice practice, Guid entry)
    {
        while (true)
            if (await practice.Clinic.Db.QueryOne<Guid?>("select id from scheduling.offers where waitlist_id = @entry and state = 'open'", new { entry }, default) is { } offer)
                return offer;
    }

    private static (string?, string?) Over(Answer answer)
    {
        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        return (answer.Code, answer.Body.GetProperty("state").GetString());
    }

    private static (HttpStatusCode, string?) Refusal(Answer answer) => (answer.Status, answer.Code);
}
