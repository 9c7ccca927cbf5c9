-- Which version of its provider's API an integrated account is called by; null: the connector's usual one.
ALTER TABLE integrated_account ADD COLUMN api_version text;
