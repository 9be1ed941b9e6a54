-- Texts about visits and waitlist offers, what people answer, and who asked not to be texted.

alter table messaging.messages
    add column patient_id uuid,
    add column subject_id uuid,                      -- the visit or the offer it is about
    add column subject_at timestamptz,               -- the time it names: a text about a visit that was moved since is about another time
    drop constraint message_purpose_is_known,
    add constraint message_purpose_is_known check (purpose in ('sign_in_code', 'reminder', 'waitlist_offer', 'waitlist_news', 'reply')),
    add constraint message_is_to_a_known_patient foreign key (tenant_id, patient_id) references patients.patients (tenant_id, id);
-- "What was this number last asked?"
create index messages_by_number on messaging.messages (tenant_id, to_e164, created_at) where subject_id is not null;

-- Numbers whose owners said STOP to this clinic: nothing but the codes they ask for themselves is texted there until they say START.
create table messaging.stopped_numbers (
    tenant_id  uuid not null default platform.tenant_id(),
    e164       text collate "C" not null,
    stopped_at timestamptz not null default now(),
    word       text not null,                        -- what they said: STOP, ALTO …
    primary key (tenant_id, e164),
    constraint stopped_number_is_e164 check (e164 ~ '^\+[1-9][0-9]{6,14}$')
);
select platform.guard('messaging.stopped_numbers');

-- Texts that came in, without what they said: a telling that comes twice is one text.
create table messaging.received_texts (
    tenant_id   uuid not null default platform.tenant_id(),
    id          uuid not null,
    vendor_id   text not null,                       -- Twilio's MessageSid
    from_e164   text not null,
    meaning     text not null,                       -- what we took it for: confirm, cancel, accept, decline, stop, start, help, other
    message_id  uuid,                                -- the text of ours it answered
    received_at timestamptz not null default now(),
    primary key (tenant_id, id),
    constraint text_was_received_before unique (tenant_id, vendor_id),
    constraint received_text_means_something check (meaning in ('confirm', 'cancel', 'accept', 'decline', 'stop', 'start', 'help', 'other'))
);
select platform.guard('messaging.received_texts');
