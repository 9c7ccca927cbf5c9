-- What is laid over connectors, and connectors that environments bring themselves. Versions are written,
-- never changed: a rollback and a deletion are versions too.

-- Moved by one in each transaction that writes any of these, whose row lock puts their changes into the
-- order in which they are committed. Every node follows it.
CREATE TABLE catalog_change (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    number   bigint  NOT NULL
);

CREATE TABLE override (
    id                    text        PRIMARY KEY,
    environment_id        text        REFERENCES environment,        -- null: the platform's
    provider              text        NOT NULL,
    integrated_account_id text        REFERENCES integrated_account, -- null: for all accounts
    created_at            timestamptz NOT NULL,
    CHECK (integrated_account_id IS NULL OR environment_id IS NOT NULL),
    UNIQUE NULLS NOT DISTINCT (environment_id, provider, integrated_account_id)
);

-- `rest` is the change whose version the accounts beyond the rollout's percentage keep; null: none, the
-- connector as it lies below. The document keeps the order in which it was written: it may matter.
CREATE TABLE override_version (
    override_id    text        NOT NULL REFERENCES override,
    environment_id text        REFERENCES environment, -- the override's
    version        bigint      NOT NULL,
    change         bigint      NOT NULL UNIQUE,
    document       json,
    rollout        integer     NOT NULL CHECK (rollout BETWEEN 0 AND 100),
    rest           bigint,
    note           text,
    created_by     text        NOT NULL,
    created_at     timestamptz NOT NULL,
    PRIMARY KEY (override_id, version)
);
REVOKE UPDATE, DELETE, TRUNCATE ON override_version FROM tributary_app;

-- Files by their paths; null: the connector was taken away.
CREATE TABLE environment_connector (
    environment_id text        NOT NULL REFERENCES environment,
    name           text        NOT NULL,
    version        bigint      NOT NULL,
    change         bigint      NOT NULL UNIQUE,
    files          json,
    note           text,
    created_by     text        NOT NULL,
    created_at     timestamptz NOT NULL,
    PRIMARY KEY (environment_id, name, version)
);
REVOKE UPDATE, DELETE, TRUNCATE ON environment_connector FROM tributary_app;

-- Until now an environment's override was a column of its provider app. Ids have their usual form, 26 of
-- the digits and letters; they need not sort by time.
WITH moved AS (
    INSERT INTO override (id, environment_id, provider, created_at)
    SELECT 'ovr_0' || substr(md5(environment_id || ' ' || provider), 1, 25),
        environment_id, provider, updated_at
    FROM provider_app WHERE override IS NOT NULL
    RETURNING id, environment_id, provider, created_at
)
INSERT INTO override_version
    (override_id, environment_id, version, change, document, rollout, note, created_by, created_at)
SELECT moved.id, environment_id, 1, row_number() OVER (ORDER BY moved.id), app.override::json, 100,
    'was part of the provider app', 'migration', moved.created_at
FROM moved JOIN provider_app app USING (environment_id, provider);

INSERT INTO catalog_change (number) SELECT count(*) FROM override_version;
ALTER TABLE provider_app DROP COLUMN override;
