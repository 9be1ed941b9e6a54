-- Who acts when nobody said so: nobody, and no longer the program itself. The program may touch every patient of a clinic (patients.acts_for), so a path that
-- forgets to set the actor must see less than others, not more. Every path sets it: requests, jobs and the command line through TenantDb.

create or replace function platform.actor_kind() returns text
    language sql stable parallel safe
    return coalesce(nullif(current_setting('app.actor_kind', true), ''), 'anonymous');
