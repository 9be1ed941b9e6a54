using System.Net;
using System.Text.Json;
using Frontdesk.Tests.Support;

namespace Frontdesk.Tests.Scheduling;

/// <summary>A parent at the app, for a child: all that one may do for oneself, on the record as the parent's doing; and nobody else may.</summary>
public sealed class ActForAnotherTests(WaitlistDesk desk) : IClassFixture<WaitlistDesk>
{
    [Fact]
    public async Task A_parent_books_confirms_moves_and_cancels_for_the_child_and_the_record_names_both()
    {
        var practice = await (await desk.App.Clinic()).Practice();
        var (mother, child) = await Family(practice);
        var mothers = await practice.Clinic.SignedIn(mother);
        Assert.Equal([child], (await mothers.Get("patients/me")).Body.GetProperty("actsFor").EnumerateArray().Select(one => one.GetProperty("patientId").GetGuid()));

        Assert.Contains("09:00", await practice.FreeStarts(mothers, $"&patientId={child}"));
        var visit = await practice.Booked(mothers, practice.At("09:00"), child);
        Assert.Equal(HttpStatusCode.OK, (await mothers.Post($"scheduling/appointments/{visit}/confirm")).Status);
        var hold = await mothers.Post("scheduling/holds", new { visitTypeId = practice.VisitType, practitionerId = practice.Practitioner, locationId = practice.Location, startsAt = practice.At("09:15"), patientId = child, movesAppointmentId = visit });
        Assert.Equal(visit, (await mothers.Post($"scheduling/appointments/{visit}/move", new { holdId = hold.Id("holdId") })).Id("appointmentId"));
        Assert.Equal(["09:15"], Starts(await mothers.Get($"scheduling/patients/{child}/appointments"), "upcoming"));
        Assert.Equal("patient", (await mothers.Post($"scheduling/appointments/{visit}/cancel", new { reason = "well again" })).Body.GetProperty("cancelledBy").GetString());

        Assert.Empty(Starts(await mothers.Get($"scheduling/patients/{mother}/appointments"), "past"));
        Assert.Equal(["09:15"], Starts(await mothers.Get($"scheduling/patients/{child}/appointments"), "past"));
        Assert.Equal(
            ["appointment.booked", "appointment.cancelled", "appointment.confirmed", "appointment.moved", "time.held"],
            await practice.Clinic.Db.Query<string>("select distinct action from audit.changes where row_id = @visit and actor_kind = 'patient' and actor_id = @mother order by 1", new { visit, mother }, default));
        Assert.Equal(2, await Reads(practice, mother, child, "visits.seen"));
    }

    [Fact]
    public async Task A_parent_joins_the_waitlist_for_the_child_answers_the_offers_and_leaves()
    {
        var practice = await desk.FullPractice();
        var (mother, child) = await Family(practice);
        Person mothers = await practice.Clinic.SignedIn(mother), agent = await practice.Clinic.Agent();
        var entry = await practice.Waits(mothers, child);
        await practice.Frees(agent, "09:00");
        await desk.Works();

        var seen = (await mothers.Get($"scheduling/patients/{child}/waitlist")).Body;
        Assert.Equal([entry], seen.GetProperty("entries").EnumerateArray().Select(e => e.GetProperty("waitlistId").GetGuid()));
        var offer = seen.GetProperty("offers")[0].GetProperty("offerId").GetGuid();
        Assert.Equal(HttpStatusCode.OK, (await mothers.Post($"scheduling/offers/{offer}/decline")).Status);
        await practice.Frees(agent, "10:00");
        await desk.Works();
        var visit = (await mothers.Post($"scheduling/offers/{await practice.OpenOffer(entry)}/accept")).Id("appointmentId");

        Assert.Equal((child, "booked", mother), await practice.Clinic.Db.QueryOne<(Guid, string, Guid)>("select patient_id, status, booked_by from scheduling.appointments where id = @visit", new { visit }, default));
        Assert.Equal(1, await Reads(practice, mother, child, "waitlist.seen"));
        var again = await practice.Waits(mothers, child);
        Assert.Equal(HttpStatusCode.NoContent, (await mothers.Delete($"scheduling/waitlist/{again}")).Status);
        Assert.Equal("left", await practice.State(again));
    }

    [Fact]
    public async Task A_parent_asks_the_clinic_for_the_child_and_follows_it()
    {
        var practice = await (await desk.App.Clinic()).Practice();
        var (mother, child) = await Family(practice);
        var mothers = await practice.Clinic.SignedIn(mother);

        var request = (await mothers.Post("scheduling/requests", new { visitTypeId = practice.VisitType, patientId = child, note = "after school" })).Id("requestId");

        var mine = Assert.Single((await mothers.Get("scheduling/my-requests")).Body.GetProperty("requests").EnumerateArray());
        Assert.Equal((request, child), (mine.GetProperty("requestId").GetGuid(), mine.GetProperty("patientId").GetGuid()));
        Assert.Equal(1, await Reads(practice, mother, child, "requests.seen"));
    }

