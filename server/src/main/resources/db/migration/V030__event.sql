-- Everything a provider sent us, as received. Append-only; a day is dropped when it is old and read.
-- The position is taken under a lock that is held until the commit, so whoever has read up to a
-- position has read everything below it. A rolled-back append leaves a gap.
CREATE SEQUENCE inbound_position;

CREATE TABLE inbound_event (
    position              bigint      NOT NULL,
    id                    text        NOT NULL,
    environment_id        text        NOT NULL,
    provider              text        NOT NULL,
    integrated_account_id text,
    received_at           timestamptz NOT NULL,
    items                 integer     NOT NULL,
    body                  bytea       NOT NULL
) PARTITION BY RANGE (received_at);
CREATE TABLE inbound_event_rest PARTITION OF inbound_event DEFAULT;
CREATE INDEX inbound_event_position ON inbound_event (position);

-- How far the inbox has been read into hints: the newest row. Insert-only, so that a snapshot held
-- open elsewhere cannot slow it down; older rows are swept away from time to time.
CREATE TABLE inbound_progress (
    position bigint      PRIMARY KEY,
    at       timestamptz NOT NULL
);

-- What the inbox hinted at, for a few days: finds repeated and late hints.
CREATE TABLE hint (
    environment_id text        NOT NULL,
    identity       uuid        NOT NULL,
    record         uuid        NOT NULL,
    occurred_at    timestamptz NOT NULL,
    noted_at       timestamptz NOT NULL
) PARTITION BY RANGE (noted_at);
CREATE TABLE hint_rest PARTITION OF hint DEFAULT;
CREATE INDEX hint_identity ON hint (identity);
CREATE INDEX hint_record ON hint (record, occurred_at);

-- A record that may differ from what we have stored: its lane through the pipeline. The claim is the
-- fencing token, ready_at is the end of coalescing, of a back-off or of the claim's lease. The source
-- stands for account, model and resource in the index of what is due: by itself, so that no planner
-- without statistics takes that index for the way to a single record.
CREATE TABLE dirty_record (
    environment_id        text        NOT NULL,
    integrated_account_id text        NOT NULL,
    model                 text        NOT NULL,
    resource              text        NOT NULL,
    record_id             text        NOT NULL,
    source                uuid        NOT NULL,
    generation            bigint      NOT NULL DEFAULT 1,
    via                   text        NOT NULL CHECK (via IN ('webhook', 'sweep')),
    causes                text[]      NOT NULL,
    occurred_at           timestamptz,
    first_hint_at         timestamptz NOT NULL,
    ready_at              timestamptz NOT NULL,
    attempts              integer     NOT NULL DEFAULT 0,
    claim                 text,
    PRIMARY KEY (integrated_account_id, model, resource, record_id)
) WITH (
    fillfactor = 70,
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000,
    autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 5000
);
CREATE INDEX dirty_record_ready ON dirty_record (source, ready_at);

-- The synced store: which version of a record is the present one. Its data stands in the version.
CREATE TABLE record (
    environment_id        text        NOT NULL,
    integrated_account_id text        NOT NULL,
    model                 text        NOT NULL,
    resource              text        NOT NULL,
    record_id             text        NOT NULL,
    version               bigint      NOT NULL,
    data_hash             bytea       NOT NULL,
    deleted_at            timestamptz,
    updated_at            timestamptz NOT NULL,
    PRIMARY KEY (integrated_account_id, model, resource, record_id)
) WITH (fillfactor = 85);
CREATE INDEX record_of_resource ON record (environment_id, model, resource, integrated_account_id, record_id);

CREATE TABLE record_version (
    environment_id        text        NOT NULL,
    integrated_account_id text        NOT NULL,
    model                 text        NOT NULL,
    resource              text        NOT NULL,
    record_id             text        NOT NULL,
    version               bigint      NOT NULL,
    data                  jsonb       NOT NULL,
    remote_hash           bytea       NOT NULL,
    seen_at               timestamptz NOT NULL,
    PRIMARY KEY (integrated_account_id, model, resource, record_id, version)
);

