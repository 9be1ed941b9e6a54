namespace Frontdesk.Bench;

/// <summary>One line of the table: a request as an agent's desk sends it, and its statements alone, without HTTP.</summary>
/// <param name="Name">What <c>--only</c> takes.</param>
/// <param name="Title">As the budgets name it.</param>
/// <param name="PerSecond">Budget; 0 without one.</param>
/// <param name="CpuMs">Budget of Host and Postgres together; 0 without one.</param>
/// <param name="OverHttp">One request on a connection of worker n.</param>
/// <param name="Floor">The same through TenantDb.</param>
internal sealed record Row(
    string Name, string Title, double PerSecond, double CpuMs, Func<HttpConnection, int, CancellationToken, Task<Result>> OverHttp, Func<int, CancellationToken, Task<Result>> Floor)
{
    /// <summary>The rows of one database, in the order they are measured: booking takes what holding held.</summary>
    public static IReadOnlyList<Row> Of(Stage stage, BenchOptions options)
    {
        var booking = new Booking(stage, options);
        return [ReadPatient.Row(stage, options), FindByPhone.Row(stage, options), FreeTimes.Row(stage, 1000), FreeTimes.Row(stage, 100), booking.HoldRow(), booking.BookRow()];
    }
}
