-- Messaging: what was sent outside the app, without what it said.

create schema messaging;
grant usage on schema messaging to frontdesk_app;

-- One row for each text. The body is not kept: a sign-in code is a secret, and a text holds no PHI that would have to be looked up.
create table messaging.messages (
    tenant_id  uuid not null default platform.tenant_id(),
    id         uuid not null,
    purpose    text not null,                        -- what it was for: sign_in_code
    to_e164    text not null,
    language   text not null,                        -- of the template that was used
    vendor_id  text,                                 -- Twilio's MessageSid; null until it was taken
    status     text not null default 'sending',
    error_code integer,                              -- Twilio's, when it was not delivered: 30003 unreachable, 21610 the person said STOP
    created_at timestamptz not null default now(),
    changed_at timestamptz not null default now(),
    primary key (tenant_id, id),
    constraint message_vendor_id_is_taken unique (tenant_id, vendor_id),
    constraint message_purpose_is_known check (purpose in ('sign_in_code')),
    constraint message_number_is_e164 check (to_e164 ~ '^\+[1-9][0-9]{6,14}$'),
    constraint message_status_is_known check (status in ('sending', 'queued', 'sent', 'delivered', 'undelivered', 'failed'))
);
select platform.guard('messaging.messages');
