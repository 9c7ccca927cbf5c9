-- Keys that follow each other have one lineage: the id of the first. A key's own rate limit; null: the
-- server's.
ALTER TABLE api_key
    ADD COLUMN lineage             text,
    ADD COLUMN requests_per_minute integer CHECK (requests_per_minute >= 0);
UPDATE api_key SET lineage = id;
ALTER TABLE api_key ALTER COLUMN lineage SET NOT NULL;
CREATE INDEX api_key_lineage ON api_key (environment_id, lineage);
