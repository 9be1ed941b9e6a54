using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Frontdesk.Platform;

/// <summary>What a request meets when something throws: a problem with the request id, and nothing of the inside.</summary>
internal sealed partial class Faults(ILogger<Faults> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken ct)
    {
        if (context.RequestAborted.IsCancellationRequested)
        {
            context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }

        var problem = ProblemOf(exception);
        if (problem is null)
        {
            // The message of a database error can quote a row: the type and SQLSTATE are what an operator needs.
            log.LogError("Request {RequestId} failed: {Fault} {SqlState} at {Where}", context.TraceIdentifier, exception.GetType().FullName,
                (exception as PostgresException)?.SqlState, exception.StackTrace);
            problem = Problems.Problem(StatusCodes.Status500InternalServerError, "internal_error", "Something failed on our side. The reference helps us find it.");
        }
        else if (problem.StatusCode == StatusCodes.Status503ServiceUnavailable)
        {
            context.Response.Headers.RetryAfter = "1";
            log.LogWarning("Request {RequestId} met a transient fault: {Fault} {SqlState}", context.TraceIdentifier, exception.GetType().FullName, (exception as PostgresException)?.SqlState);
        }

        await problem.ExecuteAsync(context);
        return true;
    }

    /// <summary>What is said of it; null where that nothing is known of it is all that can be.</summary>
    internal static ProblemHttpResult? ProblemOf(Exception exception) => exception switch
    {
        ProblemException known => known.Problem,
        BadHttpRequestException { StatusCode: StatusCodes.Status400BadRequest } bad => Problems.Invalid(Field(bad), "bad_request", Say(bad)),
        BadHttpRequestException bad => Problems.Problem(bad.StatusCode, "bad_request", Say(bad)),
        // U+0000, which PostgreSQL does not keep.
        PostgresException { SqlState: PostgresErrorCodes.CharacterNotInRepertoire or PostgresErrorCodes.UntranslatableCharacter } =>
            Problems.Problem(StatusCodes.Status400BadRequest, "character_refused", "The request holds a character that cannot be kept (U+0000). Nothing was changed."),
        NpgsqlException { IsTransient: true } or TimeoutException => Problems.Problem(StatusCodes.Status503ServiceUnavailable, "busy", "The service is busy. Please try again; with the same idempotency key nothing is done twice."),
        _ => null,
    };

    private static string Say(BadHttpRequestException bad) => bad.StatusCode switch
    {
        StatusCodes.Status413PayloadTooLarge => "The request is too large.",
        StatusCodes.Status415UnsupportedMediaType => "Send the request as JSON.",
        _ => bad.InnerException is System.Text.Json.JsonException json
            ? $"The request is not the JSON this route takes (at {json.Path ?? "$"})."
            : "The request is not what this route takes: " + Parameter(bad.Message),
    };

    /// <summary>As <c>hours[0].weekday</c>, or a parameter's name; <c>request</c> when it is all of it.</summary>
    private static string Field(BadHttpRequestException bad) =>
        (bad.InnerException is System.Text.Json.JsonException json ? json.Path?.TrimStart('$', '.') : NamedParameter().Match(bad.Message).Groups["name"].Value) is { Length: > 0 } field ? field : "request";

    [GeneratedRegex("^(Failed to bind|Required) parameter \"\\S+ (?<name>\\w+)\"", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex NamedParameter();

    // "Failed to bind parameter "Guid id" from "…"" would quote the caller's value: keep only what precedes it.
    private static string Parameter(string message)
    {
        var quoted = message.IndexOf(" from ", StringComparison.Ordinal);
        return quoted < 0 ? "it could not be read." : message[..quoted] + ".";
    }
}
