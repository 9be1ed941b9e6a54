using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json;

namespace Frontdesk.Phone;

/// <summary>Flags first, then the environment, then the default. Collects every fault, one line each, before giving up.</summary>
internal sealed class ReadSettings
{
    private readonly Option<string> port = new("--port") { Description = "Port to serve (PHONE_PORT; 8090)", HelpName = "PORT" };
    private readonly Option<string> listen = new("--listen") { Description = "Address to serve (PHONE_LISTEN; localhost)", HelpName = "ADDRESS" };
    private readonly Option<string> account = new("--account-sid") { Description = "Account SID: AC and 32 hex digits (PHONE_ACCOUNT_SID; required)", HelpName = "SID" };
    private readonly Option<string> token = new("--auth-token") { Description = "Auth token that signs webhooks and opens the REST API (PHONE_AUTH_TOKEN; required)", HelpName = "TOKEN" };
    private readonly Option<string[]> number = new("--number")
    {
        Description = "A rented number, as +13125550100,voice=URL,status=URL,sms=URL,name=TEXT; may be repeated",
        HelpName = "NUMBER",
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<string> numbers = new("--numbers") { Description = "JSON file with rented numbers: [{number, name, voiceUrl, statusCallback, smsUrl}] (PHONE_NUMBERS)", HelpName = "FILE" };
    private readonly Option<string> callers = new("--callers") { Description = "JSON file with people to call as: [{name, number}] (PHONE_CALLERS)", HelpName = "FILE" };
    private readonly Option<string> pace = new("--pace") { Description = "How long sounds last: 1 as spoken, 0 no time (PHONE_PACE; 1)", HelpName = "FACTOR" };
    private readonly Option<string> clientAnswersAfter = new("--client-answers-after") { Description = "Milliseconds a client rings before it answers by itself (PHONE_CLIENT_ANSWERS_AFTER; 300)", HelpName = "MS" };
    private readonly List<string> faults = [];

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow };

    /// <returns>The settings, or null and the exit code: 0 after --help, 2 when something was wrong, which was then written to standard error.</returns>
    public static (PhoneSettings? Settings, int ExitCode) From(string[] args, TextWriter output, TextWriter errors) => new ReadSettings().Read(args, output, errors);

    private (PhoneSettings?, int) Read(string[] args, TextWriter output, TextWriter errors)
    {
        var command = new RootCommand("A telephone network for one customer that speaks Twilio's protocol, with the patient's telephone as a web page.")
        {
            port, listen, account, token, number, numbers, callers, pace, clientAnswersAfter,
        };
        var parsed = command.Parse(args);
        if (parsed.Action is System.CommandLine.Help.HelpAction || parsed.Action is { } and not null && parsed.Errors.Count == 0)
            return (null, parsed.Invoke(new() { Output = output, Error = errors }));

        faults.AddRange(parsed.Errors.Select(e => e.Message));
        var settings = new PhoneSettings(
            Text(parsed, listen, "PHONE_LISTEN") ?? "localhost",
            Whole(parsed, port, "PHONE_PORT", 0, 65535, 8090),
            Account(parsed),
            Token(parsed),
            [.. (parsed.GetValue(number) ?? []).Select(Number).OfType<NumberSettings>(), .. File<NumberSettings>(parsed, numbers, "PHONE_NUMBERS")],
            File<Caller>(parsed, callers, "PHONE_CALLERS"),
            Factor(parsed),
            TimeSpan.FromMilliseconds(Whole(parsed, clientAnswersAfter, "PHONE_CLIENT_ANSWERS_AFTER", 0, 600_000, 300)));
        Check(settings);
        foreach (var fault in faults) errors.WriteLine($"frontdesk-phone: {fault}");
        return faults.Count == 0 ? (settings, 0) : (null, 2);
    }

