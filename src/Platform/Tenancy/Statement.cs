using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Dapper;
using Npgsql;

namespace Frontdesk.Platform;

/// <summary>
/// SQL with named arguments, as it goes over the wire: parameters by position, and what a semicolon divides as statements of their own. Read once for each text;
/// the driver reads named ones anew each time. Rows are filled by Dapper.
/// </summary>
internal sealed partial class Statement
{
    // Texts are constants, or put together from a few: what callers typed is never in them. So this stays small.
    private static readonly ConcurrentDictionary<string, Statement> Known = new(StringComparer.Ordinal);

    private readonly (string Text, string[] Names)[] parts;
    private readonly ConcurrentDictionary<Type, Func<object, NpgsqlParameter>[][]> bindings = new();

    private Statement(string sql) => parts = Read(sql);

    public static Statement Of(string sql) => Known.GetOrAdd(sql, static sql => new Statement(sql));

    /// <param name="arguments">Its properties are the arguments, by name; or <see cref="DynamicParameters"/>, where their number is not known before.</param>
    public void AddTo(NpgsqlBatch batch, object? arguments)
    {
        var binding = arguments is null ? null : bindings.GetOrAdd(arguments.GetType(), type => Array.ConvertAll(parts, part => Array.ConvertAll(part.Names, name => Binding(type, name))));
        for (var i = 0; i < parts.Length; i++)
        {
            var command = new NpgsqlBatchCommand(parts[i].Text);
            if (binding is not null)
                foreach (var bind in binding[i])
                    command.Parameters.Add(bind(arguments!));
            batch.BatchCommands.Add(command);
        }
    }

    /// <summary>The rows of a result. Reads to the end of the batch: what fails at the commit is heard of there.</summary>
    public static async Task<IReadOnlyList<T>> Rows<T>(DbDataReader reader, CancellationToken ct)
    {
        var rows = new List<T>();
        if (await reader.ReadAsync(ct))
        {
            var row = reader.GetRowParser(typeof(T));
            do
                rows.Add(As<T>(row(reader))!);
            while (await reader.ReadAsync(ct));
        }
        await End(reader, ct);
        return rows;
    }

    /// <summary>As the other; the first row or default.</summary>
    public static async Task<T?> Row<T>(DbDataReader reader, CancellationToken ct)
    {
        var first = await reader.ReadAsync(ct) ? As<T>(reader.GetRowParser(typeof(T))(reader)) : default;
        await End(reader, ct);
        return first;
    }

    private static async Task End(DbDataReader reader, CancellationToken ct)
    {
        while (await reader.NextResultAsync(ct))
        {
            // Nothing more is wanted.
        }
    }

    private static T? As<T>(object? value) => value switch
    {
        null or DBNull => default,
        T one => one,
        _ => (T)Convert.ChangeType(value, Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T), CultureInfo.InvariantCulture),
    };

    private static (string Text, string[] Names)[] Read(string sql)
    {
        var read = new List<(string, string[])>();
        var text = new StringBuilder(sql.Length);
        var names = new List<string>();
        var from = 0;
        void End(int to)
        {
            text.Append(sql, from, to - from);
            if (!string.IsNullOrWhiteSpace(text.ToString()))
                read.Add((text.ToString(), [.. names]));
            text.Clear();
            names.Clear();
        }

        foreach (Match token in Token().Matches(sql))
        {
            if (token.Groups["name"] is { Success: true, Value: var name })
            {
                if (!names.Contains(name, StringComparer.OrdinalIgnoreCase))
                    names.Add(name);
                text.Append(sql, from, token.Index - from).Append('$').Append(names.FindIndex(known => known.Equals(name, StringComparison.OrdinalIgnoreCase)) + 1);
                from = token.Index + token.Length;
            }
            else if (token.Value == ";")
            {
                End(token.Index);
                from = token.Index + 1;
            }
        }
        End(sql.Length);
        return [.. read];
    }

    // Text in quotes, names in quotes and comments are passed over.
    [GeneratedRegex("""'[^']*'|"[^"]*"|--[^\n]*|/\*.*?\*/|\$(?<tag>\w*)\$.*?\$\k<tag>\$|;|@(?<name>\w+)""", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Token();

    private static Func<object, NpgsqlParameter> Binding(Type type, string name)
    {
        if (type == typeof(DynamicParameters))
            return arguments => Untyped(((SqlMapper.IParameterLookup)arguments)[name]);
        var property = type.GetProperty(name, BindingFlags.Instance | BindingFlags.Public | BindingFlags.IgnoreCase)
            ?? throw new InvalidOperationException($"The statement wants @{name}, and its arguments ({type.Name}) have no such property.");
        return (Func<object, NpgsqlParameter>)Generic.MakeGenericMethod(type, property.PropertyType).Invoke(null, [property])!;
    }

    private static readonly MethodInfo Generic = typeof(Statement).GetMethod(nameof(Property), BindingFlags.Static | BindingFlags.NonPublic)!;

    private static Func<object, NpgsqlParameter> Property<TArguments, TValue>(PropertyInfo property)
        where TArguments : class
    {
        var get = property.GetMethod!.CreateDelegate<Func<TArguments, TValue>>();
        return typeof(TValue).IsInterface ? arguments => Untyped(get((TArguments)arguments)) : arguments => Typed(get((TArguments)arguments));
    }

    // Typed, so that null has its type and a number needs no box.
    private static NpgsqlParameter Typed<T>(T value) => value is DateTimeOffset at
        ? new NpgsqlParameter<DateTimeOffset> { TypedValue = at.ToUniversalTime() }
        : new NpgsqlParameter<T> { TypedValue = value };

    private static NpgsqlParameter Untyped(object? value) => new() { Value = value ?? DBNull.Value };
}
