using System.Net;
using System.Net.Sockets;
using Frontdesk.Host;
using Frontdesk.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;

namespace Frontdesk.Tests.Support;

/// <summary>A test class that talks to the whole program: <c>var clinic = await App.Clinic();</c></summary>
public abstract class AppTest(App app) : IClassFixture<App>
{
    protected App App => app;
}

/// <summary>
/// The real Host in this process, on a socket of its own, over a clone of the migrated database. One per test class, as its fixture;
/// or by <see cref="Start"/> where a test wants other settings.
/// </summary>
public sealed class App : IAsyncLifetime
{
    private readonly Dictionary<string, string?> _settings;
    private WebApplication _host = null!;

    public App() => _settings = [];

    private App(IReadOnlyDictionary<string, string?> settings) => _settings = new(settings);

    /// <summary>The database of this Host alone.</summary>
    public TestDatabase Database { get; private set; } = null!;

    public int Port { get; private set; }

    public IServiceProvider Services => _host.Services;

    /// <summary>The composed program itself.</summary>
    public WebApplication Host => _host;

    public T Service<T>() where T : notnull => _host.Services.GetRequiredService<T>();

    /// <param name="settings">By the names of the environment, over those every test has.</param>
    public static async Task<App> Start(IReadOnlyDictionary<string, string?> settings)
    {
        var app = new App(settings);
        await app.InitializeAsync();
        return app;
    }

    public async ValueTask InitializeAsync()
    {
        Database = await TestDatabase.Clone();
        // Bound here, so that the port is known before the Host is composed and nobody can take it in between.
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Port = ((IPEndPoint)socket.LocalEndPoint!).Port;

        var options = Database.Options;
        Dictionary<string, string?> settings = new()
        {
            ["FRONTDESK_DATABASE"] = options.Database,
            ["FRONTDESK_DATABASE_PASSWORD"] = options.Password,
            ["FRONTDESK_DATABASE_CONNECTIONS"] = $"{options.Connections}",
            ["FRONTDESK_DATA"] = options.Data,
            ["FRONTDESK_PORT"] = $"{Port}",
            ["FRONTDESK_PUBLIC_URL"] = null,
            ["Logging:LogLevel:Default"] = "Error",
        };
        foreach (var (name, value) in _settings)
            settings[name] = value;
        var builder = FrontdeskHost.Builder([], settings);
        builder.Services.Configure<SocketTransportOptions>(transport => transport.CreateBoundListenSocket = _ => socket);
        _host = FrontdeskHost.Build(builder);
        await _host.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.StopAsync();
            await _host.DisposeAsync();
        }
        if (Database is not null)
            await Database.DisposeAsync();
    }

    /// <summary>A browser at a clinic's address, not signed in. Keeps cookies.</summary>
    /// <param name="slug">The clinic, or any host label to be refused.</param>
    public Person Visitor(string slug) => new(Browser(new Uri($"http://{slug}.localhost:{Port}/")));

    /// <summary>A client whose every connection goes to this Host, whatever name the address has.</summary>
    public HttpClient Browser(Uri address)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            ConnectCallback = async (_, ct) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(IPAddress.Loopback, Port, ct);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        var browser = new HttpClient(handler) { BaseAddress = address };
        browser.DefaultRequestHeaders.Add("X-Frontdesk", "1");
        return browser;
    }

    /// <summary>A new clinic, unlike any other.</summary>
    public async Task<Clinic> Clinic(string name = "Lakeview Family Care", string timeZone = "America/Chicago")
    {
        var id = Guid.CreateVersion7();
        var tenant = new Tenant(id, $"clinic-{id.ToString("N")[20..]}", name, "+13125550100", timeZone, ["en", "es"]);
        await using var connection = await Database.Open();
        await using var command = new Npgsql.NpgsqlCommand(
            "insert into platform.tenants (id, slug, name, phone, time_zone, languages) values ($1, $2, $3, $4, $5, $6)", connection)
        {
            Parameters = { new() { Value = tenant.Id }, new() { Value = tenant.Slug }, new() { Value = tenant.Name }, new() { Value = tenant.Phone }, new() { Value = tenant.TimeZone }, new() { Value = tenant.Languages } },
        };
        await command.ExecuteNonQueryAsync();
        return new Clinic(this, tenant);
    }
}
