using System.Text.Json;
using Dapper;
using Frontdesk.Platform;
using Npgsql;

namespace Frontdesk.Bench;

/// <summary>A clinic of the bench with its agent signed in.</summary>
internal sealed record SignedIn(int Number, Tenant Tenant, string Cookie)
{
    public string HostName(int port) => $"{Tenant.Slug}.localhost:{port}";
}

/// <summary>One filled database with its own Host, and agents signed in at some of its clinics.</summary>
internal sealed class Stage : IAsyncDisposable
{
    // Signing in costs a tenth of a second on purpose; this many clinics are enough that no cache holds just one.
    private const int MostClinics = 48;

    private readonly int _postmaster;

    private Stage(int tenants, int postmaster, string database, Databases databases, HostProcess host, HostProcess bare, SignedIn[] clinics, SignedIn large) =>
        (Tenants, _postmaster, Database, Databases, Host, Bare, Clinics, Large) = (tenants, postmaster, database, databases, host, bare, clinics, large);

    public int Tenants { get; }

    /// <summary>Connection string of its superuser.</summary>
    public string Database { get; }

    public Databases Databases { get; }

    public HostProcess Host { get; }

    /// <summary>The server of <see cref="Bench.Bare"/>.</summary>
    public HostProcess Bare { get; }

    public SignedIn[] Clinics { get; }

    /// <summary>The clinic of <see cref="Bulk.LargePractitioners"/> practitioners; not one of the others.</summary>
    public SignedIn Large { get; }

    public (double, double) ServerAndPostgres(HostProcess server) => (Processors.OfProcess(server.Id), Processors.OfFamily(_postmaster));

    public (double, double) ClientAndPostgres() => (Processors.OfProcess(Environment.ProcessId), Processors.OfFamily(_postmaster));

    /// <param name="database">As <see cref="Filled"/> leaves it.</param>
    public static async Task<Stage> Open(Cluster cluster, DatabaseOptions database, int tenants, int port, int barePort, Action<string> progress, CancellationToken ct)
    {
        progress("starting the Host");
        var host = await HostProcess.Start("frontdesk.dll", ["serve"], new Dictionary<string, string>
        {
            ["FRONTDESK_DATABASE"] = database.Database!,
            ["FRONTDESK_DATA"] = cluster.Folder.Root,
            ["FRONTDESK_PORT"] = port.ToString(),
            ["FRONTDESK_RATE_LIMITS"] = "off",
            ["DOTNET_ENVIRONMENT"] = "Production",
        }, port, ct);
        HostProcess? bare = null;
        try
        {
            bare = await Bench.Bare.Start(database.Database!, barePort, ct);
            var databases = new Databases(database, cluster.Folder);
            progress("signing agents in");
            var clinics = await SignIn(port, [.. Sample(tenants), Bulk.Large(tenants)], ct);
            return new Stage(tenants, cluster.Postmaster, database.Database!, databases, host, bare, clinics[..^1], clinics[^1]);
        }
        catch
        {
            await host.DisposeAsync();
            if (bare is not null)
                await bare.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Bare.DisposeAsync();
        await Databases.DisposeAsync();
    }

    /// <summary>The database of so many clinics: what an earlier run filled, or filled now.</summary>
    public static async Task<DatabaseOptions> Filled(Cluster cluster, BenchOptions options, int tenants, Action<string> progress, CancellationToken ct)
    {
        var name = $"bench_{tenants}";
        var clinics = Sample(tenants).ToArray();
        if (await cluster.Has(name, ct))
        {
            await using var there = new NpgsqlConnection(cluster.Database(name).Database);
            await there.OpenAsync(ct);
            var bulk = new Bulk(there, options, tenants, progress);
            if (await bulk.IsFilled(ct))
            {
                progress("using what an earlier run filled");
                await new Migrator(cluster.Database(name), cluster.Folder).Migrate(null, ct);
                await bulk.Renew(clinics, ct);
                return cluster.Database(name);
            }
        }

        var database = await cluster.NewDatabase(name, ct);
        await new Migrator(database, cluster.Folder).Migrate(null, ct);
        await using var connection = new NpgsqlConnection(database.Database);
        await connection.OpenAsync(ct);
        await new Bulk(connection, options, tenants, progress).Run(clinics, ct);
        return database;
    }

    // Spread over all of them, not the first.
    private static IEnumerable<int> Sample(int tenants)
    {
        var count = Math.Min(tenants, MostClinics);
        return Enumerable.Range(0, count).Select(i => 1 + (int)((long)i * tenants / count));
    }

    private static async Task<SignedIn[]> SignIn(int port, IEnumerable<int> numbers, CancellationToken ct)
    {
        using var http = new HttpConnection();
        await http.Connect(port, ct);
        var clinics = new List<SignedIn>();
        foreach (var number in numbers)
        {
            var slug = Bulk.Slug(number);
            var body = JsonSerializer.Serialize(new { email = $"agent@{slug}.example", password = Bulk.Password, code = Totp.Code(Bulk.TotpSecret, TimeProvider.System.GetUtcNow()) });
            await http.Send(HttpConnection.Request("POST", "/api/v1/identity/staff/sign-in", $"{slug}.localhost:{port}", null, body), ct);
            var cookie = http.Header("Set-Cookie")?.Split(';')[0];
            if (http.Status != 200 || cookie is null)
                throw new BenchFault($"Signing in at {slug} was answered {http.Status}: {System.Text.Encoding.UTF8.GetString(http.Body.Span)}");
            clinics.Add(new SignedIn(number, new Tenant(Bulk.Id(Bulk.Kind.Tenant, number, 0), slug, $"Bench clinic {number}", "+12010000000", Bulk.TimeZone, ["en", "es"]), cookie));
        }

        return [.. clinics];
    }
}
