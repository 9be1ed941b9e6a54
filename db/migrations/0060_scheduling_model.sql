-- The whole model of what can be booked: rooms and equipment, who may book what and how, days a place is closed, and visits of many patients at once.

-- A room or a piece of equipment is a resource like a practitioner: one visit at a time.
alter table scheduling.resources
    add column category text not null default '',   -- of a room or equipment, what a visit type asks for: 'exam', 'ultrasound'
    drop constraint resource_kind_is_known,
    add constraint resource_kind_is_known check (kind in ('practitioner', 'room', 'equipment')),
    add constraint room_or_equipment_has_a_category check ((kind = 'practitioner') = (category = '') and length(category) <= 50);

alter table scheduling.practitioners
    add column skills         text[] not null default '{}',   -- what a visit type may ask for: 'pediatrics'
    add column licence_states text[] not null default '{}';   -- USPS codes: where patients may be while seen by video or telephone

alter table scheduling.visit_types
    add column channels            text[] not null default '{in-person}',
    add column open_to             text not null default 'everyone',     -- of the patients who may book it themselves
    add column patients_may_request boolean not null default true,       -- what patients may not book they may ask for
    add column needs_room          text,                                 -- category; taken with the visit when it is in person
    add column needs_equipment     text,                                 -- likewise
    add column needs_skill         text,                                 -- of the practitioner
    add column capacity            integer not null default 1,           -- patients at once; more than one is a group visit
    add column reminders           integer[] not null default '{1440}',  -- minutes before the start
    add column every_practitioner  boolean not null default true,        -- false: only those of practitioner_visit_types
    add constraint visit_channels_are_known check (cardinality(channels) > 0 and channels <@ array['in-person', 'video', 'phone']),
    add constraint visit_is_open_to_known_patients check (open_to in ('everyone', 'new', 'established')),
    add constraint visit_capacity_is_1_to_50 check (capacity between 1 and 50),
    add constraint visit_is_reminded_of_at_most_5_times check (cardinality(reminders) <= 5 and 15 <= all (reminders) and 43200 >= all (reminders));

-- What one practitioner does otherwise than the visit type says: how long it takes them, or that they do it at all.
create table scheduling.practitioner_visit_types (
    tenant_id       uuid not null default platform.tenant_id(),
    practitioner_id uuid not null,
    visit_type_id   uuid not null,
    minutes         integer,                     -- null: as the visit type says
    primary key (tenant_id, practitioner_id, visit_type_id),
    constraint visit_length_is_of_a_practitioner foreign key (tenant_id, practitioner_id) references scheduling.practitioners (tenant_id, id),
    constraint visit_length_is_of_a_known_type foreign key (tenant_id, visit_type_id) references scheduling.visit_types (tenant_id, id),
    constraint visit_lasts_5_minutes_to_8_hours check (minutes between 5 and 480)
);
select platform.guard('scheduling.practitioner_visit_types');

-- When a place is open, each week. A place without any is open whenever somebody works there; with some, nobody works outside of them but by extra hours.
create table scheduling.location_hours (
    tenant_id     uuid not null default platform.tenant_id(),
    id            uuid not null,
    location_id   uuid not null,
    weekday       smallint not null,             -- ISO 8601: Monday is 1
    starts_minute smallint not null,             -- 540 is 09:00
    ends_minute   smallint not null,             -- exclusive
    primary key (tenant_id, id),
    constraint location_hours_are_of_a_known_location foreign key (tenant_id, location_id) references scheduling.locations (tenant_id, id),
    constraint location_hours_are_on_a_weekday check (weekday between 1 and 7),
    constraint location_hours_end_after_they_start check (0 <= starts_minute and starts_minute < ends_minute and ends_minute <= 1440),
    constraint location_hours_do_not_overlap exclude using gist (
        tenant_id with =, location_id with =, weekday with =, int4range(starts_minute, ends_minute) with &&)
);
select platform.guard('scheduling.location_hours');

-- Days on which nobody works, extra hours or not.
create table scheduling.holidays (
    tenant_id   uuid not null default platform.tenant_id(),
    id          uuid not null,
    location_id uuid,                            -- null: all places
    day         date not null,                   -- by the clock of each place
    name        text not null,
    primary key (tenant_id, id),
    constraint holiday_is_of_a_known_location foreign key (tenant_id, location_id) references scheduling.locations (tenant_id, id),
    constraint holiday_is_there_already unique nulls not distinct (tenant_id, day, location_id),
    constraint holiday_has_a_name check (length(name) between 1 and 100)
);
select platform.guard('scheduling.holidays');

-- Blocked is away by another name: the practitioner is there, but the time is not for visits. A room can be blocked too.
alter table scheduling.exceptions
    drop constraint exception_kind_is_known,
    add constraint exception_kind_is_known check (kind in ('away', 'blocked', 'extra')),
    drop constraint extra_hours_are_at_a_location,
    add constraint extra_hours_are_at_a_location check (kind <> 'extra' or location_id is not null);

create trigger rules_changed after insert or update or delete on scheduling.practitioner_visit_types for each statement execute function scheduling.rules_changed();
create trigger rules_changed after insert or update or delete on scheduling.location_hours for each statement execute function scheduling.rules_changed();
create trigger rules_changed after insert or update or delete on scheduling.holidays for each statement execute function scheduling.rules_changed();

