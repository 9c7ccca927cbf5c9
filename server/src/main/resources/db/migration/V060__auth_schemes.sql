-- A provider may be connected to in several ways: which one an integrated account goes by, and one
-- credential for each. What was there before came from OAuth.

ALTER TABLE integrated_account ADD COLUMN auth text;

ALTER TABLE credential
    ADD COLUMN scheme  text NOT NULL DEFAULT 'oauth2',
    ADD COLUMN secrets bytea;
ALTER TABLE credential
    ALTER COLUMN scheme DROP DEFAULT,
    ALTER COLUMN access DROP NOT NULL,
    DROP CONSTRAINT credential_pkey,
    ADD PRIMARY KEY (integrated_account_id, scheme);

ALTER TABLE provider_app
    ADD COLUMN private_key bytea,
    ADD COLUMN certificate bytea;

-- What the customer typed in before going to the provider's consent page; secrets are sealed.
ALTER TABLE link_token
    ADD COLUMN auth    text,
    ADD COLUMN typed   jsonb,
    ADD COLUMN secrets bytea;
