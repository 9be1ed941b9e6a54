using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Npgsql;

namespace Frontdesk.Platform;

/// <summary>
/// What may stand in a log. Values are let through by type: numbers, ids, times of the clock, enums, and text that we wrote. Anything else (a request, a patient, a
/// phone number's own type, a birth date) is replaced by its type's name. Text is searched for phone numbers, mail addresses and dates, which are masked.
/// </summary>
internal static partial class Masked
{
    /// <summary>The value as it may be written: a JSON number, boolean or string.</summary>
    internal static object? Value(object? value) => value switch
    {
        null => null,
        string text => Text(text),
        bool or byte or short or int or long or uint or ulong or float or double or decimal => value,
        Guid or DateTimeOffset or DateTime or TimeSpan or Enum or Version or NodaTime.Instant or NodaTime.Duration or IPAddress => Convert.ToString(value, CultureInfo.InvariantCulture),
        Type type => type.FullName,
        PathString path => Text(path.Value ?? ""),
        Uri uri => uri.IsAbsoluteUri ? Text(uri.GetLeftPart(UriPartial.Path)) : Name(value),
        Exception e => Fault(e),
        IEnumerable<string> texts => string.Join(", ", texts.Select(Text)),
        IEnumerable<Guid> ids => string.Join(", ", ids),
        _ => Name(value),
    };

    /// <summary>Type, codes and places of an exception. Its message is kept only where this program or the framework wrote it without quoting data.</summary>
    internal static string Fault(Exception e)
    {
        var what = e switch
        {
            // Messages of the database quote values ("invalid input syntax for type date: …").
            PostgresException p => $"{Name(p)} {p.SqlState} {p.ConstraintName}".TrimEnd(),
            JobFailedException or HttpRequestException or TimeoutException or NpgsqlException or IOException or ObjectDisposedException or InvalidOperationException => $"{Name(e)}: {Text(e.Message)}",
            _ => Name(e),
        };
        return e.InnerException is { } inner ? $"{what} <- {Fault(inner)}" : what;
    }

    internal static string Text(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('0', '9') && !text.Contains('@', StringComparison.Ordinal))
            return text;
        text = Mail().Replace(text, "[mail]");
        text = Phone().Replace(text, static found => Digits(found.ValueSpan) is >= 10 and <= 15 ? "[phone]" : found.Value);
        return Date().Replace(text, "[date]");
    }

    private static int Digits(ReadOnlySpan<char> text)
    {
        var digits = 0;
        foreach (var c in text)
            if (char.IsAsciiDigit(c))
                digits++;
        return digits;
    }

    // Only the type's name, in brackets: nobody takes it for the value.
    private static string Name(object value) => $"[{value.GetType().Name}]";

    [GeneratedRegex(@"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Mail();

    // Ten to fifteen digits in the ways people write a number; not inside a word, an id or a longer number.
    [GeneratedRegex(@"(?<![\w.-])\+?(?:\(?\d{1,4}\)?[ .-]?){2,5}\d{3,4}(?![\w-])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Phone();

    [GeneratedRegex(@"(?<![\w.:-])(?:(?:19|20)\d\d[-/]\d{1,2}[-/]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d\d)(?![\w-])(?!T)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Date();
}
