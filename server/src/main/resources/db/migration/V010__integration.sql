-- Environments, who may call us, and who lets us call them.

CREATE TABLE environment (
    id         text        PRIMARY KEY,
    name       text        NOT NULL UNIQUE,
    created_at timestamptz NOT NULL
);

-- The key itself is shown once and never stored: `lookup` finds the row, `secret_hash` proves the rest.
CREATE TABLE api_key (
    id             text        PRIMARY KEY,
    environment_id text        NOT NULL REFERENCES environment,
    name           text        NOT NULL,
    lookup         text        NOT NULL UNIQUE,
    secret_hash    bytea       NOT NULL,
    scopes         text[]      NOT NULL,
    expires_at     timestamptz,
    revoked_at     timestamptz,
    last_used_at   timestamptz,
    created_at     timestamptz NOT NULL
);
CREATE INDEX api_key_environment ON api_key (environment_id, id);

-- The admin key that a server without a configured one made for itself: at most one row.
CREATE TABLE admin_key (
    only_row    boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    secret_hash bytea       NOT NULL,
    created_at  timestamptz NOT NULL
);

CREATE TABLE provider_app (
    environment_id text        NOT NULL REFERENCES environment,
    provider       text        NOT NULL,
    client_id      text        NOT NULL,
    client_secret  bytea       NOT NULL,
    webhook_secret bytea,
    scopes         text[],
    override       jsonb,
    version        bigint      NOT NULL,
    updated_at     timestamptz NOT NULL,
    PRIMARY KEY (environment_id, provider)
);

CREATE TABLE integrated_account (
    id             text        PRIMARY KEY,
    environment_id text        NOT NULL REFERENCES environment,
    provider       text        NOT NULL,
    tenant_id      text        NOT NULL,
    status         text        NOT NULL
        CHECK (status IN ('connecting', 'active', 'needs_reauth', 'disabled')),
    status_reason  text,
    variables      jsonb       NOT NULL DEFAULT '{}',
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL,
    UNIQUE (environment_id, provider, tenant_id)
);
CREATE INDEX integrated_account_list ON integrated_account (environment_id, id);
-- Webhooks name their integrated account by one of these.
CREATE INDEX integrated_account_variables
    ON integrated_account USING gin (variables jsonb_path_ops);

-- What opens the door at the provider, sealed; and, because a refresh must happen once, the lease on it.
-- `attempt_of` is written before a refresh is sent and cleared by its outcome: a row that keeps it after
-- the lease ran out lost the reply.
CREATE TABLE credential (
    integrated_account_id text        PRIMARY KEY REFERENCES integrated_account,
    environment_id        text        NOT NULL,
    access                bytea       NOT NULL,
    refresh               bytea,
    refresh_fingerprint   bytea,
    obtained_at           timestamptz NOT NULL,
    expires_at            timestamptz,
    refresh_due_at        timestamptz,
    rotates               boolean     NOT NULL,
    version               bigint      NOT NULL,
    fence                 bigint      NOT NULL DEFAULT 0,
    lease_until           timestamptz,
    attempt_of            bytea,
    attempted_at          timestamptz,
    failures              integer     NOT NULL DEFAULT 0,
    retry_at              timestamptz,
    retry_reason          text
);
CREATE INDEX credential_due ON credential (refresh_due_at) WHERE refresh_due_at IS NOT NULL;
CREATE INDEX credential_attempt ON credential (lease_until) WHERE attempt_of IS NOT NULL;

-- One row per link handed to a customer; the columns from `state_hash` on belong to the authorisation
-- that was started last through it.
CREATE TABLE link_token (
    token_hash            bytea       PRIMARY KEY,
    environment_id        text        NOT NULL REFERENCES environment,
    provider              text        NOT NULL,
    tenant_id             text        NOT NULL,
    redirect_uri          text,
    integrated_account_id text        REFERENCES integrated_account,
    created_by            text        NOT NULL,
    created_at            timestamptz NOT NULL,
    expires_at            timestamptz NOT NULL,
    used_at               timestamptz,
    state_hash            bytea       UNIQUE,
    browser_hash          bytea,
    code_verifier         bytea,
    started_at            timestamptz
);
CREATE INDEX link_token_expiry ON link_token (expires_at);

-- Who did what, when. Written, never changed.
CREATE TABLE audit_log (
    id             text        PRIMARY KEY,
    environment_id text,
    actor          text        NOT NULL,
    action         text        NOT NULL,
    subject        text        NOT NULL,
    before         jsonb,
    after          jsonb,
    request_id     text,
    at             timestamptz NOT NULL
);
CREATE INDEX audit_log_environment ON audit_log (environment_id, id);
REVOKE UPDATE, DELETE, TRUNCATE ON audit_log FROM tributary_app;
