using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Frontdesk.Platform;

/// <summary>
/// Errors as RFC 9457 problem details with a stable <c>code</c>, the request id, and no PHI. Return one from a use case, or throw a
/// <see cref="ProblemException"/> from where a result cannot be returned.
/// </summary>
public static class Problems
{
    /// <summary>400: one field breaks one rule. <paramref name="rule"/> is the stable name of the rule, <paramref name="message"/> says it to a person.</summary>
    public static ProblemHttpResult Invalid(string field, string rule, string message) =>
        Problem(StatusCodes.Status400BadRequest, rule, message, new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["errors"] = new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = [message] },
        });

    /// <summary>401: no session, or it ended.</summary>
    public static ProblemHttpResult SignedOut() => Problem(StatusCodes.Status401Unauthorized, "signed_out", "Please sign in.");

    /// <summary>403: signed in, but not allowed. <paramref name="code"/> says what would allow it.</summary>
    public static ProblemHttpResult Forbidden(string code, string message) => Problem(StatusCodes.Status403Forbidden, code, message);

    /// <summary>404: not there, or of another clinic, or not for this caller: the answer is the same.</summary>
    public static ProblemHttpResult NotFound(string what) => Problem(StatusCodes.Status404NotFound, "not_found", $"There is no such {what}.");

    /// <summary>409: the world changed meanwhile. <paramref name="now"/> carries what is there now.</summary>
    public static ProblemHttpResult Conflict(string code, string message, IDictionary<string, object?>? now = null) =>
        Problem(StatusCodes.Status409Conflict, code, message, now);

    /// <summary>422: well-formed, but it cannot be done.</summary>
    public static ProblemHttpResult Unprocessable(string code, string message) => Problem(StatusCodes.Status422UnprocessableEntity, code, message);

    /// <summary>What every problem carries, also those the framework makes: the request id, a code, and fields named as in the JSON.</summary>
    internal static void Complete(ProblemDetailsContext context)
    {
        var problem = context.ProblemDetails;
        problem.Extensions["requestId"] = context.HttpContext.TraceIdentifier;
        problem.Extensions.Remove("traceId");
        problem.Type = null;
        if (problem is HttpValidationProblemDetails invalid)
        {
            problem.Extensions.TryAdd("code", "invalid");
            invalid.Errors = invalid.Errors.ToDictionary(static e => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(e.Key), static e => e.Value, StringComparer.Ordinal);
        }
    }

    /// <summary>Any other status.</summary>
    public static ProblemHttpResult Problem(int status, string code, string message, IDictionary<string, object?>? more = null)
    {
        var extensions = more is null ? new Dictionary<string, object?>(StringComparer.Ordinal) : new Dictionary<string, object?>(more, StringComparer.Ordinal);
        extensions["code"] = code;
        return TypedResults.Problem(title: message, statusCode: status, extensions: extensions);
    }
}

/// <summary>A problem found where a result cannot be returned; becomes the response.</summary>
public sealed class ProblemException(ProblemHttpResult problem) : Exception(problem.ProblemDetails.Title)
{
    public ProblemHttpResult Problem { get; } = problem;
}
