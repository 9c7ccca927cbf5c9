// Providers' own client libraries with Tributary's proxy as their base address and our API key as
// their token; those that keep nothing but the origin of their base address go to the proxy's own
// port, with an account token. Prints one JSON object with what they saw; any surprise makes it fail.
'use strict';
const assert = require('node:assert/strict');
const hubspot = require('@hubspot/api-client');
const jsforce = require('jsforce');
const pipedrive = require('pipedrive/v2');
const pipedriveV1 = require('pipedrive/v1');

const [address, origin, key, hubspotAccount, salesforceAccount, pipedriveAccount] = process.argv.slice(2);
const proxy = (account) => `${address}/proxy/${account}`;

async function throughHubSpot() {
  const client = new hubspot.Client({ basePath: proxy(hubspotAccount), accessToken: key });
  const made = await client.crm.companies.basicApi.create({ properties: { name: 'Through the proxy' } });
  const read = await client.crm.companies.basicApi.getById(made.id, ['name']);
  assert.equal(read.properties.name, 'Through the proxy');
  const found = await client.crm.companies.searchApi.doSearch({
    filterGroups: [{ filters: [{ propertyName: 'hs_object_id', operator: 'EQ', value: made.id }] }],
    properties: ['name'], limit: 10,
  });
  assert.equal(found.total, 1);
  await assert.rejects(
    client.crm.companies.basicApi.create({ properties: { nothing_such: 'x' } }),
    (error) => error.code === 400 && error.body.category === 'VALIDATION_ERROR');
  await client.crm.companies.basicApi.archive(made.id);
  await assert.rejects(client.crm.companies.basicApi.getById(made.id), (error) => error.code === 404);
  return Number(found.total);
}

async function throughSalesforce() {
  const connection = new jsforce.Connection({
    instanceUrl: proxy(salesforceAccount), accessToken: key, version: '60.0',
  });
  const accounts = connection.sobject('Account');
  const made = await accounts.create({ Name: "O'Brien through the proxy" });
  assert.ok(made.success);
  const read = await accounts.retrieve(made.id);
  assert.equal(read.Name, "O'Brien through the proxy");
  await assert.rejects(
    connection.query('SELECT Nothing FROM Account'), (error) => error.errorCode === 'INVALID_FIELD');
  for (let batch = 0; batch < 2; batch += 1) {
    const rows = Array.from({ length: 150 }, (_, n) => ({ LastName: `Proxied ${batch}-${n}`, Company: 'X' }));
    const outcome = await connection.sobject('Lead').create(rows);
    assert.ok(outcome.every((one) => one.success));
  }
  const leads = await connection.query("SELECT Id FROM Lead WHERE LastName LIKE 'Proxied%'", {
    autoFetch: true, maxFetch: 1000, headers: { 'Sforce-Query-Options': 'batchSize=200' },
  });
  assert.equal(leads.records.length, 300);
  const described = await accounts.describe();
  assert.ok(described.fields.some((field) => field.name === 'Name'));
  await accounts.destroy(made.id);
  return leads.records.length;
}

async function accountToken(account) {
  const made = await fetch(`${address}/account-tokens`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ integrated_account_id: account, scopes: ['proxy'], expires_in: 60 }),
  });
  return (await made.json()).token;
}

// Begins with a token that is no good, as one is that has ended.
async function inBulkThroughSalesforce() {
  let refreshed = 0;
  const connection = new jsforce.Connection({
    instanceUrl: origin, accessToken: 'trb_acct_ended', version: '60.0',
    refreshFn: (_, callback) => {
      refreshed += 1;
      accountToken(salesforceAccount).then((token) => callback(null, token), callback);
    },
  });
  const before = await connection.query("SELECT Id FROM Lead WHERE LastName LIKE 'Bulk, %'");
  assert.deepEqual([before.totalSize, refreshed], [0, 1]);
  connection.bulk2.pollInterval = 20;
  const input = Array.from({ length: 2300 }, (_, n) => ({ LastName: `Bulk, "${n}"`, Company: 'X' }));
  input.push({ LastName: 'companyless' });
  const loaded = await connection.bulk2.loadAndWaitForResults({
    object: 'Lead', operation: 'insert', input,
  });
  assert.deepEqual([loaded.successfulResults.length, loaded.failedResults.length], [2300, 1]);
  assert.match(loaded.failedResults[0].sf__Error, /^REQUIRED_FIELD_MISSING/);
  const stream = await connection.bulk2.query(
    "SELECT Id, LastName FROM Lead WHERE LastName LIKE 'Bulk, %'");
  const rows = await stream.toArray();
  const names = new Set(rows.map((row) => row.LastName));
  assert.ok(input.slice(0, 2300).every((one) => names.has(one.LastName)));
  const ids = new Set(loaded.successfulResults.map((one) => one.sf__Id));
  assert.ok(rows.every((row) => ids.has(row.Id)));
  assert.equal(refreshed, 1);
  return rows.length;
}

async function throughPipedrive() {
  const config = new pipedrive.Configuration({
    basePath: `${proxy(pipedriveAccount)}/api/v2`, accessToken: key,
  });
  const organizations = new pipedrive.OrganizationsApi(config);
  const made = await organizations.addOrganization({ AddOrganizationRequest: { name: 'Through the proxy' } });
  const read = await organizations.getOrganization({ id: made.data.id });
  assert.equal(read.data.name, 'Through the proxy');
  const page = await organizations.getOrganizations({ limit: 1 });
  assert.ok(page.additional_data.next_cursor);
  const users = await new pipedriveV1.UsersApi(new pipedriveV1.Configuration({
    basePath: `${proxy(pipedriveAccount)}/v1`, accessToken: key,
  })).getUsers();
  assert.ok(users.success);
  return page.data.length;
}

async function main() {
  console.log(JSON.stringify({
    hubspot: await throughHubSpot(),
    salesforce: await throughSalesforce(),
    salesforceBulk: await inBulkThroughSalesforce(),
    pipedrive: await throughPipedrive(),
  }));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
