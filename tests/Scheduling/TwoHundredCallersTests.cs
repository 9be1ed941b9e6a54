using System.Net;
using Frontdesk.Tests.Support;

namespace Frontdesk.Tests.Scheduling;

public sealed class TwoHundredCallersTests : IAsyncLifetime
{
    private App _app = null!;

    // A crowd from one address is what the rate limits are there to slow down.
    public async ValueTask InitializeAsync() => _app = await App.Start(new Dictionary<string, string?> { ["FRONTDESK_RATE_LIMITS"] = "off" });

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Two_hundred_callers_at_once_book_one_time()
    {
        var practice = await (await _app.Clinic()).Practice(practitioners: 3);
        var callers = await Callers(practice, 200);

        var holds = await Task.WhenAll(callers.Select(c => practice.Hold(c.Agent, practice.At("09:00"), c.Patient)));

        var won = Assert.Single(holds.Index(), h => h.Item.Status == HttpStatusCode.Created);
        Assert.All(holds.Where((_, i) => i != won.Index), lost =>
        {
            Assert.Equal((HttpStatusCode.Conflict, "time_taken"), (lost.Status, lost.Code));
            Assert.NotEmpty(lost.Body.GetProperty("nearest").EnumerateArray());
        });
        var books = await Task.WhenAll(callers.Select(c => practice.Book(c.Agent, won.Item.Id("holdId"), c.Patient)));
        Assert.Single(books, b => b.Status == HttpStatusCode.Created);
        Assert.Equal(0, await Overlaps(practice));
    }

    [Fact]
    public async Task Two_hundred_callers_at_once_book_two_hundred_times()
    {
        var practice = await (await _app.Clinic()).Practice(practitioners: 10);
        var callers = await Callers(practice, 200);

        // Twenty visits of half an hour fill each practitioner's day without a gap between them.
        var answers = await Task.WhenAll(callers.Index().Select(async c =>
        {
            var startsAt = practice.At("08:00").AddMinutes(30 * (c.Index % 20));
            var hold = await practice.Hold(c.Item.Agent, startsAt, c.Item.Patient, practice.Practitioners[c.Index / 20]);
            Assert.True(hold.Status == HttpStatusCode.Created, $"hold {c.Index}: {hold.Status} {hold.Text}");
            return await practice.Book(c.Item.Agent, hold.Id("holdId"), c.Item.Patient);
        }));

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.Created, a.Status));
        Assert.Equal(200, (await practice.Clinic.Db.Query<Guid>("select id from scheduling.appointments where status = 'booked'", null, default)).Count);
        Assert.Equal(0, await Overlaps(practice));
    }

    [Fact]
    public async Task Two_hundred_callers_want_the_times_of_expired_holds_and_each_time_is_booked_once()
    {
        var practice = await (await _app.Clinic()).Practice();
        var callers = await Callers(practice, 200);
        // Holds at :00 and :30 expire; callers want times half over one and half over the next.
        foreach (var start in Enumerable.Range(0, 19))
            (await practice.Hold(callers[start].Agent, practice.At("08:00").AddMinutes(30 * start))).Id("holdId");
        await practice.Clinic.SixMinutesPass();

        var answers = await Task.WhenAll(callers.Index().Select(c => practice.Hold(c.Item.Agent, practice.At("08:15").AddMinutes(30 * (c.Index % 19)), c.Item.Patient)));

        Assert.Equal(19, answers.Count(a => a.Status == HttpStatusCode.Created));
        Assert.All(answers.Where(a => a.Status != HttpStatusCode.Created), a => Assert.Equal("time_taken", a.Code));
        Assert.Equal(0, await Overlaps(practice));
    }

    private static async Task<List<(Person Agent, Guid Patient)>> Callers(Practice practice, int count)
    {
        var agents = new List<Person>();
        for (var i = 0; i < 4; i++)
            agents.Add(await practice.Clinic.Agent());
        var patients = Enumerable.Range(0, count).Select(_ => Guid.CreateVersion7()).ToArray();
        await practice.Clinic.Db.Execute(
            "insert into patients.patients (id, given_name, sort_name, birth_date) select id, 'Caller', 'caller', '1990-01-01' from unnest(@patients) id", new { patients }, default);
        return [.. patients.Select((patient, i) => (agents[i % agents.Count], patient))];
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
