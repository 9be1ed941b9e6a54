namespace Frontdesk.Phone;

/// <summary>Recordings: their data, and the sound itself with .wav or without an ending.</summary>
internal static class RecordingsResource
{
    public static void Map(IEndpointRouteBuilder account) => account.MapGet("/Recordings/{file}", (string file, HttpRequest request, Recordings recordings, PhoneSettings settings) =>
        recordings.Find(file.Split('.')[0]) is not { } recording ? TwilioError.NotFound(request)
        : file.EndsWith(".json", StringComparison.Ordinal) ? Results.Json(View(recording, settings))
        : Results.Bytes(Recordings.Wav(recording), "audio/x-wav"));

    private static object View(Recording recording, PhoneSettings settings) => new
    {
        sid = recording.Sid,
        account_sid = settings.AccountSid,
        api_version = CallForm.ApiVersion,
        call_sid = recording.CallSid,
        duration = $"{recording.Seconds}",
        channels = 1,
        source = recording.Source,
        status = "completed",
        start_time = CallForm.Rfc2822(recording.StartedAt),
        media_url = recording.Url,
        uri = $"/{CallForm.ApiVersion}/Accounts/{settings.AccountSid}/Recordings/{recording.Sid}.json",
    };
}
