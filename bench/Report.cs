using System.Text;

namespace Frontdesk.Bench;

/// <summary>The table: what was measured, the floor beside it, and the budget with what was missed.</summary>
internal static class Report
{
    public static string Head(bool compare) =>
        $"""
        {(compare ? "clinics  " : "")}row                                      requests/s   p50 ms   p99 ms  errors  false 409 | CPU ms: Host  Postgres     sum | memory MB | floor: requests/s  Postgres ms | budget
        """;

    public static string Line(int? clinics, Row row, Measured http, Measured? floor)
    {
        var line = new StringBuilder();
        if (clinics is not null)
            line.Append($"{clinics,7:N0}  ");
        line.Append($"{row.Title,-40} {http.PerSecond,10:N0} {http.P50,8:0.00} {http.P99,8:0.00} {http.Errors,7:N0} {http.FalseConflicts,10:N0} | {http.HostMs,12:0.000} {http.PostgresMs,9:0.000} {http.HostMs + http.PostgresMs,7:0.000} | {http.MemoryMb,9:0} | ");
        line.Append(floor is null ? $"{"",17}  {"",11} | " : $"{floor.PerSecond,17:N0}  {floor.PostgresMs,11:0.000} | ");
        return line.Append(row.Budget?.Judge(http) ?? "none").ToString();
    }
}
