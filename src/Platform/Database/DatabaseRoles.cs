using Dapper;
using Npgsql;

namespace Frontdesk.Platform;

/// <summary>
/// What must exist before the first migration and needs the administrator: the three roles, their passwords and limits, and the extensions.
/// Roles belong to the whole server, so they may be there already, made for another database or by another program at this moment.
/// </summary>
internal static class DatabaseRoles
{
    // Limits of each login. A request has answered, or failed, long before 15 s; a transaction left open holds back vacuum and the job queue.
    private const string Limits =
        """
        select role as "Role", name as "Name", value as "Value"
        from   (values
            ('frontdesk_app', 'statement_timeout', '15s'),
            ('frontdesk_app', 'lock_timeout', '5s'),
            ('frontdesk_app', 'idle_in_transaction_session_timeout', '15s'),
            ('frontdesk_worker', 'statement_timeout', '60s'),
            ('frontdesk_worker', 'lock_timeout', '10s'),
            ('frontdesk_worker', 'idle_in_transaction_session_timeout', '60s')
        ) as wanted (role, name, value)
        where not exists (
            select from pg_db_role_setting s join pg_roles r on r.oid = s.setrole
            where r.rolname = wanted.role and s.setdatabase = 0 and wanted.name || '=' || wanted.value = any (s.setconfig)
        )
        """;

    private sealed record Limit(string Role, string Name, string Value);

    public static async Task Make(NpgsqlConnection connection, NpgsqlConnectionStringBuilder admin, string password, CancellationToken ct)
    {
        try
        {
            await Retry(() => MakeRoles(connection, admin, password, ct), ct);
            await connection.ExecuteAsync(new CommandDefinition(
                $"""
                do $$ begin execute format('grant create, connect on database %I to {Databases.OwnerRole}', current_database()); end $$;
                do $$ begin execute format('grant connect on database %I to {Databases.AppRole}, {Databases.WorkerRole}', current_database()); end $$;
                create extension if not exists btree_gist
                """, cancellationToken: ct));
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new StartFault($"The login {admin.Username} may not prepare the database ({e.MessageText}): it must own the database and may create roles.", e);
        }
    }

    public static StartFault OutOfReach(NpgsqlConnectionStringBuilder admin, Exception e)
    {
        var reason = e is PostgresException refused ? refused.MessageText : (e.InnerException ?? e).Message;
        return new StartFault($"The database {admin.Database} at {admin.Host}:{admin.Port} cannot be reached as {admin.Username}: {reason.ReplaceLineEndings(" ")}", e);
    }

    private static async Task MakeRoles(NpgsqlConnection connection, NpgsqlConnectionStringBuilder admin, string password, CancellationToken ct)
    {
        // A role that could see through row level security would make every policy worthless: said each time, whoever changed it.
        await connection.ExecuteAsync(new CommandDefinition(
            """
            do $$
            declare role text;
            begin
                foreach role in array array['frontdesk_owner', 'frontdesk_app', 'frontdesk_worker'] loop
                    if not exists (select from pg_roles where rolname = role) then
                        execute format('create role %I nosuperuser nobypassrls nocreatedb nocreaterole noinherit %s',
                                       role, case role when 'frontdesk_owner' then 'nologin' else 'login' end);
                    end if;
                    if exists (select from pg_roles where rolname = role and (rolsuper or rolbypassrls)) then
                        execute format('alter role %I nosuperuser nobypassrls', role);
                    end if;
                end loop;
                if not pg_has_role(current_user, 'frontdesk_owner', 'member') or not (select rolsuper from pg_roles where rolname = current_user) then
                    execute format('grant frontdesk_owner to %I', current_user);
                end if;
            end
            $$
            """, cancellationToken: ct));
        foreach (var limit in await connection.QueryAsync<Limit>(new CommandDefinition(Limits, cancellationToken: ct)))
            await connection.ExecuteAsync(new CommandDefinition($"alter role {limit.Role} set {limit.Name} = '{limit.Value}'", cancellationToken: ct));
        foreach (var role in new[] { Databases.AppRole, Databases.WorkerRole })
        {
            if (!await SignsIn(admin, role, password, ct))
                await connection.ExecuteAsync(new CommandDefinition($"alter role {role} login password '{password.Replace("'", "''", StringComparison.Ordinal)}'", cancellationToken: ct));
        }
    }

    // The password is set only when it does not work: setting it each time would write a new salt and contend with the other databases of the server.
    private static async Task<bool> SignsIn(NpgsqlConnectionStringBuilder admin, string role, string password, CancellationToken ct)
    {
        var login = new NpgsqlConnectionStringBuilder(admin.ConnectionString) { Username = role, Password = password, Pooling = false };
        try
        {
            await using var connection = new NpgsqlConnection(login.ConnectionString);
            await connection.OpenAsync(ct);
            return true;
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification or PostgresErrorCodes.InsufficientPrivilege)
        {
            return false;
        }
    }

    // Another database of the same server may make the same roles now; the advisory lock is of one database only.
    private static async Task Retry(Func<Task> work, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await work();
                return;
            }
            catch (PostgresException e) when (attempt < 10 && (e.SqlState is PostgresErrorCodes.DuplicateObject or PostgresErrorCodes.UniqueViolation || e.MessageText.Contains("concurrently updated", StringComparison.Ordinal)))
            {
                await Task.Delay(20 * attempt, ct);
            }
        }
    }
}
