using Frontdesk.Host;
using Frontdesk.Platform;
using Microsoft.Extensions.Configuration;

namespace Frontdesk.Tests.Platform;

public sealed class SettingsTests
{
    [Fact]
    public void Every_fault_of_every_class_is_one_line()
    {
        var fault = Assert.Throws<StartFault>(() => FrontdeskHost.Build([], new Dictionary<string, string?>
        {
            ["FRONTDESK_PORT"] = "many",
            ["FRONTDESK_PHONE_PORT"] = "70000",
            ["FRONTDESK_ROLE"] = "janitor",
            ["FRONTDESK_PUBLIC_URL"] = "https://example.com",
            ["FRONTDESK_DATABASE"] = "postgres://nobody",
            ["FRONTDESK_DATABASE_PASSWORD"] = "short",
            ["FRONTDESK_TWILIO_ACCOUNT_SID"] = "AC1",
            ["FRONTDESK_PROT"] = "8080",
        }));
        Assert.Equal(2, fault.ExitCode);
        Assert.All(fault.Lines, line => Assert.DoesNotContain('\n', line));
        foreach (var name in new[] { "FRONTDESK_PORT is not a whole number", "FRONTDESK_PHONE_PORT must be between 1 and 65535", "FRONTDESK_ROLE is not one of all, web, worker",
            "FRONTDESK_PUBLIC_URL", "FRONTDESK_DATABASE names no host", "FRONTDESK_DATABASE_PASSWORD", "FRONTDESK_TWILIO_ACCOUNT_SID", "FRONTDESK_PROT is not a setting" })
        {
            Assert.Contains(fault.Lines, line => line.StartsWith(name, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("postgresql://app%40x:p%3Aw%2F@db.example.com:6543/front%20desk?sslmode=verify-full", "db.example.com", 6543, "front desk", "app@x", "p:w/")]
    [InlineData("postgres://u:p@localhost/d", "localhost", 5432, "d", "u", "p")]
    [InlineData("Host=h;Port=1;Database=d;Username=u;Password=p", "h", 1, "d", "u", "p")]
    public void A_database_is_named_as_a_url_or_by_keys(string text, string host, int port, string database, string user, string password)
    {
        var admin = new DatabaseOptions { Database = text }.Admin()!;
        Assert.Equal((host, port, database, user, password), (admin.Host, admin.Port, admin.Database, admin.Username, admin.Password));
    }

    [Theory]
    [InlineData("postgres://u:secret@h/d?color=blue"), InlineData("Host=h;Database=d;Colour=secret"), InlineData("postgresql://h:secret"), InlineData("postgres://u:secret@h:port/d")]
    public void A_database_that_cannot_be_read_is_a_fault_that_does_not_repeat_the_password(string text)
    {
        var fault = Assert.Throws<StartFault>(() => Read<DatabaseOptions>(new() { ["FRONTDESK_DATABASE"] = text }));
        Assert.StartsWith("FRONTDESK_DATABASE ", fault.Message);
        Assert.DoesNotContain("secret", fault.Message);
    }

    [Fact]
    public void An_empty_variable_is_an_unset_one() => Assert.Equal(8080, Read<HostOptions>(new() { ["FRONTDESK_PORT"] = " " }).Port);

    [Fact]
    public void Every_setting_of_the_program_has_a_name_of_ours_and_once()
    {
        _ = FrontdeskHost.Builder([], new Dictionary<string, string?>());
        var names = AppDomain.CurrentDomain.GetAssemblies()
            .Where(assembly => assembly.GetName().Name is { } name && (name == "frontdesk" || name.StartsWith("Frontdesk.", StringComparison.Ordinal)) && name != "Frontdesk.Tests")
            .SelectMany(assembly => assembly.GetTypes())
            .SelectMany(type => type.GetProperties())
            .Select(property => property.GetCustomAttributes(typeof(SettingAttribute), inherit: false).OfType<SettingAttribute>().SingleOrDefault()?.Name)
            .OfType<string>()
            .ToList();
        Assert.NotEmpty(names);
        Assert.Equal(names.Distinct(), names);
        Assert.All(names, name => Assert.Matches("^(FRONTDESK|OTEL)_[A-Z_]+$", name));
    }

    [Fact]
    public void No_file_is_watched_for_changes() =>
        Assert.DoesNotContain(((IConfigurationBuilder)FrontdeskHost.Builder([], new Dictionary<string, string?>()).Configuration).Sources.OfType<FileConfigurationSource>(), static source => source.ReloadOnChange);

    private static T Read<T>(Dictionary<string, string?> settings) where T : class, new() =>
        Frontdesk.Platform.Settings.Read<T>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
}
