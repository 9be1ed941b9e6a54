using System.Net;
using System.Text.Json;

namespace Frontdesk.Tests.Support;

/// <summary>Words for changing what booked visits stand on.</summary>
public static class SetUpWords
{
    /// <summary>Makes the change, which must succeed: how many visits became work items, and which the answer names.</summary>
    public static async Task<(int WorkItems, IReadOnlyList<Guid> Stranded)> Changes(this Person admin, HttpMethod method, string path, object? body = null, bool preview = false)
    {
        var answer = await admin.Send(method, $"scheduling/{path}{(preview ? "?preview=true" : "")}", body);
        Assert.True(answer.Status is HttpStatusCode.OK || (answer.Status is HttpStatusCode.Created && !preview), $"{path}: {answer.Status} {answer.Text}");
        return (answer.Body.GetProperty("workItems").GetInt32(), [.. answer.Body.GetProperty("stranded").EnumerateArray().Select(v => v.GetProperty("appointmentId").GetGuid())]);
    }

    public static Task<(int WorkItems, IReadOnlyList<Guid> Stranded)> SetsHours(this Practice practice, Person admin, string starts, string ends, bool preview = false, Guid? practitioner = null) =>
        admin.Changes(HttpMethod.Put, $"practitioners/{practitioner ?? practice.Practitioner}/hours",
            new { hours = Enumerable.Range(1, 5).Select(weekday => new { locationId = practice.Location, weekday, starts, ends }) }, preview);

    /// <summary>Says that a practitioner or a room is not there on the practice's Monday from 09:00 to 11:00.</summary>
    public static async Task<(int WorkItems, IReadOnlyList<Guid> Stranded)> Excepts(this Practice practice, Person admin, string whose, string kind, bool here, bool preview, Action<Guid> made)
    {
        var answer = await admin.Post($"scheduling/{whose}/exceptions{(preview ? "?preview=true" : "")}",
            new { kind, starts = $"{practice.Monday:yyyy-MM-dd}T09:00:00", ends = $"{practice.Monday:yyyy-MM-dd}T11:00:00", locationId = here ? practice.Location : (Guid?)null });
        Assert.True(answer.Status == (preview ? HttpStatusCode.OK : HttpStatusCode.Created), answer.Text);
        if (!preview)
            made(answer.Id("exceptionId"));
        return (answer.Body.GetProperty("workItems").GetInt32(), [.. answer.Body.GetProperty("stranded").EnumerateArray().Select(v => v.GetProperty("appointmentId").GetGuid())]);
    }

    /// <summary>The visits that wait on the worklist because they are stranded.</summary>
    public static async Task<IReadOnlyList<JsonElement>> Stranded(this Practice practice) => await (await practice.Clinic.Agent()).Items("?kind=stranded_visit");

    /// <summary>Each item there ever was about this visit, oldest first: open, done, declined or obsolete.</summary>
    public static async Task<IReadOnlyList<string>> ItemsAbout(this Practice practice, Guid appointment) => await practice.Clinic.Db.Query<string>(
        "select state from worklist.states where kind = 'stranded_visit' and subject_id = @appointment order by created_at", new { appointment }, default);

    /// <summary>Everything the clinic has in these schemas and what was recorded, row by row.</summary>
    public static async Task<IReadOnlyList<string>> Rows(this Clinic clinic)
    {
        var tables = await clinic.App.Database.QueryAsSuperuser<string>(
            """
            select c.oid::regclass::text
            from   pg_class c
            join   pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
            where  c.relkind in ('r', 'p')
            and    not c.relispartition
            and    (c.relnamespace::regnamespace::text in ('scheduling', 'worklist') or c.oid::regclass::text in ('audit.changes', 'platform.jobs'))
            order  by 1
            """);
        var rows = new List<string>();
        foreach (var table in tables)
            rows.AddRange((await clinic.App.Database.QueryAsSuperuser<string>($"select t::text from {table} t where tenant_id = '{clinic.Tenant.Id}' order by 1")).Select(row => $"{table} {row}"));
        return rows;
    }
}