    private static string? Text(ParseResult parsed, Option<string> option, string variable) =>
        parsed.GetValue(option) ?? (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } set ? set : null);

    private int Whole(ParseResult parsed, Option<string> option, string variable, int least, int most, int otherwise)
    {
        if (Text(parsed, option, variable) is not { } text) return otherwise;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most) return value;
        faults.Add($"{option.Name} ({variable}) is a whole number from {least} to {most}, not \"{text}\"");
        return otherwise;
    }

    private double Factor(ParseResult parsed)
    {
        if (Text(parsed, pace, "PHONE_PACE") is not { } text) return 1;
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value <= 10) return value;
        faults.Add($"--pace (PHONE_PACE) is a number from 0 to 10, not \"{text}\"");
        return 1;
    }

    private string Account(ParseResult parsed)
    {
        var sid = Text(parsed, account, "PHONE_ACCOUNT_SID");
        if (sid is null) faults.Add("--account-sid (PHONE_ACCOUNT_SID) is missing");
        else if (!Sid.IsAccount(sid)) faults.Add($"--account-sid (PHONE_ACCOUNT_SID) is AC and 32 hexadecimal digits in lower case, not \"{sid}\"");
        return sid ?? "";
    }

    private string Token(ParseResult parsed)
    {
        var secret = Text(parsed, token, "PHONE_AUTH_TOKEN");
        if (secret is null) faults.Add("--auth-token (PHONE_AUTH_TOKEN) is missing");
        return secret ?? "";
    }

    private NumberSettings? Number(string text)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries);
        var set = new NumberSettings(parts[0]);
        foreach (var part in parts.Skip(1))
        {
            var (name, value) = part.IndexOf('=', StringComparison.Ordinal) is > 0 and var at ? (part[..at], part[(at + 1)..]) : (part, "");
            switch (name)
            {
                case "voice": set = set with { VoiceUrl = value }; break;
                case "status": set = set with { StatusCallback = value }; break;
                case "sms": set = set with { SmsUrl = value }; break;
                case "name": set = set with { Name = value }; break;
                default:
                    faults.Add($"--number \"{text}\": \"{name}\" is none of voice, status, sms, name");
                    return null;
            }
        }

        return set;
    }

    private List<T> File<T>(ParseResult parsed, Option<string> option, string variable)
    {
        if (Text(parsed, option, variable) is not { } path) return [];
        try
        {
            using var stream = System.IO.File.OpenRead(path);
            return JsonSerializer.Deserialize<List<T>>(stream, Json) ?? [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            faults.Add($"{option.Name} ({variable}): cannot read {path}: {e.Message}");
        }
        catch (JsonException e)
        {
            faults.Add($"{option.Name} ({variable}): {path} is not the expected JSON: {e.Message}");
        }

        return [];
    }

    private void Check(PhoneSettings settings)
    {
        if (settings.Listen is not "localhost" && !System.Net.IPAddress.TryParse(settings.Listen, out _))
            faults.Add($"--listen (PHONE_LISTEN) is localhost or an IP address, not \"{settings.Listen}\"");
        foreach (var set in settings.Numbers)
        {
            if (!E164.Is(set.Number)) faults.Add($"number \"{set.Number}\" is not in E.164 form, such as +13125550100");
            foreach (var (what, url) in new[] { ("voice URL", set.VoiceUrl), ("status callback", set.StatusCallback), ("SMS URL", set.SmsUrl) })
                if (url is not null && !WebUrl.Is(url)) faults.Add($"number {set.Number}: the {what} \"{url}\" is not an absolute http or https URL");
        }

        foreach (var twice in settings.Numbers.GroupBy(n => n.Number, StringComparer.Ordinal).Where(g => g.Count() > 1)) faults.Add($"number {twice.Key} is given {twice.Count()} times");
        foreach (var caller in settings.Callers.Where(c => !E164.Is(c.Number))) faults.Add($"caller \"{caller.Name}\": \"{caller.Number}\" is not in E.164 form, such as +13125550123");
    }
}

internal static class WebUrl
{
    public static bool Is(string? text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https";
}
