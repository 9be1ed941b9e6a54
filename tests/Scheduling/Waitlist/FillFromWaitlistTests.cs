using System.Text.Json;
using Frontdesk.Scheduling;
using Frontdesk.Tests.Support;
using NodaTime;

namespace Frontdesk.Tests.Scheduling.Waitlist;

public sealed class FillFromWaitlistTests(WaitlistDesk desk) : IClassFixture<WaitlistDesk>
{
    [Fact]
    public async Task What_comes_free_is_offered_to_who_has_waited_longest_and_to_nobody_else()
    {
        var practice = await desk.FullPractice();
        var agent = await practice.Clinic.Agent();
        var first = await practice.Waits(agent, await practice.Clinic.Patient());
        var second = await practice.Waits(agent, await practice.Clinic.Patient());
        await desk.Works();
        Assert.Empty(await practice.Offers(first));

        await practice.Frees(agent, "09:00");
        var ran = await desk.Works();

        Assert.Equal(["open 09:00"], await practice.Offers(first));
        Assert.Empty(await practice.Offers(second));
        var offer = await practice.OpenOffer(first);
        Assert.Equal([offer], ran.Where(r => r.Kind == "scheduling.SendOffer").Select(r => r.OfferId));
        Assert.Equal("time_taken", (await practice.Hold(agent, practice.At("09:00"))).Code);
        // Half an hour to answer, and the hold outlives it, so that nobody slips in before the next in line.
        Assert.Equal((30, 32), await practice.Clinic.Db.QueryOne<(int, int)>(
            """
            select (extract(epoch from o.expires_at - o.offered_at) / 60)::int, (extract(epoch from a.expires_at - o.offered_at) / 60)::int
            from   scheduling.offers o
            join   scheduling.appointments a on a.id = o.id
            """, null, default));
    }

    [Fact]
    public async Task The_more_urgent_come_first_and_the_reason_is_recorded()
    {
        var practice = await desk.FullPractice();
        var agent = await practice.Clinic.Agent();
        var afternoons = await practice.Waits(agent, await practice.Clinic.Patient(), ("urgency", "urgent"), ("partsOfDay", new[] { "afternoon" }));
        var routine = await practice.Waits(agent, await practice.Clinic.Patient());
        var soon = await practice.Waits(agent, await practice.Clinic.Patient(), ("urgency", "soon"));
        await practice.Clinic.Db.Execute("update scheduling.waitlist set joined_at = joined_at - interval '90 minutes' where id = @soon", new { soon }, default);

        await practice.Frees(agent, "09:00");
        await desk.Works();
        await practice.Frees(agent, "10:00");
        await desk.Works();

        Assert.Empty(await practice.Offers(afternoons));
        Assert.Equal(["open 09:00"], await practice.Offers(soon));
        Assert.Equal(["open 10:00"], await practice.Offers(routine));
        Assert.Equal(("soon", 90, 1), await Because(practice, soon));
        Assert.Equal(("routine", 0, 2), await Because(practice, routine));
    }

    [Fact]
    public async Task Whoever_waits_has_one_offer_at_a_time_and_each_opening_is_offered_to_one()
    {
        var practice = await desk.FullPractice();
        var agent = await practice.Clinic.Agent();
        var first = await practice.Waits(agent, await practice.Clinic.Patient());
        var second = await practice.Waits(agent, await practice.Clinic.Patient());

        await practice.Frees(agent, "09:00");
        await practice.Frees(agent, "11:00");
        await practice.Frees(agent, "15:00");
        await desk.Works();

        Assert.Equal(["open 09:00"], await practice.Offers(first));
        Assert.Equal(["open 11:00"], await practice.Offers(second));
        Assert.Equal(["15:00"], await practice.FreeStarts(agent));
    }

