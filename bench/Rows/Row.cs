namespace Frontdesk.Bench;

/// <summary>What a row must keep to.</summary>
/// <param name="CpuMs">Of Host and Postgres together.</param>
internal sealed record Budget(double PerSecond = 0, double CpuMs = double.MaxValue, double P99 = double.MaxValue)
{
    private const double MemoryMb = 250;

    public string Judge(Measured http)
    {
        var missed = new List<string>();
        if (http.PerSecond < PerSecond)
            missed.Add($"{PerSecond:N0}/s");
        if (http.HostMs + http.PostgresMs > CpuMs)
            missed.Add($"{CpuMs} ms CPU");
        if (http.P99 > P99)
            missed.Add($"p99 {P99} ms");
        if (http.MemoryMb > MemoryMb)
            missed.Add($"{MemoryMb} MB");
        if (http.Errors + http.FalseConflicts > 0)
            missed.Add("no errors");
        return missed.Count == 0 ? "met" : $"missed {string.Join(", ", missed)}";
    }
}

/// <summary>One line of the table: a request as an agent's desk sends it, and its statements alone, without HTTP.</summary>
/// <param name="Name">What <c>--only</c> takes.</param>
/// <param name="Title">As the budgets name it.</param>
/// <param name="Budget">Null without one.</param>
/// <param name="OverHttp">One request on a connection of worker n.</param>
/// <param name="Floor">The same through TenantDb.</param>
/// <param name="Server">Who answers; null: the Host.</param>
internal sealed record Row(
    string Name, string Title, Budget? Budget, Func<HttpConnection, int, CancellationToken, Task<Result>> OverHttp, Func<int, CancellationToken, Task<Result>> Floor, HostProcess? Server = null)
{
    /// <summary>The rows of one database, in the order they are measured: booking takes what holding held.</summary>
    public static IReadOnlyList<Row> Of(Stage stage, BenchOptions options)
    {
        var booking = new Booking(stage, options);
        return [ReadPatient.Row(stage, options), FindByPhone.Row(stage, options), FreeTimes.Row(stage, 1000), FreeTimes.Row(stage, 100), FreeTimes.LargeRow(stage, 100), FreeTimes.LargeRow(stage, 1000), Bare.Row(stage), booking.HoldRow(), booking.BookRow()];
    }
}
