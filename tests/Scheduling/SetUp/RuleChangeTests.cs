using System.Net;
using Frontdesk.Scheduling;
using Frontdesk.Tests.Support;
using NodaTime;

namespace Frontdesk.Tests.Scheduling;

public sealed class RuleChangeTests(App app) : AppTest(app)
{
    [Fact]
    public async Task A_preview_says_what_would_be_stranded_and_changes_nothing()
    {
        var practice = await (await App.Clinic()).Practice();
        var (agent, admin) = (await practice.Clinic.Agent(), await practice.Clinic.Admin());
        await practice.Booked(agent, practice.At("09:00"), await practice.Clinic.Patient());
        var late = await practice.Booked(agent, practice.At("17:00"), await practice.Clinic.Patient());
        await practice.Hold(agent, practice.At("17:30"));
        var before = await practice.Clinic.Rows();

        var (items, stranded) = await practice.SetsHours(admin, "08:00", "17:00", preview: true);

        Assert.Equal((1, late), (items, Assert.Single(stranded)));
        Assert.Equal(before, await practice.Clinic.Rows());
    }

    [Fact]
    public async Task What_the_change_strands_becomes_one_item_each_with_what_the_desk_needs()
    {
        var practice = await (await App.Clinic()).Practice();
        var (agent, admin) = (await practice.Clinic.Agent(), await practice.Clinic.Admin());
        var patient = await practice.Clinic.Patient("Ana Ruiz");
        var visit = await practice.Booked(agent, practice.At("17:00"), patient);

        Assert.Equal((1, visit), await One(practice.SetsHours(admin, "08:00", "17:00")));
        await None(practice.SetsHours(admin, "08:00", "16:30"));

        var item = Assert.Single(await practice.Stranded());
        Assert.Equal((visit, patient, "Ana Ruiz"), (item.GetProperty("subjectId").GetGuid(), item.GetProperty("patientId").GetGuid(), item.GetProperty("patientName").GetString()));
        Assert.InRange(item.GetProperty("dueAt").GetDateTimeOffset(), TimeProvider.System.GetUtcNow(), practice.At("15:00"));
        var details = item.GetProperty("details");
        Assert.Equal((practice.At("17:00"), practice.Practitioner, practice.Location, practice.VisitType, "Check-up", "Chequeo", "Main Street", "outside_hours"),
            (details.GetProperty("startsAt").GetDateTimeOffset(), details.GetProperty("practitionerId").GetGuid(), details.GetProperty("locationId").GetGuid(), details.GetProperty("visitTypeId").GetGuid(),
                details.GetProperty("visitTypeEn").GetString(), details.GetProperty("visitTypeEs").GetString(), details.GetProperty("locationName").GetString(), details.GetProperty("because").GetString()));
        Assert.EndsWith(practice.At("17:00").ToString("zzz"), details.GetProperty("startsAt").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_visit_that_only_ends_outside_of_the_hours_is_stranded_and_one_that_ends_with_them_is_not()
    {
        var practice = await (await App.Clinic()).Practice();
        var (agent, admin) = (await practice.Clinic.Agent(), await practice.Clinic.Admin());
        await practice.Booked(agent, practice.At("10:00"), await practice.Clinic.Patient());
        var over = await practice.Booked(agent, practice.At("10:45"), await practice.Clinic.Patient());

        await None(practice.SetsHours(admin, "08:00", "18:00"));
        // Other starts than the grid of the new hours has are nothing to a visit that is booked.
        Assert.Equal((1, over), await One(practice.SetsHours(admin, "08:05", "11:00")));
    }

    public static TheoryData<string> Kinds => ["practitioner hours", "away", "away everywhere", "blocked", "practitioner leaves", "place given up", "place closed", "room away", "room closed", "equipment blocked"];

    [Theory, MemberData(nameof(Kinds))]
    public async Task Whatever_strands_a_visit_makes_one_item_and_taking_it_back_closes_it(string kind)
    {
        var practice = await (await App.Clinic()).Practice();
        var admin = await practice.Clinic.Admin();
        var visit = await practice.Booked(await practice.Clinic.Agent(), practice.At("10:00"), await practice.Clinic.Patient());
        var (room, equipment) = (await Room(practice, admin, "room"), await Room(practice, admin, "equipment"));
        await practice.Clinic.Db.Execute("update scheduling.appointments set room_id = @room, equipment_id = @equipment where id = @visit", new { room, equipment, visit }, default);
        var elsewhere = (await admin.Post("scheduling/locations", new { name = "Elsewhere", timeZone = "America/Chicago" })).Id("locationId");

        var exception = Guid.Empty;
        Task<(int, IReadOnlyList<Guid>)> Except(string path, string what, bool here, bool preview) => practice.Excepts(admin, path, what, here, preview, id => exception = id);
        Task<(int, IReadOnlyList<Guid>)> Person(bool active, Guid[] places, bool preview = false) => admin.Changes(HttpMethod.Put, $"practitioners/{practice.Practitioner}",
            new { name = "Dr. Vega", languages = new[] { "en" }, locationIds = places, active }, preview);
        Task<(int, IReadOnlyList<Guid>)> Place(bool active, bool preview = false) => admin.Changes(HttpMethod.Put, $"locations/{practice.Location}", new { name = "Main Street", active }, preview);
        Task<(int, IReadOnlyList<Guid>)> Exam(bool active, bool preview = false) => admin.Changes(HttpMethod.Put, $"rooms/{room}", new { name = "Room 1", category = "exam", active }, preview);
        Task<(int, IReadOnlyList<Guid>)> Back() => admin.Changes(HttpMethod.Delete, $"exceptions/{exception}");
        var (make, undo) = ((Func<bool, Task<(int, IReadOnlyList<Guid>)>>, Func<Task<(int, IReadOnlyList<Guid>)>>))(kind switch
        {
            "practitioner hours" => (preview => practice.SetsHours(admin, "08:00", "10:15", preview), () => practice.SetsHours(admin, "08:00", "18:00")),
            "away" => (preview => Except($"practitioners/{practice.Practitioner}", "away", true, preview), Back),
            "away everywhere" => (preview => Except($"practitioners/{practice.Practitioner}", "away", false, preview), Back),
            "blocked" => (preview => Except($"practitioners/{practice.Practitioner}", "blocked", true, preview), Back),
            "practitioner leaves" => (preview => Person(false, [practice.Location], preview), () => Person(true, [practice.Location])),
            "place given up" => (preview => Person(true, [elsewhere], preview), () => Person(true, [elsewhere, practice.Location])),
            "place closed" => (preview => Place(false, preview), () => Place(true)),
            "room away" => (preview => Except($"rooms/{room}", "away", false, preview), Back),
            "room closed" => (preview => Exam(false, preview), () => Exam(true)),
            "equipment blocked" => (preview => Except($"rooms/{equipment}", "blocked", false, preview), Back),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        });

        Assert.Equal((1, visit), await One(make(true)));
        Assert.Empty(await practice.Stranded());
        Assert.Equal((1, visit), await One(make(false)));
        Assert.Equal(["open"], await practice.ItemsAbout(visit));
        await None(undo());
        Assert.Equal(["obsolete"], await practice.ItemsAbout(visit));
        Assert.Equal((1, visit), await One(make(false)));
        Assert.Equal(["obsolete", "open"], await practice.ItemsAbout(visit));
    }

    [Theory]
    // In the hour that occurs twice, by the elapsed minute: from 1:45 the first time to 1:15 the second, while the room is closed from 1:00 to 1:30 both times.
    [InlineData("America/Chicago", 11, "01:45", "01:00", "01:30")]
    // A zone of which editions disagree: whoever offers times decides.
    [InlineData("America/Edmonton", 1, "09:00", "09:00", "09:30")]
    public async Task A_room_that_closes_strands_what_it_held_by_the_clock_that_offers_times(string zone, int month, string time, string from, string until)
    {
        var practice = await (await App.Clinic()).Practice(timeZone: zone);
        var (agent, admin) = (await practice.Clinic.Agent(), await practice.Clinic.Admin());
        var scan = await practice.Type(t => t with { NeedsRoom = "exam", Every = 15 });
        var room = Guid.CreateVersion7();
        await practice.With(tx => ClinicSetUp.AddRoom(tx, new RoomToAdd(room, "Room 1", "exam", practice.Location), default));
        var day = new LocalDate(practice.Monday.Year + 1, month, 1).With(DateAdjusters.NextOrSame(IsoDayOfWeek.Sunday));
        string Wall(string at) => $"{day:yyyy-MM-dd}T{at}:00";
        await admin.Post($"scheduling/practitioners/{practice.Practitioner}/exceptions", new { kind = "extra", starts = Wall("00:00"), ends = Wall("12:00"), locationId = practice.Location });
        var patient = await practice.Clinic.Patient();
        var startsAt = day.At(LocalTime.FromTimeOnly(TimeOnly.Parse(time))).InZoneLeniently(practice.Zone).ToDateTimeOffset();
        var visit = (await practice.Book(agent, (await practice.Hold(agent, startsAt, patient, visitType: scan)).Id("holdId"), patient)).Id("appointmentId");

        Assert.Equal((1, visit), await One(admin.Changes(HttpMethod.Post, $"rooms/{room}/exceptions", new { kind = "away", starts = Wall(from), ends = Wall(until) })));
    }

    [Fact]
    public async Task Taking_extra_hours_back_strands_what_was_booked_in_them()
    {
        var practice = await (await App.Clinic()).Practice();
        var admin = await practice.Clinic.Admin();
        var extra = (await admin.Post($"scheduling/practitioners/{practice.Practitioner}/exceptions",
            new { kind = "extra", starts = Local(practice, "18:00"), ends = Local(practice, "20:00"), locationId = practice.Location })).Id("exceptionId");
        var visit = await practice.Booked(await practice.Clinic.Agent(), practice.At("19:00"), await practice.Clinic.Patient());

        Assert.Equal((1, visit), await One(admin.Changes(HttpMethod.Delete, $"exceptions/{extra}")));
    }

    [Fact]
    public async Task A_visit_is_stranded_until_nothing_is_in_its_way()
    {
        var practice = await (await App.Clinic()).Practice();
        var admin = await practice.Clinic.Admin();
        var visit = await practice.Booked(await practice.Clinic.Agent(), practice.At("10:00"), await practice.Clinic.Patient());

        Assert.Equal((1, visit), await One(practice.SetsHours(admin, "08:00", "10:15")));
        await None(admin.Changes(HttpMethod.Put, $"locations/{practice.Location}", new { name = "Main Street", active = false }));
        await practice.SetsHours(admin, "08:00", "18:00");
        Assert.Equal(["open"], await practice.ItemsAbout(visit));
        await admin.Changes(HttpMethod.Put, $"locations/{practice.Location}", new { name = "Main Street", active = true });
        Assert.Equal(["obsolete"], await practice.ItemsAbout(visit));
    }

    [Fact]
    public async Task What_somebody_decided_to_leave_there_is_not_asked_again_by_another_change()
    {
        var practice = await (await App.Clinic()).Practice(practitioners: 2);
        var (agent, admin) = (await practice.Clinic.Agent(), await practice.Clinic.Admin());
        var visit = await practice.Booked(agent, practice.At("17:00"), await practice.Clinic.Patient());
        await practice.SetsHours(admin, "08:00", "17:00");
        await agent.Post($"worklist/items/{Assert.Single(await practice.Stranded()).GetProperty("itemId").GetGuid()}/close", new { outcome = "done", note = "the doctor stays" });

        await None(practice.SetsHours(admin, "09:00", "17:00"));
        await None(practice.SetsHours(admin, "08:00", "12:00", practitioner: practice.Practitioners[1]));
        Assert.Equal(["done"], await practice.ItemsAbout(visit));
    }

    [Fact]
    public async Task What_stands_outside_of_the_hours_on_purpose_is_never_stranded()
    {
        var practice = await (await App.Clinic()).Practice();
        var (supervisor, admin) = (await practice.Clinic.Supervisor(), await practice.Clinic.Admin());
        var patient = await practice.Clinic.Patient();
        await Practice.Open(supervisor, patient);
        foreach (var time in new[] { "10:00", "19:00" })
            (await supervisor.Post("scheduling/appointments/overbook", new
            {
                visitTypeId = practice.VisitType,
                practitionerId = practice.Practitioner,
                locationId = practice.Location,
                patientId = patient,
                startsAt = practice.At(time),
                why = "a wound that cannot wait",
            })).Id("appointmentId");

        await None(practice.SetsHours(admin, "14:00", "15:00"));
        Assert.Empty(await practice.Stranded());
    }

    [Fact]
    public async Task Visits_that_are_over_or_cancelled_are_nobodys_work()
    {
        var practice = await (await App.Clinic()).Practice();
        var (agent, admin) = (await practice.Clinic.Agent(), await practice.Clinic.Admin());
        var cancelled = await practice.Booked(agent, practice.At("17:00"), await practice.Clinic.Patient());
        await agent.Post($"scheduling/appointments/{cancelled}/cancel", new { reason = "asked by the patient" });
        var past = await practice.Booked(agent, practice.At("16:00"), await practice.Clinic.Patient());
        await practice.Clinic.Db.Execute(
            "update scheduling.appointments set starts_at = now() - interval '40 days', ends_at = now() - interval '39 days 23 hours 30 minutes', busy_from = now() - interval '40 days', busy_until = now() - interval '39 days 23 hours 30 minutes' where id = @past",
            new { past }, default);

        await None(practice.SetsHours(admin, "08:00", "09:00"));
    }

    [Fact]
    public async Task A_held_time_that_no_longer_fits_is_let_go()
    {
        var practice = await (await App.Clinic()).Practice();
        var agent = await practice.Clinic.Agent();
        var patient = await practice.Clinic.Patient();
        var late = (await practice.Hold(agent, practice.At("17:00"), patient)).Id("holdId");
        var early = (await practice.Hold(agent, practice.At("09:00"), patient)).Id("holdId");

        await None(practice.SetsHours(await practice.Clinic.Admin(), "08:00", "17:00"));

        Assert.Equal((HttpStatusCode.Conflict, "hold_expired"), await practice.Book(agent, late, patient) is var answer ? (answer.Status, answer.Code) : default);
        (await practice.Book(agent, early, patient)).Id("appointmentId");
    }

    [Fact]
    public async Task What_was_held_while_the_hours_changed_is_found_a_minute_later()
    {
        var practice = await (await App.Clinic()).Practice();
        var agent = await practice.Clinic.Agent();
        var patient = await practice.Clinic.Patient();
        await practice.SetsHours(await practice.Clinic.Admin(), "08:00", "17:00");
        // As if both had been asked for under the old hours and written after the change had looked.
        var (booked, held) = (await practice.Booked(agent, practice.At("09:00"), patient), (await practice.Hold(agent, practice.At("10:00"), patient)).Id("holdId"));
        await practice.Clinic.Db.Execute(
            """
            update scheduling.appointments
            set    starts_at = starts_at + interval '8 hours', ends_at = ends_at + interval '8 hours', busy_from = busy_from + interval '8 hours', busy_until = busy_until + interval '8 hours'
            """, null, default);

        await RuleChange.LookAgain(practice.Clinic.Db, TimeProvider.System.GetUtcNow().AddMinutes(-2), default);
        await RuleChange.LookAgain(practice.Clinic.Db, TimeProvider.System.GetUtcNow().AddMinutes(-2), default);

        Assert.Equal(["open"], await practice.ItemsAbout(booked));
        Assert.Equal("hold_expired", (await practice.Book(agent, held, patient)).Code);
        var jobs = await App.Database.QueryAsSuperuser<string>("select kind from platform.jobs where tenant_id = @Id", new { practice.Clinic.Tenant.Id });
        Assert.Single(jobs, kind => kind.EndsWith(nameof(StrandLateVisits), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("moved")]
    [InlineData("cancelled")]
    [InlineData("cancelled by the patient")]
    [InlineData("cancelled by text")]
    [InlineData("cancelled with its series")]
    public async Task Whoever_moves_or_cancels_a_stranded_visit_has_done_the_work(string how)
    {
        var practice = await (await App.Clinic()).Practice();
        var agent = await practice.Clinic.Agent();
        var patient = await practice.Clinic.Patient();
        var visit = await practice.Booked(agent, practice.At("17:00"), patient);
        var other = await practice.Booked(agent, practice.At("17:30"), await practice.Clinic.Patient());
        var series = Guid.CreateVersion7();
        await practice.Clinic.Db.Execute(
            """
            with series as (insert into scheduling.series (id, patient_id, visit_type_id, every_weeks) values (@series, @patient, @VisitType, 1))
            update scheduling.appointments set series_id = @series where id = @visit
            """, new { series, patient, practice.VisitType, visit }, default);
        await practice.SetsHours(await practice.Clinic.Admin(), "08:00", "17:00");
        Assert.Equal(["open"], await practice.ItemsAbout(visit));

        await (how switch
        {
            "moved" => Moves(),
            "cancelled" => agent.Post($"scheduling/appointments/{visit}/cancel", new { reason = "no other time" }),
            "cancelled by the patient" => (await practice.Clinic.SignedIn(patient)).Post($"scheduling/appointments/{visit}/cancel", new { reason = "no other time" }),
            "cancelled by text" => practice.Clinic.Db.Transaction(tx => VisitReplies.Cancel(tx, visit, practice.At("17:00"), default), default),
            _ => (Task)agent.Post($"scheduling/series/{series}/cancel", new { reason = "no other time" }),
        });

        Assert.Equal(["done"], await practice.ItemsAbout(visit));
        Assert.Equal(["open"], await practice.ItemsAbout(other));

        async Task Moves() => (await agent.Post($"scheduling/appointments/{visit}/move", new { holdId = (await practice.Hold(agent, practice.At("09:00"), patient)).Id("holdId") })).Id("appointmentId");
    }

    [Fact]
    public async Task Many_changes_at_once_strand_each_visit_once()
    {
        var practice = await (await App.Clinic()).Practice();
        var (agent, admin) = (await practice.Clinic.Agent(), await practice.Clinic.Admin());
        var visits = new List<Guid>();
        foreach (var time in new[] { "14:00", "15:00", "16:00", "17:00" })
            visits.Add(await practice.Booked(agent, practice.At(time), await practice.Clinic.Patient()));

        var all = await Task.WhenAll(new[] { "14:30", "15:30", "16:30", "17:30", "18:00", "14:00" }.Select(ends => practice.SetsHours(admin, "08:00", ends)));

        // Whatever the order was, what is open now is what lies outside of the hours as they are now.
        var latest = await practice.Clinic.Db.QueryOne<int>("select max(ends_minute) from scheduling.weekly_hours", null, default);
        var open = (await practice.Stranded()).Select(item => item.GetProperty("subjectId").GetGuid()).ToList();
        Assert.Equal(visits.Where((_, i) => (14 + i) * 60 + 30 > latest).Order(), open.Order());
        Assert.Equal(all.Sum(change => change.WorkItems), await practice.Clinic.Db.QueryOne<long>("select count(*) from worklist.items", null, default));
    }

    [Fact]
    public async Task A_change_that_is_refused_changes_nothing()
    {
        var practice = await (await App.Clinic()).Practice();
        var admin = await practice.Clinic.Admin();
        await practice.Booked(await practice.Clinic.Agent(), practice.At("17:00"), await practice.Clinic.Patient());
        var before = await practice.Clinic.Rows();

        var answer = await admin.Put($"scheduling/practitioners/{practice.Practitioner}/hours", new
        {
            hours = new[] { new { locationId = practice.Location, weekday = 1, starts = "08:00", ends = "12:00" }, new { locationId = practice.Location, weekday = 1, starts = "11:00", ends = "13:00" } },
        });

        Assert.Equal("hours_overlap", answer.Code);
        Assert.Equal(before, await practice.Clinic.Rows());
    }

    private static async Task<(int, Guid)> One(Task<(int WorkItems, IReadOnlyList<Guid> Stranded)> change) => await change is var (items, stranded) ? (items, Assert.Single(stranded)) : default;

    private static async Task None(Task<(int WorkItems, IReadOnlyList<Guid> Stranded)> change)
    {
        var (items, stranded) = await change;
        Assert.Empty(stranded);
        Assert.Equal(0, items);
    }

    private static string Local(Practice practice, string time) => $"{practice.Monday:yyyy-MM-dd}T{time}:00";

    private static async Task<Guid> Room(Practice practice, Person admin, string kind) =>
        (await admin.Post("scheduling/rooms", new { name = $"{kind} 1", kind, category = kind == "room" ? "exam" : "ultrasound", locationId = practice.Location })).Id("roomId");
}
