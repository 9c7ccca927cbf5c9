-- One execution of a walk over a provider's records. The claim is the fencing token of its worker;
-- lease_until is also the time before which a run that failed for now is not tried again.
CREATE TABLE sync_run (
    id                    text        PRIMARY KEY,
    environment_id        text        NOT NULL,
    integrated_account_id text        NOT NULL,
    kind                  text        NOT NULL CHECK (kind IN ('initial_load', 'reconcile')),
    status                text        NOT NULL
        CHECK (status IN ('queued', 'running', 'completed', 'failed')),
    since                 timestamptz,
    attempts              integer     NOT NULL DEFAULT 0,
    error_code            text,
    error                 text,
    created_at            timestamptz NOT NULL,
    started_at            timestamptz,
    finished_at           timestamptz,
    claim                 text,
    lease_until           timestamptz NOT NULL
);
CREATE INDEX sync_run_open ON sync_run (lease_until) WHERE status IN ('queued', 'running');
CREATE INDEX sync_run_account ON sync_run (integrated_account_id, created_at);

-- How far a run is with each of its resources; the cursor is where the next page begins.
CREATE TABLE sync_run_part (
    run_id    text        NOT NULL REFERENCES sync_run,
    n         integer     NOT NULL,
    model     text        NOT NULL,
    resource  text        NOT NULL,
    since     timestamptz,
    walked_at timestamptz,
    cursor    text,
    pages     bigint      NOT NULL DEFAULT 0,
    records   bigint      NOT NULL DEFAULT 0,
    changed   bigint      NOT NULL DEFAULT 0,
    walked    boolean     NOT NULL DEFAULT false,
    PRIMARY KEY (run_id, n)
);
