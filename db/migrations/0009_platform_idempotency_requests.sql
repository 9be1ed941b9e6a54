-- The requests that had the key and were not heard of again, and the one at work: what each of them changed stands in audit.changes under its id, committed with the change.
-- So whoever asks again after a node died is told whether it had been done. An entry from before this column knows of none.
alter table platform.idempotency add column request_ids text[] not null default '{}';
alter table platform.idempotency alter column request_ids set default array[platform.request_id()];
