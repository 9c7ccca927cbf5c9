-- Payout runs: the push of an approved period to payroll. What is to be done next with a line stands
-- in its row before anything is sent, so a run goes on after any stop.

CREATE TABLE payout_run (
    environment_id        text NOT NULL,
    id                    text NOT NULL,
    period                text NOT NULL,
    integrated_account_id text NOT NULL,
    earning_type          text NOT NULL,
    status                text NOT NULL
        CHECK (status IN ('planned', 'sending', 'sent', 'needs_attention', 'settled')),
    destination           text,          -- where lines that were not sent yet go to
    reason                text,          -- why it needs attention
    created_by            text NOT NULL,
    created_at            timestamptz NOT NULL,
    sent_at               timestamptz,
    settled_at            timestamptz,
    claim                 text,          -- who is sending
    claimed_until         timestamptz,
    PRIMARY KEY (environment_id, id),
    UNIQUE (environment_id, period, integrated_account_id, earning_type)
);
CREATE INDEX payout_run_sending ON payout_run (created_at) WHERE status = 'sending';

CREATE TABLE payout_line (
    environment_id text NOT NULL,
    id             text NOT NULL,
    run_id         text NOT NULL,
    period         text NOT NULL,
    person_id      text NOT NULL,
    person_name    text NOT NULL,
    employee_id    text NOT NULL,
    earning_type   text NOT NULL,
    currency       text NOT NULL,
    amount         numeric NOT NULL CHECK (amount <> 0),
    status         text NOT NULL CHECK (status IN
        ('planned', 'sending', 'confirmed', 'rejected', 'unknown', 'conflict', 'receivable')),
    reason         text,
    destination    text,               -- where it was sent
    seen           numeric,            -- what stood in the cell
    version        text,               -- of the cell
    wanted         numeric,            -- seen + amount
    attempts       integer NOT NULL DEFAULT 0,      -- sends; fences late outcomes
    failures       integer NOT NULL DEFAULT 0,      -- in a row, for the back-off
    doubtful       boolean NOT NULL DEFAULT false,  -- an earlier send may have been written
    refused        boolean NOT NULL DEFAULT false,  -- the last send was refused for its version
    closed         boolean NOT NULL DEFAULT false,  -- the last send found the destination closed
    rows_max       integer NOT NULL,                -- rows of the next send, halved to find a bad one
    unknowns       integer NOT NULL DEFAULT 0,
    conflicts      integer NOT NULL DEFAULT 0,
    cycle          integer NOT NULL DEFAULT 1,      -- one more each time it was returned
    next_at        timestamptz NOT NULL,
    paid_at        timestamptz,
    PRIMARY KEY (environment_id, id),
    -- Nobody is paid twice for a period, whatever runs there are.
    UNIQUE (environment_id, period, person_id, currency),
    FOREIGN KEY (environment_id, run_id) REFERENCES payout_run,
    CHECK (amount > 0 OR status = 'receivable'),
    CHECK (status NOT IN ('sending', 'confirmed', 'unknown') OR wanted = seen + amount)
);
CREATE INDEX payout_line_by_run ON payout_line (environment_id, run_id);

CREATE TABLE payout_allocation (
    environment_id text NOT NULL,
    line_id        text NOT NULL,
    key            text NOT NULL,      -- {period}:{person}:{deal}:{component}
    amount         numeric NOT NULL,
    PRIMARY KEY (environment_id, line_id, key),
    FOREIGN KEY (environment_id, line_id) REFERENCES payout_line
);
