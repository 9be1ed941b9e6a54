using System.Text;
using System.Text.RegularExpressions;
using Dapper;
using Npgsql;

namespace Frontdesk.Platform;

/// <summary>
/// The catalog as text that is the same for the same migrations, on PostgreSQL 15 as on 18: <c>db/schema.sql</c>, read in reviews and compared in tests.
/// </summary>
/// <remarks>
/// Not pg_dump: the embedded database brings none, and its text differs from version to version. Monthly partitions are left out, they differ from day to day.
/// </remarks>
public static partial class SchemaText
{
    private const string Header =
        """
        -- The catalog after all migrations, for reading. Written by `make schema`; a test compares it. Not a script to run.


        """;

    /// <param name="connection">To a migrated database, as its owner.</param>
    public static async Task<string> Write(NpgsqlConnection connection, CancellationToken ct)
    {
        var text = new StringBuilder(Header);
        // An empty path makes the server qualify every name.
        await connection.ExecuteAsync(new CommandDefinition("set search_path = ''", cancellationToken: ct));
        foreach (var sql in new[] { Roles, Extensions, Schemas })
            await Append(text, connection, sql, ct);
        var lines = await connection.QueryAsync<Line>(new CommandDefinition(Objects, cancellationToken: ct));
        foreach (var item in lines.GroupBy(line => (line.Kind, line.Name)).OrderBy(item => item.Key.Name.Split('.')[0], StringComparer.Ordinal).ThenBy(item => item.Key.Kind).ThenBy(item => item.Key.Name, StringComparer.Ordinal))
        {
            foreach (var line in item.OrderBy(line => line.Part).ThenBy(line => line.Position).ThenBy(line => line.Text, StringComparer.Ordinal))
                text.Append(line.Kind == ViewKind ? Unqualified(line.Text) : line.Text).Append('\n');
            text.Append('\n');
        }
        await connection.ExecuteAsync(new CommandDefinition("reset search_path", cancellationToken: ct));
        return text.ToString().TrimEnd() + "\n";
    }

    /// <param name="Kind">Tables, then views, then functions of a schema.</param>
    /// <param name="Part">Head, columns, constraints, indexes, policies, triggers, grants.</param>
    private sealed record Line(int Kind, string Name, int Part, int Position, string Text);

    private const int ViewKind = 2;

    private static async Task Append(StringBuilder text, NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        foreach (var line in await connection.QueryAsync<string>(new CommandDefinition(sql, cancellationToken: ct)))
            text.Append(line).Append('\n');
        text.Append('\n');
    }

    // PostgreSQL 16 stopped writing the alias before the columns of a view over one table: without aliases both read the same. Names after FROM and JOIN
    // keep their schema, and so do functions.
    private static string Unqualified(string view) => Alias().Replace(view, "");

