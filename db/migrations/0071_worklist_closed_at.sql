-- What is open is asked as its index is made: "state" is computed, and finds an item by reading all there ever were.
create or replace view worklist.states with (security_invoker = true) as
select tenant_id, id as item_id, kind, subject_id, patient_id, details, created_at, coalesce(outcome, 'open') as state, closed_at
from   worklist.items;