    [Fact]
    public async Task Silence_passes_the_time_on_at_once_and_costs_nobody_their_place()
    {
        var practice = await desk.FullPractice();
        var agent = await practice.Clinic.Agent();
        var first = await practice.Waits(agent, await practice.Clinic.Patient());
        var second = await practice.Waits(agent, await practice.Clinic.Patient());
        await practice.Frees(agent, "09:00");
        await desk.Works();

        await practice.HalfAnHourPasses();
        await desk.Works();

        Assert.Equal(["lapsed 09:00"], await practice.Offers(first));
        Assert.Equal(["open 09:00"], await practice.Offers(second));
        await practice.Frees(agent, "10:00");
        await desk.Works();
        Assert.Equal(["lapsed 09:00", "open 10:00"], await practice.Offers(first));
    }

    [Fact]
    public async Task Nobody_is_asked_twice_about_one_time_and_what_nobody_wants_is_free()
    {
        var practice = await desk.FullPractice();
        var agent = await practice.Clinic.Agent();
        var only = await practice.Waits(agent, await practice.Clinic.Patient());
        await practice.Frees(agent, "09:00");
        await desk.Works();
        await practice.HalfAnHourPasses();
        await desk.Works();

        Assert.Equal(["lapsed 09:00"], await practice.Offers(only));
        await practice.Booked(agent, practice.At("09:00"), await practice.Clinic.Patient());
        await practice.Frees(agent, "09:00");
        await desk.Works();
        Assert.Equal(["lapsed 09:00"], await practice.Offers(only));
        Assert.Equal("waiting", await practice.State(only));
    }

    [Fact]
    public async Task Who_leaves_three_offers_of_a_day_unanswered_is_left_in_peace()
    {
        var practice = await desk.FullPractice();
        var agent = await practice.Clinic.Agent();
        var silent = await practice.Waits(agent, await practice.Clinic.Patient());
        foreach (var time in new[] { "09:00", "10:00", "11:00", "12:00" })
        {
            await practice.Frees(agent, time);
            await desk.Works();
            await practice.HalfAnHourPasses();
            await desk.Works();
        }

        Assert.Equal(["lapsed 09:00", "lapsed 10:00", "lapsed 11:00"], await practice.Offers(silent));
        await practice.Clinic.Db.Execute("update scheduling.offers set expires_at = expires_at - interval '1 day'", null, default);
        await practice.Frees(agent, "13:00");
        await desk.Works();
        Assert.Equal("open 12:00", (await practice.Offers(silent))[^1]);
    }

    [Fact]
    public async Task In_quiet_hours_nothing_is_offered_and_the_morning_brings_it()
    {
        var practice = await desk.FullPractice(hour: 22);
        var agent = await practice.Clinic.Agent();
        var entry = await practice.Waits(agent, await practice.Clinic.Patient());

        await practice.Frees(agent, "09:00");
        await desk.Works();

        Assert.Empty(await practice.Offers(entry));
        var next = await practice.Clinic.Db.QueryOne<DateTimeOffset>("select min(run_at) from platform.jobs where kind = 'scheduling.FillFromWaitlist'", null, default);
        Assert.Equal("08:00", NodaTime.Instant.FromDateTimeOffset(next).InZone(practice.Zone).ToString("HH:mm", null));
    }

    [Theory]
    [InlineData(22, 12, false)]
    [InlineData(12, 22, true)]
    public async Task Which_hours_are_quiet_the_clock_of_the_place_says(int there, int atTheClinic, bool offered)
    {
        var practice = await desk.FullPractice(hour: there, clinicHour: atTheClinic);
        var agent = await practice.Clinic.Agent();
        var entry = await practice.Waits(agent, await practice.Clinic.Patient());

        await practice.Frees(agent, "09:00");
        await desk.Works();

        Assert.Equal(offered ? ["open 09:00"] : [], await practice.Offers(entry));
    }

