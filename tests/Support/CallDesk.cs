using System.Net.Http.Headers;
using System.Text.Json;
using Frontdesk.Phone;

namespace Frontdesk.Tests.Support;

/// <summary>A Host with a telephone. One per test class, as its fixture.</summary>
public class CallDesk : IAsyncLifetime
{
    private static int _numbers;

    /// <summary>How long an offer rings.</summary>
    protected virtual int RingSeconds => 120;

    /// <summary>How often the network is asked for a call. Long, where tests tell of calls that the network does not know.</summary>
    protected virtual int CheckSeconds => 300;

    public App App { get; private set; } = null!;

    public Telephone Telephone { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Telephone = await Telephone.Start();
        App = await App.Start(new Dictionary<string, string?>(Telephone.Settings)
        {
            ["FRONTDESK_CALL_RING_SECONDS"] = $"{RingSeconds}",
            ["FRONTDESK_CALL_LEASE_SECONDS"] = "300",
            ["FRONTDESK_CALL_CHECK_SECONDS"] = $"{CheckSeconds}",
            ["FRONTDESK_RATE_LIMITS"] = "off",
        });
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (App is not null)
            await App.DisposeAsync();
        if (Telephone is not null)
            await Telephone.DisposeAsync();
    }

    /// <summary>A new clinic with a number of its own that the network connects.</summary>
    public async Task<Clinic> Clinic(string name = "Lakeview Family Care", string timeZone = "America/Chicago")
    {
        var clinic = await App.Clinic(name, timeZone);
        var phone = $"+1312555{Interlocked.Increment(ref _numbers) + 1000:D4}";
        await using (var connection = await App.Database.Open())
        {
            await using var command = new Npgsql.NpgsqlCommand("update platform.tenants set phone = $1 where id = $2", connection) { Parameters = { new() { Value = phone }, new() { Value = clinic.Tenant.Id } } };
            await command.ExecuteNonQueryAsync();
        }
        clinic = new Clinic(App, clinic.Tenant with { Phone = phone });
        await Telephone.Rent(clinic);
        return clinic;
    }

    /// <summary>Twilio tells something of a call: a signed form to one of the clinic's webhooks.</summary>
    /// <param name="forged">Signed with another token.</param>
    public Task<Answer> Tell(Clinic clinic, string webhook, Dictionary<string, string> form, bool forged = false, string? retryToken = null) =>
        Telephone.Tell(clinic, $"callcenter/twilio/{webhook}", form, forged, retryToken);

    /// <summary>The form of a call from this number to the clinic.</summary>
    public static Dictionary<string, string> Form(Clinic clinic, string sid, string from, string status = "ringing") => new()
    {
        ["CallSid"] = sid,
        ["From"] = from,
        ["To"] = clinic.Tenant.Phone,
        ["CallStatus"] = status,
        ["Direction"] = "inbound",
        ["SomethingNew"] = "that we do not know",
    };

    public static string NewSid() => $"CA{Guid.CreateVersion7():N}";
}

/// <summary>A desk where an offer is missed after two seconds, and a lost callback found out after two.</summary>
public sealed class HurriedCallDesk : CallDesk
{
    protected override int RingSeconds => 2;

    protected override int CheckSeconds => 2;
}

/// <summary>Words of the call desk.</summary>
public static class CallDeskWords
{
    /// <summary>An agent at an open desk who takes calls.</summary>
    public static async Task<Person> AvailableAgent(this Clinic clinic)
    {
        var agent = await clinic.Agent();
        Assert.Equal(System.Net.HttpStatusCode.OK, (await agent.Put("callcenter/agents/me", new { state = "available" })).Status);
        return agent;
    }

    public static async Task<JsonElement> Desk(this Person agent) => (await agent.Get("callcenter/desk")).Body;

    public static string? State(this JsonElement desk) => desk.GetProperty("agent").GetProperty("state").GetString();

    /// <summary>The call in the agent's hands; null when there is none.</summary>
    public static Guid? CallId(this JsonElement desk) => desk.GetProperty("call") is { ValueKind: JsonValueKind.Object } call ? call.GetProperty("callId").GetGuid() : null;

    /// <summary>A new patient with this number; the id.</summary>
    public static async Task<Guid> Patient(this Person staff, string phone, string givenName = "Maria", string familyName = "Garcia", string birthDate = "1985-03-14", string postalCode = "60614", string language = "es", string? mrn = null)
    {
        var answer = await staff.Post("patients", new
        {
            givenName,
            familyName,
            birthDate,
            language,
            phones = new[] { new { number = phone, use = "mobile", owner = "self", mayText = true } },
            addresses = new[] { new { use = "home", lines = new[] { "1 Main St" }, city = "Chicago", state = "IL", postalCode } },
            recordNumbers = mrn is null ? [] : new[] { new { value = mrn } },
        });
        Assert.Equal(System.Net.HttpStatusCode.Created, answer.Status);
        return answer.Body.GetProperty("patientId").GetGuid();
    }
}
