using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using Frontdesk.Tests.Support;

namespace Frontdesk.Tests.Scheduling;

/// <summary>The node died between the commit and keeping the answer, and the caller asks again with the same key when the lease is over.</summary>
public sealed class AnswersLostTests(App app) : AppTest(app)
{
    private sealed record Case(Clinic Clinic, Person Who, string Path, object Body);

    public static TheoryData<string> AnsweredAgain => ["overbook", "series", "hold", "hold for a patient", "hold in a room", "hold by a patient", "book", "move", "request", "register"];

    [Theory]
    [MemberData(nameof(AnsweredAgain))]
    public async Task Asked_again_it_is_the_first_answer_and_nothing_is_done_twice(string act)
    {
        var (clinic, who, path, body) = await Arrange(act);
        var first = await Ask(who, path, body);
        Assert.True(first.Status is HttpStatusCode.Created or HttpStatusCode.OK, first.Text);
        var done = await Done(clinic, who);

        await NodeDied(clinic);
        var again = await Ask(who, path, body);
        var replayed = await Ask(who, path, body);

        Assert.Equal((first.Status, first.Text), (again.Status, again.Text));
        Assert.Equal((first.Status, first.Text), (replayed.Status, replayed.Text));
        Assert.Equal(done, await Done(clinic, who));
    }

    public static TheoryData<string> NotRunAgain => ["exception", "room", "place", "holiday", "waitlist", "cancel series"];

    [Theory]
    [MemberData(nameof(NotRunAgain))]
    public async Task Elsewhere_the_caller_is_told_that_it_was_done_and_to_what(string act)
    {
        var (clinic, who, path, body) = await Arrange(act);
        var first = await Ask(who, path, body);
        Assert.True(first.Status is HttpStatusCode.Created or HttpStatusCode.OK, first.Text);
        var done = await Done(clinic, who);

        for (var time = 0; time < 2; time++)
        {
            await NodeDied(clinic);
            var again = await Ask(who, path, body);

            Assert.Equal((HttpStatusCode.Conflict, "already_done"), (again.Status, again.Code));
            var changed = again.Body.GetProperty("changed").EnumerateArray().Select(c => c.GetProperty("id").GetGuid()).ToList();
            Assert.NotEmpty(changed);
            if (first.Status == HttpStatusCode.Created)
                Assert.Contains(first.Body.EnumerateObject().First().Value.GetGuid(), changed);
        }
        Assert.Equal(done, await Done(clinic, who));
        Assert.Equal("idempotency_key_reused", (await Ask(who, path, new { other = true })).Code);
    }

    [Fact]
    public async Task A_cancellation_is_found_to_have_happened()
    {
        var practice = await (await App.Clinic()).Practice();
        var agent = await practice.Clinic.Agent();
        var visit = await practice.Booked(agent, practice.At("09:00"), await practice.Clinic.Patient());
        await Ask(agent, $"scheduling/appointments/{visit}/cancel", new { reason = "better" });

        await NodeDied(practice.Clinic);

        Assert.Equal("already_cancelled", (await Ask(agent, $"scheduling/appointments/{visit}/cancel", new { reason = "better" })).Code);
    }

    [Fact]
    public async Task A_hold_that_has_ended_meanwhile_is_made_anew()
    {
        var (clinic, agent, path, body) = await Arrange("hold");
        var first = (await Ask(agent, path, body)).Id("holdId");

        await clinic.SixMinutesPass();
        await NodeDied(clinic);
        var again = await Ask(agent, path, body);

        Assert.Equal(HttpStatusCode.Created, again.Status);
        Assert.NotEqual(first, again.Id("holdId"));
        await NodeDied(clinic);
        Assert.Equal(again.Text, (await Ask(agent, path, body)).Text);
    }

    [Fact]
    public async Task What_was_refused_had_not_been_done_and_is_looked_at_anew()
    {
        var practice = await (await App.Clinic()).Practice();
        var (agent, other) = (await practice.Clinic.Agent(), await practice.Clinic.Agent());
        var body = Time(practice, practice.At("09:00"));
        var taken = (await practice.Hold(other, practice.At("09:00"))).Id("holdId");
        // Its node dies before it is done: the audit has nothing of it.
        await practice.Clinic.Db.Execute("insert into platform.idempotency (actor_id, key, request_hash, leased_until) values (@Actor, 'k', @Hash, now() - interval '1 second')",
            new { Actor = agent.AccountId, Hash = await Hash("scheduling/holds", body) }, default);

        Assert.Equal("time_taken", (await Ask(agent, "scheduling/holds", body)).Code);
        await other.Delete($"scheduling/holds/{taken}");
        Assert.Equal(HttpStatusCode.Created, (await Ask(agent, "scheduling/holds", body)).Status);
    }

