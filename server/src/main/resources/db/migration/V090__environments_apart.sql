-- The second net under `WHERE environment_id = …`: row-level security, as docs/decisions/0008 says.
-- tributary_app sees the rows of the environment that its connection is set to, and none without one.
-- tributary_system, which may do what tributary_app may, sees those of all; neither owns anything.
DO $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'tributary_system') THEN
        CREATE ROLE tributary_system NOLOGIN;
    END IF;
EXCEPTION
    WHEN duplicate_object OR unique_violation THEN NULL;
    WHEN insufficient_privilege THEN
        RAISE EXCEPTION 'role tributary_system is missing and % may not create it; as a superuser run: CREATE ROLE tributary_system NOLOGIN; GRANT tributary_app TO tributary_system; GRANT tributary_system TO %',
            current_user, current_user;
END
$$;

-- Roles belong to the whole cluster: somebody who migrates another database may do the same right now.
DO $$
BEGIN
    IF NOT pg_has_role('tributary_system', 'tributary_app', 'USAGE') THEN
        GRANT tributary_app TO tributary_system;
    END IF;
    BEGIN
        SET LOCAL ROLE tributary_system;
        RESET ROLE;
    EXCEPTION
        WHEN insufficient_privilege THEN
            EXECUTE format('GRANT tributary_system TO %I', current_user);
    END;
EXCEPTION
    WHEN unique_violation THEN NULL;
END
$$;

-- Every table gets this in the migration that makes it; a test looks. Not FORCE: the owner migrates and
-- checks foreign keys, and the server never works as the owner. Written as a function and not with `=`,
-- the condition is a filter that the planner cannot reason about: with `=` it took every query that says
-- its environment, too, for much smaller than it is, and chose other plans.
CREATE FUNCTION keep_environments_apart(
    kept regclass,
    visible text DEFAULT
        'texteq(environment_id, (SELECT current_setting(''tributary.environment'', true)))')
RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', kept);
    EXECUTE format('CREATE POLICY own_environment ON %s TO tributary_app USING (%s)', kept, visible);
    EXECUTE format('CREATE POLICY every_environment ON %s TO tributary_system USING (true)', kept);
END
$$;
REVOKE ALL ON FUNCTION keep_environments_apart(regclass, text) FROM PUBLIC;

SELECT keep_environments_apart(c.oid::regclass)
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'environment_id'
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition;

SELECT keep_environments_apart('environment',
    'texteq(id, (SELECT current_setting(''tributary.environment'', true)))');
SELECT keep_environments_apart('admin_key', 'false');
-- How far the inbox of all is read is a number that tells nothing.
SELECT keep_environments_apart('inbound_progress', 'true');
SELECT keep_environments_apart('described_fields',
    'EXISTS (SELECT FROM integrated_account a WHERE a.id = integrated_account_id)');
SELECT keep_environments_apart('sync_run_part',
    'EXISTS (SELECT FROM sync_run r WHERE r.id = run_id)');

-- Partitions are reached through their table alone, where the policy stands.
REVOKE ALL ON inbound_event_rest, hint_rest FROM tributary_app;
