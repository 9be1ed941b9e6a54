using System.Net;
using Frontdesk.Scheduling;
using Frontdesk.Tests.Support;
using NodaTime;

namespace Frontdesk.Tests.Scheduling;

/// <summary>
/// What is offered can be held, what can be held is offered, and what is explained as free is both: over HTTP, at random times of a clinic with rooms, equipment and groups
/// in which holds, visits, overbooked ones and expired holds pile up.
/// </summary>
public sealed class OfferedIsHeldTests(App app) : AppTest(app)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task What_is_offered_can_be_held_and_what_can_be_held_is_offered(int seed)
    {
        var random = new Random(seed);
        var practice = await (await App.Clinic()).Practice(practitioners: 3);
        Guid[] types = [
            practice.VisitType,
            await practice.Type(t => t with { NeedsRoom = "exam", Minutes = 30, Every = 15, BufferAfter = 5 }),
            await practice.Type(t => t with { Capacity = 2, Minutes = 45, Every = 15 }),
            await practice.Type(t => t with { Capacity = 3, NeedsRoom = "hall", NeedsEquipment = "screen", Minutes = 30, Every = 30, Channels = ["in-person", "video"] })];
        await practice.With([
            .. new[] { ("Exam 1", "exam", "room"), ("Exam 2", "exam", "room"), ("Hall", "hall", "room"), ("Hall 2", "hall", "room"), ("Screen", "screen", "equipment") }
                .Select(r => (Func<Frontdesk.Platform.TenantTransaction, Task>)(async tx =>
                {
                    var id = Guid.CreateVersion7();
                    await ClinicSetUp.AddRoom(tx, new RoomToAdd(id, r.Item1, r.Item2, practice.Location, r.Item3), default);
                    if (r.Item1 is "Exam 1" or "Hall")
                        await ClinicSetUp.AddException(tx, new ExceptionToAdd(Guid.CreateVersion7(), id, "blocked", practice.At("10:00").DateTime, practice.At("10:40").DateTime), default);
                })),
            tx => ClinicSetUp.AddLocationHours(tx, practice.Location, [new HoursToAdd(practice.Location, 1, "08:20", "12:00")], default)]);
        Person agent = await practice.Clinic.Agent(), supervisor = await practice.Clinic.Supervisor();
        var patient = await practice.Clinic.Patient();
        await Practice.Open(agent, patient);
        await Practice.Open(supervisor, patient);

        var held = 0;
        for (var step = 0; step < 150; step++)
        {
            var (type, practitioner) = (types[random.Next(types.Length)], practice.Practitioners[random.Next(3)]);
            var startsAt = practice.At("08:20").AddMinutes(5 * random.Next(48));
            var channel = type == types[3] && random.Next(3) == 0 ? "video" : "in-person";
            var found = (await practice.Times(agent, $"&practitionerId={practitioner}&channel={channel}", visitType: type)).Body.GetProperty("times").EnumerateArray()
                .Select(t => t.GetProperty("startsAt").GetDateTimeOffset()).ToList();
            // Half of them on what is offered, since most times are not.
            if (random.Next(2) == 0 && found.Count > 0)
                startsAt = found[random.Next(found.Count)];
            var offered = found.Contains(startsAt);
            var explained = (await agent.Get($"scheduling/times/explain?visitTypeId={type}&practitionerId={practitioner}&locationId={practice.Location}&channel={channel}&at={startsAt:yyyy-MM-ddTHH:mm}")).Body.GetProperty("answers")[0];
            var hold = await agent.Post("scheduling/holds", new { visitTypeId = type, practitionerId = practitioner, locationId = practice.Location, startsAt, channel });

            Assert.True(offered == (hold.Status == HttpStatusCode.Created), $"seed {seed}, step {step}: {startsAt:HH:mm} is {(offered ? "" : "not ")}offered and holding it says {hold.Status} {hold.Text}; explained: {explained}");
            Assert.True(offered == explained.GetProperty("offered").GetBoolean(), $"seed {seed}, step {step}: {startsAt:HH:mm} is {(offered ? "" : "not ")}offered and explained as {explained}");
            if (!offered)
                continue;
            held++;
            switch (random.Next(10))
            {
                case 0:
                    await agent.Delete($"scheduling/holds/{hold.Id("holdId")}");
                    break;
                case 1:
                    await practice.Clinic.SixMinutesPass();
                    break;
                case 2:
                    await supervisor.Post("scheduling/appointments/overbook", new { visitTypeId = types[random.Next(4)], practitionerId = practitioner, locationId = practice.Location, patientId = patient, startsAt = random.Next(2) == 0 ? startsAt : startsAt.AddMinutes(10), why = "urgent" });
                    break;
                case < 7:
                    await agent.Post("scheduling/appointments", new { holdId = hold.Id("holdId"), patientId = patient });
                    break;
            }
        }
        Assert.InRange(held, 20, 150);
    }

    [Fact]
    public async Task Beyond_the_calendar_nothing_is_offered_explained_as_free_or_held()
    {
        var practice = await (await App.Clinic()).Practice();
        var agent = await practice.Clinic.Agent();
        var last = LocalDate.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).PlusDays(799);
        var found = (await agent.Get($"scheduling/times?visitTypeId={practice.VisitType}&from={last:yyyy-MM-dd}&to={last.PlusDays(60):yyyy-MM-dd}&limit=1000")).Body.GetProperty("times").EnumerateArray().ToList();
        Assert.All(found, static time => Assert.True((time.GetProperty("startsAt").GetDateTimeOffset() - TimeProvider.System.GetUtcNow()).TotalDays <= 800));

        var beyond = last.PlusDays(7).With(DateAdjusters.NextOrSame(IsoDayOfWeek.Monday)).At(new LocalTime(9, 0));
        Assert.Equal("not_offered", (await practice.Hold(agent, beyond.InZoneStrictly(practice.Zone).ToDateTimeOffset())).Code);
        var explained = (await agent.Get($"scheduling/times/explain?visitTypeId={practice.VisitType}&practitionerId={practice.Practitioner}&locationId={practice.Location}&at={beyond:yyyy-MM-dd'T'HH:mm}"))
            .Body.GetProperty("answers")[0];
        Assert.Equal((false, "too_far_ahead"), (explained.GetProperty("offered").GetBoolean(), explained.GetProperty("code").GetString()));
    }
}
