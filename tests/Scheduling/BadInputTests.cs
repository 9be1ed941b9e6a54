using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Frontdesk.Platform;
using Frontdesk.Tests.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Frontdesk.Tests.Scheduling;

/// <summary>
/// Whatever is sent to any route of scheduling, the answer is not a fault of ours, a refusal names the field and the rule, and the clinic goes on working. The routes and what they
/// take are read from the committed contract, so a new one is tried by itself.
/// </summary>
public sealed class BadInputTests(BadInputTests.Unlimited unlimited) : IClassFixture<BadInputTests.Unlimited>
{
    private const string Prefix = "/api/v1/scheduling/";

    private static readonly JsonObject Contract = JsonNode.Parse(File.ReadAllText(Repo.At("openapi.json")))!.AsObject();

    private static readonly string[] BadBodies = ["null", "[]", "1", "{", ""];

    private static readonly string[] BadQueries =
    [
        "", "%00", "-1", "99999999999", new string('x', 4000), new string('!', 48), new string('_', 48), $"{Guid.Empty}", "0001-01-01", "9999-12-31", "9999-12-31T23:59:00-14:00",
    ];

    private readonly App _app = unlimited.App;

    public static TheoryData<string> Routes => [.. from path in Contract["paths"]!.AsObject()
                                                    where path.Key.StartsWith(Prefix, StringComparison.Ordinal)
                                                    from operation in path.Value!.AsObject()
                                                    select $"{operation.Key} {path.Key[Prefix.Length..]}"];

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task No_input_is_a_fault_of_ours(string route)
    {
        var (method, path) = (new HttpMethod(route.Split(' ')[0].ToUpperInvariant()), route.Split(' ')[1]);
        var operation = Contract["paths"]![Prefix + path]![route.Split(' ')[0]]!.AsObject();
        var practice = await (await _app.Clinic()).Practice();
        var known = await Known(practice);

        var wrong = new List<string>();
        var who = await Caller(practice, known["patientId"], operation["operationId"]!.GetValue<string>());
        foreach (var (query, body) in Inputs(operation, known))
        {
            using var content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
            var answer = await who.Send(method, $"scheduling/{Filled(path, known)}{query}", content);
            if (Fault(answer) is { } fault)
                wrong.Add($"{fault}: {Shortened(query)} {Shortened(body)} → {(int)answer.Status} {Shortened(answer.Text)}");
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(40).Prepend($"{wrong.Count} of {route}")));

