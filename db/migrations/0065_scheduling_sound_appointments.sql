-- The rules of an appointment's row, each named as its error reads. They are a domain over the facts they speak of and not checks of the table: every statement that writes
-- a row parses and plans the table's checks anew, and a domain's rules once for a connection.
create type scheduling.appointment_facts as (
    status             text,
    channel            text,
    starts_at          timestamptz,
    ends_at            timestamptz,
    busy_from          timestamptz,
    busy_until         timestamptz,
    expires_at         timestamptz,
    patient_id         uuid,
    cancelation_reason text,
    seat               smallint,
    overbooked         boolean,
    overbook_reason    text
);
create domain scheduling.sound_appointment as scheduling.appointment_facts
    constraint appointment_status_is_known check ((value).status in
        ('proposed', 'pending', 'booked', 'arrived', 'fulfilled', 'cancelled', 'noshow', 'entered-in-error', 'checked-in', 'waitlist'))
    constraint appointment_channel_is_known check ((value).channel in ('in-person', 'video', 'phone'))
    constraint appointment_ends_after_it_starts check ((value).starts_at < (value).ends_at)
    constraint appointment_buffers_lie_around_it check ((value).busy_from <= (value).starts_at and (value).ends_at <= (value).busy_until)
    -- Searches for what overlaps a time look back this far and no further.
    constraint appointment_occupies_at_most_a_day check ((value).busy_until <= (value).busy_from + interval '1 day')
    constraint hold_expires check (((value).status = 'pending') = ((value).expires_at is not null))
    constraint appointment_has_a_patient check ((value).patient_id is not null or (value).status in ('pending', 'cancelled', 'entered-in-error'))
    constraint appointment_cancelation_reason_needs_a_cancelation check ((value).cancelation_reason is null or (value).status in ('cancelled', 'noshow'))
    constraint appointment_has_a_seat check ((value).seat between 1 and 50)
    constraint overbooked_visit_says_why check ((value).overbooked = ((value).overbook_reason is not null));

-- The cast is the check: it raises the name of the rule that is broken. Not valid yet, so that nobody waits while all rows are read: the next file reads them.
alter table scheduling.appointments
    drop constraint appointment_status_is_known,
    drop constraint appointment_channel_is_known,
    drop constraint appointment_ends_after_it_starts,
    drop constraint appointment_buffers_lie_around_it,
    drop constraint appointment_occupies_at_most_a_day,
    drop constraint hold_expires,
    drop constraint appointment_has_a_patient,
    drop constraint appointment_cancelation_reason_needs_a_cancelation,
    drop constraint appointment_has_a_seat,
    drop constraint overbooked_visit_says_why,
    add constraint appointment_is_sound check ((row(
        status, channel, starts_at, ends_at, busy_from, busy_until, expires_at, patient_id, cancelation_reason, seat, overbooked, overbook_reason
    )::scheduling.appointment_facts::scheduling.sound_appointment).status is not null) not valid;
