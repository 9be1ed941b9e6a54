-- Work that comes back: the program writes its schedules here when a worker starts, and workers take turns in making jobs of those that are due.
-- It belongs to no clinic, so it has no tenant.
create table platform.schedules (
    name       text        not null,
    kind       text        not null,
    -- Quartz's form, seconds first.
    cron       text        not null,
    -- IANA name of the zone the cron is read in.
    time_zone  text        not null,
    -- One job per clinic rather than one for the house.
    per_tenant boolean     not null,
    -- Jobs of many clinics are spread over this long, so that ten thousand do not start in the same second.
    spread     interval    not null default interval '0',
    next_at    timestamptz not null,
    last_at    timestamptz,
    constraint schedules_pkey primary key (name)
);

grant select, insert, update, delete on platform.schedules to frontdesk_worker;
grant select on platform.tenants to frontdesk_worker;
