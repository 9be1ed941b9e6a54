using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Frontdesk.Platform;

/// <summary>
/// One line for each event: JSON in production, plain text in development, with the request id and the clinic of the work it belongs to. The text is
/// made here from the template and masked values (<see cref="Masked"/>), never taken ready-made: what a caller formatted could hold anything.
/// </summary>
internal sealed class LogLines(bool json, TimeProvider clock) : ConsoleFormatter(FormatterName)
{
    internal const string FormatterName = "frontdesk";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var values = logEntry.State as IReadOnlyList<KeyValuePair<string, object?>> ?? [];
        var message = Message(values) ?? Masked.Text(logEntry.Formatter(logEntry.State, null));
        if (json)
            WriteJson(logEntry.LogLevel, logEntry.Category, message, values, logEntry.Exception, textWriter);
        else
            WritePlain(logEntry.LogLevel, logEntry.Category, message, logEntry.Exception, textWriter);
    }

    private void WriteJson(LogLevel level, string category, string message, IReadOnlyList<KeyValuePair<string, object?>> values, Exception? exception, TextWriter output)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var line = new Utf8JsonWriter(buffer))
        {
            line.WriteStartObject();
            line.WriteString("at", clock.GetUtcNow().UtcDateTime);
            line.WriteString("level", Short(level));
            line.WriteString("category", category);
            line.WriteString("message", message);
            if (LogScope.Now is { } scope)
            {
                line.WriteString("requestId", scope.RequestId);
                if (scope.Tenant is not null)
                    line.WriteString("tenant", scope.Tenant);
            }
            foreach (var (name, value) in values)
                if (name is not "{OriginalFormat}")
                    WriteValue(line, JsonNamingPolicy.CamelCase.ConvertName(name), Masked.Value(value));
            if (exception is not null)
            {
                line.WriteString("fault", Masked.Fault(exception));
                line.WriteString("where", exception.StackTrace);
            }
            line.WriteEndObject();
        }
        output.WriteLine(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    private void WritePlain(LogLevel level, string category, string message, Exception? exception, TextWriter output)
    {
        output.Write($"{clock.GetUtcNow():HH:mm:ss.fff} {Short(level),-5} {category[(category.LastIndexOf('.') + 1)..]}: {message}");
        if (LogScope.Now is { } scope)
            output.Write($" ({scope.Tenant} {scope.RequestId})");
        output.WriteLine();
        if (exception is not null)
            output.WriteLine($"    {Masked.Fault(exception)}{Environment.NewLine}{exception.StackTrace}");
    }

    /// <summary>The template with masked values in its holes; null when there is no template.</summary>
    private static string? Message(IReadOnlyList<KeyValuePair<string, object?>> values)
    {
        if (values.Count == 0 || values[^1] is not { Key: "{OriginalFormat}", Value: string template })
            return null;
        if (values.Count == 1)
            return template;
        var text = new StringBuilder(template.Length + 64);
        var (at, hole) = (0, 0);
        while (template.IndexOf('{', at) is var open and >= 0 && template.IndexOf('}', open) is var close and >= 0)
        {
            text.Append(template, at, open - at);
            if (hole < values.Count - 1)
                text.Append(Convert.ToString(Masked.Value(values[hole++].Value), CultureInfo.InvariantCulture));
            at = close + 1;
        }
        return text.Append(template, at, template.Length - at).ToString();
    }

    private static void WriteValue(Utf8JsonWriter line, string name, object? value)
    {
        line.WritePropertyName(name);
        switch (value)
        {
            case null:
                line.WriteNullValue();
                break;
            case bool yes:
                line.WriteBooleanValue(yes);
                break;
            case string text:
                line.WriteStringValue(text);
                break;
            case double or float:
                line.WriteNumberValue(Math.Round(Convert.ToDouble(value, CultureInfo.InvariantCulture), 3));
                break;
            default:
                line.WriteNumberValue(Convert.ToDecimal(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    private static string Short(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "error",
        _ => "fatal",
    };
}
