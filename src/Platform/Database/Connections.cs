using Npgsql;

namespace Frontdesk.Platform;

internal static class Connections
{
    /// <summary>Works on a connection of the pool, and gives back one that answers whoever gets it next.</summary>
    /// <remarks>
    /// A statement that ends while it is planned (a value the database cannot keep, a caller who hung up, a time limit) on the very use that prepares it is taken for prepared
    /// by the driver, which has not read its result's description, and answers nothing on that connection ever after. So what was prepared there is forgotten.
    /// A constraint (SQLSTATE class 23) speaks up later, and often.
    /// </remarks>
    public static async Task<T> On<T>(this NpgsqlDataSource source, Func<NpgsqlConnection, Task<T>> work, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        try
        {
            return await work(connection);
        }
        catch (Exception e) when (e is OperationCanceledException or NpgsqlException && !IsConstraint(e) && connection.State == System.Data.ConnectionState.Open)
        {
            connection.UnprepareAll();
            throw;
        }
    }

    private static bool IsConstraint(Exception e) => e is PostgresException { SqlState: var state } && state.StartsWith("23", StringComparison.Ordinal);
}
