using System.ComponentModel.DataAnnotations;
using Npgsql;

namespace Frontdesk.Platform;

/// <summary>Where the database is and how the program signs in to it.</summary>
public sealed class DatabaseOptions : IValidatableObject
{
    /// <summary>
    /// A login that owns the database and may create roles, as <c>postgresql://user:password@host:port/name?sslmode=verify-full</c>
    /// or as Npgsql's <c>Host=…;Database=…</c>. PostgreSQL 15 or later. Unset: the embedded database under <see cref="Data"/>.
    /// </summary>
    [Setting("FRONTDESK_DATABASE")]
    public string? Database { get; set; }

    /// <summary>Password of the two login roles <c>frontdesk_app</c> and <c>frontdesk_worker</c>. Unset: made once and kept under <see cref="Data"/>.</summary>
    [Setting("FRONTDESK_DATABASE_PASSWORD"), MinLength(12)]
    public string? Password { get; set; }

    /// <summary>The folder of the embedded database and of the secrets made on first use. Default: <c>.data</c> in the current folder.</summary>
    [Setting("FRONTDESK_DATA")]
    public string Data { get; set; } = ".data";

    /// <summary>Connections each node may open for requests and the work of jobs, and again for the jobs' queue. Default 40, 2–500.</summary>
    [Setting("FRONTDESK_DATABASE_CONNECTIONS"), Range(2, 500)]
    public int Connections { get; set; } = 40;

    /// <summary>The owner's connection; null when the embedded database is wanted.</summary>
    public NpgsqlConnectionStringBuilder? Admin() => string.IsNullOrWhiteSpace(Database) ? null : Parse(Database);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        string? fault = null;
        try
        {
            var admin = Admin();
            if (admin is not null && (string.IsNullOrEmpty(admin.Host) || string.IsNullOrEmpty(admin.Database)))
                fault = "FRONTDESK_DATABASE names no host or no database.";
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException)
        {
            // The text may hold a password: it is not repeated.
            fault = "FRONTDESK_DATABASE is neither postgresql://user:password@host:port/name nor Host=…;Database=…;Username=….";
        }
        if (fault is not null)
            yield return new ValidationResult(fault, [nameof(Database)]);
    }

    private static NpgsqlConnectionStringBuilder Parse(string text)
    {
        if (!text.StartsWith("postgres://", StringComparison.Ordinal) && !text.StartsWith("postgresql://", StringComparison.Ordinal))
            return new NpgsqlConnectionStringBuilder(text);
        var uri = new Uri(text);
        var user = uri.UserInfo.Split(':', 2);
        var parsed = new NpgsqlConnectionStringBuilder
        {
            Host = uri.Host,
            Port = uri.IsDefaultPort || uri.Port < 0 ? 5432 : uri.Port,
            Database = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/')),
            Username = Uri.UnescapeDataString(user[0]),
            Password = user.Length > 1 ? Uri.UnescapeDataString(user[1]) : null,
        };
        foreach (var pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (key, value) = pair.Split('=', 2) is [var k, var v] ? (k, Uri.UnescapeDataString(v)) : throw new FormatException();
            parsed[LibpqNames.GetValueOrDefault(key, key)] = key == "sslmode" ? value.Replace("-", "", StringComparison.Ordinal) : value;
        }
        return parsed;
    }

    private static readonly Dictionary<string, string> LibpqNames = new(StringComparer.Ordinal)
    {
        ["sslmode"] = "SSL Mode",
        ["sslrootcert"] = "Root Certificate",
        ["connect_timeout"] = "Timeout",
        ["application_name"] = "Application Name",
    };
}
