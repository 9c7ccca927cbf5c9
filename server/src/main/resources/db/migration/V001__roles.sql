-- The role under which the application works. It owns nothing: no DDL, no superuser rights, and only
-- the row rights granted below or taken away again by a table's own migration. Roles belong to the
-- whole cluster, so the role may exist already, or be made at this very moment for another database.
DO $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'tributary_app') THEN
        CREATE ROLE tributary_app NOLOGIN;
    END IF;
EXCEPTION
    WHEN duplicate_object OR unique_violation THEN NULL;
    WHEN insufficient_privilege THEN
        RAISE EXCEPTION 'role tributary_app is missing and % may not create it; as a superuser run: CREATE ROLE tributary_app NOLOGIN; GRANT tributary_app TO %',
            current_user, current_user;
END
$$;

DO $$
BEGIN
    SET LOCAL ROLE tributary_app;
    RESET ROLE;
EXCEPTION
    WHEN insufficient_privilege THEN
        EXECUTE format('GRANT tributary_app TO %I', current_user);
END
$$;

GRANT USAGE ON SCHEMA public TO tributary_app;

-- For everything that later migrations make. An append-only table revokes UPDATE and DELETE again.
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO tributary_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO tributary_app;
