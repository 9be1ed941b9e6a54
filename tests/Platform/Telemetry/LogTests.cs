using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text.Json;
using Frontdesk.Platform;
using Frontdesk.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Frontdesk.Tests.Platform.Telemetry;

public sealed class LogTests
{
    private sealed record Caller(string Name, string Phone, DateOnly BornOn);

    /// <summary>Keeps each line as the console would have written it.</summary>
    private sealed class Paper(bool json) : ILoggerProvider
    {
        private readonly LogLines lines = new(json, TimeProvider.System);

        public ConcurrentQueue<string> Written { get; } = new();

        public ILogger CreateLogger(string categoryName) => new Pen(this, categoryName);

        public void Dispose()
        {
        }

        private sealed class Pen(Paper paper, string category) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            {
                using var text = new StringWriter();
                paper.lines.Write(new LogEntry<TState>(logLevel, category, eventId, state, exception, formatter), null, text);
                paper.Written.Enqueue(text.ToString());
            }
        }
    }

    private static string Line(bool json, Action<ILogger> log)
    {
        using var paper = new Paper(json);
        log(paper.CreateLogger("Frontdesk.Test"));
        return Assert.Single(paper.Written);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_record_with_patients_data_is_written_as_its_types_name(bool json)
    {
        var caller = new Caller("Maria Canary", "+1 (312) 555-0123", new DateOnly(1980, 2, 29));

        var line = Line(json, log => log.LogInformation("Caller {Caller} born {BornOn} has {Phone} and {Mail} in job {Job}", caller, caller.BornOn, caller.Phone, "maria@canary.example", Guid.Empty));

        Assert.Contains("Caller [Caller] born [DateOnly] has [phone] and [mail] in job 00000000-0000-0000-0000-000000000000", line, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", line, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("0123", line, StringComparison.Ordinal);
        Assert.DoesNotContain("1980", line, StringComparison.Ordinal);
    }

    [Fact]
    public void An_event_is_one_line_of_json_even_with_an_exception()
    {
        var line = Line(json: true, log => log.LogError(new InvalidOperationException("two\nlines of +13125550123"), "It {Verb}\nfailed", "really"));

        Assert.Equal(1, line.Count(c => c == '\n'));
        var said = JsonDocument.Parse(line).RootElement;
        Assert.Equal("It really\nfailed", said.GetProperty("message").GetString());
        Assert.Equal("error", said.GetProperty("level").GetString());
        Assert.Equal("InvalidOperationException: two\nlines of [phone]", said.GetProperty("fault").GetString()!.Replace("[InvalidOperationException]", "InvalidOperationException", StringComparison.Ordinal));
    }

    [Fact]
    public void What_the_database_quotes_is_left_out()
    {
        var refused = new PostgresException("invalid input syntax for type date: \"Maria 1980\"", "ERROR", "ERROR", "22007");

        Assert.Equal("[PostgresException] 22007", Masked.Fault(refused));
    }

    [Theory]
    [InlineData("+13125550123", "[phone]")]
    [InlineData("312-555-0123", "[phone]")]
    [InlineData("(312) 555 0123", "[phone]")]
    [InlineData("born 1980-02-29.", "born [date].")]
    [InlineData("born 2/29/1980", "born [date]")]
    [InlineData("http://localhost:18160", "http://localhost:18160")]
    [InlineData("took 12345 ms", "took 12345 ms")]
    [InlineData("0193a5a8-7b1e-7000-8000-0123456789ab", "0193a5a8-7b1e-7000-8000-0123456789ab")]
    [InlineData("PostgreSQL 18.4", "PostgreSQL 18.4")]
    public void Text_loses_phones_mails_and_dates_and_nothing_else(string text, string expected) => Assert.Equal(expected, Masked.Text(text));

    [Fact]
    public async Task Nothing_a_caller_typed_reaches_the_log()
    {
        await using var app = await App.Start(new Dictionary<string, string?> { ["Logging:LogLevel:Default"] = "Trace" });
        using var paper = new Paper(json: true);
        app.Services.GetRequiredService<ILoggerFactory>().AddProvider(paper);
        var clinic = await app.Clinic();
        var visitor = clinic.Visitor();

        await visitor.Post("identity/staff/sign-in", new { email = "canary@canary.example", password = "canary password", code = "000000" });
        await visitor.Post("identity/staff/sign-in", new StringContent("{\"email\": canary", new MediaTypeHeaderValue("application/json")));
        await visitor.Post("identity/staff/sign-in", new { email = new { canary = 1 } });
        await visitor.Get("identity/clinic?name=canary");
        await visitor.Get("canary/canary");
        await visitor.Get("/canary?canary=+13125550123");
        using var odd = new HttpRequestMessage(HttpMethod.Get, "/api/v1/identity/clinic");
        odd.Headers.Add("X-Request-ID", "canary of <b>");
        odd.Headers.Add("Cookie", "frontdesk=canary");
        await visitor.Browser.SendAsync(odd);

        Assert.Contains(paper.Written, line => line.Contains("/api/v1/identity/staff/sign-in", StringComparison.Ordinal) && line.Contains(clinic.Tenant.Slug, StringComparison.Ordinal));
        Assert.DoesNotContain(paper.Written, line => line.Contains("canary", StringComparison.OrdinalIgnoreCase));
        Assert.All(paper.Written, line => JsonDocument.Parse(line));
    }
}