        // What was taken is not met by everyone after.
        Person agent = await practice.Clinic.Agent(), admin = await practice.Clinic.Admin();
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK), (
            (await agent.Get($"scheduling/times?visitTypeId={practice.VisitType}")).Status,
            (await agent.Get($"scheduling/appointments?from={practice.Monday:yyyy-MM-dd}")).Status,
            (await admin.Get("scheduling/set-up")).Status));
    }

    private static string? Fault(Answer answer) =>
        (int)answer.Status >= 500 ? "a fault of ours"
        : (int)answer.Status < 400 ? null
        : answer.Code is null ? "no rule"
        // The database, which refuses U+0000, does not say where it stood.
        : answer.Status == HttpStatusCode.BadRequest && answer.Field() is null && answer.Code != "character_refused" ? "no field"
        : null;

    /// <summary>One of the staff who may call it, or else a patient, or a passer-by.</summary>
    private async Task<Person> Caller(Practice practice, Guid patient, string name)
    {
        var heldBy = _app.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .Single(e => e.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName == name).Metadata.GetMetadata<Access>()!.HeldBy;
        if (heldBy.Count == 0)
            return practice.Clinic.Visitor();
        if (Role.Staff.FirstOrDefault(heldBy.Contains) is not { } role)
            return await practice.Clinic.SignedIn(patient);
        var staff = await practice.Clinic.Staff(role);
        await Practice.Open(staff, patient);
        return staff;
    }

    private static async Task<IReadOnlyDictionary<string, Guid>> Known(Practice practice)
    {
        Person agent = await practice.Clinic.Agent(), admin = await practice.Clinic.Admin();
        var patient = await practice.Clinic.Patient();
        var visit = await practice.Booked(agent, practice.At("14:00"), patient);
        var room = (await admin.Post("scheduling/rooms", new { name = "Room 1", kind = "room", category = "exam", locationId = practice.Location })).Id("roomId");
        return new Dictionary<string, Guid>(StringComparer.Ordinal)
        {
            ["patientId"] = patient,
            ["visitTypeId"] = practice.VisitType,
            ["visit-types"] = practice.VisitType,
            ["practitionerId"] = practice.Practitioner,
            ["practitionerIds"] = practice.Practitioner,
            ["practitioners"] = practice.Practitioner,
            ["locationId"] = practice.Location,
            ["locationIds"] = practice.Location,
            ["locations"] = practice.Location,
            ["appointments"] = visit,
            ["rooms"] = room,
        };
    }

    private static string Filled(string path, IReadOnlyDictionary<string, Guid> known) => string.Join('/', path.Split('/').Select((part, i) =>
        part == "{patientId}" ? known["patientId"].ToString()
        : part.StartsWith('{') ? known.GetValueOrDefault(path.Split('/')[i - 1], Guid.CreateVersion7()).ToString()
        : part));

    /// <summary>Each part of a request that would do, spoilt in each way, one at a time.</summary>
    private static IEnumerable<(string Query, string? Body)> Inputs(JsonObject operation, IReadOnlyDictionary<string, Guid> known)
    {
        var parameters = (operation["parameters"]?.AsArray() ?? []).Where(static p => p!["in"]!.GetValue<string>() == "query").ToList();
        var good = parameters.Where(static p => p!["required"]?.GetValue<bool>() is true)
            .ToDictionary(static p => p!["name"]!.GetValue<string>(), p => Good(p!["name"]!.GetValue<string>(), p["schema"]!, known)!.ToString(), StringComparer.Ordinal);
        var schema = operation["requestBody"]?["content"]!["application/json"]!["schema"];
        var body = schema is null ? null : Good("body", schema, known);

        yield return (Query(good), body?.ToJsonString());
        foreach (var name in parameters.Select(static p => p!["name"]!.GetValue<string>()))
        {
            foreach (var bad in BadQueries)
                yield return (Query(new Dictionary<string, string>(good, StringComparer.Ordinal) { [name] = bad }), body?.ToJsonString());
            yield return (Query(good.Where(g => g.Key != name)), body?.ToJsonString());
        }
        if (body is null)
            yield break;
        foreach (var bad in BadBodies.Concat(Spoilt(body)))
            yield return (Query(good), bad);
    }

    private static string Query(IEnumerable<KeyValuePair<string, string>> query) => "?" + string.Join('&', query.Select(static q => $"{q.Key}={q.Value}"));

    private static IEnumerable<string> Spoilt(JsonNode good)
    {
        foreach (var path in Paths(good, []))
        {
            foreach (var bad in Bad(path.Aggregate(good, static (node, step) => step is int i ? node[i]! : node[(string)step]!)))
            {
                var spoilt = good.DeepClone();
                var parent = path.SkipLast(1).Aggregate(spoilt, static (node, step) => step is int i ? node[i]! : node[(string)step]!);
                if (path[^1] is int index)
                    parent[index] = "here";
                else
                    parent[(string)path[^1]] = "here";
                yield return spoilt.ToJsonString().Replace("\"here\"", bad, StringComparison.Ordinal);
            }
        }
    }

    /// <summary>What does not do where this one does. As JSON text, so that what no serializer writes can be sent too.</summary>
    private static string[] Bad(JsonNode good) => good.GetValueKind() switch
    {
        JsonValueKind.Array => ["null", "[]", "[null]", "[[]]", $"[{string.Join(',', Enumerable.Repeat(good[0]!.ToJsonString(), 1_000))}]"],
        JsonValueKind.Number => ["null", "\"1\"", "1.5", "-1", "2147483647", "1e400"],
        JsonValueKind.String => ["null", "1", "\"\"", .. BadText(good.GetValue<string>())],
        _ => ["1"],
    };

    private static string[] BadText(string good) =>
        Guid.TryParse(good, out _) ? ["\"x\"", $"\"{Guid.Empty}\""]
        : DateOnly.TryParseExact(good, "O", out _) ? ["\"0001-01-01\"", "\"9999-12-31\"", "\"2026-02-30\""]
        : good.Contains("T0", StringComparison.Ordinal) || good.Contains("T1", StringComparison.Ordinal) ?
        [
            "\"0001-01-01T00:00:00\"", "\"9999-12-31T23:59:00\"", "\"9999-12-31T23:59:00Z\"", "\"0001-01-01T00:00:00-14:00\"", "\"9999-12-31T23:59:00+14:00\"", "\"9999-12-31T23:59:00-14:00\"",
        ]
        : ["\"   \"", "\"\\u0000\"", "\"\\ud800\"", $"\"{new string('x', 10_000)}\"", "\"Mars/Olympus\"", "\"UTC+05:00\""];

    private static IEnumerable<object[]> Paths(JsonNode? node, object[] above)
    {
        IEnumerable<(object Step, JsonNode? Node)> below = node switch
        {
            JsonObject o => o.Select(static p => ((object)p.Key, p.Value)),
            JsonArray a => a.Select(static (e, i) => ((object)i, e)),
            _ => [],
        };
        return below.SelectMany(b => Paths(b.Node, [.. above, b.Step]).Prepend([.. above, b.Step]));
    }

    /// <summary>A value that would do, by the name and the schema.</summary>
    private static JsonNode? Good(string name, JsonNode schema, IReadOnlyDictionary<string, Guid> known)
    {
        if (schema["$ref"] is { } reference)
            return Good(name, Contract["components"]!["schemas"]![reference.GetValue<string>().Split('/')[^1]]!, known);
        if (schema["oneOf"] is JsonArray either)
            return Good(name, either.First(static s => s!["type"]?.ToString() != "null")!, known);
        var type = schema["type"] is JsonArray types ? types.Select(static t => t!.GetValue<string>()).First(static t => t != "null") : schema["type"]!.GetValue<string>();
        var day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(14);
        return (type, schema["format"]?.GetValue<string>()) switch
        {
            ("object", _) => new JsonObject((schema["properties"]?.AsObject() ?? []).Select(p => KeyValuePair.Create(p.Key, Good(p.Key, p.Value!, known)))),
            ("array", _) => new JsonArray(Good(name, schema["items"]!, known)),
            ("boolean", _) => true,
            ("integer", _) => name switch { "weekday" or "weekdays" or "capacity" or "everyWeeks" => 1, "count" => 2, "patientsAhead" => 90, _ => 30 },
            (_, "uuid") => known.GetValueOrDefault(name, known["appointments"]).ToString(),
            (_, "date") => $"{day:O}",
            (_, "date-time") => name switch { "at" or "starts" => $"{day:O}T09:00:00", "ends" => $"{day:O}T11:00:00", _ => $"{day:O}T16:00:00Z" },
            _ => name switch
            {
                "starts" => "08:00",
                "ends" => "18:00",
                "timeZone" => "America/Chicago",
                "languages" => "en",
                "licenceStates" => "IL",
                "channel" or "channels" => "in-person",
                "partsOfDay" => "morning",
                "openTo" => "everyone",
                "urgency" => "soon",
                "status" => "arrived",
                "kind" => "away",
                "address" => "https://localhost/calendar",
                _ => "exam",
            },
        };
    }

    private static string Shortened(string? text) => text is not { Length: > 300 } ? text ?? "" : $"{text[..300]}… ({text.Length})";

    /// <summary>One program for all routes, which counts no requests.</summary>
    public sealed class Unlimited : IAsyncLifetime
    {
        public App App { get; private set; } = null!;

        public async ValueTask InitializeAsync() => App = await App.Start(new Dictionary<string, string?> { ["FRONTDESK_RATE_LIMITS"] = "off" });

        public ValueTask DisposeAsync() => App.DisposeAsync();
    }
}