    [Fact]
    public async Task What_another_did_with_the_same_key_and_request_id_is_anothers()
    {
        var practice = await (await App.Clinic()).Practice();
        var (one, two) = (await practice.Clinic.Supervisor(), await practice.Clinic.Supervisor());
        var patient = await practice.Clinic.Patient();
        foreach (var who in new[] { one, two })
        {
            await Practice.Open(who, patient);
            who.Browser.DefaultRequestHeaders.Add("X-Request-ID", "same");
        }
        var first = await Ask(one, "scheduling/appointments/overbook", Overbooking(practice, patient));
        await practice.Clinic.Db.Execute("insert into platform.idempotency (actor_id, key, request_hash, leased_until) select @two, key, request_hash, now() - interval '1 second' from platform.idempotency where actor_id = @one",
            new { one = one.AccountId, two = two.AccountId }, default);

        var second = await Ask(two, "scheduling/appointments/overbook", Overbooking(practice, patient));

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (first.Status, second.Status));
        Assert.NotEqual(first.Id("appointmentId"), second.Id("appointmentId"));
    }

    private async Task<Case> Arrange(string act)
    {
        var practice = await (await App.Clinic()).Practice();
        var clinic = practice.Clinic;
        var patient = await clinic.Patient();
        var (agent, supervisor, admin) = (await clinic.Agent(), await clinic.Supervisor(), await clinic.Admin());
        await Practice.Open(agent, patient);
        await Practice.Open(supervisor, patient);
        DateTimeOffset nine = practice.At("09:00"), ten = practice.At("10:00");
        var weekly = new { patientId = patient, visitTypeId = practice.VisitType, practitionerId = practice.Practitioner, locationId = practice.Location, startsAts = new[] { nine, ten }, everyWeeks = 1 };
        switch (act)
        {
            case "overbook":
                return new(clinic, supervisor, "scheduling/appointments/overbook", Overbooking(practice, patient));
            case "series":
                return new(clinic, agent, "scheduling/series", weekly);
            case "hold":
                return new(clinic, agent, "scheduling/holds", Time(practice, nine));
            case "hold for a patient":
                return new(clinic, agent, "scheduling/holds", Time(practice, nine, patient));
            case "hold in a room":
                var type = await practice.Type(t => t with { NeedsRoom = "exam" });
                await admin.Post("scheduling/rooms", new { name = "Room 1", kind = "room", category = "exam", locationId = practice.Location });
                return new(clinic, agent, "scheduling/holds", Time(practice, nine, visitType: type));
            case "hold by a patient":
                return new(clinic, await clinic.SignedIn(patient), "scheduling/holds", Time(practice, nine));
            case "book":
                return new(clinic, agent, "scheduling/appointments", new { holdId = (await practice.Hold(agent, nine)).Id("holdId"), patientId = patient });
            case "move":
                var visit = await practice.Booked(agent, nine, patient);
                return new(clinic, agent, $"scheduling/appointments/{visit}/move", new { holdId = (await practice.Hold(agent, ten)).Id("holdId") });
            case "request":
                return new(clinic, agent, "scheduling/requests", new { visitTypeId = practice.VisitType, patientId = patient });
            case "register":
                return new(clinic, agent, "patients", PatientWords.Details("Ana", "Ruiz", "1990-01-01"));
            case "exception":
                return new(clinic, admin, $"scheduling/practitioners/{practice.Practitioner}/exceptions", new { kind = "away", starts = $"{practice.Monday:yyyy-MM-dd}T12:00", ends = $"{practice.Monday:yyyy-MM-dd}T13:00" });
            case "room":
                return new(clinic, admin, "scheduling/rooms", new { name = "Room 1", kind = "room", category = "exam", locationId = practice.Location });
            case "place":
                return new(clinic, admin, "scheduling/locations", new { name = "Elm Street", address = "2 Elm Street", timeZone = "America/Chicago" });
            case "holiday":
                return new(clinic, admin, "scheduling/holidays", new { day = $"{practice.Monday:yyyy-MM-dd}", name = "Founders' day" });
            case "waitlist":
                return new(clinic, agent, "scheduling/waitlist", new { visitTypeId = practice.VisitType, patientId = patient });
            case "cancel series":
                return new(clinic, agent, $"scheduling/series/{(await agent.Post("scheduling/series", weekly)).Id("seriesId")}/cancel", new { reason = "better" });
            default:
                throw new ArgumentOutOfRangeException(nameof(act));
        }
    }

    private static object Overbooking(Practice practice, Guid patient) => new
    {
        visitTypeId = practice.VisitType,
        practitionerId = practice.Practitioner,
        locationId = practice.Location,
        patientId = patient,
        startsAt = practice.At("09:10"),
        why = "fever since Sunday",
    };

    private static object Time(Practice practice, DateTimeOffset startsAt, Guid? patient = null, Guid? visitType = null) =>
        new { visitTypeId = visitType ?? practice.VisitType, practitionerId = practice.Practitioner, locationId = practice.Location, startsAt, patientId = patient };

    private static async Task<Answer> Ask(Person who, string path, object body, string key = "k")
    {
        who.Browser.DefaultRequestHeaders.Add("Idempotency-Key", key);
        try
        {
            return await who.Post(path, body);
        }
        finally
        {
            who.Browser.DefaultRequestHeaders.Remove("Idempotency-Key");
        }
    }

    private static Task<IReadOnlyList<string>> Done(Clinic clinic, Person who) =>
        clinic.Db.Query<string>("select concat_ws(' ', operation, table_name, row_id, new) from audit.changes where actor_id = @AccountId order by 1", new { who.AccountId }, default);

    private static async Task NodeDied(Clinic clinic) => Assert.Equal(1, await clinic.Db.Execute(
        "update platform.idempotency set status = null, content_type = null, location = null, body = null, leased_until = now() - interval '1 second' where key = 'k'", null, default));

    private static async Task<byte[]> Hash(string path, object body)
    {
        using var content = JsonContent.Create(body);
        return SHA256.HashData([.. Encoding.UTF8.GetBytes($"POST /api/v1/{path}\n"), .. await content.ReadAsByteArrayAsync()]);
    }
}
