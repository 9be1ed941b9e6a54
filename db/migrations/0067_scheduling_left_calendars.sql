-- Visits that were moved to another practitioner: the calendar they left shows them as cancelled for six weeks, so that programs which read it take them off.
create table scheduling.left_calendars (
    tenant_id      uuid not null default platform.tenant_id(),
    resource_id    uuid not null,                    -- whom they left
    appointment_id uuid not null,
    location_id    uuid not null,
    starts_at      timestamptz not null,             -- where they were last
    ends_at        timestamptz not null,
    version        integer not null,                 -- of the visit, from the move on
    left_at        timestamptz not null default now(),
    primary key (tenant_id, resource_id, appointment_id),
    constraint left_calendar_is_a_practitioners foreign key (tenant_id, resource_id) references scheduling.resources (tenant_id, id),
    constraint left_calendar_knows_the_place foreign key (tenant_id, location_id) references scheduling.locations (tenant_id, id)
);
-- The move itself is in the audit, with the visit.
select platform.guard('scheduling.left_calendars', audited => false);
