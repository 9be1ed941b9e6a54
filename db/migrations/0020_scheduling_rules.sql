-- Scheduling: where, who and when. Everything that decides which times could be offered, before anything is booked.
-- Rows are few and change seldom; each change gives the clinic's rules a new version (see the last table).

create schema scheduling;
grant usage on schema scheduling to frontdesk_app, frontdesk_worker;

-- Places patients come to. All hours of a place are in the wall-clock time of its zone.
create table scheduling.locations (
    tenant_id  uuid not null default platform.tenant_id(),
    id         uuid not null,
    name       text not null,
    address    text not null default '',
    time_zone  text not null,                    -- IANA id, checked against the program's own zone data on write
    active     boolean not null default true,
    created_at timestamptz not null default now(),
    primary key (tenant_id, id),
    constraint location_name_is_taken unique (tenant_id, name),
    constraint location_has_a_name check (length(name) between 1 and 100)
);
select platform.guard('scheduling.locations');

-- Whatever can be busy: one visit at a time. Practitioners today; a room is another kind of the same thing.
create table scheduling.resources (
    tenant_id  uuid not null default platform.tenant_id(),
    id         uuid not null,
    kind       text not null,
    name       text not null,
    active     boolean not null default true,
    created_at timestamptz not null default now(),
    primary key (tenant_id, id),
    constraint resource_kind_is_known check (kind in ('practitioner', 'room')),
    constraint resource_has_a_name check (length(name) between 1 and 100)
);
select platform.guard('scheduling.resources');

-- What is particular to a resource that is a person who sees patients.
create table scheduling.practitioners (
    tenant_id uuid not null default platform.tenant_id(),
    id        uuid not null,                     -- of the resource
    languages text[] not null,                   -- BCP 47: what the practitioner speaks with patients
    primary key (tenant_id, id),
    constraint practitioner_is_a_resource foreign key (tenant_id, id) references scheduling.resources (tenant_id, id),
    constraint practitioner_speaks_a_language check (cardinality(languages) > 0)
);
select platform.guard('scheduling.practitioners');

-- The places a resource is found at.
create table scheduling.resource_locations (
    tenant_id   uuid not null default platform.tenant_id(),
    resource_id uuid not null,
    location_id uuid not null,
    primary key (tenant_id, resource_id, location_id),
    constraint location_is_of_a_known_resource foreign key (tenant_id, resource_id) references scheduling.resources (tenant_id, id),
    constraint resource_is_at_a_known_location foreign key (tenant_id, location_id) references scheduling.locations (tenant_id, id)
);
select platform.guard('scheduling.resource_locations');

-- What can be booked.
create table scheduling.visit_types (
    tenant_id              uuid not null default platform.tenant_id(),
    id                     uuid not null,
    name_en                text not null,
    name_es                text not null,
    instructions_en        text not null default '',   -- what the patient should know beforehand
    instructions_es        text not null default '',
    minutes                integer not null,           -- what the patient is told, in elapsed time
    buffer_before          integer not null default 0, -- minutes kept free before the visit; the patient is not told
    buffer_after           integer not null default 0,
    every                  integer not null,           -- starts every so many minutes from the start of a block of hours
    patients_may_book      boolean not null default false,
    patients_notice        integer not null default 0, -- minutes: patients book no later than this before the start; staff may until it starts
    patients_ahead         integer not null default 90, -- days: patients book no earlier than this before the start
    active                 boolean not null default true,
    created_at             timestamptz not null default now(),
    primary key (tenant_id, id),
    constraint visit_type_name_is_taken unique (tenant_id, name_en),
    constraint visit_type_has_names check (length(name_en) between 1 and 100 and length(name_es) between 1 and 100),
    constraint visit_lasts_5_minutes_to_8_hours check (minutes between 5 and 480),
    constraint visit_buffers_are_at_most_2_hours check (buffer_before between 0 and 120 and buffer_after between 0 and 120),
    constraint visit_starts_every_5_minutes_to_8_hours check (every between 5 and 480),
    constraint visit_notice_is_at_most_30_days check (patients_notice between 0 and 43200),
    constraint visit_is_booked_at_most_a_year_ahead check (patients_ahead between 1 and 366)
);
select platform.guard('scheduling.visit_types');

