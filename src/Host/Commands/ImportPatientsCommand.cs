using System.CommandLine;
using Frontdesk.Patients;
using Frontdesk.Platform;
using Npgsql;

namespace Frontdesk.Host;

/// <summary><c>frontdesk import patients --tenant NAME FILE…</c>: brings patients in from FHIR R4 NDJSON.</summary>
internal static class ImportPatientsCommand
{
    private const int AllIn = 0;
    private const int NotImported = 1;
    private const int SomeRefused = 2;

    private const string Help =
        """
        Bring patients in from FHIR R4 NDJSON files, one Patient a line.

        Stopped or killed, the same command goes on where it was. Patients are known again by their identifiers: the same file twice adds none.
        A line is taken whole or refused whole; refused lines are reported by number and reason. Social security, driver's licence and passport
        numbers are left out.

        Exit code 0: every line is in. 1: a file was not, or not wholly, imported. 2: all were, but some lines were refused.
        """;

    public static Command Create()
    {
        var tenant = new Option<string>("--tenant") { Description = "The clinic's short name, as in its address.", HelpName = "NAME", Required = true };
        var report = new Option<FileInfo?>("--report") { Description = "Also write the refused lines to this file, one FILE:LINE: REASON each.", HelpName = "FILE" };
        var files = new Argument<string[]>("FILE") { Description = "NDJSON in UTF-8.", Arity = ArgumentArity.OneOrMore };
        var patients = new Command("patients", Help) { tenant, report, files };
        patients.SetAction((parsed, ct) => Run(parsed.GetRequiredValue(tenant), parsed.GetRequiredValue(files), parsed.GetValue(report), ct));
        return new Command("import", "Bring data in from files.") { patients };
    }

    private static async Task<int> Run(string slug, string[] files, FileInfo? reportFile, CancellationToken ct)
    {
        await using var program = await OpenProgram.At(new Dictionary<string, string?>(StringComparer.Ordinal), ct);
        if ((await program.Migrator().Check(ct)).Count > 0)
            return await Fail("The database is older than this program: run frontdesk migrate first.");
        if (await program.Services.GetRequiredService<TenantDirectory>().Find(slug, ct) is not { } tenant)
            return await Fail($"There is no clinic named {slug}.");

        var db = program.Services.GetRequiredService<TenantDbFactory>().For(tenant, Actor.System, Guid.CreateVersion7().ToString("N"), "patients.imported");
        await using var report = reportFile is null ? null : Open(reportFile);
        var outcomes = new List<int>();
        foreach (var file in files)
            outcomes.Add(await Import(db, file, report, ct));
        return outcomes.Contains(NotImported) ? NotImported : outcomes.Max();
    }

    private static async Task<int> Import(TenantDb db, string file, StreamWriter? report, CancellationToken ct)
    {
        var progress = new ProgressLine(TimeProvider.System);
        try
        {
            var result = await ImportPatients.Run(db, file, TimeProvider.System, progress.Show, ct);
            progress.End();
            await foreach (var line in ImportPatients.Refused(db, result.ImportId, ct))
            {
                var text = $"{file}:{line.Line}: {line.Reason}";
                await Console.Error.WriteLineAsync(text);
                if (report is not null)
                    await report.WriteLineAsync(text);
            }

            var total = result.Total;
            Console.WriteLine($"{file}: {(result.Resumed ? "gone on with and " : "")}done. {total.Added} added, {total.Changed} changed, {total.Unchanged} as they were, {total.Refused} lines refused.");
            if (result.Withheld > 0)
                Console.WriteLine($"{file}: {result.Withheld} social security, driver's licence and passport numbers were left out.");
            return total.Refused > 0 ? SomeRefused : AllIn;
        }
        catch (Exception e) when (e is ImportFault or IOException or UnauthorizedAccessException)
        {
            progress.End();
            return await Fail($"{file}: {e.Message}");
        }
        catch (NpgsqlException e) when (e is not PostgresException)
        {
            progress.End();
            return await Fail($"{file}: the database went away. What was reported done is in; start again to go on from there.");
        }
    }

    private static StreamWriter Open(FileInfo report)
    {
        try
        {
            return new StreamWriter(report.FullName, append: false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartFault($"The report cannot be written: {e.Message}", e);
        }
    }

    private static async Task<int> Fail(string message)
    {
        await Console.Error.WriteLineAsync($"frontdesk: {message}");
        return NotImported;
    }

    /// <summary>One line that updates on a terminal; elsewhere a line now and then.</summary>
    private sealed class ProgressLine(TimeProvider clock)
    {
        private readonly bool onTerminal = !Console.IsOutputRedirected;
        private long shownAt;
        private int width;

        internal void Show(ImportProgress at)
        {
            var interval = onTerminal ? TimeSpan.FromMilliseconds(100) : TimeSpan.FromSeconds(1);
            if (shownAt != 0 && clock.GetElapsedTime(shownAt) < interval && !at.Finished)
                return;
            shownAt = clock.GetTimestamp();
            var percent = at.TotalBytes == 0 ? 100 : at.Bytes * 100 / at.TotalBytes;
            var text = $"{at.File}: {percent} %, {at.Lines} lines, {at.Added} added, {at.Changed} changed, {at.Unchanged} as they were, {at.Refused} refused";
            if (onTerminal)
            {
                Console.Write("\r" + text.PadRight(width));
                width = text.Length;
            }
            else
            {
                Console.WriteLine(text);
            }
        }

        internal void End()
        {
            if (onTerminal && width > 0)
                Console.WriteLine();
            width = 0;
        }
    }
}
