using Frontdesk.Platform;
using Npgsql;

namespace Frontdesk.Scheduling;

/// <summary>What a statement does when the database asks to try again: nobody is told a time is taken because two transactions met.</summary>
internal static class Clash
{
    private const int Tries = 5;

    /// <summary>Runs the statement again after a deadlock, a serialization failure or a clash seen too late for <c>on conflict</c>, at most five times in all.</summary>
    public static async Task<T> Retried<T>(Func<Task<T>> statement, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await statement();
            }
            catch (PostgresException e) when (attempt < Tries && e.SqlState is
                PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.ExclusionViolation)
            {
                ct.ThrowIfCancellationRequested();
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.ForeignKeyViolation && e.ConstraintName == "appointment_patient_is_known")
            {
                throw new ProblemException(Problems.NotFound("patient"));
            }
        }
    }
}
