-- What the waitlist may offer to whom, and until when somebody waits.

-- Holds are deleted all the time, and each must be no visit that somebody wants to come earlier to.
create index waitlist_by_visit on scheduling.waitlist (tenant_id, appointment_id) where appointment_id is not null;

-- Whether a patient may book such visits themselves. Staff may book any for anyone.
create function scheduling.patient_may_book(visit_type uuid, patient uuid) returns boolean
    language sql stable parallel safe
    return exists (
        select
        from   scheduling.visit_types v
        where  v.id = visit_type
        and    v.active
        and    v.patients_may_book
        and    (v.open_to = 'everyone' or (v.open_to = 'established') = scheduling.is_established(patient)));
grant execute on function scheduling.patient_may_book(uuid, uuid) to frontdesk_app;

comment on column scheduling.waitlist.from_day is 'by the clock of the place where the time is offered';
comment on column scheduling.waitlist.until_day is 'last day, by the clock of the place where the time is offered; the waiting is over when the day is over at every place that would do';