    [Fact]
    public async Task A_visit_can_wait_to_come_earlier_and_the_time_it_leaves_is_offered_on()
    {
        var practice = await desk.FullPractice();
        var agent = await practice.Clinic.Agent();
        var patient = await practice.Clinic.Patient();
        await practice.Frees(agent, "16:00");
        var visit = await practice.Booked(agent, practice.At("16:00"), patient);
        var earlier = await practice.Waits(agent, patient, ("appointmentId", visit), ("until", null));
        var next = await practice.Waits(agent, await practice.Clinic.Patient(), ("partsOfDay", new[] { "afternoon" }));

        await practice.Frees(agent, "16:30");
        await desk.Works();
        Assert.Empty(await practice.Offers(earlier));
        Assert.Equal(["open 16:30"], await practice.Offers(next));
        await agent.Post($"scheduling/offers/{await practice.OpenOffer(next)}/decline");

        await practice.Frees(agent, "09:00");
        await desk.Works();
        var accepted = await agent.Post($"scheduling/offers/{await practice.OpenOffer(earlier)}/accept");
        await desk.Works();

        Assert.Equal((visit, practice.At("09:00")), (accepted.Id("appointmentId"), accepted.Body.GetProperty("startsAt").GetDateTimeOffset()));
        Assert.Equal("booked", await practice.State(earlier));
        Assert.Equal(["declined 16:30", "open 16:00"], await practice.Offers(next));
    }

    [Theory]
    [InlineData("update scheduling.waitlist set from_day = current_date - 9, until_day = current_date - 3", "over")]
    [InlineData("update patients.patients set deceased_on = current_date where given_name = 'Maria'", "over")]
    [InlineData("update scheduling.waitlist set joined_at = now() - interval '1 hour'", "booked")]
    public async Task Who_waits_no_longer_is_off_the_list_and_what_was_offered_passes_on(string happens, string state)
    {
        var practice = await desk.FullPractice();
        var agent = await practice.Clinic.Agent();
        var patient = await practice.Clinic.Patient();
        var first = await practice.Waits(agent, patient);
        await practice.Frees(agent, "09:00");
        await desk.Works();
        var offer = await practice.OpenOffer(first);
        await practice.Frees(agent, "15:00");
        if (state == "booked")
            await practice.Booked(agent, practice.At("15:00"), patient);
        await practice.Clinic.Db.Execute(happens, null, default);
        var second = await practice.Waits(agent, await practice.Clinic.Patient("Ana Ruiz"), ("partsOfDay", new[] { "morning" }));

        var ran = await desk.Works();

        Assert.Equal(state, await practice.State(first));
        Assert.Equal(["withdrawn 09:00"], await practice.Offers(first));
        Assert.Equal(["open 09:00"], await practice.Offers(second));
        Assert.Equal([offer], ran.Where(r => r.Kind == "scheduling.SendOfferOver").Select(r => r.OfferId));
    }

    [Fact]
    public async Task Who_cancels_the_visit_they_wanted_to_come_earlier_to_waits_no_longer()
    {
        var practice = await desk.FullPractice();
        var agent = await practice.Clinic.Agent();
        var patient = await practice.Clinic.Patient();
        var person = await practice.Clinic.SignedIn(patient);
        await practice.Frees(agent, "16:00");
        var visit = await practice.Booked(person, practice.At("16:00"), patient);
        var entry = await practice.Waits(person, patient, ("appointmentId", visit));

        await person.Post($"scheduling/appointments/{visit}/cancel", new { reason = "well again" });
        await practice.Frees(agent, "09:00");
        await desk.Works();

        Assert.Equal("left", await practice.State(entry));
        Assert.Empty(await practice.Offers(entry));
    }

    [Theory]
    [InlineData("patient", "left")]
    [InlineData("clinic", "waiting")]
    public async Task Who_rings_to_have_that_visit_cancelled_waits_no_longer_and_whose_clinic_cancels_it_does(string reason, string state)
    {
        var practice = await desk.FullPractice();
        var agent = await practice.Clinic.Agent();
        var patient = await practice.Clinic.Patient();
        await practice.Frees(agent, "16:00");
        var visit = await practice.Booked(agent, practice.At("16:00"), patient);
        var entry = await practice.Waits(agent, patient, ("appointmentId", visit));

        await agent.Post($"scheduling/appointments/{visit}/cancel", new { reason });
        await practice.Frees(agent, "09:00");
        await desk.Works();

        Assert.Equal(state, await practice.State(entry));
        Assert.Equal(state == "waiting" ? ["open 09:00"] : [], await practice.Offers(entry));
    }

