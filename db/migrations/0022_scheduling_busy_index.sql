-- What a resource is busy with is read from the index alone: a fortnight of five full calendars is a thousand rows, each on another page of the table.
-- expires_at is in it because a hold is busy only until then; the price is that booking a hold is no heap-only update, which was measured to be the smaller one.
create index appointments_by_resource on scheduling.appointments (tenant_id, resource_id, busy_from) include (busy_until, expires_at) where occupies;
drop index scheduling.appointments_by_busy_time;
