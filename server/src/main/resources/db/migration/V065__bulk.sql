-- Bulk jobs. The claim is the fencing token of whoever works on it; turn_at is the end of its lease,
-- and while nobody works on it the time of its next turn. moved_at is when it last came further.
CREATE TABLE bulk_job (
    id                    text        PRIMARY KEY,
    environment_id        text        NOT NULL,
    integrated_account_id text        NOT NULL,
    model                 text        NOT NULL,
    resource              text        NOT NULL,
    operation             text        NOT NULL
        CHECK (operation IN ('read', 'create', 'update', 'upsert', 'delete')),
    match                 text,
    filters               jsonb       NOT NULL,
    remote                boolean     NOT NULL,
    idempotency_key       text,
    request_hash          text        NOT NULL,
    state                 text        NOT NULL
        CHECK (state IN ('queued', 'running', 'completed', 'failed', 'canceled', 'unknown')),
    cancel                boolean     NOT NULL DEFAULT false,
    rows_given            integer     NOT NULL,
    prepared              integer     NOT NULL DEFAULT 0,
    error_code            text,
    error                 text,
    attempts              integer     NOT NULL DEFAULT 0,
    created_at            timestamptz NOT NULL,
    started_at            timestamptz,
    finished_at           timestamptz,
    moved_at              timestamptz NOT NULL,
    failing_since         timestamptz,
    claim                 text,
    turn_at               timestamptz NOT NULL
);
CREATE UNIQUE INDEX bulk_job_idempotency ON bulk_job (environment_id, idempotency_key)
    WHERE idempotency_key IS NOT NULL;
CREATE INDEX bulk_job_open ON bulk_job (turn_at) WHERE state IN ('queued', 'running');
CREATE INDEX bulk_job_environment ON bulk_job (environment_id, id);
CREATE INDEX bulk_job_finished ON bulk_job (finished_at) WHERE finished_at IS NOT NULL;

-- One job of the provider's. A step that cannot be taken back is written down before it is taken:
-- creating, uploading and closing mean that it may have been taken.
CREATE TABLE bulk_part (
    environment_id text        NOT NULL,
    job_id         text        NOT NULL REFERENCES bulk_job,
    n              integer     NOT NULL,
    state          text        NOT NULL
        CHECK (state IN ('planned', 'creating', 'created', 'uploading', 'uploaded', 'closing',
            'waiting', 'fetching', 'done', 'failed', 'canceled', 'unknown')),
    upstream_job   text,
    creating_since timestamptz,
    lost_creates   integer     NOT NULL DEFAULT 0,
    looked_at      timestamptz,
    fetching       text,
    position       jsonb,
    pages          integer     NOT NULL DEFAULT 0,
    strangers      integer     NOT NULL DEFAULT 0,
    error          text,
    PRIMARY KEY (job_id, n)
);

-- A record to write, first as it was given and then as it is sent, or a record that was read.
-- outcome null: nothing is known of it yet.
CREATE TABLE bulk_row (
    environment_id text    NOT NULL,
    job_id         text    NOT NULL REFERENCES bulk_job,
    n              integer NOT NULL,
    part           integer,
    given          jsonb,
    outcome        text    CHECK (outcome IN ('done', 'failed', 'unknown', 'not_sent')),
    record_id      text,
    record         jsonb,
    remote         jsonb,
    error          jsonb,
    PRIMARY KEY (job_id, n)
);
CREATE INDEX bulk_row_outcome ON bulk_row (job_id, outcome, n);
CREATE INDEX bulk_row_part ON bulk_row (job_id, part) WHERE outcome IS NULL;