-- The log of what changed, numbered densely per environment in commit order.
CREATE TABLE record_event (
    environment_id        text        NOT NULL,
    sequence              bigint      NOT NULL,
    id                    text        NOT NULL,
    type                  text        NOT NULL
        CHECK (type IN ('record:created', 'record:updated', 'record:deleted')),
    integrated_account_id text        NOT NULL,
    model                 text        NOT NULL,
    resource              text        NOT NULL,
    record_id             text        NOT NULL,
    version               bigint      NOT NULL,
    occurred_at           timestamptz NOT NULL,
    recorded_at           timestamptz NOT NULL,
    via                   text        NOT NULL,
    causes                text[]      NOT NULL,
    PRIMARY KEY (environment_id, sequence),
    UNIQUE (integrated_account_id, model, resource, record_id, version)
);

-- What could not be done and waits for a person, out of everybody's way.
CREATE TABLE parked (
    id                    text        PRIMARY KEY,
    environment_id        text        NOT NULL,
    stage                 text        NOT NULL,
    subject               text        NOT NULL,
    integrated_account_id text,
    model                 text,
    resource              text,
    record_id             text,
    code                  text        NOT NULL,
    reason                text        NOT NULL,
    attempts              integer     NOT NULL,
    parked_at             timestamptz NOT NULL,
    detail                jsonb       NOT NULL,
    UNIQUE (environment_id, stage, subject)
);

-- Counts that must survive: each change is a row, sums are folded together from time to time.
CREATE TABLE stat (
    environment_id text   NOT NULL,
    name           text   NOT NULL,
    amount         bigint NOT NULL
);
CREATE INDEX stat_name ON stat (environment_id, name);

REVOKE UPDATE, DELETE, TRUNCATE ON inbound_event, hint, record_version, record_event
    FROM tributary_app;

-- Makes tomorrow's days and drops old ones; runs with its owner's rights because the application may
-- change no table. A day of the inbox stays while something in it is unread or parked.
CREATE FUNCTION keep_day_partitions(parent text, today date, days_ahead integer, days_kept integer)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET lock_timeout = '5s'
AS $$
DECLARE
    day      date;
    part     text;
    old      record;
    wanted   boolean;
BEGIN
    IF parent NOT IN ('inbound_event', 'hint') THEN
        RAISE EXCEPTION 'no table % in days', parent;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('keep_day_partitions', 0));
    FOR day IN SELECT today + n FROM generate_series(0, days_ahead) AS n LOOP
        part := parent || '_' || to_char(day, 'YYYYMMDD');
        IF to_regclass(part) IS NULL THEN
            BEGIN
                EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)',
                    part, parent, day::text || 'T00:00Z', (day + 1)::text || 'T00:00Z');
                IF parent = 'inbound_event' OR parent = 'hint' THEN
                    EXECUTE format('REVOKE ALL ON %I FROM tributary_app', part);
                END IF;
            EXCEPTION WHEN check_violation THEN
                NULL; -- the rest holds rows of this day already: the whole day stays there
            END;
        END IF;
    END LOOP;
    FOR old IN
        SELECT c.relname AS name
        FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = parent::regclass AND c.relname ~ ('^' || parent || '_[0-9]{8}$')
          AND right(c.relname, 8) < to_char(today - days_kept, 'YYYYMMDD')
    LOOP
        wanted := false;
        IF parent = 'inbound_event' THEN
            EXECUTE format($q$
                SELECT EXISTS (SELECT 1 FROM %1$I WHERE position >
                           (SELECT coalesce(max(position), 0) FROM inbound_progress))
                    OR EXISTS (SELECT 1 FROM %1$I e JOIN parked p
                           ON p.stage = 'hint' AND p.subject = e.id)$q$, old.name) INTO wanted;
        END IF;
        IF NOT wanted THEN
            EXECUTE format('DROP TABLE %I', old.name);
        END IF;
    END LOOP;
END
$$;
REVOKE ALL ON FUNCTION keep_day_partitions(text, date, integer, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION keep_day_partitions(text, date, integer, integer) TO tributary_app;