-- When a resource works at a place, each week, in wall-clock minutes of the day.
create table scheduling.weekly_hours (
    tenant_id     uuid not null default platform.tenant_id(),
    id            uuid not null,
    resource_id   uuid not null,
    location_id   uuid not null,
    weekday       smallint not null,             -- ISO 8601: Monday is 1
    starts_minute smallint not null,             -- 540 is 09:00
    ends_minute   smallint not null,             -- exclusive; 1440 is midnight at the end of the day
    valid_from    date,                          -- first day, null: always
    valid_until   date,                          -- last day, null: without end
    primary key (tenant_id, id),
    constraint weekly_hours_are_where_the_resource_is foreign key (tenant_id, resource_id, location_id)
        references scheduling.resource_locations (tenant_id, resource_id, location_id),
    constraint weekly_hours_are_on_a_weekday check (weekday between 1 and 7),
    constraint weekly_hours_end_after_they_start check (0 <= starts_minute and starts_minute < ends_minute and ends_minute <= 1440),
    constraint weekly_hours_last_day_is_not_before_the_first check (valid_from <= valid_until),
    -- Within one place. Two places may lie in different zones, where equal wall-clock hours are different times.
    constraint weekly_hours_do_not_overlap exclude using gist (
        tenant_id with =, resource_id with =, location_id with =, weekday with =,
        int4range(starts_minute, ends_minute) with &&, daterange(valid_from, valid_until, '[]') with &&)
);
select platform.guard('scheduling.weekly_hours');

-- Time taken from the weekly hours or added to them, in the wall-clock time of each place it touches.
create table scheduling.exceptions (
    tenant_id   uuid not null default platform.tenant_id(),
    id          uuid not null,
    resource_id uuid not null,
    location_id uuid,                            -- null: away from all places
    kind        text not null,                   -- away, or extra hours
    starts      timestamp not null,              -- wall clock, so without a zone
    ends        timestamp not null,
    note        text not null default '',        -- for staff: "conference"
    created_at  timestamptz not null default now(),
    primary key (tenant_id, id),
    constraint exception_is_of_a_known_resource foreign key (tenant_id, resource_id) references scheduling.resources (tenant_id, id),
    constraint exception_is_where_the_resource_is foreign key (tenant_id, resource_id, location_id)
        references scheduling.resource_locations (tenant_id, resource_id, location_id),
    constraint exception_kind_is_known check (kind in ('away', 'extra')),
    constraint extra_hours_are_at_a_location check (kind = 'away' or location_id is not null),
    constraint exception_ends_after_it_starts check (starts < ends),
    constraint exception_lasts_at_most_a_year check (ends <= starts + interval '366 days')
);
-- Old exceptions stay for the record; the rules are loaded from those that have not ended.
create index exceptions_by_end on scheduling.exceptions (tenant_id, ends);
select platform.guard('scheduling.exceptions');

-- One row a clinic: the version of all its rules together. Each node keeps the rules it has read, with their version; a statement that depends on
-- rules reads the version in its own snapshot, so that rules which changed meanwhile are noticed before they are used. Random, not counted:
-- a restored database never shows an old number with other rules behind it.
create table scheduling.rules_versions (
    tenant_id uuid not null default platform.tenant_id(),
    version   uuid not null default gen_random_uuid(),
    primary key (tenant_id)
);
select platform.guard('scheduling.rules_versions', audited => false);

create function scheduling.rules_changed() returns trigger
    language plpgsql as
$$
begin
    -- The row's lock makes changes of rules follow each other, so no version is seen with half of a change.
    insert into scheduling.rules_versions as v (version)
    values (gen_random_uuid())
    on conflict (tenant_id) do update set version = excluded.version;
    return null;
end
$$;

create trigger rules_changed after insert or update or delete on scheduling.locations for each statement execute function scheduling.rules_changed();
create trigger rules_changed after insert or update or delete on scheduling.resources for each statement execute function scheduling.rules_changed();
create trigger rules_changed after insert or update or delete on scheduling.practitioners for each statement execute function scheduling.rules_changed();
create trigger rules_changed after insert or update or delete on scheduling.resource_locations for each statement execute function scheduling.rules_changed();
create trigger rules_changed after insert or update or delete on scheduling.visit_types for each statement execute function scheduling.rules_changed();
create trigger rules_changed after insert or update or delete on scheduling.weekly_hours for each statement execute function scheduling.rules_changed();
create trigger rules_changed after insert or update or delete on scheduling.exceptions for each statement execute function scheduling.rules_changed();
