using System.Data;
using Dapper;
using NodaTime;

namespace Frontdesk.Platform;

/// <summary>
/// How Postgres types become ours in positional records. Npgsql gives <c>timestamptz</c> as a UTC <see cref="DateTime"/>; without a handler Dapper finds no constructor.
/// </summary>
internal static class DapperTypes
{
    private static readonly Lock Once = new();
    private static bool registered;

    internal static void Register()
    {
        lock (Once)
        {
            if (registered)
                return;
            SqlMapper.AddTypeHandler(new Map<DateTimeOffset>(DbType.DateTimeOffset, static v => v is DateTimeOffset o ? o : new DateTimeOffset((DateTime)v, TimeSpan.Zero), static v => v.ToUniversalTime()));
            SqlMapper.AddTypeHandler(new Map<DateOnly>(DbType.Date, static v => v is DateOnly d ? d : DateOnly.FromDateTime((DateTime)v), static v => v));
            SqlMapper.AddTypeHandler(new Map<TimeOnly>(DbType.Time, static v => v is TimeOnly t ? t : TimeOnly.FromTimeSpan((TimeSpan)v), static v => v));
            SqlMapper.AddTypeHandler(new Map<Instant>(DbType.DateTimeOffset, static v => Instant.FromDateTimeUtc((DateTime)v), static v => v.ToDateTimeOffset()));
            SqlMapper.AddTypeHandler(new Map<LocalDate>(DbType.Date, static v => v is DateOnly d ? LocalDate.FromDateOnly(d) : LocalDate.FromDateTime((DateTime)v), static v => v.ToDateOnly()));
            SqlMapper.AddTypeHandler(new Map<LocalTime>(DbType.Time, static v => v is TimeOnly t ? LocalTime.FromTimeOnly(t) : LocalTime.FromTicksSinceMidnight(((TimeSpan)v).Ticks), static v => v.ToTimeOnly()));
            // Npgsql announces every array column as System.Array, which matches no constructor.
            SqlMapper.AddTypeHandler(new Arrays<string>());
            SqlMapper.AddTypeHandler(new Arrays<Guid>());
            SqlMapper.AddTypeHandler(new Arrays<int>());
            SqlMapper.AddTypeHandler(new Arrays<DateTime>());
            registered = true;
        }
    }

    private sealed class Map<T>(DbType type, Func<object, T> read, Func<T, object> write) : SqlMapper.TypeHandler<T>
    {
        public override T Parse(object value) => read(value);

        public override void SetValue(IDbDataParameter parameter, T? value)
        {
            parameter.DbType = type;
            parameter.Value = value is null ? DBNull.Value : write(value);
        }
    }

    private sealed class Arrays<T> : SqlMapper.TypeHandler<T[]>
    {
        public override T[] Parse(object value) => (T[])value;

        public override void SetValue(IDbDataParameter parameter, T[]? value) => parameter.Value = value is null ? DBNull.Value : value;
    }
}