    [Fact]
    public async Task Who_waits_for_two_kinds_of_visit_is_not_offered_both_at_one_time()
    {
        var practice = await desk.FullPractice(practitioners: 2);
        var agent = await practice.Clinic.Agent();
        var patient = await practice.Clinic.Patient();
        var first = await practice.Waits(agent, patient);
        var second = await practice.Waits(agent, patient, ("visitTypeId", await practice.Type(t => t)));
        foreach (var practitioner in practice.Practitioners)
            await practice.Frees(agent, "09:00", practitioner);
        await practice.Frees(agent, "11:00");

        await desk.Works();

        Assert.Equal(["open 09:00"], await practice.Offers(first));
        Assert.Equal(["open 11:00"], await practice.Offers(second));
    }

    [Fact]
    public async Task A_patient_who_looks_at_other_times_meanwhile_keeps_what_is_offered()
    {
        var practice = await desk.FullPractice();
        var agent = await practice.Clinic.Agent();
        var patient = await practice.Clinic.Patient();
        var person = await practice.Clinic.SignedIn(patient);
        var entry = await practice.Waits(person, patient);
        await practice.Frees(agent, "09:00");
        await desk.Works();
        await practice.Frees(agent, "10:00");
        await practice.Frees(agent, "11:00");

        foreach (var time in new[] { "10:00", "11:00" })
            (await practice.Hold(person, practice.At(time))).Id("holdId");

        Assert.Equal(System.Net.HttpStatusCode.OK, (await person.Post($"scheduling/offers/{await practice.OpenOffer(entry)}/accept")).Status);
        Assert.Equal(["10:00"], await practice.FreeStarts(agent));
    }

    [Fact]
    public async Task Each_seat_of_a_group_is_an_opening()
    {
        var practice = await desk.FullPractice();
        var agent = await practice.Clinic.Agent();
        var type = await practice.Type(t => t with { Capacity = 3 });
        var entries = new List<Guid>();
        for (var i = 0; i < 4; i++)
            entries.Add(await practice.Waits(agent, await practice.Clinic.Patient(), ("visitTypeId", type)));

        await practice.Frees(agent, "09:00");
        await desk.Works();

        foreach (var entry in entries[..3])
            Assert.Equal(["open 09:00"], await practice.Offers(entry));
        Assert.Empty(await practice.Offers(entries[3]));
        await agent.Post($"scheduling/offers/{await practice.OpenOffer(entries[1])}/accept");
        await agent.Post($"scheduling/offers/{await practice.OpenOffer(entries[0])}/decline");
        await desk.Works();
        Assert.Equal(["open 09:00"], await practice.Offers(entries[3]));
    }

    [Fact]
    public async Task Where_a_room_is_lacking_only_who_would_come_by_video_is_asked()
    {
        var practice = await desk.FullPractice(practitioners: 2);
        var agent = await practice.Clinic.Agent();
        var type = await practice.Type(t => t with { NeedsRoom = "exam", Channels = ["in-person", "video"] });
        await practice.With(tx => ClinicSetUp.AddRoom(tx, new RoomToAdd(Guid.CreateVersion7(), "Room 1", "exam", practice.Location), default));
        var first = await practice.Waits(agent, await practice.Clinic.Patient(), ("visitTypeId", type));
        var second = await practice.Waits(agent, await practice.Clinic.Patient(), ("visitTypeId", type), ("channel", "in-person"));
        var video = await practice.Waits(agent, await practice.Clinic.Patient(), ("visitTypeId", type), ("channel", "video"));

        foreach (var practitioner in practice.Practitioners)
            await practice.Frees(agent, "09:00", practitioner);
        await desk.Works();

        Assert.Equal(["open 09:00"], await practice.Offers(first));
        Assert.Empty(await practice.Offers(second));
        Assert.Equal(["open 09:00"], await practice.Offers(video));
        Assert.Equal(["in-person", "video"], await practice.Clinic.Db.Query<string>("select channel from scheduling.appointments where status = 'pending' order by channel", null, default));
    }

