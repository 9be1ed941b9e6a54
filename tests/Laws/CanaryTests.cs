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
public sealed partial class CanaryTests : IAsyncLifetime
{
    private const string Token = "the vendor's token in this test";

    private App App { get; set; } = null!;

    public async ValueTask InitializeAsync() => App = await App.Start(new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["FRONTDESK_TWILIO_ACCOUNT_SID"] = "AC" + new string('1', 32),
        ["FRONTDESK_TWILIO_AUTH_TOKEN"] = Token,
        ["FRONTDESK_TWILIO_API_URL"] = "http://127.0.0.1:9",
        ["FRONTDESK_RATE_LIMITS"] = "off",
    });

    public ValueTask DisposeAsync() => App.DisposeAsync();

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
        var faults = await Crawl();
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Theory]
    [InlineData("alter table scheduling.locations disable row level security", "ListLocations as agent shows what is theirs")]
    [InlineData("drop policy tenant_isolation on patients.patients; create policy careless on patients.patients using (true)", "OpenChart as agent")]
    public async Task Finds_a_table_whose_guard_is_down(string mistake, string found)
    {
        Assert.Contains(await Crawl(mistake), fault => fault.StartsWith(found, StringComparison.Ordinal));
    }

    private async Task<List<string>> Crawl(string? mistake = null)
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
        if (mistake is not null)
            await App.Database.ExecuteAsOwner(mistake);
        var before = await Image(there.Clinic.Tenant.Id);

        var faults = new List<string>();
        foreach (var route in Routes.OrderBy(static route => CanaryCase.All[Name(route)].Once))
            foreach (var role in Roles)
            {
                var theirs = await Call(route, callers[role], there.Bait);
                var what = $"{Name(route)} as {role}";
                if (Marks().IsMatch(theirs.Text) || theirs.Headers.Any(static header => header.Value.Any(static value => Marks().IsMatch(value))))
                    faults.Add($"{what} shows what is theirs: {theirs.Text}");
                if ((int)theirs.Status >= 500 && theirs.Code == "internal_error")
                    faults.Add($"{what} fails on theirs instead of refusing them");
                if (CanaryCase.All[Name(route)].Once)
                    continue;
                var nobodys = await Call(route, callers[role], Bait.OfNobody(practice));
                if ((theirs.Status, theirs.Code) != (nobodys.Status, nobodys.Code))
                    faults.Add($"{what} answers {theirs.Status} {theirs.Code} for theirs and {nobodys.Status} {nobodys.Code} for nobody's");
            }

        faults.AddRange((await Image(there.Clinic.Tenant.Id)).Except(before, StringComparer.Ordinal).Select(static table => $"rows of the other clinic changed: {table}"));
        return faults;
    }

    [GeneratedRegex(CanaryClinic.Mark, RegexOptions.IgnoreCase)]
    private static partial Regex Marks();

    private static string Name(RouteEndpoint route) => route.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName;

    private static Task<Answer> Call(RouteEndpoint route, Person caller, Bait bait)
    {
        var @case = CanaryCase.All[Name(route)];
        var path = PathParameter().Replace(route.RoutePattern.RawText!, _ => @case.PathId(bait).ToString());
        var method = new HttpMethod(route.Metadata.GetMetadata<Microsoft.AspNetCore.Routing.HttpMethodMetadata>()!.HttpMethods[0]);
        if (@case.Streams)
            return caller.Glance(path);
        return @case.Form is null ? caller.Send(method, path + @case.Query(bait), @case.Body(bait)) : Signed(caller, path, @case.Form(bait));
    }

    // As the vendor signs: the address, then every parameter by name.
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "the vendor's scheme")]
    private static async Task<Answer> Signed(Person caller, string path, Dictionary<string, string> form)
    {
        var text = new Uri(caller.Browser.BaseAddress!, path) + string.Concat(form.OrderBy(static p => p.Key, StringComparer.Ordinal).Select(static p => p.Key + p.Value));
        using var content = new FormUrlEncodedContent(form);
        content.Headers.Add("X-Twilio-Signature", Convert.ToBase64String(System.Security.Cryptography.HMACSHA1.HashData(System.Text.Encoding.UTF8.GetBytes(Token), System.Text.Encoding.UTF8.GetBytes(text))));
        return await caller.Send(HttpMethod.Post, path, content);
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex PathParameter();

    // Everything the other clinic has, as the superuser sees it. What its own background work moves is left out.
    private async Task<List<string>> Image(Guid tenant)
    {
        var tables = await App.Database.QueryAsSuperuser<string>(
            """
            select c.oid::regclass::text
            from   pg_class c
            join   pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
            where  c.relkind = 'r'
            and    c.relnamespace::regnamespace::text in ('patients', 'worklist', 'scheduling', 'messaging', 'callcenter', 'platform')
            and    c.relname not in ('jobs', 'sessions', 'effects', 'sign_in_challenges', 'messages', 'reminder_marks')
            order  by 1
            """);
        var image = new List<string>();
        foreach (var table in tables)
            image.AddRange(await App.Database.QueryAsSuperuser<string>(
                string.Create(CultureInfo.InvariantCulture, $"select '{table} ' || count(*) || ' ' || coalesce(md5(string_agg(t::text, '' order by t::text)), '') from {table} t where tenant_id = '{tenant}'")));
        return image;
    }
}
