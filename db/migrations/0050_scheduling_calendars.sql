-- Calendars: a practitioner's visits for any calendar program to read, and when the practitioner is busy elsewhere.

-- The address at which a practitioner's visits are read by a calendar program that has no session. Whoever knows the token reads; making a new one or revoking it ends that.
create table scheduling.calendar_feeds (
    tenant_id   uuid not null default platform.tenant_id(),
    id          uuid not null,
    resource_id uuid not null,
    token_hash  bytea not null,                  -- SHA-256 of the 256 random bits in the address, which are shown once
    created_at  timestamptz not null default now(),
    revoked_at  timestamptz,                     -- kept, so that the audit knows what was asked with it
    primary key (tenant_id, id),
    constraint calendar_feed_token_is_one_feeds unique (tenant_id, token_hash),
    constraint calendar_feed_is_of_a_known_resource foreign key (tenant_id, resource_id) references scheduling.resources (tenant_id, id)
);
-- One address a practitioner.
create unique index calendar_feeds_in_use on scheduling.calendar_feeds (tenant_id, resource_id) where revoked_at is null;
select platform.guard('scheduling.calendar_feeds', secret_columns => array['token_hash']);

-- What a calendar must take off again. The index by busy time knows only visits that take place.
create index appointments_taken_off on scheduling.appointments (tenant_id, resource_id, starts_at) where booked_at is not null and status in ('cancelled', 'noshow', 'entered-in-error');

-- A calendar elsewhere that says when a practitioner is busy: any address that answers with iCalendar.
create table scheduling.calendar_subscriptions (
    tenant_id     uuid not null default platform.tenant_id(),
    id            uuid not null,
    resource_id   uuid not null,
    name          text not null,                 -- what the clinic calls it: "Outlook"
    address       text not null,                 -- often a secret by itself: never shown again, logged or audited
    host          text not null,                 -- what is shown of it
    stale_hours   integer not null default 24,   -- so long after it was last known to be right, patients are offered no times of this practitioner
    etag          text,
    last_modified timestamptz,
    created_at    timestamptz not null default now(),
    checked_at    timestamptz,                   -- when it was last asked
    fetched_at    timestamptz not null,          -- when what is stored was last known to be what stands there
    read_at       timestamptz not null,          -- when it was last read whole: the days looked at move on, also of a calendar that does not change
    failure       text,                          -- the code of what went wrong when it was last asked; null: nothing
    unreadable    integer not null default 0,    -- entries that could not be read when it was last read
    primary key (tenant_id, id),
    constraint calendar_is_of_a_known_resource foreign key (tenant_id, resource_id) references scheduling.resources (tenant_id, id),
    constraint calendar_has_a_name check (length(name) between 1 and 100),
    constraint calendar_is_stale_after_1_to_168_hours check (stale_hours between 1 and 168)
);
-- Is any of a practitioner's calendars stale?
create index calendar_subscriptions_by_resource on scheduling.calendar_subscriptions (tenant_id, resource_id);
select platform.guard('scheduling.calendar_subscriptions', secret_columns => array['address', 'etag']);

-- When a practitioner is busy elsewhere, and nothing of with what. Cut at every midnight UTC, so that what overlaps a time is found within a day before it, as with appointments.
create table scheduling.imported_busy (
    tenant_id       uuid not null default platform.tenant_id(),
    subscription_id uuid not null,
    resource_id     uuid not null,
    busy_from       timestamptz not null,
    busy_until      timestamptz not null,
    primary key (tenant_id, subscription_id, busy_from),
    constraint imported_busy_is_of_a_known_calendar foreign key (tenant_id, subscription_id) references scheduling.calendar_subscriptions (tenant_id, id) on delete cascade,
    constraint imported_busy_ends_after_it_starts check (busy_from < busy_until),
    constraint imported_busy_lasts_at_most_a_day check (busy_until <= busy_from + interval '1 day')
);
-- Read with every search for free times, from the index alone.
create index imported_busy_by_resource on scheduling.imported_busy (tenant_id, resource_id, busy_from) include (busy_until);
select platform.guard('scheduling.imported_busy', audited => false);