    [Fact]
    public async Task Who_takes_any_channel_is_offered_the_soonest_time_whichever_it_is_and_of_two_as_soon_the_first_channel()
    {
        var practice = await desk.FullPractice(practitioners: 2);
        var agent = await practice.Clinic.Agent();
        var type = await practice.Type(t => t with { NeedsRoom = "exam", Channels = ["in-person", "video"] });
        var room = await Room(practice, "Room 1");
        await Closes(practice, room, "08:00", "09:30");
        var patient = await practice.Clinic.Patient();
        var first = await practice.Waits(agent, patient, ("visitTypeId", type));
        var second = await practice.Waits(agent, await practice.Clinic.Patient(), ("visitTypeId", type));

        await practice.Frees(agent, "10:00");
        await practice.Frees(agent, "09:00");
        await desk.Works();

        Assert.Equal(["open 09:00"], await practice.Offers(first));
        Assert.Equal(["open 10:00"], await practice.Offers(second));
        Assert.Equal("video", Assert.Single((await agent.Get($"scheduling/patients/{patient}/waitlist")).Body.GetProperty("offers").EnumerateArray()).GetProperty("channel").GetString());
        Assert.Equal(["video", "in-person"], await practice.Clinic.Db.Query<string>("select channel from scheduling.appointments where status = 'pending' order by starts_at", null, default));
    }

    [Theory]
    [InlineData("room")]
    [InlineData("equipment")]
    public async Task A_room_or_equipment_that_closes_takes_back_what_was_offered_in_it_and_who_says_yes_to_that_later_books_nothing(string kind)
    {
        var practice = await desk.FullPractice();
        Person agent = await practice.Clinic.Agent(), admin = await practice.Clinic.Admin();
        var type = await practice.Type(t => kind == "room" ? t with { NeedsRoom = "exam" } : t with { NeedsEquipment = "exam" });
        var room = await Room(practice, "Room 1", kind);
        var entry = await practice.Waits(agent, await practice.Clinic.Patient(), ("visitTypeId", type));
        await practice.Frees(agent, "09:00");
        await desk.Works();
        var offer = await practice.OpenOffer(entry);
        await practice.Frees(agent, "15:00");

        var closed = await admin.Post($"scheduling/rooms/{room}/exceptions", new { kind = "blocked", starts = $"{practice.Monday:yyyy-MM-dd}T09:10:00", ends = $"{practice.Monday:yyyy-MM-dd}T09:20:00" });
        Assert.True(closed.Status == System.Net.HttpStatusCode.Created, closed.Text);
        var ran = await desk.Works();
        await Closes(practice, room, "17:00", "18:00");
        ran = [.. ran, .. await desk.Works()];

        Assert.Equal([offer], ran.Where(r => r.Kind == "scheduling.SendOfferOver").Select(r => r.OfferId));
        Assert.Equal(new OfferAnswer.Over("withdrawn"), await WaitlistOffers.Answer(practice.Clinic.Db, offer, accept: true, "text", default));
        Assert.Equal(["withdrawn 09:00", "open 15:00"], await practice.Offers(entry));
        Assert.Equal("waiting", await practice.State(entry));
    }

    [Fact]
    public async Task An_offer_moves_to_another_room_that_is_free_when_its_own_closes()
    {
        var practice = await desk.FullPractice();
        var agent = await practice.Clinic.Agent();
        var type = await practice.Type(t => t with { NeedsRoom = "exam" });
        Guid first = await Room(practice, "Room 1"), second = await Room(practice, "Room 2");
        var entry = await practice.Waits(agent, await practice.Clinic.Patient(), ("visitTypeId", type));
        await practice.Frees(agent, "09:00");
        await desk.Works();
        var offer = await practice.OpenOffer(entry);
        var held = await practice.Clinic.Db.QueryOne<(Guid, DateTimeOffset)>("select room_id, expires_at from scheduling.appointments where id = @offer", new { offer }, default);

        await Closes(practice, first, "08:00", "18:00");
        var ran = await desk.Works();

        Assert.Equal(["open 09:00"], await practice.Offers(entry));
        Assert.DoesNotContain(ran, r => r.Kind is "scheduling.SendOfferOver" or "scheduling.SendOffer");
        var (room, until) = await practice.Clinic.Db.QueryOne<(Guid, DateTimeOffset)>("select room_id, expires_at from scheduling.appointments where id = @offer", new { offer }, default);
        Assert.Equal((first, second), (held.Item1, room));
        Assert.InRange(until, held.Item2.AddSeconds(-1), held.Item2);
        Assert.Equal(offer, (await agent.Post($"scheduling/offers/{offer}/accept")).Id("appointmentId"));
    }

