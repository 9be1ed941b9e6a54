using Dapper;
using Frontdesk.Platform;
using Frontdesk.Tests.Support;
using Npgsql;

namespace Frontdesk.Tests.Platform.Audit;

public sealed class DisclosureTests(App app) : AppTest(app)
{
    private static readonly CancellationToken None = CancellationToken.None;

    private sealed record Seen(Guid? PatientId, string Purpose, string Action, string RequestId, Guid? ActorId);

    private const string SeenSql =
        """select patient_id as "PatientId", purpose as "Purpose", action as "Action", request_id as "RequestId", actor_id as "ActorId" from audit.reads order by patient_id nulls last""";

    private async Task<(TenantDb Db, Guid Actor)> Door()
    {
        var clinic = await App.Clinic();
        var actor = new Actor(ActorKind.Staff, Guid.CreateVersion7(), Role.Agent);
        return (App.Service<TenantDbFactory>().For(clinic.Tenant, actor, "request-7", "chart.shown"), actor.Id);
    }

    [Fact]
    public async Task Records_each_patient_once_with_who_why_and_in_what_course()
    {
        var (db, actor) = await Door();
        Guid[] patients = [.. new[] { Guid.CreateVersion7(), Guid.CreateVersion7() }.Order()];
        var rows = await db.Disclose<Guid>(Purpose.Treatment, """select unnest(@patients || @patients) as "PatientId" """, new { patients }, None);
        Assert.Equal(4, rows.Count);
        Assert.Equal(patients.Select(patient => new Seen(patient, "TREAT", "chart.shown", "request-7", actor)), (await db.Query<Seen>(SeenSql, null, None)).OrderBy(seen => seen.PatientId));
    }

    [Fact]
    public async Task Records_a_search_that_found_nobody()
    {
        var (db, actor) = await Door();
        Assert.Empty(await db.Disclose<Guid>(Purpose.Operations, """select null::uuid as "PatientId" where false""", null, None));
        Assert.Equal([new Seen(null, "HOPERAT", "chart.shown", "request-7", actor)], await db.Query<Seen>(SeenSql, null, None));
    }

    [Fact]
    public async Task A_read_that_cannot_be_recorded_does_not_happen()
    {
        await using var alone = await App.Start(new Dictionary<string, string?>());
        var clinic = await alone.Clinic();
        await using (var owner = await alone.Database.Open())
            await owner.ExecuteAsync("revoke insert on audit.reads from frontdesk_app");
        var refused = await Assert.ThrowsAsync<PostgresException>(() =>
            clinic.Db.Disclose<Guid>(Purpose.Treatment, """select gen_random_uuid() as "PatientId" """, null, None));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Theory]
    [InlineData("update audit.reads set purpose = 'TREAT'")]
    [InlineData("delete from audit.changes")]
    [InlineData("truncate audit.events")]
    [InlineData("drop table audit.reads")]
    [InlineData("select * from audit.reads_default")]
    public async Task Cannot_be_undone_or_gone_around_by_the_application(string attempt)
    {
        var clinic = await App.Clinic();
        await Assert.ThrowsAsync<PostgresException>(() => clinic.Db.Execute(attempt, null, None));
    }

    [Fact]
    public async Task Changes_keep_the_old_and_the_new_image()
    {
        var clinic = await App.Clinic();
        await clinic.Agent();
        await clinic.Db.Execute("update platform.staff_accounts set name = 'Renamed'", null, None);
        var change = await clinic.Db.QueryOne<string>("select (old ->> 'name') || ' → ' || (new ->> 'name') from audit.changes where operation = 'UPDATE' and action = 'test.arranged' order by at desc", null, None);
        Assert.Equal("Test agent → Renamed", change);
    }
}
