-- What becomes of integrated accounts, for our user to follow: numbered per environment, densely and in
-- commit order (the appender holds a lock per environment until it commits). Written, never changed.
CREATE TABLE integrated_account_event (
    environment_id        text        NOT NULL REFERENCES environment,
    sequence              bigint      NOT NULL,
    id                    text        NOT NULL,
    type                  text        NOT NULL,
    integrated_account_id text        NOT NULL REFERENCES integrated_account,
    reason                text,
    detail                jsonb       NOT NULL DEFAULT '{}',
    occurred_at           timestamptz NOT NULL,
    PRIMARY KEY (environment_id, sequence)
);
REVOKE UPDATE, DELETE, TRUNCATE ON integrated_account_event FROM tributary_app;
