using System.Net;
using System.Threading.Channels;
using Frontdesk.Platform;
using Frontdesk.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Frontdesk.Tests.Scheduling;

/// <summary>The server as a process, killed with -9 while sixteen callers hold and book, and started again. The callers' own journals are compared with the database.</summary>
public sealed class CrashTests(App app) : AppTest(app)
{
    private const int Kills = 3;
    private const int BookingsBetweenKills = 60;

    private readonly Channel<(Guid Appointment, DateTimeOffset StartsAt)> _acknowledged = Channel.CreateUnbounded<(Guid, DateTimeOffset)>();
    private volatile TaskCompletionSource _serving = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task Killed_under_load_it_keeps_every_acknowledged_booking_and_makes_no_overlap()
    {
        var practice = await (await App.Clinic()).Practice(practitioners: 6);
        var agent = await practice.Clinic.Agent();
        var patient = await practice.Clinic.Patient();
        var sessions = App.Services.GetRequiredService<Sessions>();
        await using var server = new ServeProcess(App);
        await server.Start();
        _serving.SetResult();

        using var enough = new CancellationTokenSource();
        var callers = new List<Task>();
        for (var i = 0; i < 16; i++)
        {
            var caller = server.Person(practice.Clinic, await sessions.BeginForStaff(practice.Clinic.Tenant, agent.AccountId, "test", default));
            callers.Add(Call(practice, caller, patient, new Random(i), enough.Token));
        }

        var journal = new List<(Guid Appointment, DateTimeOffset StartsAt)>();
        for (var kill = 0; kill < Kills; kill++)
        {
            for (var i = 0; i < BookingsBetweenKills; i++)
                journal.Add(await _acknowledged.Reader.ReadAsync(TestContext.Current.CancellationToken));
            _serving = new(TaskCreationOptions.RunContinuationsAsynchronously);
            await server.Kill();
            await server.Start();
            _serving.SetResult();
        }
        await enough.CancelAsync();
        await Task.WhenAll(callers);
        while (_acknowledged.Reader.TryRead(out var last))
            journal.Add(last);

        var stored = await practice.Clinic.Db.Query<(Guid Id, DateTime StartsAt)>("select id, starts_at from scheduling.appointments where status = 'booked'", null, default);
        var booked = stored.ToDictionary(row => row.Id, row => new DateTimeOffset(row.StartsAt, TimeSpan.Zero));
        Assert.True(journal.Count >= Kills * BookingsBetweenKills);
        Assert.All(journal, entry => Assert.Equal(entry.StartsAt, booked.GetValueOrDefault(entry.Appointment)));
        Assert.Equal(0, await Overlaps(practice));

        // A hold whose caller never heard of it ends like every other, and its time is bookable again.
        await practice.Clinic.SixMinutesPass();
        var free = await agent.Get($"scheduling/times?visitTypeId={practice.VisitType}&from={practice.Monday:yyyy-MM-dd}&to={practice.Monday.PlusDays(4):yyyy-MM-dd}&limit=1000");
        foreach (var time in free.Body.GetProperty("times").EnumerateArray().Take(20))
        {
            var hold = await practice.Hold(agent, time.GetProperty("startsAt").GetDateTimeOffset(), patient, time.GetProperty("practitionerId").GetGuid());
            Assert.Equal(HttpStatusCode.NoContent, (await agent.Delete($"scheduling/holds/{hold.Id("holdId")}")).Status);
        }
    }

    /// <summary>Holds and books at random until told to stop. Only what was answered with 201 counts as acknowledged.</summary>
    private async Task Call(Practice practice, Person caller, Guid patient, Random random, CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            await _serving.Task;
            var startsAt = practice.At("08:00").AddDays(random.Next(5)).AddMinutes(15 * random.Next(39));
            try
            {
                var hold = await practice.Hold(caller, startsAt, patient, practice.Practitioners[random.Next(practice.Practitioners.Count)]);
                if (hold.Status != HttpStatusCode.Created)
                {
                    Assert.Equal("time_taken", hold.Code);
                    continue;
                }
                var id = hold.Id("holdId");
                var book = await practice.Book(caller, id, patient);
                Assert.Equal(HttpStatusCode.Created, book.Status);
                await _acknowledged.Writer.WriteAsync((id, startsAt.ToUniversalTime()), CancellationToken.None);
            }
            catch (HttpRequestException)
            {
                // The server is gone in the middle of the request: whether it was done is what the caller does not know.
            }
        }
    }

    private static Task<int> Overlaps(Practice practice) => practice.Clinic.Db.QueryOne<int>(
        """
        select count(*)::int
        from   scheduling.appointments a
        join   scheduling.appointments b on b.resource_id = a.resource_id and b.id > a.id
        where  a.occupies and b.occupies
        and    a.busy_from < b.busy_until and b.busy_from < a.busy_until
        """, null, default);
}
