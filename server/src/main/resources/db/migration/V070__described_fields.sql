-- What each provider last said of the fields that are read of a resource: with it the next answer is
-- compared. `found` is path → [type, unified field]; `missing` is needed and was not described.
CREATE TABLE described_fields (
    integrated_account_id text        NOT NULL REFERENCES integrated_account,
    resource              text        NOT NULL,
    object                text        NOT NULL,
    connector_version     text        NOT NULL,
    complete              boolean     NOT NULL,
    found                 jsonb       NOT NULL,
    missing               text[]      NOT NULL,
    changed_at            timestamptz NOT NULL,
    PRIMARY KEY (integrated_account_id, resource, object)
);
