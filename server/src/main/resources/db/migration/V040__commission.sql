-- Plans, people, the credited deals that money is made of, and how far the record log was read.

-- One row per environment that has a plan. Whoever books money holds its lock, so that ledger
-- numbers are dense and in commit order, and a period cannot be closed under a booking.
CREATE TABLE commission_head (
    environment_id text PRIMARY KEY,
    read_to        bigint NOT NULL,            -- the last record event that was turned into money
    numbered_to    bigint NOT NULL DEFAULT 0,  -- the last ledger transaction
    closed_to      text                        -- the last period that is not open, such as 2017-03
);

-- The document is text and not jsonb: the order of credits and components means something.
CREATE TABLE plan_version (
    environment_id text NOT NULL,
    plan_id        text NOT NULL,
    version        integer NOT NULL,
    name           text NOT NULL,
    resource       text NOT NULL,
    effective_from date NOT NULL,
    document       text NOT NULL,
    created_by     text NOT NULL,
    created_at     timestamptz NOT NULL,
    PRIMARY KEY (environment_id, plan_id, version)
);
CREATE UNIQUE INDEX plan_version_by_name ON plan_version (environment_id, name, version);

CREATE TABLE person (
    environment_id             text NOT NULL,
    id                         text NOT NULL,
    name                       text NOT NULL,
    email                      text NOT NULL,
    hris_integrated_account_id text NOT NULL,
    employee_id                text NOT NULL,
    PRIMARY KEY (environment_id, id),
    UNIQUE (environment_id, hris_integrated_account_id, employee_id)
);

-- The CRM users that a person is, matched by work e-mail or linked by somebody.
CREATE TABLE person_user (
    environment_id            text NOT NULL,
    crm_integrated_account_id text NOT NULL,
    user_id                   text NOT NULL,
    person_id                 text NOT NULL,
    linked_by                 text,            -- the API key; null when matched by e-mail
    PRIMARY KEY (environment_id, crm_integrated_account_id, user_id),
    FOREIGN KEY (environment_id, person_id) REFERENCES person
);
CREATE INDEX person_user_by_person ON person_user (environment_id, person_id);

-- Who managed whom from which date on; a row holds until the next one. A manager who is an employee
-- but no person yet has an employee id only.
CREATE TABLE person_manager (
    environment_id      text NOT NULL,
    person_id           text NOT NULL,
    effective_from      date NOT NULL,
    manager_employee_id text,
    manager_id          text,
    recorded_at         timestamptz NOT NULL,
    PRIMARY KEY (environment_id, person_id, effective_from),
    FOREIGN KEY (environment_id, person_id) REFERENCES person
);

-- The pairs of integrated accounts between which people are matched.
CREATE TABLE people_source (
    environment_id             text NOT NULL,
    crm_integrated_account_id  text NOT NULL,
    hris_integrated_account_id text NOT NULL,
    PRIMARY KEY (environment_id, crm_integrated_account_id, hris_integrated_account_id)
);

-- What a plan made of each record that counts, counted or should count.
CREATE TABLE deal (
    environment_id        text NOT NULL,
    plan_id               text NOT NULL,
    integrated_account_id text NOT NULL,
    deal_id               text NOT NULL,
    record_version        bigint NOT NULL,
    event_id              text,                -- the record event that it was read from
    state                 text NOT NULL CHECK (state IN ('credited', 'not_counted', 'parked')),
    reason                text,
    plan_version          integer,
    period                text,
    date                  date,
    amount                numeric,
    currency              text,
    order_keys            text[],
    users                 text[] NOT NULL,     -- the CRM users it names
    PRIMARY KEY (environment_id, plan_id, integrated_account_id, deal_id)
);
CREATE INDEX deal_parked ON deal (environment_id) WHERE state = 'parked';

CREATE TABLE credit (
    environment_id        text NOT NULL,
    plan_id               text NOT NULL,
    integrated_account_id text NOT NULL,
    deal_id               text NOT NULL,
    name                  text NOT NULL,
    person_id             text NOT NULL,
    period                text NOT NULL,
    date                  date NOT NULL,
    percent               numeric NOT NULL,
    amount                numeric NOT NULL,
    order_keys            text[] NOT NULL,
    PRIMARY KEY (environment_id, plan_id, integrated_account_id, deal_id, name)
);
CREATE INDEX credit_by_person ON credit (environment_id, plan_id, person_id, period);

-- Records to look at again although nothing happened to them: a new plan, new people, a retry.
CREATE TABLE recheck (
    environment_id        text NOT NULL,
    resource              text NOT NULL,
    integrated_account_id text NOT NULL,
    record_id             text NOT NULL,
    cause                 text NOT NULL,
    PRIMARY KEY (environment_id, resource, integrated_account_id, record_id)
);

-- Periods of persons whose earnings are to be calculated again after rechecks.
CREATE TABLE stale_period (
    environment_id text NOT NULL,
    plan_id        text NOT NULL,
    person_id      text NOT NULL,
    period         text NOT NULL,
    causes         text[] NOT NULL,
    PRIMARY KEY (environment_id, plan_id, person_id, period)
);
