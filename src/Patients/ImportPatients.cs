using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Frontdesk.Platform;
using Npgsql;

namespace Frontdesk.Patients;

/// <summary>How far an import is.</summary>
/// <param name="Lines">Done so far, over all runs; of them <paramref name="Refused"/> did not go in.</param>
/// <param name="Bytes">Of the file that are done.</param>
public sealed record ImportProgress(string File, long Lines, long Bytes, long TotalBytes, long Added, long Changed, long Unchanged, long Refused)
{
    public bool Finished { get; init; }
}

/// <summary>A line that did not go in. <paramref name="Reason"/> quotes nothing of it.</summary>
public sealed record RefusedLine(long Line, string Reason);

/// <param name="Resumed">Whether an earlier run of the same file had been cut off; the figures are of both.</param>
/// <param name="Withheld">Social security, driver's licence and passport numbers that this run left out.</param>
public sealed record ImportResult(Guid ImportId, ImportProgress Total, bool Resumed, long Withheld);

/// <summary>The file cannot be imported at all; the message is one line for a person.</summary>
public sealed class ImportFault(string message) : Exception(message);

/// <summary>
/// Imports patients from FHIR R4 NDJSON. Every batch is one transaction together with the place in the file where it ends, so an import that is killed goes on
/// where it stopped and ends complete. Patients are known again by their identifiers: the same file again adds none, and changes only those the file changed.
/// A line is imported whole or refused whole.
/// </summary>
public static class ImportPatients
{
    private const int LinesInABatch = 250;
    private const int BytesInABatch = 4 * 1024 * 1024;

    private sealed record Position(Guid Id, long ByteOffset, long Line, long Added, long Changed, long Unchanged, long Refused, bool Finished);

    private sealed record Known(string System, string Value, Guid PatientId, byte[]? SourceHash);

    /// <param name="db">Of the clinic, as the system; each change is on the record under its action.</param>
    /// <param name="progress">Called after each batch.</param>
    /// <exception cref="ImportFault">The file is no UTF-8 text, or is being imported by another process.</exception>
    public static async Task<ImportResult> Run(TenantDb db, string path, TimeProvider clock, Action<ImportProgress> progress, CancellationToken ct)
    {
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.Asynchronous | FileOptions.SequentialScan);
        await RefuseOtherEncodings(stream, ct);
        var fingerprint = await SHA256.HashDataAsync(stream, ct);
        var name = Path.GetFileName(path);
        var position = await db.QueryOne<Position>(BeginSql, new { Id = Guid.CreateVersion7(), Fingerprint = fingerprint, FileName = name, Bytes = stream.Length }, ct)
            ?? throw new ImportFault("The import could not be begun.");
        var resumed = position.Line > 0 && !position.Finished;
        if (position.Finished)
            position = await db.QueryOne<Position>(AgainSql, new { position.Id }, ct) ?? position;

        stream.Position = position.ByteOffset;
        var today = ClinicCalendar.Today(db.Tenant, clock);
        var batch = new Batch(position.ByteOffset);
        long withheld = 0;
        await foreach (var line in NdjsonLines.Read(stream, position.ByteOffset, position.Line, ct))
        {
            if (Take(batch, line, today, ref withheld))
            {
                // The same patient twice: the later line is written over the earlier one, in a batch of its own.
                position = await Write(db, position, batch, ct);
                progress(Progress(name, stream.Length, position));
                batch = new Batch(position.ByteOffset);
                Take(batch, line, today, ref withheld);
            }

            if (batch.Lines < LinesInABatch && line.End - batch.Start < BytesInABatch)
                continue;
            position = await Write(db, position, batch, ct);
            progress(Progress(name, stream.Length, position));
            batch = new Batch(position.ByteOffset);
        }

