-- What happens to a visit after it was booked: it is moved, the patient arrives or does not; and visits put on top of others on purpose.

alter table scheduling.appointments
    add column version         integer not null default 1,      -- counts what a calendar or a reminder must know: time and status; iCalendar's SEQUENCE is one less
    add column hold_id         uuid,                            -- the hold its present time came from, so that moving twice by one hold is moving once; null: its own id
    add column moved_at        timestamptz,
    add column arrived_at      timestamptz,
    add column overbooked      boolean not null default false,  -- put on a time that may be taken, on purpose
    add column overbook_reason text,
    add constraint overbooked_visit_says_why check (overbooked = (overbook_reason is not null));

-- An overbooked visit is busy time like any other, but is no clash itself: only whoever books without saying so is kept from overlapping.
alter table scheduling.appointments
    drop constraint appointments_never_overlap,
    add constraint appointments_never_overlap exclude using gist (tenant_id with =, resource_id with =, tstzrange(busy_from, busy_until) with &&)
        where (occupies and not overbooked);

-- Looked at by every hold, since the constraint does not see them; next to empty.
create index appointments_overbooked on scheduling.appointments (tenant_id, resource_id, busy_from) include (busy_until) where overbooked and occupies;