    [Theory]
    [InlineData("nobody of theirs")]
    [InlineData("the right is over")]
    [InlineData("the same telephone")]
    [InlineData("another clinic")]
    public async Task Who_does_not_act_for_the_patient_finds_no_such_patient(string who)
    {
        var practice = await desk.FullPractice();
        var (mother, child) = await Family(practice);
        Person mothers = await practice.Clinic.SignedIn(mother), agent = await practice.Clinic.Agent();
        await practice.Frees(agent, "16:00");
        var visit = await practice.Booked(mothers, practice.At("16:00"), child);
        var entry = await practice.Waits(mothers, child);
        await practice.Frees(agent, "09:00");
        await desk.Works();
        var offer = await practice.OpenOffer(entry);
        await practice.Frees(agent, "11:00");
        var theirs = await Somebody(who, practice, child);

        Answer[] answers =
        [
            await theirs.Get($"patients/{child}"),
            await theirs.Get($"scheduling/patients/{child}/appointments"),
            await theirs.Get($"scheduling/patients/{child}/waitlist"),
            await theirs.Post("scheduling/requests", new { visitTypeId = practice.VisitType, patientId = child }),
            await theirs.Post($"scheduling/appointments/{visit}/confirm"),
            await theirs.Post($"scheduling/appointments/{visit}/move", new { holdId = Guid.CreateVersion7() }),
            await theirs.Post($"scheduling/appointments/{visit}/cancel", new { reason = "curious" }),
            await theirs.Post($"scheduling/offers/{offer}/accept"),
            await theirs.Post($"scheduling/offers/{offer}/decline"),
            await theirs.Delete($"scheduling/waitlist/{entry}"),
        ];

        Assert.All(answers, answer => Assert.True(answer.Status == HttpStatusCode.NotFound, $"{answer.Status} {answer.Text}"));
        // What is of another clinic is not known by its kind either.
        var unknown = who == "another clinic" ? HttpStatusCode.BadRequest : HttpStatusCode.NotFound;
        Assert.Equal(unknown, (await theirs.Post("scheduling/waitlist", new { visitTypeId = practice.VisitType, patientId = child })).Status);
        Assert.Equal(unknown, (await theirs.Post("scheduling/holds", new { visitTypeId = practice.VisitType, practitionerId = practice.Practitioner, locationId = practice.Location, startsAt = practice.At("11:00"), patientId = child })).Status);
        Assert.Equal("booked open waiting", await practice.Clinic.Db.QueryOne<string>(
            "select concat_ws(' ', (select status from scheduling.appointments where id = @visit), (select state from scheduling.offers where id = @offer), (select state from scheduling.waitlist where id = @entry))", new { visit, offer, entry }, default));
        Assert.Empty(await practice.Clinic.Db.Query<Guid>("select actor_id from audit.reads where patient_id = @child and actor_kind = 'patient' and actor_id <> @mother", new { child, mother }, default));
    }

    [Fact]
    public async Task Who_has_died_is_not_among_those_one_acts_for()
    {
        var practice = await (await desk.App.Clinic()).Practice();
        var (mother, child) = await Family(practice);
        await practice.Clinic.Db.Execute("update patients.patients set deceased_on = current_date where id = @child", new { child }, default);

        Assert.Empty((await (await practice.Clinic.SignedIn(mother)).Get("patients/me")).Body.GetProperty("actsFor").EnumerateArray());
    }

    private static async Task<(Guid Mother, Guid Child)> Family(Practice practice)
    {
        Guid mother = await practice.Clinic.Patient("Ana Ruiz"), child = await practice.Clinic.Patient("Leo Ruiz");
        await practice.Clinic.ActsFor(mother, child);
        return (mother, child);
    }

    private async Task<Person> Somebody(string who, Practice practice, Guid child)
    {
        if (who == "another clinic")
        {
            var elsewhere = await desk.App.Clinic();
            return await elsewhere.SignedIn(await elsewhere.Patient("Eva Kim"));
        }

        var other = await practice.Clinic.Patient("Eva Kim");
        if (who == "the right is over")
            await practice.Clinic.ActsFor(other, child, endsOn: "2020-01-01");
        if (who == "the same telephone")
            await practice.Clinic.Db.Execute(
                "insert into patients.phones (id, patient_id, e164, reversed, as_given, use, owner, may_text) select gen_random_uuid(), p, '+13125550177', '7710555213', '312-555-0177', 'mobile', 'self', true from unnest(@both) p",
                new { both = new[] { other, child } }, default);
        return await practice.Clinic.SignedIn(other);
    }

    private static Task<int> Reads(Practice practice, Guid actor, Guid patient, string action) => practice.Clinic.Db.QueryOne<int>(
        "select count(*)::int from audit.reads where actor_kind = 'patient' and actor_id = @actor and patient_id = @patient and action = @action", new { actor, patient, action }, default);

    private static IEnumerable<string> Starts(Answer answer, string list) =>
        answer.Body.GetProperty(list).EnumerateArray().Select(static visit => visit.GetProperty("startsAt").GetDateTimeOffset().ToString("HH:mm"));
}
