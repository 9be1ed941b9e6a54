-- Imports of FHIR NDJSON. A file is taken up again where its last whole batch ended.

-- One row for each file content a clinic imported. The position moves in the transaction that brings the batch in.
create table patients.imports (
    tenant_id   uuid not null default platform.tenant_id(),
    id          uuid not null,
    fingerprint bytea not null,                       -- SHA-256 of the whole file
    file_name   text not null,
    bytes       bigint not null,
    byte_offset bigint not null default 0,            -- everything before it is in
    line        bigint not null default 0,            -- lines before it are done
    added       bigint not null default 0,
    changed     bigint not null default 0,
    unchanged   bigint not null default 0,
    refused     bigint not null default 0,
    started_at  timestamptz not null default now(),
    finished_at timestamptz,
    primary key (tenant_id, id),
    constraint import_is_known_by_its_content unique (tenant_id, fingerprint),
    constraint import_stays_in_its_file check (byte_offset between 0 and bytes)
);
select platform.guard('patients.imports', audited => false);

-- The lines that were refused, so that the report of a resumed import is whole. The reason quotes nothing of the line.
create table patients.import_refusals (
    tenant_id uuid not null default platform.tenant_id(),
    import_id uuid not null,
    line      bigint not null,
    reason    text not null,
    primary key (tenant_id, import_id, line),
    constraint refusal_is_of_an_import foreign key (tenant_id, import_id) references patients.imports (tenant_id, id) on delete cascade
);
select platform.guard('patients.import_refusals', audited => false);
