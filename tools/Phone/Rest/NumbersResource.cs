namespace Frontdesk.Phone;

/// <summary>IncomingPhoneNumbers.json: rent, change, fetch, list and release numbers.</summary>
internal static class NumbersResource
{
    public static void Map(IEndpointRouteBuilder account)
    {
        account.MapPost("/IncomingPhoneNumbers.json", Create);
        account.MapGet("/IncomingPhoneNumbers.json", (HttpRequest request, Numbers numbers, PhoneSettings settings) =>
        {
            var wanted = request.Query["PhoneNumber"].ToString();
            return Page.Of(request, "incoming_phone_numbers", numbers.All.Where(n => n.PhoneNumber.Contains(wanted, StringComparison.Ordinal)), n => View(n, settings));
        });
        account.MapGet("/IncomingPhoneNumbers/{sid}.json", (string sid, HttpRequest request, Numbers numbers, PhoneSettings settings) =>
            numbers.WithSid(sid) is { } number ? Results.Json(View(number, settings)) : TwilioError.NotFound(request));
        account.MapPost("/IncomingPhoneNumbers/{sid}.json", Update);
        account.MapDelete("/IncomingPhoneNumbers/{sid}.json", (string sid, HttpRequest request, Numbers numbers, Journal journal) =>
        {
            if (numbers.WithSid(sid) is not { } number || !numbers.Release(number)) return TwilioError.NotFound(request);
            Tell(journal, number);
            return Results.NoContent();
        });
    }

    private static async Task<IResult> Create(HttpRequest request, Numbers numbers, PhoneSettings settings, TimeProvider clock, Journal journal, CancellationToken ct)
    {
        var form = await request.ReadFormAsync(ct);
        var phoneNumber = form["PhoneNumber"].ToString();
        if (!E164.Is(phoneNumber)) return TwilioError.Of(400, 21421, $"PhoneNumber is invalid: {phoneNumber}");
        if (Fault(form) is { } fault) return fault;
        var number = Changed(Number.From(new(phoneNumber), clock.GetUtcNow()), form, clock);
        if (!numbers.Add(number)) return TwilioError.Of(400, 21422, $"{phoneNumber} is not available.");
        Tell(journal, number);
        return Results.Json(View(number, settings), statusCode: 201);
    }

    private static async Task<IResult> Update(string sid, HttpRequest request, Numbers numbers, PhoneSettings settings, TimeProvider clock, Journal journal, CancellationToken ct)
    {
        if (numbers.WithSid(sid) is not { } number) return TwilioError.NotFound(request);
        var form = await request.ReadFormAsync(ct);
        if (Fault(form) is { } fault) return fault;
        numbers.Change(number = Changed(number, form, clock));
        Tell(journal, number);
        return Results.Json(View(number, settings));
    }

    private static void Tell(Journal journal, Number number) => journal.Write("number", null, new() { ["number"] = number.PhoneNumber, ["name"] = number.FriendlyName });

    private static IResult? Fault(IFormCollection form)
    {
        foreach (var (name, code) in new[] { ("VoiceUrl", 21402), ("StatusCallback", 21609), ("SmsUrl", 21452), ("VoiceFallbackUrl", 21403), ("SmsFallbackUrl", 21453) })
            if (form[name].ToString() is { Length: > 0 } url && !WebUrl.Is(url)) return TwilioError.Of(400, code, $"{name} is not valid: {url}");
        return null;
    }

    private static Number Changed(Number number, IFormCollection form, TimeProvider clock)
    {
        string Set(string name, string before) => form.TryGetValue(name, out var value) ? value.ToString() : before;
        string Method(string name, string before) => Set(name, before).Equals("GET", StringComparison.OrdinalIgnoreCase) ? "GET" : "POST";
        return number with
        {
            UpdatedAt = clock.GetUtcNow(),
            FriendlyName = Set("FriendlyName", number.FriendlyName),
            VoiceUrl = Set("VoiceUrl", number.VoiceUrl),
            VoiceMethod = Method("VoiceMethod", number.VoiceMethod),
            VoiceFallbackUrl = Set("VoiceFallbackUrl", number.VoiceFallbackUrl),
            VoiceFallbackMethod = Method("VoiceFallbackMethod", number.VoiceFallbackMethod),
            StatusCallback = Set("StatusCallback", number.StatusCallback),
            StatusCallbackMethod = Method("StatusCallbackMethod", number.StatusCallbackMethod),
            SmsUrl = Set("SmsUrl", number.SmsUrl),
            SmsMethod = Method("SmsMethod", number.SmsMethod),
            SmsFallbackUrl = Set("SmsFallbackUrl", number.SmsFallbackUrl),
            SmsFallbackMethod = Method("SmsFallbackMethod", number.SmsFallbackMethod),
        };
    }

    private static object View(Number number, PhoneSettings settings) => new
    {
        sid = number.Sid,
        account_sid = settings.AccountSid,
        api_version = CallForm.ApiVersion,
        phone_number = number.PhoneNumber,
        friendly_name = number.FriendlyName,
        date_created = CallForm.Rfc2822(number.CreatedAt),
        date_updated = CallForm.Rfc2822(number.UpdatedAt),
        voice_url = number.VoiceUrl,
        voice_method = number.VoiceMethod,
        voice_fallback_url = number.VoiceFallbackUrl,
        voice_fallback_method = number.VoiceFallbackMethod,
        voice_caller_id_lookup = false,
        status_callback = number.StatusCallback,
        status_callback_method = number.StatusCallbackMethod,
        sms_url = number.SmsUrl,
        sms_method = number.SmsMethod,
        sms_fallback_url = number.SmsFallbackUrl,
        sms_fallback_method = number.SmsFallbackMethod,
        capabilities = new { voice = true, sms = true, mms = false, fax = false },
        status = "in-use",
        origin = "twilio",
        beta = false,
        uri = $"/{CallForm.ApiVersion}/Accounts/{settings.AccountSid}/IncomingPhoneNumbers/{number.Sid}.json",
    };
}
