using System.CommandLine;
using Frontdesk.Platform;

namespace Frontdesk.Host;

/// <summary><c>frontdesk migrate</c>: brings the database to this program's state, showing each file with its time.</summary>
internal static class MigrateCommand
{
    public static Command Create()
    {
        var check = new Option<bool>("--check") { Description = "List what would be applied and change nothing. Exit code 1 when something is pending." };
        var schema = new Option<FileInfo?>("--write-schema") { Description = "Afterwards write the catalog as text, as in db/schema.sql.", HelpName = "FILE" };
        var command = new Command("migrate", "Bring the database to the state this program needs.") { check, schema };
        command.SetAction((parsed, ct) => Run(parsed.GetValue(check), parsed.GetValue(schema), parsed.InvocationConfiguration.Output, ct));
        return command;
    }

    private static async Task<int> Run(bool check, FileInfo? schema, TextWriter output, CancellationToken ct)
    {
        await using var program = await OpenProgram.At(new Dictionary<string, string?>(), ct);
        var migrator = program.Migrator();
        if (check)
        {
            var pending = await migrator.Check(ct);
            foreach (var migration in pending)
                await output.WriteLineAsync(migration.Name);
            await output.WriteLineAsync(pending.Count == 0 ? "Nothing is pending." : $"{pending.Count} pending.");
            return pending.Count == 0 ? 0 : 1;
        }
        var applied = await migrator.Migrate(file => output.WriteLine($"{file.Migration.Name}  {file.Took.TotalMilliseconds:0} ms"), ct);
        await output.WriteLineAsync(applied == 0 ? $"The database is up to date at {Migration.All[^1].Number:0000}." : $"{applied} applied; the database is at {Migration.All[^1].Number:0000}.");
        if (schema is not null)
        {
            await using var connection = await program.Services.GetRequiredService<Databases>().Owner.OpenConnectionAsync(ct);
            await File.WriteAllTextAsync(schema.FullName, await SchemaText.Write(connection, ct), ct);
        }
        return 0;
    }
}
