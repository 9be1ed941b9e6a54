using System.Text.RegularExpressions;
using Frontdesk.Tests.Support;

namespace Frontdesk.Tests.Laws;

/// <summary>A rule every migrated database obeys, as a query that names the offenders.</summary>
/// <param name="Offenders">Yields one text column; no rows when the law holds.</param>
/// <param name="Breach">A change that breaks it on purpose, run by the owner on a throw-away database.</param>
/// <param name="Exceptions">Reviewed offenders, each with its reason.</param>
internal sealed partial record CatalogLaw(string Name, string Offenders, string Breach, IReadOnlyDictionary<string, string> Exceptions)
{
    private const string Schemas = "('platform', 'audit', 'patients', 'worklist', 'scheduling', 'messaging', 'callcenter')";

    // Read off the program's own statements.
    private static readonly string Deleted = $"{{{string.Join(',',
        from file in Directory.EnumerateFiles(Repo.At("src"), "*.cs", SearchOption.AllDirectories).Concat(Directory.EnumerateFiles(Repo.At("db", "migrations"), "*.sql"))
        from match in DeleteFrom().Matches(File.ReadAllText(file))
        group match by match.Groups["table"].Value into table
        orderby table.Key
        select table.Key)}}}";

    [GeneratedRegex(@"delete\s+from\s+(?<table>[a-z_]+\.[a-z_]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex DeleteFrom();

    private static readonly Dictionary<string, string> None = new(StringComparer.Ordinal);

    internal static readonly IReadOnlyList<CatalogLaw> All =
    [
        new("a table without a tenant is on the reviewed list",
            $"""
             select c.oid::regclass::text
             from   pg_class c
             where  c.relkind in ('r', 'p')
             and    c.relnamespace::regnamespace::text in {Schemas}
             and    not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped)
             """,
            "create table patients.forgotten (id uuid primary key)",
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["platform.tenants"] = "the directory a request finds its tenant in",
                ["platform.migrations"] = "what the migrator did",
                ["platform.schedules"] = "recurring work of the whole program; holds names and times only",
            }),

        new("tenant_id is a uuid that is never null",
            $"""
             select c.oid::regclass::text
             from   pg_class c
             join   pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
             where  c.relkind in ('r', 'p')
             and    c.relnamespace::regnamespace::text in {Schemas}
             and    (not a.attnotnull or a.atttypid <> 'uuid'::regtype)
             """,
            "alter table platform.staff_accounts drop constraint staff_accounts_pkey cascade, drop constraint staff_email_is_taken cascade, alter column tenant_id drop not null",
            None),

        new("row level security is on and forced, with one policy that reads and writes the tenant",
            $"""
             select c.oid::regclass::text
             from   pg_class c
             join   pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
             where  c.relkind in ('r', 'p')
             and    c.relnamespace::regnamespace::text in {Schemas}
             and    (not c.relrowsecurity or not c.relforcerowsecurity
                     or (select count(*) from pg_policy p where p.polrelid = c.oid) <> 1
                     or not exists (
                         select from pg_policy p
                         where  p.polrelid = c.oid and p.polcmd = '*' and p.polpermissive and p.polroles = array[0]::oid[]
                         and    pg_get_expr(p.polqual, p.polrelid) = '(tenant_id = ( SELECT platform.tenant_id() AS tenant_id))'
                         and    pg_get_expr(p.polwithcheck, p.polrelid) = '(tenant_id = ( SELECT platform.tenant_id() AS tenant_id))'))
             """,
            "alter table platform.sessions no force row level security",
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["platform.jobs"] = "the worker's role has a second policy: it claims the jobs of all clinics and runs each as its tenant",
            }),

        new("every unique key starts with tenant_id",
            $"""
             select i.indexrelid::regclass::text
             from   pg_index i
             join   pg_class c on c.oid = i.indrelid
             join   pg_attribute t on t.attrelid = i.indrelid and t.attname = 'tenant_id' and not t.attisdropped
             where  i.indisunique
             and    c.relnamespace::regnamespace::text in {Schemas}
             and    i.indkey[0] <> t.attnum
             """,
            "alter table platform.staff_accounts add constraint email_of_all unique (email)",
            None),

        new("every foreign key between tenant tables starts with tenant_id on both sides",
            $"""
             select k.conrelid::regclass::text || '.' || k.conname
             from   pg_constraint k
             join   pg_attribute here on here.attrelid = k.conrelid and here.attname = 'tenant_id' and not here.attisdropped
             join   pg_attribute there on there.attrelid = k.confrelid and there.attname = 'tenant_id' and not there.attisdropped
             where  k.contype = 'f'
             and    (k.conkey[1] <> here.attnum or k.confkey[1] <> there.attnum)
             """,
            """
            alter table platform.staff_accounts drop constraint staff_accounts_pkey cascade;
            alter table platform.staff_accounts add primary key (id);
            alter table platform.sessions add column plain uuid references platform.staff_accounts (id)
            """,
            None),

        new("what refers to a table from which the program deletes rows is found by an index, or each deletion reads all of it",
            $"""
             with recursive shrinks as (
                 select unnest('{Deleted}'::regclass[])::oid as id
                 union
                 select k.conrelid
                 from   pg_constraint k
                 join   shrinks s on s.id = k.confrelid
                 where  k.contype = 'f'
                 and    k.confdeltype = 'c'
             )
             select k.conrelid::regclass::text || '.' || k.conname
             from   pg_constraint k
             join   shrinks s on s.id = k.confrelid
             where  k.contype = 'f'
             and    k.conparentid = 0
             and    not exists (
                        select
                        from   pg_index i
                        join   pg_class c on c.oid = i.indexrelid
                        join   pg_am m on m.oid = c.relam and m.amname = 'btree'
                        where  i.indrelid = k.conrelid
                        and    i.indisvalid
                        and    (i.indkey::int2[])[0:cardinality(k.conkey) - 1] @> k.conkey
                        and    (i.indpred is null or exists (
                                   select
                                   from   pg_attribute a
                                   where  a.attrelid = k.conrelid
                                   and    a.attnum = any (k.conkey)
                                   and    pg_get_expr(i.indpred, i.indrelid) = format('(%I IS NOT NULL)', a.attname))))
             """,
            "drop index scheduling.waitlist_by_visit",
            None),

        new("exclusion constraints start with tenant_id",
            """
            select k.conrelid::regclass::text || '.' || k.conname
            from   pg_constraint k
            join   pg_attribute t on t.attrelid = k.conrelid and t.attname = 'tenant_id' and not t.attisdropped
            where  k.contype = 'x'
            and    k.conkey[1] <> t.attnum
            """,
            "alter table platform.sessions add constraint careless exclude using gist (account_id with =, tstzrange(started_at, expires_at) with &&)",
            None),

        new("views run with the caller's rights",
            $"""
             select c.oid::regclass::text
             from   pg_class c
             where  c.relkind in ('v', 'm')
             and    c.relnamespace::regnamespace::text in {Schemas}
             and    not coalesce(c.reloptions::text ~ 'security_invoker=(true|on|1)', false)
             """,
            "create view patients.peephole as select * from platform.sessions",
            None),

        new("a security definer function is on the reviewed list and pins its search_path",
            $"""
             select p.oid::regprocedure::text
             from   pg_proc p
             where  p.prosecdef
             and    p.pronamespace::regnamespace::text in {Schemas}
             and    (coalesce(array_to_string(p.proconfig, ','), '') !~ 'search_path'
                     or p.oid::regprocedure::text not in ('audit.make_partitions()'))
             """,
            "create function patients.backdoor() returns bigint language sql security definer as 'select count(*) from platform.sessions'",
            None),

        new("the application's roles own nothing, bypass nothing and hold no more than reading and writing rows",
            $"""
             select r.rolname || ' is superuser, bypasses row security, or may create'
             from   pg_roles r
             where  r.rolname in ('frontdesk_app', 'frontdesk_worker')
             and    (r.rolsuper or r.rolbypassrls or r.rolcreaterole or r.rolcreatedb or pg_has_role(r.oid, 'frontdesk_owner', 'member'))
             union all
             select pg_get_userbyid(c.relowner) || ' owns ' || c.oid::regclass
             from   pg_class c
             where  c.relnamespace::regnamespace::text in {Schemas}
             and    pg_get_userbyid(c.relowner) <> 'frontdesk_owner'
             union all
             select g.grantee || ' holds ' || g.privilege_type || ' on ' || g.table_schema || '.' || g.table_name
             from   information_schema.role_table_grants g
             where  g.table_schema in {Schemas}
             and    g.grantee <> 'frontdesk_owner'
             and    g.privilege_type not in ('SELECT', 'INSERT', 'UPDATE', 'DELETE')
             union all
             select r.rolname || ' may create in ' || n.nspname
             from   pg_roles r cross join pg_namespace n
             where  r.rolname in ('frontdesk_app', 'frontdesk_worker')
             and    n.nspname in {Schemas}
             and    has_schema_privilege(r.oid, n.oid, 'CREATE')
             """,
            "grant truncate on platform.sessions to frontdesk_app",
            None),

        new("the audit can be added to and read, never changed",
            """
            select g.grantee || ' holds ' || g.privilege_type || ' on ' || g.table_name
            from   information_schema.role_table_grants g
            where  g.table_schema = 'audit'
            and    g.grantee <> 'frontdesk_owner'
            and    g.privilege_type not in ('SELECT', 'INSERT')
            """,
            "grant delete on audit.reads to frontdesk_app",
            None),

        new("every tenant table records its changes",
            $"""
             select c.oid::regclass::text
             from   pg_class c
             join   pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
             where  c.relkind in ('r', 'p')
             and    not c.relispartition
             and    c.relnamespace::regnamespace::text in {Schemas}
             and    not exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgname = 'record_change' and t.tgenabled = 'O')
             """,
            "alter table platform.staff_accounts disable trigger record_change",
            Unaudited),

        new("no column is a Postgres enum: its comparison is not leakproof and cannot use an index under row level security",
            $"""
             select a.attrelid::regclass::text || '.' || a.attname
             from   pg_attribute a
             join   pg_class c on c.oid = a.attrelid
             join   pg_type t on t.oid = a.atttypid
             where  t.typtype = 'e'
             and    c.relnamespace::regnamespace::text in {Schemas}
             """,
            "create type platform.mood as enum ('good'); alter table platform.sessions add column mood platform.mood",
            None),

        new("the clinic's tables are out of everybody else's reach",
            $"""
             select g.grantee || ' holds ' || g.privilege_type || ' on ' || g.table_schema || '.' || g.table_name
             from   information_schema.role_table_grants g
             where  g.table_schema in {Schemas}
             and    g.grantee not in ('frontdesk_owner', 'frontdesk_app', 'frontdesk_worker')
             """,
            "grant select on platform.sessions to public",
            None),
    ];

    // Technical tables: what happens in them is either not a person's doing or recorded elsewhere.
    private static Dictionary<string, string> Unaudited => new(StringComparer.Ordinal)
    {
        ["audit.reads"] = "is the audit",
        ["audit.changes"] = "is the audit",
        ["audit.events"] = "is the audit",
        ["platform.sessions"] = "beginning and end are audit events; the rest is the clock",
        ["platform.throttles"] = "counters",
        ["platform.known_devices"] = "remembered at sign-in, which is an audit event",
        ["platform.jobs"] = "work in progress; what a job does is audited where it does it",
        ["platform.effects"] = "a ledger of its own",
        ["callcenter.agents"] = "a lease that moves every ten seconds",
        ["callcenter.candidates"] = "derived when a call comes; the look-up is in audit.reads",
        ["callcenter.provider_events"] = "a log, only added to",
        ["callcenter.legs"] = "a log of the telephone; the call it belongs to is audited",
        ["callcenter.offers"] = "a log of who was asked; the call it belongs to is audited",
        ["platform.idempotency"] = "answers kept for a day; the writes behind them are audited",
        ["patients.name_words"] = "the search index of names; the names themselves are audited",
        ["patients.sign_in_challenges"] = "asked, answered and refused are audit events",
        ["patients.imports"] = "how far an import is; what it imports is audited",
        ["patients.import_refusals"] = "lines that did not go in",
        ["scheduling.rules_versions"] = "a counter",
        ["messaging.reminder_marks"] = "how far a clinic's visits were looked through",
        ["scheduling.left_calendars"] = "what the move of a visit leaves behind, and the move is audited",
        ["scheduling.imported_busy"] = "a copy of what a calendar elsewhere says, brought up to date every half hour; subscribing and unsubscribing are audited",
    };

    public override string ToString() => Name;
}
