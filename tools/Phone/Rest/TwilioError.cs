namespace Frontdesk.Phone;

/// <summary>A refusal in the vendor's shape: its error number, a sentence, where to read more, the HTTP status.</summary>
internal static class TwilioError
{
    public static IResult Of(int status, int code, string message) =>
        Results.Json(new { code, message, more_info = $"https://www.twilio.com/docs/errors/{code}", status }, statusCode: status);

    public static IResult NotFound(HttpRequest request) => Of(404, 20404, $"The requested resource {request.Path} was not found");
}
