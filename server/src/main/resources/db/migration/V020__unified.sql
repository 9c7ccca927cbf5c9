-- Answers of writes that came with an Idempotency-Key. A row without an answer is a write whose
-- outcome we do not know: it is never sent again by us.
CREATE TABLE idempotent_write (
    environment_id text NOT NULL,
    key text NOT NULL,
    request_hash text NOT NULL,
    status integer,
    headers jsonb,
    body bytea,
    started_at timestamptz NOT NULL,
    PRIMARY KEY (environment_id, key)
);
CREATE INDEX idempotent_write_started_at ON idempotent_write (started_at);