-- Weekly visits of one patient that were booked together.
create table scheduling.series (
    tenant_id     uuid not null default platform.tenant_id(),
    id            uuid not null,
    patient_id    uuid not null,
    visit_type_id uuid not null,
    every_weeks   smallint not null,
    created_at    timestamptz not null default now(),
    primary key (tenant_id, id),
    constraint series_is_of_a_known_patient foreign key (tenant_id, patient_id) references patients.patients (tenant_id, id),
    constraint series_is_of_a_known_type foreign key (tenant_id, visit_type_id) references scheduling.visit_types (tenant_id, id),
    constraint series_is_every_1_to_12_weeks check (every_weeks between 1 and 12)
);
select platform.guard('scheduling.series');

alter table scheduling.appointments
    add column channel      text not null default 'in-person',
    add column room_id      uuid,
    add column equipment_id uuid,
    add column group_id     uuid,                            -- of a group visit: made of type, practitioner, place and time, so that all who come have the same
    add column seat         smallint not null default 1,     -- in the group
    add column series_id    uuid,
    add column moves_id     uuid,                            -- of a hold: the visit that will be moved to it, which it may overlap: then its group_id is that visit's id
    add column confirmed_at timestamptz,                     -- the patient said they will come to this time
    add constraint appointment_channel_is_known check (channel in ('in-person', 'video', 'phone')),
    add constraint appointment_room_is_known foreign key (tenant_id, room_id) references scheduling.resources (tenant_id, id),
    add constraint appointment_equipment_is_known foreign key (tenant_id, equipment_id) references scheduling.resources (tenant_id, id),
    add constraint appointment_series_is_known foreign key (tenant_id, series_id) references scheduling.series (tenant_id, id),
    add constraint appointment_has_a_seat check (seat between 1 and 50),
    -- Those who share a group do not exclude each other, and exclude all others.
    drop constraint appointments_never_overlap,
    add constraint appointments_never_overlap exclude using gist (
        tenant_id with =, resource_id with =, (coalesce(group_id, id)) with <>, tstzrange(busy_from, busy_until) with &&) where (occupies and not overbooked),
    add constraint rooms_are_never_shared exclude using gist (
        tenant_id with =, room_id with =, (coalesce(group_id, id)) with <>, tstzrange(busy_from, busy_until) with &&) where (occupies and not overbooked and room_id is not null),
    add constraint equipment_is_never_shared exclude using gist (
        tenant_id with =, equipment_id with =, (coalesce(group_id, id)) with <>, tstzrange(busy_from, busy_until) with &&) where (occupies and not overbooked and equipment_id is not null),
    -- A group is in one place.
    add constraint group_meets_in_one_room exclude using gist (
        tenant_id with =, group_id with =, room_id with <>) where (occupies and not overbooked and group_id is not null and room_id is not null),
    add constraint group_has_one_piece_of_equipment exclude using gist (
        tenant_id with =, group_id with =, equipment_id with <>) where (occupies and not overbooked and group_id is not null and equipment_id is not null);

-- A group has as many seats as its type says, and nobody sits on another's lap.
create unique index group_seat_is_taken on scheduling.appointments (tenant_id, group_id, seat) where occupies and not overbooked and group_id is not null;
-- What a room or equipment is busy with, like appointments_by_resource.
create index appointments_by_room on scheduling.appointments (tenant_id, room_id, busy_from) include (busy_until, expires_at) where occupies and room_id is not null;
create index appointments_by_equipment on scheduling.appointments (tenant_id, equipment_id, busy_from) include (busy_until, expires_at) where occupies and equipment_id is not null;
-- The visits of a series.
create index appointments_by_series on scheduling.appointments (tenant_id, series_id, starts_at) where series_id is not null;

-- Whether a clinic knows a patient: seen there within three years (the rule of CPT, by which visits of new and established patients are told apart).
create function scheduling.is_established(patient uuid) returns boolean
    language sql stable parallel safe
    return exists (
        select
        from   scheduling.appointments a
        where  a.patient_id = patient
        and    a.status in ('arrived', 'checked-in', 'fulfilled')
        and    a.starts_at > now() - interval '3 years');
grant execute on function scheduling.is_established(uuid) to frontdesk_app;

create or replace view scheduling.upcoming with (security_invoker = true) as
select a.tenant_id, a.id as appointment_id, a.patient_id, a.status, a.starts_at, a.ends_at,
       a.resource_id as practitioner_id, r.name as practitioner_name,
       a.location_id, l.name as location_name, l.address as location_address, l.time_zone,
       a.visit_type_id, v.name_en as visit_type_en, v.name_es as visit_type_es, v.instructions_en, v.instructions_es,
       v.reminders, a.confirmed_at, a.booked_at, a.moved_at
from   scheduling.appointments a
join   scheduling.resources r on (r.tenant_id, r.id) = (a.tenant_id, a.resource_id)
join   scheduling.locations l on (l.tenant_id, l.id) = (a.tenant_id, a.location_id)
join   scheduling.visit_types v on (v.tenant_id, v.id) = (a.tenant_id, a.visit_type_id)
where  a.status in ('booked', 'arrived', 'checked-in')
and    a.ends_at > now();