    [Fact]
    public async Task Who_joined_by_themselves_is_offered_nothing_later_than_patients_may_book_and_whom_staff_put_down_is()
    {
        var practice = await desk.FullPractice();
        var agent = await practice.Clinic.Agent();
        Guid ana = await practice.Clinic.Patient("Ana Ruiz"), ben = await practice.Clinic.Patient("Ben Ode");
        var monday = (int)(practice.At("12:00") - SystemClock.Instance.GetCurrentInstant().ToDateTimeOffset()).TotalMinutes;
        var type = await practice.Type(t => t with { PatientsNotice = monday });
        var byPatient = await practice.Waits(await practice.Clinic.SignedIn(ana), ana, ("visitTypeId", type));
        var byStaff = await practice.Waits(agent, ben, ("visitTypeId", type));

        await practice.Frees(agent, "09:00");
        await desk.Works();
        Assert.Empty(await practice.Offers(byPatient));
        Assert.Equal(["open 09:00"], await practice.Offers(byStaff));

        await practice.Frees(agent, "15:00");
        await desk.Works();
        Assert.Equal(["open 15:00"], await practice.Offers(byPatient));
    }

    [Theory]
    [InlineData("update scheduling.visit_types set patients_may_book = false where id = @type")]
    [InlineData("update scheduling.visit_types set open_to = 'established' where id = @type")]
    public async Task What_patients_may_no_longer_book_is_not_offered_to_who_joined_by_themselves_and_taken_back(string closes)
    {
        var practice = await desk.FullPractice();
        var agent = await practice.Clinic.Agent();
        Guid ana = await practice.Clinic.Patient("Ana Ruiz"), ben = await practice.Clinic.Patient("Ben Ode"), type = await practice.Type(t => t with { OpenTo = "new" });
        var byPatient = await practice.Waits(await practice.Clinic.SignedIn(ana), ana, ("visitTypeId", type));
        await practice.Frees(agent, "09:00");
        await desk.Works();
        var offer = await practice.OpenOffer(byPatient);
        var byStaff = await practice.Waits(agent, ben, ("visitTypeId", type));

        await practice.Clinic.Db.Execute(closes, new { type }, default);
        await practice.Frees(agent, "10:00");
        var ran = await desk.Works();

        Assert.Equal(["withdrawn 09:00"], await practice.Offers(byPatient));
        Assert.Equal([offer], ran.Where(r => r.Kind == "scheduling.SendOfferOver").Select(r => r.OfferId));
        Assert.Equal(["open 09:00"], await practice.Offers(byStaff));
    }

    [Fact]
    public async Task Whoever_is_leaving_just_now_is_not_asked_and_not_waited_for()
    {
        var practice = await desk.FullPractice();
        var agent = await practice.Clinic.Agent();
        Guid first = await practice.Waits(agent, await practice.Clinic.Patient()), second = await practice.Waits(agent, await practice.Clinic.Patient());
        await practice.Frees(agent, "09:00");

        await practice.Clinic.Db.Transaction(async tx =>
        {
            await tx.Execute("update scheduling.waitlist set state = 'left', ended_at = now() where id = @first", new { first }, default);
            await desk.Works();
        }, default);

        Assert.Empty(await practice.Offers(first));
        Assert.Equal(["open 09:00"], await practice.Offers(second));
    }