    [GeneratedRegex(@"(?<!(?:FROM|JOIN)\s+(?:ONLY\s+)?\(*)\b[a-z_][a-z0-9_]*\.(?=[a-z_][a-z0-9_]*\b(?!\s*\(|\.))", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Alias();

    private const string Roles =
        """
        select format('role %s%s%s%s', rolname, case when rolcanlogin then ' login' else '' end,
                      case when rolsuper or rolbypassrls then ' PAST ROW LEVEL SECURITY' else '' end,
                      coalesce((select ' ' || string_agg(c, ' ' order by c) from pg_catalog.pg_db_role_setting s, unnest(s.setconfig) c where s.setrole = r.oid and s.setdatabase = 0), ''))
        from   pg_catalog.pg_roles r
        where  rolname like 'frontdesk\_%'
        order by rolname
        """;

    private const string Extensions = "select 'extension ' || extname from pg_catalog.pg_extension where extname <> 'plpgsql' order by extname";

    private const string Schemas =
        """
        select format('schema %s%s', nspname,
                      coalesce((select ' usage: ' || string_agg(distinct g.grantee::regrole::text, ', ' order by g.grantee::regrole::text)
                                from pg_catalog.aclexplode(n.nspacl) g where g.grantee <> n.nspowner and g.grantee <> 0), ''))
        from   pg_catalog.pg_namespace n
        where  n.nspowner = 'frontdesk_owner'::regrole
        order by nspname
        """;

    // Kinds: 0 types, 1 tables and sequences, 2 views, 3 functions. What belongs to an extension is the extension's.
    private const string Objects =
        """
        with spaces as (
            select oid from pg_catalog.pg_namespace where nspowner = 'frontdesk_owner'::regrole
        ), relations as (
            select c.oid, c.relkind, c.relname, c.relacl, c.relowner, c.relrowsecurity, c.relforcerowsecurity, c.reloptions, n.nspname || '.' || c.relname as name
            from   pg_catalog.pg_class c
            join   pg_catalog.pg_namespace n on n.oid = c.relnamespace
            where  n.oid in (select oid from spaces)
            and    c.relkind in ('r', 'p', 'v', 'm', 'S')
            and    not c.relispartition
            and    not exists (select from pg_catalog.pg_depend d where d.classid = 'pg_catalog.pg_class'::regclass and d.objid = c.oid and (d.deptype = 'e' or c.relkind = 'S' and d.deptype = 'i'))
        ), functions as (
            select p.oid, p.proacl, p.proowner, n.nspname || '.' || p.proname || '(' || pg_catalog.pg_get_function_identity_arguments(p.oid) || ')' as name
            from   pg_catalog.pg_proc p
            join   pg_catalog.pg_namespace n on n.oid = p.pronamespace
            where  n.oid in (select oid from spaces)
            and    p.prokind in ('f', 'p', 'w')
            and    not exists (select from pg_catalog.pg_depend d where d.objid = p.oid and d.deptype = 'e')
        ), lines (kind, name, part, position, text) as (
            select case when relkind in ('v', 'm') then 2 else 1 end, name, 0, 0,
                   case relkind when 'v' then 'view ' when 'm' then 'materialized view ' when 'S' then 'sequence ' else 'table ' end || name
                   || coalesce(' partition by ' || case when relkind = 'p' then pg_catalog.pg_get_partkeydef(oid) end, '')
                   || coalesce(' with (' || array_to_string(reloptions, ', ') || ')', '')
                   || case when relowner <> 'frontdesk_owner'::regrole then ' owner ' || relowner::regrole else '' end
                   || case when relrowsecurity then ' row level security' || case when relforcerowsecurity then ' forced' else '' end else '' end
                   || coalesce('  -- ' || pg_catalog.obj_description(oid, 'pg_class'), '')
            from   relations
            union all
            select 1, r.name, 1, a.attnum,
                   format('    %s %s%s%s', quote_ident(a.attname), pg_catalog.format_type(a.atttypid, a.atttypmod), case when a.attnotnull then ' not null' else '' end,
                          case when a.attidentity <> '' then ' generated ' || case a.attidentity when 'a' then 'always' else 'by default' end || ' as identity'
                               when a.attgenerated <> '' then ' generated always as (' || pg_catalog.pg_get_expr(d.adbin, d.adrelid) || ') stored'
                               when d.adbin is not null then ' default ' || pg_catalog.pg_get_expr(d.adbin, d.adrelid)
                               else '' end)
                   || coalesce('  -- ' || pg_catalog.col_description(r.oid, a.attnum), '')
            from   relations r
            join   pg_catalog.pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
            left   join pg_catalog.pg_attrdef d on d.adrelid = r.oid and d.adnum = a.attnum
            where  r.relkind in ('r', 'p')
            union all
            select 1, r.name, 2, case k.contype when 'p' then 0 when 'u' then 1 when 'f' then 2 when 'x' then 3 else 4 end,
                   format('    constraint %s %s', quote_ident(k.conname), pg_catalog.pg_get_constraintdef(k.oid))
            from   relations r
            join   pg_catalog.pg_constraint k on k.conrelid = r.oid and k.contype in ('p', 'u', 'f', 'x', 'c')
            union all
            select 1, r.name, 3, 0, '    ' || pg_catalog.pg_get_indexdef(i.indexrelid)
            from   relations r
            join   pg_catalog.pg_index i on i.indrelid = r.oid
            where  not exists (select from pg_catalog.pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))
            union all
            select 1, r.name, 4, 0,
                   format('    policy %s %s for %s to %s using %s with check %s', quote_ident(p.polname), case when p.polpermissive then 'permissive' else 'restrictive' end,
                          case p.polcmd when '*' then 'all' when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' else 'delete' end,
                          (select string_agg(case when role = 0 then 'public' else role::regrole::text end, ', ' order by case when role = 0 then 'public' else role::regrole::text end) from unnest(p.polroles) role),
                          coalesce(pg_catalog.pg_get_expr(p.polqual, p.polrelid), '-'), coalesce(pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid), '-'))
            from   relations r
            join   pg_catalog.pg_policy p on p.polrelid = r.oid
            union all
            select 1, r.name, 5, 0, '    ' || pg_catalog.pg_get_triggerdef(t.oid) || case when t.tgenabled = 'O' then '' else ' (tgenabled ' || t.tgenabled::text || ')' end
            from   relations r
            join   pg_catalog.pg_trigger t on t.tgrelid = r.oid and not t.tgisinternal
            union all
            select 2, r.name, 1, 0, pg_catalog.pg_get_viewdef(r.oid, true)
            from   relations r
            where  r.relkind in ('v', 'm')
            union all
            select case when r.relkind in ('v', 'm') then 2 else 1 end, r.name, 6, 0,
                   format('    grant %s: %s', case when g.grantee = 0 then 'public' else g.grantee::regrole::text end, string_agg(lower(g.privilege_type), ', ' order by g.privilege_type))
            from   relations r, pg_catalog.aclexplode(r.relacl) g
            where  g.grantee <> r.relowner
            group by r.name, r.relkind, g.grantee
            union all
            select 1, r.name, 7, a.attnum,
                   format('    grant %s on %s: %s', case when g.grantee = 0 then 'public' else g.grantee::regrole::text end, quote_ident(a.attname), string_agg(lower(g.privilege_type), ', ' order by g.privilege_type))
            from   relations r
            join   pg_catalog.pg_attribute a on a.attrelid = r.oid and not a.attisdropped, pg_catalog.aclexplode(a.attacl) g
            group by r.name, a.attnum, a.attname, g.grantee
            union all
            select 3, f.name, 0, 0, rtrim(pg_catalog.pg_get_functiondef(f.oid), E'\n')
            from   functions f
            union all
            select 3, f.name, 1, 0,
                   '    execute: ' || coalesce((select string_agg(case when g.grantee = 0 then 'public' else g.grantee::regrole::text end, ', ' order by g.grantee = 0, case when g.grantee = 0 then '' else g.grantee::regrole::text end)
                                                from pg_catalog.aclexplode(coalesce(f.proacl, pg_catalog.acldefault('f', f.proowner))) g where g.grantee <> f.proowner), 'nobody')
            from   functions f
            union all
            select 0, n.nspname || '.' || t.typname, 0, 0,
                   format('type %s.%s %s', n.nspname, t.typname, case t.typtype when 'd' then 'domain of ' || pg_catalog.format_type(t.typbasetype, t.typtypmod) when 'e' then 'enum' when 'r' then 'range' else 'other' end)
            from   pg_catalog.pg_type t
            join   pg_catalog.pg_namespace n on n.oid = t.typnamespace
            where  n.oid in (select oid from spaces)
            and    t.typtype in ('d', 'e', 'r')
            union all
            select 0, n.nspname || '.' || c.relname, 0, 0,
                   format('type %s.%s of %s', n.nspname, c.relname, string_agg(quote_ident(a.attname) || ' ' || pg_catalog.format_type(a.atttypid, a.atttypmod), ', ' order by a.attnum))
            from   pg_catalog.pg_class c
            join   pg_catalog.pg_namespace n on n.oid = c.relnamespace
            join   pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            where  n.oid in (select oid from spaces)
            and    c.relkind = 'c'
            group by n.nspname, c.relname
            union all
            select 0, n.nspname || '.' || t.typname, 2, 0, format('    constraint %s %s', quote_ident(k.conname), pg_catalog.pg_get_constraintdef(k.oid))
            from   pg_catalog.pg_constraint k
            join   pg_catalog.pg_type t on t.oid = k.contypid
            join   pg_catalog.pg_namespace n on n.oid = t.typnamespace
            where  n.oid in (select oid from spaces)
            and    k.contype = 'c'
        )
        select kind as "Kind", name as "Name", part as "Part", position as "Position", text as "Text"
        from   lines
        """;
}
