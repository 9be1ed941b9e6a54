-- Tenancy: who the request is for, carried by transaction-local settings, and the guard every tenant table passes through.
-- Roles are made before the first migration runs (creating roles may need another login): frontdesk_owner owns all,
-- frontdesk_app serves requests under row level security, frontdesk_worker claims jobs.

create schema platform;
create schema audit;
grant usage on schema platform, audit to frontdesk_app, frontdesk_worker;

-- The settings below are set with set_config(…, true) in the same round trip as the statement they guard.
-- current_setting(…, true) is '' and not null on a connection that once had the setting: hence nullif.

create function platform.tenant_id() returns uuid
    language sql stable parallel safe
    return nullif(current_setting('app.tenant_id', true), '')::uuid;

create function platform.actor_kind() returns text
    language sql stable parallel safe
    return coalesce(nullif(current_setting('app.actor_kind', true), ''), 'system');

create function platform.actor_id() returns uuid
    language sql stable parallel safe
    return nullif(current_setting('app.actor_id', true), '')::uuid;

create function platform.request_id() returns text
    language sql stable parallel safe
    return coalesce(nullif(current_setting('app.request_id', true), ''), 'none');

-- The audit kind of the route, such as 'appointment.booked'.
create function platform.action() returns text
    language sql stable parallel safe
    return coalesce(nullif(current_setting('app.action', true), ''), 'none');

-- The clinics. Global on purpose: a request finds its tenant here, by the first label of its host name, before it has one.
create table platform.tenants (
    id         uuid primary key,
    slug       text not null,
    name       text not null,
    phone      text not null,              -- E.164, what patients call; texts are sent from it
    time_zone  text not null,              -- IANA id of the clinic's main site
    languages  text[] not null,            -- BCP 47, the first is the default
    cell       text not null default 'main', -- the database the tenant lives in
    state      text not null default 'active',
    created_at timestamptz not null default now(),
    constraint tenant_slug_is_taken unique (slug),
    constraint tenant_slug_is_a_host_label check (slug ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'),
    constraint tenant_phone_is_e164 check (phone ~ '^\+[1-9][0-9]{6,14}$'),
    constraint tenant_state_is_known check (state in ('active', 'suspended')),
    constraint tenant_speaks_a_language check (cardinality(languages) > 0)
);
grant select on platform.tenants to frontdesk_app, frontdesk_worker;

-- Every tenant table passes here once. The policy's sub-select becomes an InitPlan: the setting is read once a statement.
-- A column in secret_columns never enters the audit (password hashes, seeds).
create function platform.guard(tenant_table regclass, audited boolean default true, secret_columns text[] default '{}') returns void
    language plpgsql as
$$
begin
    execute format('alter table %s enable row level security', tenant_table);
    execute format('alter table %s force row level security', tenant_table);
    execute format(
        'create policy tenant_isolation on %s using (tenant_id = (select platform.tenant_id())) with check (tenant_id = (select platform.tenant_id()))',
        tenant_table);
    execute format('grant select, insert, update, delete on %s to frontdesk_app', tenant_table);
    if audited then
        execute format(
            'create trigger record_change after insert or update or delete on %s for each row execute function audit.record_change(%s)',
            tenant_table, (select coalesce(string_agg(quote_literal(c), ', '), '') from unnest(secret_columns) c));
    end if;
end
$$;
revoke all on function platform.guard(regclass, boolean, text[]) from public;
