using System.Data;
using Npgsql;

namespace Frontdesk.Platform;

internal static class Connections
{
    /// <summary>Works on a connection of the pool, and gives back one that serves whoever gets it next.</summary>
    /// <remarks>
    /// A statement that ends while it is planned (a value the database cannot keep, a caller who hung up, a time limit) on the very use that prepares it is taken for prepared
    /// by the driver, which has not read its result's description (Npgsql 10.0): the next to send it, and to get a row, is told of a bug. So what was prepared there is forgotten.
    /// Constraints (SQLSTATE class 23) and rollbacks for others' sake (40) speak up later, and often.
    /// </remarks>
    public static async Task<T> On<T>(this NpgsqlDataSource source, Func<NpgsqlConnection, Task<T>> work, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        try
        {
            return await work(connection);
        }
        catch (Exception e) when (e is OperationCanceledException or NpgsqlException && !SpeaksUpLater(e) && connection.State == ConnectionState.Open)
        {
            Forget(connection);
            throw;
        }
    }

    /// <summary>As the other, for work without a result.</summary>
    public static Task On(this NpgsqlDataSource source, Func<NpgsqlConnection, Task> work, CancellationToken ct) => source.On<object?>(async connection =>
    {
        await work(connection);
        return null;
    }, ct);

    private static void Forget(NpgsqlConnection connection)
    {
        try
        {
            connection.UnprepareAll();
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException)
        {
            // It is broken and goes to nobody: what is to be told is why the work failed.
        }
    }

    private static bool SpeaksUpLater(Exception e) => e is PostgresException { SqlState: ['2', '3', ..] or ['4', '0', ..] };
}
