-- Texts sent to one number are counted, so that nobody is flooded with codes they did not ask for. A browser that signed in with the number before is not.
alter table patients.sign_in_challenges add column known_device boolean not null default false;
create index sign_in_challenges_by_number on patients.sign_in_challenges (tenant_id, e164, created_at) where code_hash is not null;
