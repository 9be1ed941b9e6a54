using Frontdesk.Platform;

namespace Frontdesk.Bench;

/// <summary>Measures each row, first over HTTP, then its floor; with several tenant counts, one right after the other.</summary>
internal static class MeasureRows
{
    public static async Task Run(BenchOptions options, CancellationToken ct)
    {
        if (!OperatingSystem.IsLinux())
            throw new BenchFault("Processor time is read from /proc, so the bench runs on Linux.");
        await using var cluster = await Cluster.Start(options, ct);
        var stages = new List<Stage>();
        try
        {
            // Filling may take longer than a session lasts without use: agents sign in when all is filled.
            var databases = new List<DatabaseOptions>();
            foreach (var tenants in options.TenantCounts)
                databases.Add(await Stage.Filled(cluster, options, tenants, line => Progress($"[{tenants:N0}] {line}"), ct));
            foreach (var (tenants, i) in options.TenantCounts.Select(static (tenants, i) => (tenants, i)))
                stages.Add(await Stage.Open(cluster, databases[i], tenants, options.Port + (2 * i), options.Port + (2 * i) + 1, line => Progress($"[{tenants:N0}] {line}"), ct));
            await Measure(stages, options, ct);
        }
        finally
        {
            foreach (var stage in stages)
                await stage.DisposeAsync();
        }
    }

    private static async Task Measure(List<Stage> stages, BenchOptions options, CancellationToken ct)
    {
        var rows = stages.ConvertAll(stage => Row.Of(stage, options));
        var compare = stages.Count > 1;
        Console.WriteLine($"{options.Connections} connections, {options.Patients:N0} patients a clinic, {options.Seconds:0} s a row after {options.WarmUp:0} s, {Environment.ProcessorCount} processors shared by driver, Host and Postgres");
        Console.WriteLine(Report.Head(compare));
        for (var r = 0; r < rows[0].Count; r++)
        {
            if (options.Only.Length > 0 && !options.Only.Contains(rows[0][r].Name))
                continue;
            for (var s = 0; s < stages.Count; s++)
            {
                var (stage, row) = (stages[s], rows[s][r]);
                Progress(row.Title);
                var http = await OverHttp(stage, row, options, ct);
                Progress($"{row.Title}, floor");
                var floor = await Load.Run(options.Connections, WarmUp(row, options), options.Seconds, row.Floor, stage.ClientAndPostgres, static () => 0, ct);
                Progress(null);
                Console.WriteLine(Report.Line(compare ? stage.Tenants : null, row, http, floor));
            }
        }

        foreach (var stage in stages)
            Console.WriteLine($"{stage.Tenants:N0} clinics: the Host's memory is {Processors.Memory(stage.Host.Id):0} MB, at most it was {Processors.PeakMemory(stage.Host.Id):0} MB");
    }

    // What was held is booked once: a long warm-up would leave nothing to measure.
    private static double WarmUp(Row row, BenchOptions options) => row.Name == "book" ? Math.Min(1, options.WarmUp) : options.WarmUp;

    private static async Task<Measured> OverHttp(Stage stage, Row row, BenchOptions options, CancellationToken ct)
    {
        var server = row.Server ?? stage.Host;
        var connections = new HttpConnection[options.Connections];
        try
        {
            for (var n = 0; n < connections.Length; n++)
            {
                connections[n] = new HttpConnection();
                await connections[n].Connect(server.Port, ct);
            }

            var measured = await Load.Run(options.Connections, WarmUp(row, options), options.Seconds, (n, token) => row.OverHttp(connections[n], n, token),
                () => stage.ServerAndPostgres(server), () => Processors.Memory(server.Id), ct);
            if (measured.Errors > 0)
                Console.Error.WriteLine($"  {row.Title}: the last answer was {connections[0].Status} {System.Text.Encoding.UTF8.GetString(connections[0].Body.Span)} {server.Said()}");
            return measured;
        }
        finally
        {
            foreach (var connection in connections)
                connection?.Dispose();
        }
    }

    private static void Progress(string? line)
    {
        // On a terminal one line that renews itself; in a log, lines.
        if (!Console.IsErrorRedirected)
            Console.Error.Write($"\r\e[K{line}");
        else if (line is not null)
            Console.Error.WriteLine(line);
    }
}