        position = await Write(db, position, batch, ct);
        await db.Execute("update patients.imports set finished_at = now(), byte_offset = bytes where id = @Id", new { position.Id }, ct);
        var total = Progress(name, stream.Length, position) with { Finished = true, Bytes = stream.Length };
        progress(total);
        await db.Record(new AuditEvent("patients.imported", Detail: $$"""{"import":"{{position.Id}}","added":{{total.Added}},"changed":{{total.Changed}},"refused":{{total.Refused}}}"""), ct);
        return new ImportResult(position.Id, total, resumed, withheld);
    }

    /// <summary>The lines of an import that were refused, in their order, of all its runs.</summary>
    public static async IAsyncEnumerable<RefusedLine> Refused(TenantDb db, Guid importId, [EnumeratorCancellation] CancellationToken ct)
    {
        long after = 0;
        while (true)
        {
            var page = await db.Query<RefusedLine>(RefusedSql, new { ImportId = importId, After = after }, ct);
            foreach (var line in page)
                yield return line;
            if (page.Count == 0)
                yield break;
            after = page[^1].Line;
        }
    }

    /// <returns>True when the batch already holds this patient and must be written first.</returns>
    private static bool Take(Batch batch, NdjsonLine line, DateOnly today, ref long withheld)
    {
        string? refusal = null;
        if (line.Bytes is not { } bytes)
        {
            refusal = $"is longer than {NdjsonLines.Longest / 1024 / 1024} MB";
        }
        else if (bytes.Length > 0)
        {
            try
            {
                var before = withheld;
                var record = FhirPatient.Read(bytes, today, ref withheld);
                if (batch.Has(record))
                {
                    withheld = before;
                    return true;
                }

                batch.Add(line.Number, record);
            }
            catch (LineRefusedException e)
            {
                refusal = e.Message;
            }
        }

        if (refusal is not null)
            batch.Refused.Add(new RefusedLine(line.Number, refusal));
        (batch.End, batch.LastLine) = (line.End, line.Number);
        batch.Lines++;
        return false;
    }

    private static async Task<Position> Write(TenantDb db, Position position, Batch batch, CancellationToken ct)
    {
        if (batch.Lines == 0)
            return position;
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await Write(db, position, batch, oneByOne: false, ct);
            }
            catch (PostgresException e) when (e.ConstraintName == "identifier_is_taken" && tries < 5)
            {
                // Somebody else brought one of these patients in at this moment: looked up again, it is known.
            }
            catch (PostgresException e) when (e.SqlState.StartsWith("22", StringComparison.Ordinal) || e.SqlState.StartsWith("23", StringComparison.Ordinal))
            {
                // The database refuses something we did not foresee. The batch is undone; one by one only that patient is refused.
                return await Write(db, position, batch, oneByOne: true, ct);
            }
        }
    }

    private static Task<Position> Write(TenantDb db, Position position, Batch batch, bool oneByOne, CancellationToken ct) => db.Transaction(async tx =>
    {
        // Whoever else imports this file moved the position: exactly one of the two goes on.
        if (await tx.QueryOne<Guid?>("select id from patients.imports where id = @Id and byte_offset = @ByteOffset and line = @Line for update", new { position.Id, position.ByteOffset, position.Line }, ct) is null)
            throw new ImportFault("Another process is importing this file.");

        var sorted = await Sort(tx, batch, ct);
        if (oneByOne)
        {
            sorted = sorted with { Added = await OneByOne(tx, sorted.Added, sorted.Refused, PatientRecord.Insert, ct) };
            sorted = sorted with { Changed = await OneByOne(tx, sorted.Changed, sorted.Refused, PatientRecord.Update, ct) };
        }
        else
        {
            if (sorted.Added.Count > 0)
                await PatientRecord.Insert(tx, Records(sorted.Added), "import", ct);
            if (sorted.Changed.Count > 0)
                await PatientRecord.Update(tx, Records(sorted.Changed), "import", ct);
        }

        List<RefusedLine> refused = [.. batch.Refused, .. sorted.Refused];
        var now = position with
        {
            ByteOffset = batch.End,
            Line = batch.LastLine,
            Added = position.Added + sorted.Added.Count,
            Changed = position.Changed + sorted.Changed.Count,
            Unchanged = position.Unchanged + sorted.Unchanged,
            Refused = position.Refused + refused.Count,
        };
        await tx.Execute(MoveSql, new
        {
            now.Id,
            now.ByteOffset,
            now.Line,
            now.Added,
            now.Changed,
            now.Unchanged,
            now.Refused,
            Lines = refused.ConvertAll(static one => one.Line).ToArray(),
            Reasons = refused.ConvertAll(static one => one.Reason).ToArray(),
        }, ct);
        return now;
    }, ct);

    private static List<PatientRecord> Records(List<(long Line, PatientRecord Record)> lines) => lines.ConvertAll(static one => one.Record);

    private static async Task<List<(long Line, PatientRecord Record)>> OneByOne(
        TenantTransaction tx, List<(long Line, PatientRecord Record)> lines, List<RefusedLine> refused,
        Func<TenantTransaction, IReadOnlyCollection<PatientRecord>, string, CancellationToken, Task> write, CancellationToken ct)
    {
        List<(long, PatientRecord)> written = [];
        foreach (var one in lines)
        {
            await tx.Execute("savepoint one", null, ct);
            try
            {
                await write(tx, [one.Record], "import", ct);
                await tx.Execute("release savepoint one", null, ct);
                written.Add(one);
            }
            catch (PostgresException e) when (e.SqlState.StartsWith("22", StringComparison.Ordinal) || e.SqlState.StartsWith("23", StringComparison.Ordinal))
            {
                await tx.Execute("rollback to savepoint one", null, ct);
                refused.Add(new RefusedLine(one.Line, $"is refused by the database ({e.ConstraintName ?? e.SqlState})"));
            }
        }

        return written;
    }

    private sealed record Sorted(List<(long Line, PatientRecord Record)> Added, List<(long Line, PatientRecord Record)> Changed, int Unchanged, List<RefusedLine> Refused);

    private static async Task<Sorted> Sort(TenantTransaction tx, Batch batch, CancellationToken ct)
    {
        var pairs = batch.Records.SelectMany(static one => one.Record.Identifiers).Select(static one => (one.System, one.Value)).ToArray();
        var known = (await tx.Query<Known>(KnownSql, new { Systems = pairs.Select(static p => p.System).ToArray(), Values = pairs.Select(static p => p.Value).ToArray() }, ct))
            .ToDictionary(static one => (one.System, one.Value));

        var sorted = new Sorted([], [], 0, []);
        foreach (var (line, record) in batch.Records)
        {
            var patients = record.Identifiers.Select(one => known.GetValueOrDefault((one.System, one.Value))).OfType<Known>().DistinctBy(static one => one.PatientId).ToList();
            if (patients.Count > 1)
                sorted.Refused.Add(new RefusedLine(line, "has identifiers of two different patients"));
            else if (patients.Count == 0)
                sorted.Added.Add((line, record));
            else if (patients[0].SourceHash.AsSpan().SequenceEqual(record.SourceHash))
                sorted = sorted with { Unchanged = sorted.Unchanged + 1 };
            else
                sorted.Changed.Add((line, record with { Id = patients[0].PatientId }));
        }

        return sorted;
    }

    private static async Task RefuseOtherEncodings(FileStream stream, CancellationToken ct)
    {
        var start = new byte[2];
        var read = await stream.ReadAtLeastAsync(start, 2, throwOnEndOfStream: false, ct);
        if (read == 2 && (start is [0xFF, 0xFE] or [0xFE, 0xFF] or [0x1F, 0x8B] or [(byte)'P', (byte)'K'] || start[1] == 0))
            throw new ImportFault("is not UTF-8 text: unpack it, or save it as UTF-8.");
        stream.Position = 0;
    }

    private static ImportProgress Progress(string file, long bytes, Position at) => new(file, at.Line, at.ByteOffset, bytes, at.Added, at.Changed, at.Unchanged, at.Refused);

    private sealed class Batch(long start)
    {
        private readonly HashSet<(string, string)> identifiers = [];

        internal long Start { get; } = start;

        internal long End { get; set; } = start;

        internal long LastLine { get; set; }

        internal int Lines { get; set; }

        internal List<(long Line, PatientRecord Record)> Records { get; } = [];

        internal List<RefusedLine> Refused { get; } = [];

        internal bool Has(PatientRecord record) => record.Identifiers.Any(one => identifiers.Contains((one.System, one.Value)));

        internal void Add(long line, PatientRecord record)
        {
            Records.Add((line, record));
            identifiers.UnionWith(record.Identifiers.Select(static one => (one.System, one.Value)));
        }
    }

    private const string Columns =
        """
        id as "Id", byte_offset as "ByteOffset", line as "Line", added as "Added", changed as "Changed", unchanged as "Unchanged", refused as "Refused",
        finished_at is not null as "Finished"
        """;

    private const string BeginSql =
        $"""
        insert into patients.imports (id, fingerprint, file_name, bytes)
        values (@Id, @Fingerprint, @FileName, @Bytes)
        on conflict (tenant_id, fingerprint) do update set file_name = excluded.file_name
        returning {Columns}
        """;

    // A file that was imported whole is read again from its start: its patients may have been changed since, or removed.
    private const string AgainSql =
        $"""
        with forgotten as (
            delete from patients.import_refusals where import_id = @Id
        )
        update patients.imports
        set    byte_offset = 0, line = 0, added = 0, changed = 0, unchanged = 0, refused = 0, started_at = now(), finished_at = null
        where  id = @Id
        returning {Columns}
        """;

    private const string RefusedSql =
        """
        select line as "Line", reason as "Reason"
        from   patients.import_refusals
        where  import_id = @ImportId
        and    line > @After
        order  by line
        limit  1000
        """;

    private const string KnownSql =
        """
        select i.system as "System", i.value as "Value", i.patient_id as "PatientId", p.source_hash as "SourceHash"
        from   unnest(@Systems, @Values) as wanted (system, value)
        join   patients.identifiers i on i.system = wanted.system and i.value = wanted.value
        join   patients.patients p on p.id = i.patient_id
        """;

    private const string MoveSql =
        """
        update patients.imports
        set    byte_offset = @ByteOffset, line = @Line, added = @Added, changed = @Changed, unchanged = @Unchanged, refused = @Refused
        where  id = @Id;
        insert into patients.import_refusals (import_id, line, reason)
        select @Id, line, reason from unnest(@Lines, @Reasons) as refused (line, reason)
        on conflict (tenant_id, import_id, line) do nothing
        """;
}