    [Fact]
    public async Task The_last_day_is_over_when_it_is_over_at_every_place_that_would_do()
    {
        // Never the same day: the clinic's clock is 26 hours ahead of the island's.
        var practice = await (await desk.App.Clinic(timeZone: "Pacific/Kiritimati")).Practice(timeZone: "Pacific/Kiritimati");
        var agent = await practice.Clinic.Agent();
        var there = Guid.CreateVersion7();
        await practice.With(
            tx => ClinicSetUp.AddLocation(tx, there, "Island", "1 Beach", "Etc/GMT+12", default),
            tx => ClinicSetUp.AddPractitioner(tx, Guid.CreateVersion7(), "Dr. Isla", ["en"], [there], [.. Enumerable.Range(1, 7).Select(day => new HoursToAdd(there, day, "08:00", "18:00"))], default));
        var today = SystemClock.Instance.GetCurrentInstant().InZone(DateTimeZoneProviders.Tzdb["Etc/GMT+12"]).Date.ToString("yyyy-MM-dd", null);
        Guid ana = await practice.Clinic.Patient("Ana Ruiz"), ben = await practice.Clinic.Patient("Ben Ode");

        var anywhere = await practice.Waits(agent, ana, ("from", today), ("until", today));
        Assert.Equal("from_out_of_range", (await practice.Joins(agent, ben, ("from", today), ("until", today), ("locationIds", new[] { practice.Location }))).Code);
        await desk.Works();
        Assert.Equal("waiting", await practice.State(anywhere));

        await practice.Clinic.Db.Execute("update scheduling.waitlist set location_ids = array[@Location]", new { practice.Location }, default);
        await practice.Clinic.Db.Execute("select platform.enqueue('scheduling.FillFromWaitlist', '{}')", null, default);
        await desk.Works();
        Assert.Equal("over", await practice.State(anywhere));
    }

    [Fact]
    public async Task Hours_that_change_take_back_what_they_close_and_offer_what_they_open()
    {
        var practice = await desk.FullPractice();
        Person agent = await practice.Clinic.Agent(), admin = await practice.Clinic.Admin();
        var entry = await practice.Waits(agent, await practice.Clinic.Patient());
        await practice.Frees(agent, "09:00");
        await desk.Works();
        var offer = await practice.OpenOffer(entry);

        await admin.Post($"scheduling/practitioners/{practice.Practitioner}/exceptions", new { kind = "away", starts = $"{practice.Monday:yyyy-MM-dd}T08:00:00", ends = $"{practice.Monday:yyyy-MM-dd}T12:00:00" });
        var ran = await desk.Works();

        Assert.Equal(["withdrawn 09:00"], await practice.Offers(entry));
        Assert.Equal([offer], ran.Where(r => r.Kind == "scheduling.SendOfferOver").Select(r => r.OfferId));
        await admin.Post($"scheduling/practitioners/{practice.Practitioner}/exceptions",
            new { kind = "extra", starts = $"{practice.Monday:yyyy-MM-dd}T19:00:00", ends = $"{practice.Monday:yyyy-MM-dd}T19:30:00", locationId = practice.Location });
        await desk.Works();
        Assert.Equal(["withdrawn 09:00", "open 19:00"], await practice.Offers(entry));
    }

    [Fact]
    public async Task What_no_event_told_is_found_within_ten_minutes()
    {
        var practice = await desk.FullPractice();
        var agent = await practice.Clinic.Agent();
        var entry = await practice.Waits(agent, await practice.Clinic.Patient());
        await desk.Works();
        await practice.Clinic.Db.Execute("delete from scheduling.appointments where starts_at = @At", new { At = practice.At("09:00").ToUniversalTime() }, default);

        var due = await practice.Clinic.Db.QueryOne<double>("select extract(epoch from min(run_at) - now())::double precision from platform.jobs where kind = 'scheduling.FillFromWaitlist'", null, default);
        Assert.InRange(due, 0, 600);
        await practice.Clinic.Db.Execute("update platform.jobs set run_at = now(), unique_key = null", null, default);
        await desk.Works();

        Assert.Equal(["open 09:00"], await practice.Offers(entry));
        Assert.Equal(1, await practice.Clinic.Db.QueryOne<int>("select count(*)::int from platform.jobs where kind = 'scheduling.FillFromWaitlist'", null, default));
    }

