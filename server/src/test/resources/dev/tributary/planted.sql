-- One row of everything that an environment can have and that no request of a test makes, marked in
-- every text that somebody could be shown. {env}, {account} and {mark} are filled in.
INSERT INTO inbound_event VALUES (nextval('inbound_position'), 'in_{mark}', '{env}', 'acme', '{account}', now(), 1, '{mark}');
INSERT INTO hint VALUES ('{env}', gen_random_uuid(), gen_random_uuid(), now(), now());
INSERT INTO dirty_record VALUES ('{env}', '{account}', 'crm', 'contacts', 'rec_{mark}', gen_random_uuid(), 1, 'webhook', '{cause_{mark}}', now(), now(), now() + interval '1 day');
INSERT INTO record VALUES ('{env}', '{account}', 'crm', 'contacts', 'rec_{mark}', 1, '\x01', NULL, now());
INSERT INTO record_version VALUES ('{env}', '{account}', 'crm', 'contacts', 'rec_{mark}', 1, '{"id": "rec_{mark}", "name": "{mark}"}', '\x01', now());
INSERT INTO record_event VALUES ('{env}', 1, 'evt_{mark}', 'record:created', '{account}', 'crm', 'contacts', 'rec_{mark}', 1, now(), now(), 'webhook', '{cause_{mark}}');
INSERT INTO parked VALUES
    ('par_{mark}', '{env}', 'credit', 'deal_{mark}', '{account}', 'crm', 'opportunities', 'deal_{mark}', 'unprocessable', 'because of {mark}', 3, now(), '{"mark": "{mark}"}'),
    ('par2_{mark}', '{env}', 'credit', 'deal2_{mark}', '{account}', 'crm', 'opportunities', 'deal2_{mark}', 'unprocessable', 'because of {mark}', 3, now(), '{"mark": "{mark}"}');
INSERT INTO stat VALUES ('{env}', 'stat_{mark}', 7);
INSERT INTO sync_run (id, environment_id, integrated_account_id, kind, status, error, created_at, lease_until)
    VALUES ('run_{mark}', '{env}', '{account}', 'initial_load', 'failed', '{mark}', now(), now());
INSERT INTO sync_run_part (run_id, n, model, resource) VALUES ('run_{mark}', 0, 'crm', 'contacts');
INSERT INTO bulk_job (id, environment_id, integrated_account_id, model, resource, operation, filters, remote, request_hash, state, rows_given, error, created_at, moved_at, turn_at)
    VALUES ('bulk_{mark}', '{env}', '{account}', 'crm', 'contacts', 'read', '{}', false, 'x', 'running', 1, '{mark}', now(), now(), now() + interval '1 day');
INSERT INTO bulk_part (environment_id, job_id, n, state) VALUES ('{env}', 'bulk_{mark}', 0, 'waiting');
INSERT INTO bulk_row (environment_id, job_id, n, part, outcome, record_id, record)
    VALUES ('{env}', 'bulk_{mark}', 0, 0, 'done', 'rec_{mark}', '{"name": "{mark}"}');
