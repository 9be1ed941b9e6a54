using System.CommandLine;
using System.Net.Sockets;
using Frontdesk.Bench;
using Frontdesk.Platform;
using Npgsql;

if (args is [Bare.Command, var barePort])
{
    await Bare.Serve(int.Parse(barePort));
    return 0;
}

var tenants = new Option<int>("--tenants") { Description = "Clinics to fill the database with, up to 10,000.", DefaultValueFactory = static _ => 50 };
var patients = new Option<int>("--patients") { Description = "Patients of each clinic, up to 10,000.", DefaultValueFactory = static _ => 1000 };
var appointments = new Option<int>("--appointments") { Description = "Appointments for each patient.", DefaultValueFactory = static _ => 4 };
var connections = new Option<int>("--connections") { Description = "Requests under way at once.", DefaultValueFactory = static _ => 16 };
var seconds = new Option<double>("--seconds") { Description = "How long each row is measured.", DefaultValueFactory = static _ => 10 };
var warmUp = new Option<double>("--warm-up") { Description = "How long each row runs before it is measured.", DefaultValueFactory = static _ => 5 };
var compare = new Option<string>("--compare") { Description = "Tenant counts to measure side by side in one run, such as 50,1000.", DefaultValueFactory = static _ => "" };
var only = new Option<string>("--only") { Description = "Rows to measure: read, find, times, soonest, page, large, bare, hold, book (book needs hold).", DefaultValueFactory = static _ => "" };
var pop = new Option<bool>("--pop") { Description = "Measure the time from the first webhook of a call to the agent's screen instead." };
var calls = new Option<int>("--calls") { Description = "Calls to make for --pop.", DefaultValueFactory = static _ => 100 };
var port = new Option<int>("--port") { Description = "First of the ports used on loopback.", DefaultValueFactory = static _ => 18190 };
var data = new Option<string>("--data") { Description = "Folder of the throw-away database. One that an earlier run kept is used as it was filled, and kept.", DefaultValueFactory = static _ => Path.Combine(Path.GetTempPath(), $"frontdesk-bench-{Environment.ProcessId}") };
var keep = new Option<bool>("--keep") { Description = "Keep the folder at the end, for later runs with the same --data." };
var database = new Option<string>("--database") { Description = "Measure a PostgreSQL of yours on this machine instead of the embedded one: postgres://… of a superuser. Databases named bench_… are made there, and dropped.", DefaultValueFactory = static _ => "" };
tenants.Validators.Add(result => { if (result.GetValueOrDefault<int>() is < 1 or > 10_000) result.AddError("--tenants takes 1 to 10000."); });
patients.Validators.Add(result => { if (result.GetValueOrDefault<int>() is < 1 or > 10_000) result.AddError("--patients takes 1 to 10000."); });
connections.Validators.Add(result => { if (result.GetValueOrDefault<int>() is < 1 or > 100) result.AddError("--connections takes 1 to 100."); });
seconds.Validators.Add(result => { if (result.GetValueOrDefault<double>() is < 1 or > 600) result.AddError("--seconds takes 1 to 600."); });
calls.Validators.Add(result => { if (result.GetValueOrDefault<int>() is < 1 or > 10_000) result.AddError("--calls takes 1 to 10000."); });
compare.Validators.Add(result => { if (Numbers(result.GetValueOrDefault<string>()).Any(static n => n is < 1 or > 10_000)) result.AddError("--compare takes numbers from 1 to 10000, such as 50,1000."); });

var command = new RootCommand("Fills a throw-away database, drives the real Host over HTTP and prints what a request costs. Uses loopback only.")
{
    tenants, patients, appointments, connections, seconds, warmUp, compare, only, pop, calls, port, data, keep, database,
};
command.SetAction(async (parsed, ct) =>
{
    var options = new BenchOptions(
        parsed.GetValue(tenants), parsed.GetValue(patients), parsed.GetValue(appointments), parsed.GetValue(connections), parsed.GetValue(seconds), parsed.GetValue(warmUp),
        [.. Numbers(parsed.GetValue(compare))], (parsed.GetValue(only) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        parsed.GetValue(pop), parsed.GetValue(calls), parsed.GetValue(port), parsed.GetValue(data)!, parsed.GetValue(keep), parsed.GetValue(database)!);
    DapperTypes.Register();
    try
    {
        await (options.Pop ? Pop.Run(options, ct) : MeasureRows.Run(options, ct));
        return 0;
    }
    catch (Exception e) when (e is BenchFault or StartFault or NpgsqlException or SocketException or IOException)
    {
        await Console.Error.WriteLineAsync($"bench: {e.Message}");
        return 1;
    }
    catch (OperationCanceledException)
    {
        await Console.Error.WriteLineAsync("bench: stopped, everything it started is gone.");
        return 130;
    }
});
return await command.Parse(args).InvokeAsync();

static IEnumerable<int> Numbers(string? text) =>
    (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(static part => int.TryParse(part, out var n) ? n : 0);
