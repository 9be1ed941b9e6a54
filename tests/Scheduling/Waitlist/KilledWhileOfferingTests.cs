using Dapper;
using Frontdesk.Platform;
using Frontdesk.Tests.Support;

namespace Frontdesk.Tests.Scheduling.Waitlist;

/// <summary>Workers that die or fall asleep in the middle of a run.</summary>
public sealed class KilledWhileOfferingTests(WaitlistDesk desk) : IClassFixture<WaitlistDesk>
{
    [Fact]
    public async Task Killed_between_the_hold_and_the_offer_it_leaves_neither_and_the_next_worker_makes_both_once()
    {
        var practice = await desk.FullPractice();
        var agent = await practice.Clinic.Agent();
        var entries = new[] { await practice.Waits(agent, await practice.Clinic.Patient()), await practice.Waits(agent, await practice.Clinic.Patient()) };
        await desk.Works();
        await using var server = new ServeProcess(desk.App);
        await using (var connection = await desk.App.Database.Open())
        {
            // Somebody is just writing that very offer down, and thinks better of it.
            await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
            await connection.ExecuteAsync(
                """
                insert into scheduling.offers (tenant_id, id, waitlist_id, patient_id, resource_id, location_id, starts_at, because, expires_at)
                select tenant_id, gen_random_uuid(), id, patient_id, @Practitioner, @Location, @StartsAt, '{}', now()
                from   scheduling.waitlist
                where  id = @Entry
                """, new { practice.Practitioner, practice.Location, StartsAt = practice.At("09:00").ToUniversalTime(), Entry = entries[0] }, transaction);
            await practice.Frees(agent, "09:00");
            await server.Start();
            await Until("exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock')");
            await server.Kill();
        }
        Assert.Empty(await practice.Offers(entries[0]));
        Assert.Equal(["09:00"], await practice.FreeStarts(agent));

        await desk.App.Database.QueryAsSuperuser<int>("update platform.jobs set leased_until = now() - interval '1 second' where state = 'running' returning 1");
        await desk.Works();

        Assert.Equal(["open 09:00"], await practice.Offers(entries[0]));
        Assert.Empty(await practice.Offers(entries[1]));
        Assert.Equal(1, await practice.Clinic.Db.QueryOne<int>("select count(*)::int from scheduling.appointments where status = 'pending'", null, default));
    }

    [Fact]
    public async Task A_worker_that_wakes_after_its_job_went_to_another_offers_nothing()
    {
        var practice = await desk.FullPractice();
        var agent = await practice.Clinic.Agent();
        var entry = await practice.Waits(agent, await practice.Clinic.Patient());
        await practice.Clinic.Db.Execute("delete from platform.jobs", null, default);
        await practice.Frees(agent, "09:00");
        JobQueue queue = desk.App.Service<JobQueue>();
        var asleep = Assert.Single(await queue.Claim(1, 1, Guid.Empty, [], default));
        await desk.App.Database.QueryAsSuperuser<int>("update platform.jobs set leased_until = now() - interval '1 second' where state = 'running' returning 1");
        await queue.Tend(default);
        var awake = Assert.Single(await queue.Claim(1, 1, Guid.Empty, [], default));

        await desk.App.Service<JobRunner>().Run(asleep, static () => false, default);
        Assert.Empty(await practice.Offers(entry));
        await desk.App.Service<JobRunner>().Run(awake, static () => false, default);

        Assert.Equal(["open 09:00"], await practice.Offers(entry));
    }

    /// <summary>Waits until the database says so.</summary>
    private async Task Until(string condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!(await desk.App.Database.QueryAsSuperuser<bool>($"select {condition}"))[0])
            await timer.WaitForNextTickAsync(limit.Token);
    }
}
