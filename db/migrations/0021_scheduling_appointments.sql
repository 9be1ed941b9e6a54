-- Scheduling: what is booked. A hold is an appointment with status pending (FHIR R4, IHE Scheduling: $hold), so that a held time and
-- a booked time exclude each other by one constraint, and booking a hold is one update of one row.

create table scheduling.appointments (
    tenant_id          uuid not null default platform.tenant_id(),
    id                 uuid not null,
    resource_id        uuid not null,             -- the practitioner
    location_id        uuid not null,
    visit_type_id      uuid not null,
    patient_id         uuid,                      -- a hold may not know yet for whom
    status             text not null,             -- FHIR R4 AppointmentStatus
    starts_at          timestamptz not null,      -- what the patient is told
    ends_at            timestamptz not null,
    busy_from          timestamptz not null,      -- with the buffers: what nobody else gets
    busy_until         timestamptz not null,
    expires_at         timestamptz,               -- of a hold, by the database's clock; an expired hold occupies nothing and is swept by the next who wants its time
    reason             text not null default '',  -- why the patient comes, in their words
    cancelation_reason text,                      -- FHIR R4's spelling
    held_by            uuid not null,             -- the actor who chose the time: a hold is good for no one else
    held_by_kind       text not null,
    booked_at          timestamptz,
    booked_by          uuid,
    cancelled_at       timestamptz,
    cancelled_by       uuid,
    cancelled_by_kind  text,                      -- the clinic, or the patient
    created_at         timestamptz not null default now(),
    -- Whether the row takes the resource's time. Stored, so that booking a hold changes no indexed column and stays a heap-only update.
    occupies           boolean not null generated always as (status in ('pending', 'booked', 'arrived', 'checked-in', 'fulfilled')) stored,
    primary key (tenant_id, id),
    constraint appointment_resource_is_at_the_location foreign key (tenant_id, resource_id, location_id)
        references scheduling.resource_locations (tenant_id, resource_id, location_id),
    constraint appointment_visit_type_is_known foreign key (tenant_id, visit_type_id) references scheduling.visit_types (tenant_id, id),
    constraint appointment_patient_is_known foreign key (tenant_id, patient_id) references patients.patients (tenant_id, id),
    constraint appointment_status_is_known check (status in
        ('proposed', 'pending', 'booked', 'arrived', 'fulfilled', 'cancelled', 'noshow', 'entered-in-error', 'checked-in', 'waitlist')),
    constraint appointment_ends_after_it_starts check (starts_at < ends_at),
    constraint appointment_buffers_lie_around_it check (busy_from <= starts_at and ends_at <= busy_until),
    -- Searches for what overlaps a time look back this far and no further.
    constraint appointment_occupies_at_most_a_day check (busy_until <= busy_from + interval '1 day'),
    constraint hold_expires check ((status = 'pending') = (expires_at is not null)),
    constraint appointment_has_a_patient check (patient_id is not null or status in ('pending', 'cancelled', 'entered-in-error')),
    constraint appointment_cancelation_reason_needs_a_cancelation check (cancelation_reason is null or status in ('cancelled', 'noshow')),
    -- The promise: one resource, one visit at a time, held or booked.
    constraint appointments_never_overlap exclude using gist (tenant_id with =, resource_id with =, tstzrange(busy_from, busy_until) with &&) where (occupies)
) with (fillfactor = 85);

-- What a resource is busy with between two times. Reads go by plain comparisons here and not by the constraint's index:
-- && is not leakproof, so under row level security it could not use it.
create index appointments_by_busy_time on scheduling.appointments (tenant_id, resource_id, busy_from) where occupies;
-- A patient's visits.
create index appointments_by_patient on scheduling.appointments (tenant_id, patient_id, starts_at);
-- The day list of the clinic.
create index appointments_by_start on scheduling.appointments (tenant_id, starts_at);

select platform.guard('scheduling.appointments');

-- Visits still to come, for other modules: who, when, where, what for. Times are instants; time_zone says how the place's wall clock shows them.
create view scheduling.upcoming with (security_invoker = true) as
select a.tenant_id, a.id as appointment_id, a.patient_id, a.status, a.starts_at, a.ends_at,
       a.resource_id as practitioner_id, r.name as practitioner_name,
       a.location_id, l.name as location_name, l.address as location_address, l.time_zone,
       a.visit_type_id, v.name_en as visit_type_en, v.name_es as visit_type_es, v.instructions_en, v.instructions_es
from   scheduling.appointments a
join   scheduling.resources r on (r.tenant_id, r.id) = (a.tenant_id, a.resource_id)
join   scheduling.locations l on (l.tenant_id, l.id) = (a.tenant_id, a.location_id)
join   scheduling.visit_types v on (v.tenant_id, v.id) = (a.tenant_id, a.visit_type_id)
where  a.status in ('booked', 'arrived', 'checked-in')
and    a.ends_at > now();
grant select on scheduling.upcoming to frontdesk_app;
