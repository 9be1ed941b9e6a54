-- Whoever cannot be texted may not know of an offer while its time is kept from others: the desk sees it and may call.
alter table scheduling.offers
    add column untold boolean not null default false; -- no text about it reached the patient, or none will
