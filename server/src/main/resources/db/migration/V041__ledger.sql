-- The ledger. An amount is signed: it goes into a ledger account above zero and out of it below, so
-- what stands in payable:{person} is owed to the person, and what stands below zero in
-- receivable:{person} is owed by the person.

CREATE TABLE commission_period (
    environment_id text NOT NULL,
    period         text NOT NULL CHECK (period ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
    status         text NOT NULL CHECK (status IN ('open', 'closing', 'closed', 'approved', 'paid')),
    closed_by      text,
    closed_at      timestamptz,
    approved_by    text,
    approved_at    timestamptz,
    paid_at        timestamptz,
    PRIMARY KEY (environment_id, period),
    CONSTRAINT maker_is_not_checker CHECK (approved_by <> closed_by)
);

-- What is booked for a deal and a component right now, and how often that changed.
CREATE TABLE booked (
    environment_id        text NOT NULL,
    person_id             text NOT NULL,
    origin_period         text NOT NULL,
    integrated_account_id text NOT NULL,
    deal_id               text NOT NULL,
    component             text NOT NULL,
    plan_id               text NOT NULL,
    currency              text NOT NULL,
    amount                numeric NOT NULL,
    revision              integer NOT NULL,
    PRIMARY KEY (environment_id, person_id, origin_period, integrated_account_id, deal_id, component)
);

CREATE TABLE ledger_transaction (
    environment_id        text NOT NULL,
    id                    text NOT NULL,
    number                bigint NOT NULL,
    kind                  text NOT NULL,
    person_id             text NOT NULL,
    origin_period         text NOT NULL,   -- the period of the deal
    period                text NOT NULL,   -- the period it lands in
    integrated_account_id text,
    deal_id               text,
    component             text,
    revision              integer NOT NULL,
    currency              text NOT NULL,
    amount                numeric NOT NULL CHECK (amount <> 0),
    effective_date        date NOT NULL,
    recorded_at           timestamptz NOT NULL,
    causes                text[] NOT NULL,
    explanation           text,
    input_hash            text NOT NULL,
    written_in            xid8 NOT NULL DEFAULT pg_current_xact_id(),
    PRIMARY KEY (environment_id, id),
    UNIQUE (environment_id, number)
);
CREATE INDEX ledger_transaction_by_period ON ledger_transaction (environment_id, period, person_id);

CREATE TABLE ledger_entry (
    environment_id text NOT NULL,
    transaction_id text NOT NULL,
    leg            smallint NOT NULL,
    ledger_account text NOT NULL,
    currency       text NOT NULL,
    amount         numeric NOT NULL CHECK (amount <> 0),
    PRIMARY KEY (environment_id, transaction_id, leg),
    FOREIGN KEY (environment_id, transaction_id) REFERENCES ledger_transaction
);
CREATE INDEX ledger_entry_by_account ON ledger_entry (environment_id, ledger_account);

-- A link of the hash chain over the transactions first_number … last_number.
CREATE TABLE ledger_seal (
    environment_id text NOT NULL,
    first_number   bigint NOT NULL,
    last_number    bigint NOT NULL,
    previous_hash  text NOT NULL,
    hash           text NOT NULL,
    checkpoint     text,               -- the period whose close it seals
    sealed_at      timestamptz NOT NULL,
    PRIMARY KEY (environment_id, last_number)
);

CREATE TABLE statement (
    environment_id text NOT NULL,
    period         text NOT NULL,
    person_id      text NOT NULL,
    content        text NOT NULL,      -- JSON as it is answered
    sha256         text NOT NULL,
    frozen_at      timestamptz NOT NULL,
    PRIMARY KEY (environment_id, period, person_id)
);

-- Balanced: the legs of a transaction add up to zero in each currency when the database commits.
CREATE FUNCTION ledger_must_balance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT count(*) FROM ledger_entry
         WHERE environment_id = NEW.environment_id AND transaction_id = NEW.id) < 2
       OR EXISTS (SELECT FROM ledger_entry
                   WHERE environment_id = NEW.environment_id AND transaction_id = NEW.id
                   GROUP BY currency HAVING sum(amount) <> 0) THEN
        RAISE EXCEPTION 'ledger transaction % does not balance', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_balanced';
    END IF;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER ledger_balanced AFTER INSERT ON ledger_transaction
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_must_balance();

-- Whole: a transaction gets no leg after the database transaction that wrote it, so one check at
-- its commit is enough.
CREATE FUNCTION ledger_entry_comes_with_its_transaction() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM ledger_transaction
      WHERE environment_id = NEW.environment_id AND id = NEW.transaction_id
        AND written_in = pg_current_xact_id();
    IF NOT FOUND THEN
        RAISE EXCEPTION 'ledger transaction % is complete: it gets no more entries', NEW.transaction_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_whole';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER ledger_whole BEFORE INSERT ON ledger_entry
    FOR EACH ROW EXECUTE FUNCTION ledger_entry_comes_with_its_transaction();

-- Append-only: refused to the application by its rights, and to everybody by a trigger.
REVOKE UPDATE, DELETE, TRUNCATE ON ledger_transaction, ledger_entry, ledger_seal, statement FROM tributary_app;

CREATE FUNCTION refuse_to_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'table % is append-only', TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege', CONSTRAINT = 'append_only';
END
$$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_transaction
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entry
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_seal
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON statement
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change();

-- Closed is closed: nothing that a deal earns lands in a period that is not open any more.
CREATE FUNCTION refuse_closed_period() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.kind IN ('earning', 'clawback', 'correction') AND NEW.period <= coalesce(
            (SELECT closed_to FROM commission_head WHERE environment_id = NEW.environment_id), '') THEN
        RAISE EXCEPTION 'period % is closed', NEW.period
            USING ERRCODE = 'check_violation', CONSTRAINT = 'period_is_open';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER period_is_open BEFORE INSERT ON ledger_transaction
    FOR EACH ROW EXECUTE FUNCTION refuse_closed_period();
