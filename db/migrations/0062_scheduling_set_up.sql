-- What the settings screens need that booking alone did not.

-- A practitioner who gives up a place keeps the row, for the visits that were there; the hours stay with it, should they come back.
alter table scheduling.resource_locations
    add column active boolean not null default true;
