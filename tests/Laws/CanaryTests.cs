using System.Globalization;
using System.Text.RegularExpressions;
using Frontdesk.Platform;
using Frontdesk.Tests.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Frontdesk.Tests.Laws;

/// <summary>
/// Two clinics of the same shape, and every route of one called by every role with the other's ids, names and numbers. Nothing of the other may show, nothing of it
/// may change, and the answer must be the one that ids of nobody get: else it would tell what exists elsewhere.
/// </summary>
public sealed partial class CanaryTests(App app) : AppTest(app)
{
    private static readonly string[] Roles = ["anonymous", Role.Admin, Role.Supervisor, Role.Agent, Role.Clinician, Role.Patient];

    private IReadOnlyList<RouteEndpoint> Routes =>
        [.. App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(static route => route.RoutePattern.RawText!.Contains("/api/", StringComparison.Ordinal))];

    [Fact]
    public void Every_route_has_its_case()
    {
        var names = Routes.Select(Name).ToList();
        Assert.Empty(names.Except(CanaryCase.All.Keys, StringComparer.Ordinal));
        Assert.Empty(CanaryCase.All.Keys.Except(names, StringComparer.Ordinal));
    }

    [Fact]
    public async Task No_route_shows_or_touches_anything_of_another_clinic()
    {
        var here = await App.Clinic();
        var practice = await here.Practice();
        var there = await CanaryClinic.Open(App);
        var callers = new Dictionary<string, Person>(StringComparer.Ordinal)
        {
            ["anonymous"] = here.Visitor(),
            [Role.Admin] = await here.Admin(),
            [Role.Supervisor] = await here.Supervisor(),
            [Role.Agent] = await here.Agent(),
            [Role.Clinician] = await here.Clinician(),
            [Role.Patient] = await here.SignedIn(await here.Patient()),
        };
        var before = await Image(there.Clinic.Tenant.Id);

        var faults = new List<string>();
        foreach (var route in Routes.OrderBy(static route => Name(route) == "SignOut"))
        foreach (var role in Roles)
        {
            var theirs = await Call(route, callers[role], there.Bait);
            var nobodys = await Call(route, callers[role], Bait.OfNobody(practice));
            var what = $"{Name(route)} as {role}";
            if (Marks().IsMatch(theirs.Text) || theirs.Headers.Any(static header => header.Value.Any(static value => Marks().IsMatch(value))))
                faults.Add($"{what} shows what is theirs: {theirs.Text}");
            if ((theirs.Status, theirs.Code) != (nobodys.Status, nobodys.Code))
                faults.Add($"{what} answers {theirs.Status} {theirs.Code} for theirs and {nobodys.Status} {nobodys.Code} for nobody's");
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.Equal(before, await Image(there.Clinic.Tenant.Id));
    }

    [GeneratedRegex(CanaryClinic.Mark, RegexOptions.IgnoreCase)]
    private static partial Regex Marks();

    private static string Name(RouteEndpoint route) => route.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName;

    private static Task<Answer> Call(RouteEndpoint route, Person caller, Bait bait)
    {
        var @case = CanaryCase.All[Name(route)];
        var path = PathParameter().Replace(route.RoutePattern.RawText!, _ => @case.PathId(bait).ToString());
        var method = new HttpMethod(route.Metadata.GetMetadata<Microsoft.AspNetCore.Routing.HttpMethodMetadata>()!.HttpMethods[0]);
        return @case.Streams
            ? caller.Glance(path)
            : caller.Send(method, path + @case.Query(bait), @case.Body(bait));
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex PathParameter();

    // Everything the other clinic has, as the superuser sees it. What its own background work moves is left out.
    private async Task<string> Image(Guid tenant)
    {
        var tables = await App.Database.QueryAsSuperuser<string>(
            """
            select c.oid::regclass::text
            from   pg_class c
            join   pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
            where  c.relkind = 'r'
            and    c.relnamespace::regnamespace::text in ('patients', 'scheduling', 'messaging', 'callcenter', 'platform')
            and    c.relname not in ('jobs', 'sessions', 'effects')
            order  by 1
            """);
        var image = new List<string>();
        foreach (var table in tables)
            image.AddRange(await App.Database.QueryAsSuperuser<string>(
                string.Create(CultureInfo.InvariantCulture, $"select '{table} ' || count(*) || ' ' || coalesce(md5(string_agg(t::text, '' order by t::text)), '') from {table} t where tenant_id = '{tenant}'")));
        return string.Join('\n', image);
    }
}
