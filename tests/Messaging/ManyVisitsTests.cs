using System.Text.Json;
using Dapper;
using Frontdesk.Messaging;
using Frontdesk.Tests.Support;

namespace Frontdesk.Tests.Messaging;

public sealed class ManyVisitsTests(App app) : AppTest(app)
{
    private const int Clinics = 200;
    private const int Visits = 2000;

    // Read as the application: a predicate that cannot use its index under row level security would read the clinic's visits, or everybody's.
    [Fact]
    public async Task Whether_a_reminder_is_due_is_read_off_the_index_of_starts()
    {
        var practice = await (await App.Clinic()).Practice();
        await using var superuser = await App.Database.Open();
        // Without triggers and the constraint's index: what is measured is reading. Visits lie a quarter of an hour apart, three weeks ahead and as long ago.
        await superuser.ExecuteAsync(
            $"""
            set session_replication_role = replica;
            alter table scheduling.appointments drop constraint appointments_never_overlap;
            with clinics as (
                select '{practice.Clinic.Tenant.Id}'::uuid as id, 0 as c
                union all
                select md5('t' || c)::uuid, c from generate_series(1, {Clinics}) c
            ), types as (
                insert into scheduling.visit_types (tenant_id, id, name_en, name_es, minutes, every, reminders)
                select id, md5('v' || c)::uuid, 'Visit', 'Visita', 15, 15, array[2880, 1440, 120] from clinics
                returning 1
            )
            insert into scheduling.appointments (tenant_id, id, resource_id, location_id, visit_type_id, status, patient_id, starts_at, ends_at, busy_from, busy_until, held_by, held_by_kind, booked_at)
            select clinics.id, md5(c || 'a' || n)::uuid, '{practice.Practitioner}', '{practice.Location}', md5('v' || c)::uuid, 'booked', md5('p')::uuid,
                   s.at, s.at + interval '15 minutes', s.at, s.at + interval '15 minutes', md5('p')::uuid, 'system', now() - interval '60 days'
            from   clinics, generate_series(1, {Visits}) n, lateral (select date_trunc('hour', now()) + (n - {Visits / 2}) * interval '15 minutes' as at) s;
            reset session_replication_role;
            analyze scheduling.appointments, scheduling.visit_types, scheduling.locations
            """, commandTimeout: 300);

        var now = TimeProvider.System.GetUtcNow();
        var plan = string.Join('\n', await practice.Clinic.Db.Query<string>(
            "explain (analyze, buffers, format json, timing off) " + RemindVisits.DueSql, new { Since = now.AddMinutes(-6), Until = now }, TestContext.Current.CancellationToken));

        var root = JsonDocument.Parse(plan).RootElement[0];
        Assert.Contains("appointments_by_start", plan, StringComparison.Ordinal);
        Assert.DoesNotContain(Nodes(root.GetProperty("Plan")), static node => node is { Type: "Seq Scan", Relation: "appointments" });
        // Three leads, six minutes each.
        var pages = root.GetProperty("Plan").GetProperty("Shared Hit Blocks").GetInt32() + root.GetProperty("Plan").GetProperty("Shared Read Blocks").GetInt32();
        Assert.True(pages < 40, $"{pages} pages: {plan}");
    }

    private static IEnumerable<(string Type, string? Relation)> Nodes(JsonElement plan) =>
        [
            (plan.GetProperty("Node Type").GetString()!, plan.TryGetProperty("Relation Name", out var relation) ? relation.GetString() : null),
            .. plan.TryGetProperty("Plans", out var under) ? under.EnumerateArray().SelectMany(Nodes) : [],
        ];
}
