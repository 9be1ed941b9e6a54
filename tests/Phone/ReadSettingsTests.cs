using Frontdesk.Phone;

namespace Frontdesk.Tests.Phone;

public sealed class ReadSettingsTests
{
    [Fact]
    public void Each_wrong_setting_is_one_line()
    {
        var (settings, exitCode, lines) = Read("--port", "99999", "--account-sid", "AC1", "--pace", "fast", "--number", "3125550100", "--number", "+13125550100,voice=here", "--callers", "/nowhere.json");

        Assert.Null(settings);
        Assert.Equal(2, exitCode);
        Assert.Equal(7, lines.Length);
        foreach (var word in new[] { "--port", "--account-sid", "--auth-token", "--pace", "\"3125550100\"", "voice URL", "/nowhere.json" })
            Assert.Single(lines, l => l.Contains(word, StringComparison.Ordinal) && l.StartsWith("frontdesk-phone: ", StringComparison.Ordinal));
    }

    [Fact]
    public void An_unknown_flag_is_named() => Assert.Contains(Read("--colour", "red").Lines, l => l.Contains("--colour", StringComparison.Ordinal));

    [Fact]
    public void Right_settings_are_taken()
    {
        var (settings, exitCode, lines) = Read("--account-sid", Telephone.Account, "--auth-token", "x", "--number", "+13125550100,name=Lakeview,voice=http://a.localhost/v,status=http://a.localhost/s", "--pace", "0.5");

        Assert.Equal((0, 0), (exitCode, lines.Length));
        Assert.Equal(new NumberSettings("+13125550100", "Lakeview", "http://a.localhost/v", "http://a.localhost/s"), Assert.Single(settings!.Numbers));
        Assert.Equal((8090, 0.5), (settings.Port, settings.Pace));
    }

    private static (PhoneSettings? Settings, int ExitCode, string[] Lines) Read(params string[] args)
    {
        using var errors = new StringWriter();
        var (settings, exitCode) = ReadSettings.From(args, TextWriter.Null, errors);
        return (settings, exitCode, errors.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