    [Fact]
    public async Task Where_nobody_waits_nothing_is_added_to_the_queue()
    {
        var practice = await desk.FullPractice();
        var agent = await practice.Clinic.Agent();
        var entry = await practice.Waits(agent, await practice.Clinic.Patient());
        await agent.Delete($"scheduling/waitlist/{entry}");
        await practice.Clinic.Db.Execute("delete from platform.jobs", null, default);

        await practice.Frees(agent, "09:00");
        await (await practice.Clinic.Admin()).Post($"scheduling/practitioners/{practice.Practitioner}/exceptions", new { kind = "away", starts = $"{practice.Monday:yyyy-MM-dd}T08:00:00", ends = $"{practice.Monday:yyyy-MM-dd}T09:00:00" });

        Assert.Equal(0, await practice.Clinic.Db.QueryOne<int>("select count(*)::int from platform.jobs where kind = 'scheduling.FillFromWaitlist'", null, default));
    }

    [Fact]
    public async Task Ten_workers_at_once_make_the_offers_of_one()
    {
        var practice = await desk.FullPractice(practitioners: 2);
        var agent = await practice.Clinic.Agent();
        var entries = new List<Guid>();
        for (var i = 0; i < 6; i++)
            entries.Add(await practice.Waits(agent, await practice.Clinic.Patient()));
        await desk.Works();
        foreach (var time in new[] { "09:00", "10:00", "11:00" })
            foreach (var practitioner in practice.Practitioners)
                await practice.Frees(agent, time, practitioner);

        var ran = (await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(desk.Works)))).SelectMany(r => r).ToList();

        foreach (var entry in entries)
            Assert.Single(await practice.Offers(entry));
        Assert.Equal(6, ran.Count(r => r.Kind == "scheduling.SendOffer" && r.Tenant == practice.Clinic.Tenant.Id));
        Assert.Equal(["open 09:00"], await practice.Offers(entries[0]));
        Assert.Equal(["open 11:00"], await practice.Offers(entries[5]));
    }

    private static async Task<Guid> Room(Practice practice, string name, string kind = "room")
    {
        var id = Guid.CreateVersion7();
        await practice.With(tx => ClinicSetUp.AddRoom(tx, new RoomToAdd(id, name, "exam", practice.Location, kind), default));
        return id;
    }

    private static Task Closes(Practice practice, Guid room, string from, string until) => practice.With(
        tx => ClinicSetUp.AddException(tx, new ExceptionToAdd(Guid.CreateVersion7(), room, "blocked", practice.At(from).DateTime, practice.At(until).DateTime), default));

    private static async Task<(string?, int, int)> Because(Practice practice, Guid entry)
    {
        var json = JsonDocument.Parse((await practice.Clinic.Db.QueryOne<string>("select because::text from scheduling.offers where waitlist_id = @entry", new { entry }, default))!).RootElement;
        return (json.GetProperty("urgency").GetString(), json.GetProperty("waitedMinutes").GetInt32(), json.GetProperty("passedOver").GetInt32());
    }

    [Fact]
    public async Task A_time_on_offer_is_explained_as_that()
    {
        var practice = await desk.FullPractice();
        var agent = await practice.Clinic.Agent();
        await practice.Waits(agent, await practice.Clinic.Patient());
        await practice.Frees(agent, "09:00");
        await desk.Works();

        var answer = (await agent.Get($"scheduling/times/explain?visitTypeId={practice.VisitType}&practitionerId={practice.Practitioner}&locationId={practice.Location}&at={practice.Monday:yyyy-MM-dd}T09:00")).Body.GetProperty("answers")[0];

        Assert.Equal("offered", answer.GetProperty("code").GetString());
        Assert.Matches("^That time is on offer to a patient on the waitlist, until \\d+:\\d\\d [AP]M at the latest.$", answer.GetProperty("en").GetString());
        Assert.Matches("a más tardar hasta las \\d+:\\d\\d [ap]\\.m\\.$", answer.GetProperty("es").GetString());
    }
}