INSERT INTO described_fields VALUES ('{account}', 'crm/opportunities', '{mark}', '1', true, '{}', '{}', now());
INSERT INTO idempotent_write VALUES ('{env}', 'idem-{mark}', 'x', 200, '{}', '{mark}', now());
INSERT INTO commission_head VALUES ('{env}', 1, 1, '2017-02');
INSERT INTO plan_version VALUES ('{env}', 'plan_{mark}', 1, 'Plan {mark}', 'crm/opportunities', '2017-03-01', '{plan}', 'key_{mark}', now());
INSERT INTO person VALUES ('{env}', 'per_{mark}', 'Ann {mark}', 'ann@{mark}.example', '{account}', 'emp_{mark}');
INSERT INTO person_user VALUES ('{env}', '{account}', 'usr_{mark}', 'per_{mark}');
INSERT INTO person_manager VALUES ('{env}', 'per_{mark}', '2017-03-01', 'emp_{mark}', NULL, now());
INSERT INTO people_source VALUES ('{env}', '{account}', '{account}');
INSERT INTO deal VALUES ('{env}', 'plan_{mark}', '{account}', 'deal_{mark}', 1, 'evt_{mark}', 'credited', '{mark}', 1, '2017-03', '2017-03-10', 100, 'USD', '{}', '{usr_{mark}}');
INSERT INTO credit VALUES ('{env}', 'plan_{mark}', '{account}', 'deal_{mark}', 'owner', 'per_{mark}', '2017-03', '2017-03-10', 100, 100, '{}');
INSERT INTO recheck VALUES ('{env}', 'crm/opportunities', '{account}', 'deal_{mark}', '{mark}');
INSERT INTO stale_period VALUES ('{env}', 'plan_{mark}', 'per_{mark}', '2017-03', '{{mark}}');
INSERT INTO commission_period VALUES ('{env}', '2017-02', 'closed', 'key_{mark}', now());
INSERT INTO booked VALUES ('{env}', 'per_{mark}', '2017-03', '{account}', 'deal_{mark}', 'commission', 'plan_{mark}', 'USD', 10, 1);
INSERT INTO ledger_transaction VALUES ('{env}', 'txn_{mark}', 1, 'earning', 'per_{mark}', '2017-03', '2017-03', '{account}', 'deal_{mark}', 'commission', 1, 'USD', 10, '2017-03-10', now(), '{}', '{"note": "{mark}"}', 'x');
INSERT INTO ledger_entry VALUES ('{env}', 'txn_{mark}', 1, 'expense', 'USD', -10), ('{env}', 'txn_{mark}', 2, 'payable:per_{mark}', 'USD', 10);
INSERT INTO ledger_seal VALUES ('{env}', 1, 1, 'x', 'hash_{mark}', NULL, now());
INSERT INTO statement VALUES ('{env}', '2017-02', 'per_{mark}', '{"person": {"id": "per_{mark}", "name": "{mark}"}}', 'x', now());
INSERT INTO payout_run VALUES ('{env}', 'pay_{mark}', '2017-01', '{account}', 'earning {mark}', 'needs_attention', NULL, '{mark}', 'key_{mark}', now());
INSERT INTO payout_line VALUES ('{env}', 'line_{mark}', 'pay_{mark}', '2017-01', 'per_{mark}', 'Ann {mark}', 'emp_{mark}', 'earning', 'USD', 10, 'conflict', '{mark}', NULL, NULL, NULL, NULL, 0, 0, false, false, false, 1, 0, 0, 1, now());
INSERT INTO payout_allocation VALUES ('{env}', 'line_{mark}', '2017-01:per_{mark}:deal_{mark}:commission', 10);
INSERT INTO override (id, environment_id, provider, integrated_account_id, created_at)
    VALUES ('ovr_platform', NULL, 'acme', NULL, now()), ('ovr_{mark}', '{env}', 'acme', '{account}', now()) ON CONFLICT DO NOTHING;
UPDATE catalog_change SET number = number + 1;
INSERT INTO override_version SELECT 'ovr_{mark}', '{env}', 1, number, '{"title": "Acme of {mark}"}', 100, NULL, 'note {mark}', 'key_{mark}', now() FROM catalog_change;
UPDATE catalog_change SET number = number + 1;
INSERT INTO override_version SELECT 'ovr_platform', NULL, 1, number, '{"title": "Acme"}', 100, NULL, NULL, 'admin', now() FROM catalog_change ON CONFLICT DO NOTHING;
UPDATE catalog_change SET number = number + 1;
INSERT INTO environment_connector SELECT '{env}', 'own_crm', 1, number, '{"connector.yaml": "title: CRM of {mark}\nauth: {api_key: {header: x-key}}\nhttp: {base: https://own.example}\n"}', 'note {mark}', 'key_{mark}', now() FROM catalog_change;
